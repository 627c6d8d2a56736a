"""Nothing in the repository tells on which machine, or from which registry, it was made."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Put together here so that this very file passes.
FOLDERS = "|".join(("home", "root", "work", "tmp", "Users"))
MACHINE = re.compile(rf"(?<![\w.*-])/(?:{FOLDERS})/\w|[A-Z]:\\\\?Users")
HOSTS = re.compile(
    "|".join(re.escape(".".join(host)) for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com")))
)


def leaks(text: str) -> list[str]:
    """What a text tells of a machine's folders and of registries."""
    return [found[0] for pattern in (MACHINE, HOSTS) for found in pattern.finditer(text)]


def tracked() -> list[Path]:
    """Files of the repository; of an unpacked source archive, all of them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): told
        for path in tracked()
        if path.is_file() and (told := leaks(path.read_text("utf-8", errors="replace")))
    }
    assert found == {}


def test_a_leak_is_found_and_an_address_is_none() -> None:
    assert leaks("see " + "/".join(("", "root", "x")) + " there") == ["/" + "root/x"]
    assert leaks("see https://example.org/home/page and src/work/x") == []
