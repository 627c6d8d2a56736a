"""`wellled crosswalk`: shipped and own ones, in every form, and each way in which there is none."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

FRAMEWORK = """\
language 1

framework clubs@{version} "Clubs"
    in force from {version}-01
    covers club

level club "Club"

set topic "{title}"
{members}
input found "Found"
    for each topic
    is a number

determine total_found "Total"
    is a number
    equals total of found
"""

CROSSWALK = """\
language 1

source book "The *book* | of <clubs>"
    published by "Club Board"

assumption by_title "By title"
    basis inferred "it looks so"

crosswalk topics "Topics"
    from clubs@2020-01 to clubs@2021-01
    between topic and topic
    cites book "3"
    means "by topic"
    rooms becomes space
    heat, light become comfort
        rests on by_title
    noise becomes nothing
        because "nobody asked"
    nothing becomes food
"""


def framework(version: str, title: str, members: str) -> str:
    lines = "".join(f'    {one} "{one.capitalize()}"\n' for one in members.split())
    return FRAMEWORK.format(version=version, title=title, members=lines)


@pytest.fixture
def clubs(tmp_path, monkeypatch):
    """A folder with two frameworks and what lies between them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clubs-2020-01.wlr").write_text(framework("2020-01", "Topic", "rooms heat light noise"), "utf-8")
    (tmp_path / "clubs-2021-01.wlr").write_text(framework("2021-01", "Question", "space comfort food"), "utf-8")
    (tmp_path / "between.wlr").write_text(CROSSWALK, "utf-8")
    return tmp_path


def test_each_member_is_told_with_its_kind_and_its_grounds(clubs, wellled):
    ended = wellled("crosswalk", "between.wlr")
    assert (ended.code, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Topics
from Topic of clubs@2020-01 to Question of clubs@2021-01

Rooms
  same: Space
Heat
  merged: Comfort
    with Light
    rests on assumption 1
Light
  merged: Comfort
    with Heat
    rests on assumption 1
Noise
  dropped: nothing
    cites The *book* | of <clubs> (Club Board), “3”
    because nobody asked
nothing
  new: Food

Members: 4 to 3; 1 same, 1 merged, 1 new, 1 dropped.
Meaning: By topic.
Cites The *book* | of <clubs> (Club Board), “3”.

Assumption 1: By title.
  Inferred: it looks so.
"""
    )


def test_markdown_is_one_table_in_which_words_are_words(clubs, wellled):
    ended = wellled("crosswalk", "between.wlr", "--format", "markdown")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table[0] == "| Topic | kind | Question | known from |"
    assert table[1] == "| --- | --- | --- | --- |"
    assert len(table) == 7
    assert (
        r"| Noise | dropped | nothing | cites The \*book\* \| of \<clubs\> (Club Board), “3”; because nobody asked |"
        in table
    )
    assert lines[-1] == "**Assumption 1.** By title. Inferred: it looks so."


def test_json_has_relations_with_rows_and_grounds(clubs, wellled):
    ended = wellled("crosswalk", "between.wlr", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    told = json.loads(ended.out)
    assert told["schema"] == "wellled.crosswalk/1"
    (one,) = told["crosswalks"]
    assert (one["from"], one["to"]) == ("clubs@2020-01", "clubs@2021-01")
    assert [(each["kind"], each["from"], each["to"]) for each in one["relations"]] == [
        ("same", ["rooms"], ["space"]),
        ("merged", ["heat", "light"], ["comfort"]),
        ("dropped", ["noise"], []),
        ("new", [], ["food"]),
    ]
    assert one["relations"][1]["rows"][0]["rests_on"] == ["by_title"]
    assert one["relations"][1]["rows"][0]["cites"] == []
    assert one["relations"][2]["rows"][0] == {
        "from": ["noise"],
        "to": [],
        "cites": [{"source": "book", "place": "3"}],
        "rests_on": [],
        "because": "nobody asked",
    }
    assert one["became"] == {"rooms": ["space"], "heat": ["comfort"], "light": ["comfort"], "noise": []}
    assert one["came_from"] == {"space": ["rooms"], "comfort": ["heat", "light"], "food": []}
    assert one["sources"]["book"]["published_by"] == "Club Board"


@pytest.mark.parametrize("words", [("between.wlr",), ("bare.wlr",), ("kloe@2018-03", "saf@2024-12")])
def test_json_is_as_its_schema_says(clubs, wellled, words):
    bare = CROSSWALK.replace('    means "by topic"\n', "").replace('book "3"', "book")
    (clubs / "bare.wlr").write_text(bare, "utf-8")
    schema = Draft202012Validator(json.loads(wellled("schema", "--of", "crosswalk").out))
    told = json.loads(wellled("crosswalk", *words, "--format", "json").out)
    schema.validate(told)
    del told["crosswalks"][0]["relations"][0]["rows"][0]["because"]
    assert not schema.is_valid(told)


def test_of_many_that_were_merged_a_few_are_named(clubs, wellled):
    many = " ".join(f"part_{number}" for number in range(12))
    (clubs / "clubs-2020-01.wlr").write_text(framework("2020-01", "Topic", many), "utf-8")
    rows = f"    {many.replace(' ', ', ')} become space, comfort, food\n"
    (clubs / "between.wlr").write_text(CROSSWALK[: CROSSWALK.index("    rooms")] + rows, "utf-8")
    ended = wellled("crosswalk", "between.wlr")
    assert "    with Part_1; Part_2; Part_3; Part_4; Part_5; Part_6; 5 more\n" in ended.out
    assert "Members: 12 to 3; 1 regrouped." in ended.out


@pytest.mark.parametrize("after", ["saf@2023-11", "saf@2024-12", "saf@2025-03-14"])
def test_a_shipped_one_serves_amendments_and_days(wellled, after):
    ended = wellled("crosswalk", "kloe@2018-03", after)
    assert (ended.code, "is served by" in ended.err) == (0, after != "saf@2023-11")
    assert ended.out.startswith("Key lines of enquiry and quality statements\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name two framework versions, the earlier one first, or one file with crosswalks"),
        (("a@2020-01", "b@2020-01", "c@2020-01"), "name two framework versions"),
        (("saf@2024-12", "kloe@2018-03"), "one leads back: name the earlier first"),
        (("kloe@2018-03", "tutorial@2024-01"), "there are those from kloe@2018-03 to saf@2023-11"),
        (("kloe@2018-03", "sav@2024-12"), "framework-not-found"),
        (("kloe@2018-03", "saf@2024-02-30"), "no day of the calendar"),
        (("clubs-2020-01.wlr", "clubs-2021-01.wlr"), "name shipped versions, each `id@version`, or the one FILE"),
        (("kloe@2018-03", "./clubs-2021-01.wlr"), "`./clubs-2021-01.wlr` is a path, and is no shipped version"),
        (("nowhere.wlr",), "framework-not-found"),
        (("clubs-2020-01.wlr",), "no-header"),
        (("only.wlr",), "holds no crosswalk"),
        (("broken.wlr",), "unknown-name"),
    ],
)
def test_where_there_is_none_the_command_says_why(clubs, wellled, words, told):
    transition = "transition x\n    from clubs@2020-01 to clubs@2021-01\n    keeps total_found\n"
    (clubs / "only.wlr").write_text("language 1\n\n" + transition, "utf-8")
    (clubs / "broken.wlr").write_text(CROSSWALK.replace("rooms becomes", "romms becomes"), "utf-8")
    ended = wellled("crosswalk", *words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_a_file_of_crosswalks_is_checked_and_is_no_framework(clubs, wellled):
    checked = wellled("check", "between.wlr")
    assert (checked.code, checked.out, checked.err) == (0, "", "between.wlr: no findings; 1 crosswalk\n")
    for words in (("eval", "between.wlr", "-"), ("test", "between.wlr"), ("graph", "between.wlr")):
        ended = wellled(*words, stdin=b"{}")
        assert (ended.code, ended.out) == (2, "")
        assert "error[no-header]: what stands between frameworks is none itself" in ended.err


def test_a_version_that_lies_beside_is_suggested(clubs, wellled):
    (clubs / "between.wlr").write_text(CROSSWALK.replace("clubs@2020-01", "clubz@2020-01"), "utf-8")
    ended = wellled("check", "between.wlr", "--plain")
    assert "help: did you mean `clubs@2020-01` or `clubs@2021-01`?\n" in ended.out


def test_one_of_your_own_that_does_not_check_is_told_with_its_file(clubs, wellled):
    (clubs / "clubs-2020-01.wlr").write_text(framework("2020-01", "Topic", "rooms").replace("Found", 3 * '"'), "utf-8")
    ended = wellled("check", "between.wlr", "--plain")
    assert "help: mend them first: `wellled check clubs-2020-01.wlr` tells them\n" in ended.out


def test_where_nothing_can_be_read_what_is_held_is_not_told(clubs, wellled):
    (clubs / "between.wlr").write_text(CROSSWALK.replace("from clubs@2020-01 to clubs@2021-01", "from a to b"), "utf-8")
    assert wellled("check", "between.wlr").err.endswith("warnings\n")


def test_a_version_that_two_files_beside_declare_is_told_with_both_places(clubs, wellled):
    text = framework("2020-01", "Topic", "rooms heat light noise")
    (clubs / "clubs-2020-01.wlr").rename(clubs / "early.wlr")
    (clubs / "again.wlr").write_text(text.replace('"Clubs"', '"Clubs of old"'), "utf-8")
    ended = wellled("check", "between.wlr", "--plain")
    assert ended.code == 1
    assert ended.out == (
        "early.wlr:3:11: error declared-twice: two files declare `clubs@2020-01`\n"
        "    here: `clubs@2020-01`: declared here again\n"
        "    also at again.wlr:3:11: `clubs@2020-01`: declared here\n"
        "    help: keep one of them, or call it `clubs-2020-01.wlr`, which is taken first\n\n"
    )
    (clubs / "again.wlr").rename(clubs / "clubs-2020-01.wlr")
    assert wellled("check", "between.wlr").code == 0


def test_a_file_that_is_named_comes_before_what_lies_beside(clubs, wellled):
    (clubs / "clubs-2020-01.wlr").rename(clubs / "later.wlr")
    (clubs / "broken.wlr").write_text(framework("2020-01", "Topic", "rooms") + "determine\n", "utf-8")
    assert wellled("check", "between.wlr", "later.wlr").code == 0
    assert wellled("check", "later.wlr", "between.wlr").code == 0
    assert "error[declared-twice]" in wellled("check", "between.wlr").out


def test_where_one_written_for_other_versions_serves_this_is_said(wellled):
    ended = wellled("crosswalk", "kloe@2017-06", "saf@2024-12")
    assert ended.err == (
        "kloe@2017-06 to saf@2024-12 is served by what is written from kloe@2018-03 to saf@2023-11: "
        "the sets have the same members\n"
    )
    assert wellled("crosswalk", "kloe@2018-03", "saf@2023-11").err == ""
