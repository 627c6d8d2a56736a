"""What is built carries the engine, the grammar, the rules and the versions, and nothing that is only ours."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from wellled_rules.library.version import VERSION

ROOT = Path(__file__).parents[2]
MATERIAL = ("grammar", "rules", "versions")
OURS = ("grammar/editors/", "grammar/reference/", "grammar/decisions/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a wheel and a source archive, just built."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "wheel", "-t", "sdist"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> ZipFile:
    (path,) = built.glob("*.whl")
    return ZipFile(path)


def material() -> set[str]:
    """Files of the material folders that users need: all but chapters and what is only for readers here."""
    files = (path for folder in MATERIAL for path in (ROOT / folder).rglob("*") if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in files if path.name != "README.md"}
    return {name for name in names if not name.startswith(OURS) and "/." not in name}


def test_the_wheel_carries_the_material_and_no_more_of_it(wheel: ZipFile) -> None:
    data = "wellled_rules/_data/"
    assert {name.removeprefix(data) for name in wheel.namelist() if name.startswith(data)} == material()


def test_the_wheel_carries_the_engine_and_its_pages(wheel: ZipFile) -> None:
    source = ROOT / "src"
    wanted = (path for suffix in ("*.py", "*.md", "py.typed") for path in (source / "wellled_rules").rglob(suffix))
    missing = {path.relative_to(source).as_posix() for path in wanted} - set(wheel.namelist())
    assert {name for name in missing if not name.endswith("README.md")} == set()


def test_the_wheel_is_of_the_version_that_runs(wheel: ZipFile) -> None:
    (told,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    assert f"\nVersion: {VERSION}\n" in wheel.read(told).decode()


def test_the_wheel_carries_nothing_else(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"wellled_rules"}


def test_the_source_archive_carries_all_folders(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert material() <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "src/wellled_rules/py.typed"} <= names


def test_the_material_holds_no_python() -> None:
    # NOTE: with one, an editable install fails, because the wheel's layout moves these folders.
    assert [path for folder in MATERIAL for path in (ROOT / folder).rglob("*.py")] == []


def test_an_unpacked_wheel_finds_its_material(wheel: ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = "import wellled_rules; print(wellled_rules.__file__); wellled_rules.load('tutorial@2024-01')"
    setting = {name: value for name, value in os.environ.items() if name != "WELLLED_LIBRARY"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=setting | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert Path(ran.stdout.strip()).is_relative_to(tmp_path)
