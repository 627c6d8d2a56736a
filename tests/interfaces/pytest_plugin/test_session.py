"""A session of pytest collects a page, and fails where the page is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-p",
    "wellled_rules.interfaces.pytest_plugin",
    "-p",
    "no:cacheprovider",
]


def session(folder: Path, page: str, **setting: str) -> subprocess.CompletedProcess[str]:
    (folder / "page.md").write_text(page, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [*COMMAND, "page.md"], cwd=folder, env=os.environ | setting, capture_output=True, text=True, check=False
    )


def test_python_examples_share_their_names(tmp_path: Path) -> None:
    page = "# A\n```python\nx = 1\n```\n```python\n>>> x + 1\n2\n>>> y = 3\n```\n```python\n>>> y\n3\n```\n"
    ran = session(tmp_path, page)
    assert "1 passed" in ran.stdout, ran.stdout


def test_a_wrong_python_example_fails_with_both_answers(tmp_path: Path) -> None:
    ran = session(tmp_path, "```python\n>>> 1 + 1\n3\n```\n")
    assert ran.returncode == 1
    assert "Expected:\n    3\nGot:\n    2" in ran.stdout


def test_a_snippet_is_checked_by_the_engine(tmp_path: Path) -> None:
    page = '# A\n```wellled\nlevel oven "Oven"\n```\n# B\n```wellled\nlevel oven "Oven" # error: no-such-code\n```\n'
    ran = session(tmp_path, page)
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout
    assert "declared, but not given: error: no-such-code (line 7)" in ran.stdout


def test_a_transcript_is_compared_and_rewritten_on_request(tmp_path: Path) -> None:
    page = "```console\n$ wellled --version\nnothing\n```\n\nafter\n"
    assert session(tmp_path, page).returncode == 1
    assert session(tmp_path, page, WELLLED_UPDATE_PAGES="1").returncode == 0
    new = (tmp_path / "page.md").read_text()
    assert new.startswith("```console\n$ wellled --version\n")
    assert new.endswith("```\n\nafter\n")
    assert "nothing" not in new
    assert session(tmp_path, new).returncode == 0


def test_a_module_that_no_block_uses_is_refused(tmp_path: Path) -> None:
    ran = session(tmp_path, "```wellled module=a.b\nmodule a.b\n```\n")
    assert "no block after this module uses it" in ran.stdout
