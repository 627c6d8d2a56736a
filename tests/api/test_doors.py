"""The Python door: exact names, exact errors, immutable and picklable things."""

from __future__ import annotations

import dataclasses
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import wellled_rules
from wellled_rules import CaseError, FrameworkError, FrameworkNotFound, Limits, WellledError

HALF = {
    "subject": {"level": "trust", "kind": "nhs_trust"},
    "inputs": {
        "statement_score": {
            "Shared direction and culture": 2,
            "leaders": 2,
            "speaking_up": 2,
            "workforce_equality": 2,
            "governance": 3,
            "partnerships": 3,
            "improvement": 3,
            "environment": 3,
        }
    },
}


def test_a_framework_loads_by_identity_by_day_and_by_path(tmp_path: Path) -> None:
    by_name = wellled_rules.load("saf@2024-12")
    assert by_name.identity == "saf@2024-12"
    assert wellled_rules.load("saf", on=date(2025, 3, 14)).identity == "saf@2024-12"
    assert wellled_rules.load("saf", on=date(2024, 12, 1)).identity == "saf@2023-11"
    assert wellled_rules.load("saf", on=date(2024, 12, 2)).identity == "saf@2024-12"
    assert wellled_rules.load("saf@2024-12-01").identity == "saf@2023-11"
    path = tmp_path / "own.wlr"
    path.write_text(OWN, encoding="utf-8")
    assert wellled_rules.load(path).evaluate({"inputs": {"fine": True}})["passed"].value is True


OWN = """language 1

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


@pytest.mark.parametrize("name", ["saff@2024-12", "saf@1999-01", "no/such/file.wlr", "saf"])
def test_what_is_not_there_says_what_is(name: str) -> None:
    with pytest.raises(FrameworkNotFound) as caught:
        wellled_rules.load(name)
    (found,) = caught.value.diagnostics
    assert found.code == "framework-not-found"
    assert found.help


def test_a_day_before_every_version_is_not_guessed() -> None:
    with pytest.raises(FrameworkNotFound) as caught:
        wellled_rules.load("saf", on=date(2001, 1, 1))
    assert "`saf@2023-11` from 2023-11-21" in caught.value.diagnostics[0].help[0]


def test_of_a_day_after_every_version_it_is_told_when_each_ended() -> None:
    with pytest.raises(FrameworkNotFound) as missing:
        wellled_rules.load("kloe", on="2024-01-01")
    (found,) = missing.value.diagnostics
    told = "there are `kloe@2017-06` from 2017-06-01 until 2018-03-05, `kloe@2018-03` from 2018-03-05 until 2023-11-21"
    assert found.help == (told,)


def test_a_version_and_a_day_are_one_too_many() -> None:
    with pytest.raises(FrameworkNotFound) as caught:
        wellled_rules.load("saf@2024-12", on=date(2025, 1, 1))
    (found,) = caught.value.diagnostics
    assert found.headline == "`saf@2024-12` names a version already, and no day chooses another"
    assert found.help == ("leave the version out, or the day",)


@pytest.mark.parametrize("day", ["2024-12-01", datetime(2024, 12, 1, 23, 59)])
def test_a_day_may_be_text_or_have_a_time(day: str | date) -> None:
    assert wellled_rules.load("saf", on=day).identity == "saf@2023-11"


@pytest.mark.parametrize("day", ["", "2025-02-30", "01/12/2024", "20241201", 5])
def test_what_is_no_day_is_told(day: str) -> None:
    with pytest.raises(FrameworkNotFound) as caught:
        wellled_rules.load("saf", on=day)
    (found,) = caught.value.diagnostics
    assert found.headline == f"`{day}` is no day of the calendar"
    assert found.help == ('give a date, or the day as text such as "2025-03-14"',)


def test_a_file_that_is_no_text_is_found_and_does_not_check(tmp_path: Path) -> None:
    path = tmp_path / "own.wlr"
    path.write_bytes(b"\xff\xfe language 1")
    with pytest.raises(FrameworkError) as caught:
        wellled_rules.load(path)
    assert [one.code for one in caught.value.diagnostics] == ["not-utf-8"]
    checked = wellled_rules.check(path)
    assert checked.framework is None
    assert [one.code for one in checked.report.errors] == ["not-utf-8"]


def test_rules_that_do_not_check_are_refused_with_every_finding(tmp_path: Path) -> None:
    path = tmp_path / "bad.wlr"
    path.write_text(
        OWN.replace("fine is yes", "fin is yes").replace("is yes or no\n\ndet", "is a grde\n\ndet"), "utf-8"
    )
    with pytest.raises(FrameworkError) as caught:
        wellled_rules.load(path)
    assert [one.code for one in caught.value.diagnostics if one.is_error] == ["unknown-name", "unknown-name"]
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), WellledError)


def test_a_refused_case_names_every_fault_and_evaluates_nothing() -> None:
    framework = wellled_rules.load("saf@2024-12")
    with pytest.raises(CaseError) as caught:
        framework.evaluate(
            {"subject": {"level": "trust"}, "inputs": {"statement_score": {"governance": 9, "nobody": 3}}}
        )
    assert [one.pointer for one in caught.value.diagnostics] == [
        "/inputs/statement_score/governance",
        "/inputs/statement_score/nobody",
    ]


@pytest.mark.parametrize("ending", ["json", "yaml", "txt"])
def test_a_case_may_be_bytes_or_a_file(tmp_path: Path, ending: str) -> None:
    framework = wellled_rules.load("saf@2024-12")
    path = tmp_path / f"case.{ending}"
    path.write_text(json.dumps(HALF), "utf-8")
    wanted = framework.evaluate(HALF).to_dict()
    assert framework.evaluate(path).to_dict() == wanted
    assert framework.evaluate(path.read_bytes()).to_dict() == wanted


def test_text_is_read_strictly_and_told_by_its_file(tmp_path: Path) -> None:
    framework = wellled_rules.load("saf@2024-12")
    path = tmp_path / "case.json"
    path.write_bytes(b'{"subject": {"level": "trust", "level": "trust"}}')
    for case in (path, path.read_bytes()):
        with pytest.raises(CaseError) as caught:
            framework.evaluate(case)
        assert [one.code for one in caught.value.diagnostics] == ["given-twice"]


def test_a_str_may_be_text_or_a_name_and_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        wellled_rules.load("saf@2024-12").evaluate("{}")
    (found,) = caught.value.diagnostics
    assert found.help == ("for JSON or YAML text, give `text.encode()`", "for a file, give `Path(name)`")


@pytest.mark.parametrize("name", ["none.json", ".", "nul\0.json"])
def test_a_case_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseError) as caught:
        wellled_rules.load("saf@2024-12").evidence(tmp_path / name)
    assert [one.code for one in caught.value.diagnostics] == ["unreadable-case"]


def test_equal_frameworks_hash_alike_however_they_were_found() -> None:
    shipped = wellled_rules.load("saf@2023-11")
    found = dataclasses.replace(shipped, closes=None)
    assert (found, hash(found)) == (shipped, hash(shipped))


def test_outcomes_are_read_by_name_and_member() -> None:
    result = wellled_rules.load("saf@2024-12").evaluate(HALF)
    assert str(result["well_led"].value) == "good"
    assert result["well_led"].status == "determined"
    assert [str(one) for one in result["well_led"].possible] == ["good"]
    assert result["well_led"].decided_by == ("well_led_range",)
    assert result["well_led"].marks == ("not_moderated", "reason_missing")
    assert str(result["statement_score"]["governance"].value) == "3"
    assert result["well_led_percentage"].value == Fraction(125, 2)
    assert result.to_dict()["outcomes"]["well_led_percentage"]["value"] == "125/2"


def test_everything_is_shown_in_one_line() -> None:
    framework = wellled_rules.load("saf@2024-12")
    result = framework.evaluate({**HALF, "subject": {"level": "trust", "kind": "nhs_trust", "name": "A\nB"}})
    assert repr(framework) == "<Framework saf@2024-12>"
    assert repr(result) == "<Result saf@2024-12 at trust: well_led good>"
    assert repr(result["well_led_percentage"]) == "<OutcomeView well_led_percentage: 125/2>"
    assert repr(result["statement_score"]["governance"]) == "<OutcomeView statement_score/governance: 3>"
    assert repr(result["statement_score"]).startswith("<Members of statement_score: shared_direction: 2, leaders: 2, ")
    assert repr(result.trace) == "<Trace saf@2024-12 at trust>"
    assert repr(result.trace.evidence).startswith("<Evidence of trust 'A\\nB': 9 entries, sha256:")
    assert repr(result.explain()).startswith("<Explanation 'Good: ")
    assert repr(framework.evaluate({"subject": {"level": "trust"}})).endswith(": well_led undetermined>")
    things = (framework.graph, result.explain().layers, *result["statement_score"].values())
    assert all("\n" not in repr(one) for one in things)


def test_an_outcome_that_is_not_there_is_a_key_error() -> None:
    result = wellled_rules.load("saf@2024-12").evaluate(HALF)
    with pytest.raises(KeyError):
        result["nothing"]


def test_the_earlier_scores_make_the_later_ones() -> None:
    inputs = {"evidence_score": {"governance": {"staff_and_leaders": 4, "processes": 3}}}
    result = wellled_rules.load("saf@2023-11").evaluate({"subject": {"level": "service"}, "inputs": inputs})
    assert str(result["statement_score"]["governance"].value) == "4"
    assert result["statement_score"]["leaders"].status == "undetermined"


def test_a_framework_and_a_result_are_immutable_and_survive_pickling() -> None:
    framework = wellled_rules.load("saf@2024-12")
    with pytest.raises(dataclasses.FrozenInstanceError):
        framework.graph = None  # type: ignore[misc, assignment]
    again = pickle.loads(pickle.dumps(framework))
    assert again.hash == framework.hash
    assert hash(again) == hash(framework)
    assert again.evaluate(HALF).to_dict() == framework.evaluate(HALF).to_dict()
    result = framework.evaluate(HALF)
    assert pickle.loads(pickle.dumps(result)).to_dict() == result.to_dict()


def test_one_framework_serves_many_threads() -> None:
    framework = wellled_rules.load("saf@2024-12")
    wanted = framework.evaluate(HALF).to_dict()
    with ThreadPoolExecutor(8) as pool:
        assert all(found == wanted for found in pool.map(lambda _: framework.evaluate(HALF).to_dict(), range(32)))


def test_a_case_after_the_last_day_is_evaluated_with_a_notice() -> None:
    framework = wellled_rules.load("saf@2023-11")
    inside = framework.evaluate({"subject": {"level": "service"}, "assessed_on": "2024-11-30"})
    after = framework.evaluate({"subject": {"level": "service"}, "assessed_on": "2025-01-10"})
    assert "outside-period" not in {one.kind for one in inside.notices}
    assert "outside-period" in {one.kind for one in after.notices}


def test_a_kind_it_is_not_for_is_not_applicable() -> None:
    case = {**HALF, "subject": {"level": "trust", "kind": "other_provider"}}
    result = wellled_rules.load("saf@2024-12").evaluate(case)
    assert result["well_led"].status == "not_applicable"
    assert result.notices


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "own.wlr"
    path.write_text(OWN, encoding="utf-8")
    with pytest.raises(WellledError) as caught:
        wellled_rules.load(path, limits=Limits(declarations=2))
    assert {one.code for one in caught.value.diagnostics} == {"beyond-limits"}


def test_modules_that_double_at_each_step_are_refused_at_once() -> None:
    modules = {
        f"m{i}": f"language 1\n\nmodule m{i}\n\nuse m{i + 1} as the_one\nuse m{i + 1} as the_other\n" for i in range(40)
    }
    modules["m40"] = 'language 1\n\nmodule m40\n\ndetermine d "D"\n    is a number\n    equals 1\n'
    text = OWN + "\nuse m0 as bomb\n"
    report = wellled_rules.api.check_text({"own.wlr": text}, "own.wlr", modules)
    assert [one.code for one in report.errors] == ["beyond-limits"]


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'lark', 'networkx', 'pydantic', 'rich', 'click', 'ruamel.yaml'}"
    code = f"import sys, wellled_rules; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_case_model_documents_the_canonical_form() -> None:
    model = wellled_rules.load("saf@2024-12").case_model
    schema = model.model_json_schema()
    assert schema["additionalProperties"] is False
    assert {"subject", "assessed_on", "inputs", "decisions", "given", "evidence"} <= set(schema["properties"])


@pytest.mark.parametrize("name", ["", "saf@2024-13-01", "saf@2001-01-01"])
def test_a_name_that_is_none_is_told(name: str) -> None:
    with pytest.raises(FrameworkNotFound):
        wellled_rules.load(name)


def test_bytes_of_any_kind_are_a_case() -> None:
    framework = wellled_rules.load("saf-local-authority@2024-12")
    body = b'{"given": {"overall_percentage": 62}}'
    expected = framework.evaluate(body).to_json()
    assert {framework.evaluate(one).to_json() for one in (bytearray(body), memoryview(body))} == {expected}
    decided = framework.answer(body)
    assert framework.answer({"given": {"overall_percentage": 62}}) == decided == framework.answer(bytearray(body))


def test_findings_are_told_as_json_of_their_schema() -> None:
    schema = json.loads((files("wellled_rules.diagnostics.render") / "schemas/diagnostics-1.json").read_text("utf-8"))
    with pytest.raises(CaseError) as caught:
        wellled_rules.load("saf-local-authority@2024-12").answer(b'{"inputs": {"foo": 3}}')
    told = caught.value.to_dict()
    Draft202012Validator(schema).validate(told)
    assert told["diagnostics"][0]["pointer"] == "/inputs/foo"


def test_what_is_no_text_or_no_limits_is_told_in_words() -> None:
    result = wellled_rules.load("saf@2024-12").evaluate(HALF)
    for ask in (result.explain, result.cell, result.derivation):
        for asked in (3, 0, ["well_led"]):
            with pytest.raises(TypeError, match=f"^an outcome is named by text, not by `{type(asked).__name__}`$"):
                ask(asked)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^a subject is named by text, not by `int`$"):
        result.at(3)  # type: ignore[arg-type]
    for ask_rules in (wellled_rules.load, wellled_rules.check):
        with pytest.raises(TypeError, match=r"^limits are `Limits\(\.\.\)`, not `int`$"):
            ask_rules("saf@2024-12", limits=3)  # type: ignore[operator]
