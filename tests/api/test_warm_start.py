"""A framework that was checked before is taken as it was kept: the same in every way, and only if nothing changed."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import wellled_rules
from wellled_rules import api
from wellled_rules.api import compiling, loading
from wellled_rules.driver import cache, kept
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.portable import write
from wellled_rules.graph.serialize import meaning_hash

ROOT = Path(__file__).parents[2]
SHIPPED = [f"{one.id}@{one.version}" for one in wellled_rules.frameworks()]
LOCAL = "saf-local-authority@2024-12"
CASE = ROOT / "versions" / "saf-local-authority-2024-12" / "examples" / "wokingham.json"
LEFT_ALONE = ("lark", "networkx", "pydantic", "rich", "ruamel")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache; what this process remembers of shipped versions is forgotten, before and after."""
    monkeypatch.setenv("WELLLED_CACHE", str(tmp_path / "kept"))
    loading._loaded.cache_clear()
    yield tmp_path / "kept"
    loading._loaded.cache_clear()


@pytest.fixture
def passes(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by a name each time that rules go through every pass."""
    made: list[str] = []

    def counted(texts, *rest):  # type: ignore[no-untyped-def]  # passed on as it comes
        made.append(texts.files[0].name)
        return compile_framework(texts, *rest)

    monkeypatch.setattr(compiling, "compile_framework", counted)
    return made


def again(name: str | Path) -> api.Framework:
    """The framework as a new process would load it."""
    loading._loaded.cache_clear()
    return api.load(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_was_kept_is_what_was_checked(passes: list[str], name: str) -> None:
    cold, warm = again(name), again(name)
    assert len(passes) == 1
    assert warm == cold
    assert (write(warm.graph), write(tuple(warm.examples))) == (write(cold.graph), write(tuple(cold.examples)))
    assert (warm.closes, warm.hash) == (cold.closes, cold.hash)
    assert all(run.passed for run in warm.test())
    folder = ROOT / "versions" / name.replace("@", "-") / "examples"
    for path in sorted(folder.glob("*.*")) if folder.is_dir() else ():
        assert warm.evaluate(path).to_json() == cold.evaluate(path).to_json()


def test_the_hash_that_is_kept_is_the_one_worked_out(home: Path) -> None:
    again(LOCAL)
    framework = again(LOCAL)
    result = framework.evaluate(CASE)
    assert result.framework_hash == framework.hash == meaning_hash(framework.graph)


def test_a_framework_from_the_cache_can_be_pickled(home: Path) -> None:
    again(LOCAL)
    framework = again(LOCAL)
    copied = pickle.loads(pickle.dumps(framework))
    assert copied == framework
    assert tuple(copied.examples) == tuple(framework.examples)
    assert framework.examples[0] == copied.examples[0]
    assert framework.examples[:2] == copied.examples[:2]


def test_a_day_is_answered_without_reading_headers(passes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from wellled_rules.driver import periods

    first = api.load("saf", on="2024-03-01").identity
    monkeypatch.setattr(periods, "editions", lambda shelves: pytest.fail("the headers were read"))
    loading._loaded.cache_clear()
    assert api.load("saf", on="2024-03-01").identity == first == "saf@2023-11"
    with pytest.raises(wellled_rules.FrameworkNotFound):
        api.load("saf", on="1999-01-01")


# --- nothing that decides a framework may change unnoticed ---------------------------------------


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped material, in use."""
    folder = tmp_path / "library"
    for one in ("grammar", "rules", "versions"):
        shutil.copytree(ROOT / one, folder / one, ignore=shutil.ignore_patterns("*.md"))
    monkeypatch.setenv("WELLLED_LIBRARY", str(folder))
    return folder


CHANGED = [
    "versions/saf-2024-12/framework.wlr",
    "versions/saf-2023-11/framework.wlr",
    "rules/cqc/scales.wlr",
    "grammar/wellled.lark",
    "grammar/terminals.lark",
]


@pytest.mark.parametrize("file", CHANGED)
def test_a_change_of_what_is_shipped_is_noticed(library: Path, passes: list[str], file: str) -> None:
    again("saf@2024-12")
    again("saf@2024-12")
    assert len(passes) == 1
    path = library / file
    about = path.stat()
    before = path.read_text("utf-8")
    comment = "//" if file.endswith(".lark") else "#"
    path.write_text(before.rstrip() + f"\n{comment} one\n", "utf-8")
    again("saf@2024-12")
    assert len(passes) == 2
    # The same length at the same time: only the bytes tell.
    path.write_text(before.rstrip() + f"\n{comment} two\n", "utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    again("saf@2024-12")
    assert len(passes) == 3


def test_a_new_version_on_the_shelf_closes_the_one_before(library: Path, passes: list[str]) -> None:
    assert again("saf@2024-12").closes is None
    (library / "versions" / "saf-2025-06").mkdir()
    (library / "versions" / "saf-2025-06" / "framework.wlr").write_text(
        'language 1\n\nframework saf@2025-06 "Next"\n    amends saf@2024-12\n    in force from 2025-06-01\n', "utf-8"
    )
    assert str(again("saf@2024-12").closes) == "2025-06-01"


def test_a_changed_engine_is_noticed(passes: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from wellled_rules.driver import stamp

    engine = tmp_path / "engine"
    engine.mkdir()
    (engine / "check.py").write_text("pass\n")
    monkeypatch.setattr(stamp, "_PACKAGE", engine)
    for count in (1, 1):
        again(LOCAL)
        assert len(passes) == count
    os.utime(engine / "check.py", (1, 1))
    again(LOCAL)
    monkeypatch.setattr(stamp, "VERSION", "9.9.9")
    again(LOCAL)
    monkeypatch.setattr(sys, "hexversion", sys.hexversion + 1)
    again(LOCAL)
    assert len(passes) == 4


BASE = """language 1

framework own@2024-01 "Own"
    status draft
    covers house
    headline passed

level house "House"

source handbook "Handbook"
    published by "Office"

input fine "All is well"
    is yes or no

determine passed "Passed"
    is yes or no
    first of
        yes when fine is yes
        no otherwise
    cites handbook "Passing"
"""
NEXT = 'language 1\n\nframework own@2025-01 "Own"\n    amends own@2024-01\n    status draft\n'
MODULE = (
    'language 1\n\nmodule house.doors "Doors"\n\nscale door "Door"\n    best first\n    open "Open"\n    shut "Shut"\n'
)
USING = NEXT + '\nuse house.doors for door\n\ninput front "Front door"\n    is a door\n    informs passed\n'


CHAPTER = 'language 1\n\ninput roof "Roof"\n    is yes or no\n'


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A framework on disk, with a chapter; its base and its module lie in the folder above."""
    put(
        tmp_path / "mine",
        {
            "own-2024-01.wlr": BASE,
            "rules/house/doors.wlr": MODULE,
            "own-2025-01/framework.wlr": USING,
            "own-2025-01/more.wlr": CHAPTER.replace("roof", "cellar"),
        },
    )
    return tmp_path / "mine" / "own-2025-01"


def shown(framework: api.Framework) -> str:
    return write((framework.graph, tuple(framework.examples))).decode()


def test_a_framework_on_disk_is_kept(own: Path, passes: list[str]) -> None:
    assert shown(again(own)) == shown(again(own))
    assert len(passes) == 1


EDITS: dict[str, Callable[[Path], object]] = {
    "its own text": lambda own: put(own, {"framework.wlr": USING.replace("Front door", "Back door")}),
    "a chapter": lambda own: put(own, {"more.wlr": CHAPTER}),
    "a new chapter": lambda own: put(own, {"new.wlr": CHAPTER}),
    "a chapter that goes": lambda own: (own / "more.wlr").unlink(),
    "its base": lambda own: put(own.parent, {"own-2024-01.wlr": BASE.replace("All is well", "All well")}),
    "its module": lambda own: put(own.parent, {"rules/house/doors.wlr": MODULE.replace("Shut", "Closed")}),
    "a nearer base": lambda own: put(own, {"own-2024-01/framework.wlr": BASE.replace("All is well", "Near")}),
    "a base in `versions`": lambda own: put(own, {"versions/own-2024-01.wlr": BASE.replace("All is well", "Near")}),
    "a base as a folder": lambda own: put(own.parent, {"own-2024-01/framework.wlr": BASE.replace("All is", "Is")}),
    "a nearer module": lambda own: put(own, {"rules/house/doors.wlr": MODULE.replace("Shut", "Near")}),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_beside_it_is_noticed(own: Path, passes: list[str], edit: Callable[[Path], object]) -> None:
    before = shown(again(own))
    edit(own)
    after = shown(again(own))
    assert len(passes) == 2
    assert after != before
    assert shown(again(own)) == after
    assert len(passes) == 2


def test_a_file_that_says_that_it_is_the_base_is_noticed(tmp_path: Path, passes: list[str]) -> None:
    put(tmp_path / "mine", {"own.wlr": NEXT, "first.wlr": BASE})
    again(tmp_path / "mine" / "own.wlr")
    put(tmp_path / "mine", {"early.wlr": BASE.replace("All is well", "Early")})
    with pytest.raises(wellled_rules.FrameworkError, match="two files declare"):
        again(tmp_path / "mine" / "own.wlr")


def test_a_path_is_called_as_it_is_named(own: Path, passes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    assert next(iter(again("framework.wlr").graph.rules.values())).span.source.name == "own-2024-01.wlr"
    named = {one.span.source.name for one in again("framework.wlr").graph.rules.values()}
    whole = {one.span.source.name for one in again(own / "framework.wlr").graph.rules.values()}
    assert named != whole


def test_rules_with_errors_are_never_kept(tmp_path: Path, passes: list[str], home: Path) -> None:
    put(tmp_path / "mine", {"own.wlr": BASE.replace("fine is yes", "fine is well")})
    for count in (1, 2):
        with pytest.raises(wellled_rules.FrameworkError):
            again(tmp_path / "mine" / "own.wlr")
        assert len(passes) == count
    assert not home.exists()


def test_a_check_says_everything_each_time(tmp_path: Path, passes: list[str]) -> None:
    put(tmp_path / "mine", {"own.wlr": BASE + '\ninput spare "Spare"\n    is yes or no\n'})
    path = tmp_path / "mine" / "own.wlr"
    again(path)
    assert [one.code for one in api.check(path).report] == ["unread-input"]
    assert [one.code for one in api.check(path).report] == ["unread-input"]


# --- an entry that is not to be trusted ----------------------------------------------------------


@pytest.mark.parametrize(
    "part", [b"", b"[]", b'[["t"]]', b'[["d","graph",null,"hash","x","closes",null]]', b'[["SourceFile","a","b"]]']
)
def test_an_entry_of_another_form_is_written_anew(
    passes: list[str], part: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(LOCAL)
    whole = cache.fetch

    def spoiled(name: str) -> cache.Entry | None:
        found = whole(name)
        return (
            None if found is None else cache.Entry(found.made_of, {**found.parts, "framework": part, "editions": part})
        )

    monkeypatch.setattr(kept, "fetch", spoiled)
    assert again(LOCAL).evaluate(CASE)["overall"].value is not None
    assert len(passes) == 2


def test_examples_of_another_form_are_read_from_the_rules(passes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    examples = tuple(again(LOCAL).examples)
    whole = cache.fetch
    for part in (b"", b'[["t",1]]', b'[["SourceFile","a","b"]]'):

        def spoiled(name: str, part: bytes = part) -> cache.Entry | None:
            found = whole(name)
            return None if found is None else cache.Entry(found.made_of, {**found.parts, "examples": part})

        monkeypatch.setattr(kept, "fetch", spoiled)
        assert tuple(again(LOCAL).examples) == examples


def test_without_a_cache_nothing_is_kept(passes: list[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLLED_CACHE", "off")
    again(LOCAL)
    again(LOCAL)
    assert len(passes) == 2
    assert not home.exists()


def test_material_that_changes_while_it_is_read_is_not_kept(
    passes: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter("abcdefgh")
    monkeypatch.setattr(kept, "stamp", lambda: next(stamps))
    again(LOCAL)
    assert not home.exists()


def test_what_cannot_be_written_is_worked_out_each_time(
    passes: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(whole: object) -> bytes:
        raise TypeError("complex is not kept")

    monkeypatch.setattr(kept, "write", refuse)
    again(LOCAL)
    again(LOCAL)
    assert len(passes) == 2
    assert not home.exists()


# --- what a warm start leaves alone --------------------------------------------------------------

COMMANDS = {
    "eval": f"run(['eval', {LOCAL!r}, {str(CASE)!r}])",
    "eval of a day": f"run(['eval', 'saf-local-authority@2025-03-14', {str(CASE)!r}])",
    "eval to json": f"run(['eval', {LOCAL!r}, {str(CASE)!r}, '--format', 'json'])",
    "load": f"wellled_rules.load({LOCAL!r}).evaluate(json.loads(open({str(CASE)!r}).read())).to_json()",
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_warm_start_imports_nothing_heavy(home: Path, command: str) -> None:
    code = (
        "import json, sys, wellled_rules\n"
        "from wellled_rules.interfaces.cli.main import run\n"
        f"{command}\n"
        f"print(json.dumps([one for one in {LEFT_ALONE!r} if one in sys.modules]), file=sys.stderr)\n"
    )
    told = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
        for _ in range(2)
    ]
    cold, warm = ([*json.loads(one.stderr)] for one in told)
    assert "lark" in cold
    assert warm == []
    assert told[0].stdout == told[1].stdout
