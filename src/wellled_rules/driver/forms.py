"""The closed list of what a kept framework may be made of: each class, its fields, and what a field may hold.

Written out, and not read from the classes, so that a kept text is judged before any class is imported, and so that
nothing outside the list can be made. A test holds the list to the classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

__all__ = ["CONTAINERS", "ENUMS", "FORMS", "Form", "enum_of", "form_of"]

CONTAINERS = frozenset({"tuple", "dict", "frozenset"})

_VALUE = "bool|int|Fraction|date|Rounding|ScaleLevel|Member|frozenset"
_TYPE = "TruthType|NumberType|DateType|RoundingType|ScaleType|SetType|SeveralType|CollectionType"
_NODE = f"id:str axes:tuple/Axis type:{_TYPE} rule:str span:Span"
_NODES = (
    "Input|Constant|Lookup|Assumption|Decision|Index|Pick|Collect|Apply|Aggregate|Choose|Adjustment|Determine|Check"
)
_CROSSING = "name:str title:str before:str after:str grounds:Grounds means:str|None span:Span"
_PARAMETER = "None|int|State|Scale|tuple/int|str"

ENUMS: Mapping[str, str] = MappingProxyType(
    {
        "AdjustmentKind": "graph.nodes",
        "Counting": "graph.transitions",
        "Rounding": "values.rounding",
        "State": "values.missing",
        "Treatment": "graph.nodes",
        "Unit": "values.types",
        "WindowEnd": "graph.nodes",
    }
)
"""Module of each enumeration."""

FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Adjustment": (
            "graph.nodes",
            f"{_NODE} kind:AdjustmentKind name:str target:str condition:str|None to:str|None steps:int reach:str|None "
            "role:str|None reason_required:bool overrides:tuple/str departure:Departure|None",
        ),
        "Aggregate": (
            "graph.nodes",
            f"{_NODE} op:str items:tuple/str hits:tuple/str weights:str|None count:str|None",
        ),
        "Apply": ("graph.nodes", f"{_NODE} op:str args:tuple/str parameter:{_PARAMETER}"),
        "Assumption": ("graph.nodes", f"{_NODE} name:str taken:{_VALUE}/Member alternatives:tuple/{_VALUE}"),
        "AssumptionText": (
            "graph.graph",
            f"name:str title:str basis:str basis_text:str taken:None|{_VALUE}/Member alternatives:tuple/{_VALUE} "
            "cites:tuple/Cited span:Span",
        ),
        "Axis": ("graph.nodes", "set:str needed_by:str|None"),
        "Became": ("graph.transitions", "before:tuple/str after:tuple/str grounds:Grounds span:Span|None"),
        "Between": ("graph.transitions", "transitions:tuple/Transition crosswalks:tuple/Crosswalk"),
        "Branch": ("graph.nodes", "tests:tuple/str then:str span:Span"),
        "Carried": (
            "graph.evidence",
            f"framework:str name:str value:{_VALUE}/Member on:date assessment:str|None",
        ),
        "Carrying": (
            "graph.nodes",
            f"name:str framework:str type:{_TYPE} assumption:str|None among:tuple/{_VALUE} span:Span",
        ),
        "Check": ("graph.nodes", f"{_NODE} name:str when:str|None expects:str"),
        "Choose": ("graph.nodes", f"{_NODE} form:str columns:tuple/str rows:tuple/Branch"),
        "Cited": ("graph.graph", "source:str place:str|None"),
        "CollectionType": ("values.types", f"of:{_TYPE}"),
        "Collect": (
            "graph.nodes",
            f"{_NODE} name:str takes:tuple/Take treatments:dict/State|Treatment|Missing|{_VALUE}",
        ),
        "Constant": ("graph.nodes", f"{_NODE} value:{_VALUE}|Missing/Member"),
        "Crosswalk": ("graph.transitions", f"{_CROSSING} between:tuple/MemberSet rows:tuple/Became"),
        "DateType": ("values.types", ""),
        "Decision": ("graph.nodes", f"{_NODE} name:str"),
        "Demand": (
            "semantics.model",
            f"op:str operands:tuple/{_VALUE}|Missing parameter:{_PARAMETER} negated:bool",
        ),
        "Departure": ("graph.nodes", "decision:str role:str reason_required:bool"),
        "Determine": (
            "graph.nodes",
            f"{_NODE} name:str answer:str stages:tuple/Stage departure:Departure|None",
        ),
        "DeterminationGraph": (
            "graph.graph",
            "header:Header levels:dict/str|Level scales:dict/str|Scale sets:dict/str|MemberSet sources:dict/str|Source "
            f"assumptions:dict/str|AssumptionText rules:dict/str|Rule nodes:dict/str|{_NODES} outcomes:dict/str|tuple "
            "vocabulary:dict/str|Rule",
        ),
        "Edition": ("driver.editions", "identity:str periods:tuple/Period"),
        "Example": (
            "semantics.model",
            "name:str title:str level:str given:tuple/GivenEntry moves:tuple/GivenMovement "
            f"assuming:dict/str|{_VALUE} expects:tuple/ExpectedOutcome|ExpectedUndetermined|ExpectedRefusal "
            "inside:tuple/Within span:Span inherited_by:str|None",
        ),
        "ExpectedOutcome": (
            "semantics.model",
            "name:str cells:tuple/tuple|str demand:Demand decided_by:tuple/str span:Span",
        ),
        "ExpectedRefusal": ("semantics.model", "role:str name:str span:Span"),
        "ExpectedUndetermined": (
            "semantics.model",
            f"name:str cells:tuple/tuple|str among:tuple/{_VALUE}|Missing span:Span",
        ),
        "FirstAssessment": ("graph.transitions", "level:str"),
        "GivenEntry": (
            "semantics.model",
            f"name:str members:tuple/str value:{_VALUE}|Missing/Member derived:bool carried:None|Carried",
        ),
        "GivenMovement": (
            "semantics.model",
            f"rule:str|None role:str outcome:str members:tuple/str to:{_VALUE}|Missing|None/Member reason:str|None",
        ),
        "Grounds": (
            "graph.transitions",
            "cites:tuple/Cited rests_on:tuple/AssumptionText because:str|None sources:dict/str|Source",
        ),
        "Header": (
            "graph.graph",
            "id:str version:str title:str language:int regulator:str|None status:str|None periods:tuple/Period "
            "covers:dict/str|None headline:dict/str shows:dict/str|tuple told_where:dict/str standing:str|None "
            "amends:str|None",
        ),
        "Index": ("graph.nodes", _NODE),
        "Input": (
            "graph.nodes",
            f"{_NODE} name:str treatments:dict/State|Treatment|Missing|{_VALUE} role:str|None reason_required:bool "
            "informs:tuple/str carried:tuple/Carrying bounds:WindowEnd|None",
        ),
        "Kept": ("graph.transitions", "outcome:str level:str until:FirstAssessment|None span:Span|None"),
        "Level": ("graph.graph", "name:str title:str within:tuple/str"),
        "Lookup": ("graph.nodes", f"{_NODE} name:str values:dict/str|int|Fraction"),
        "Member": ("values.scale", "set:str id:str title:str"),
        "MemberSet": (
            "values.scale",
            "name:str title:str members:tuple/Member needs:dict/str|dict|tuple places:dict/str|dict "
            "only_at:dict/str|tuple means:dict/str characteristics:dict/str|dict rests_on:tuple/str",
        ),
        "Missing": ("values.missing", "state:State left_out:bool unknown:bool label_id:str|None label:str|None"),
        "NumberType": ("values.types", "unit:Unit whole:bool low:int|Fraction|None high:int|Fraction|None"),
        "Period": ("graph.graph", "start:date until:date|None levels:tuple/str"),
        "Pick": ("graph.nodes", f"{_NODE} source:str set:str member:str"),
        "Required": (
            "graph.transitions",
            "event:FirstAssessment checks:tuple/str counting:Counting grounds:Grounds span:Span|None",
        ),
        "Retired": ("graph.transitions", "outcome:str level:str since:FirstAssessment span:Span|None"),
        "RoundingType": ("values.types", ""),
        "Rule": (
            "graph.graph",
            "id:str name:str kind:str level:str title:str span:Span cites:tuple/Cited rests_on:tuple/str "
            "because:str|None means:str|None used_at:Span|None",
        ),
        "Scale": (
            "values.scale",
            "name:str title:str levels:tuple/ScaleLevel best_first:bool also_shown:tuple/ScaleLabel",
        ),
        "ScaleLabel": ("values.scale", "id:str label:str state:State"),
        "ScaleLevel": ("values.scale", "scale:str id:str rank:int worth:int|Fraction|None label:str"),
        "ScaleType": ("values.types", "scale:Scale"),
        "SetType": ("values.types", "set:MemberSet"),
        "SeveralType": ("values.types", "set:MemberSet"),
        "Source": (
            "graph.graph",
            "name:str title:str published_by:str|None address:str|None dated:date|None read_on:date|None",
        ),
        "SourceFile": ("text.source", "name:str text:str"),
        "Span": ("text.span", "source:SourceFile start:int end:int"),
        "Stage": ("graph.nodes", "kind:AdjustmentKind adjustments:tuple/str"),
        "StatedBy": ("graph.transitions", "event:FirstAssessment input:str span:Span|None"),
        "Take": ("graph.nodes", "source:str of:str|None where:str|None span:Span"),
        "Transition": (
            "graph.transitions",
            f"{_CROSSING} keeps:tuple/Kept retires:tuple/Retired requires:tuple/Required stated:tuple/StatedBy",
        ),
        "TruthType": ("values.types", ""),
        "Within": (
            "semantics.model",
            "path:tuple/str given:tuple/GivenEntry moves:tuple/GivenMovement "
            "expects:tuple/ExpectedOutcome|ExpectedUndetermined|ExpectedRefusal",
        ),
    }
)
"""Module and fields of each class. A field: what it may hold and, after a stroke, what its containers may."""


class Form(NamedTuple):
    """A class ready to be made. fields: name, names of types it may hold, names of types its containers may."""

    make: Any
    fields: tuple[tuple[str, frozenset[str], frozenset[str]], ...]


@lru_cache(maxsize=len(FORMS))
def form_of(name: str) -> Form:
    """The form of a class; `KeyError` for one that is not on the list."""
    module, fields = FORMS[name]
    return Form(
        getattr(import_module(f"wellled_rules.{module}"), name),
        tuple(_field(*one.split(":")) for one in fields.split()),
    )


def _field(name: str, holds: str) -> tuple[str, frozenset[str], frozenset[str]]:
    top, _, inner = holds.replace("None", "NoneType").partition("/")
    return name, frozenset(top.split("|")), frozenset(inner.split("|"))


@lru_cache(maxsize=len(ENUMS))
def enum_of(name: str) -> Any:
    """An enumeration; `KeyError` for one that is not on the list."""
    return getattr(import_module(f"wellled_rules.{ENUMS[name]}"), name)
