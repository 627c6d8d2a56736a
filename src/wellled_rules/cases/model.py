"""The shape of a framework's cases as a pydantic model, and so as JSON Schema.

The schema describes cases that name levels and members by id, the canonical form among them; a published title, in
any letter case, is more than a schema can list. It is necessary, not sufficient: what depends on the level of the
subject (which members exist there) or on other parts of the case is for `validate` to say. The model takes values
in any spelling and keeps the canonical one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial, reduce
from keyword import iskeyword
from operator import or_
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    PlainValidator,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
    create_model,
)

from wellled_rules.cases.canonical import plain_value
from wellled_rules.cases.document import Object, Unread, as_plain
from wellled_rules.cases.plain import document
from wellled_rules.cases.reading import Reading, Tree
from wellled_rules.cases.schema import Schema, blank_schema, day_schema, value_schema
from wellled_rules.cases.words import asked
from wellled_rules.graph.described import Described, described, level_named
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.graph.subjects import NOT_IN_AN_ID, is_id, plural
from wellled_rules.values.coercion import Coercion, Refusal, day, is_blank
from wellled_rules.values.missing import Missing
from wellled_rules.values.types import Type

__all__ = ["case_model"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ABOUT = "Levels and members stand by their ids here; a case may also name them by their published titles."

_CONFIG = ConfigDict(extra="forbid", populate_by_name=True, protected_namespaces=())

_UNSEEN = NOT_IN_AN_ID + "\\x00-\\x1f\\x7f-\\x9f"
_ID = f"^[^{_UNSEEN}]*[^{_UNSEEN}\\s][^{_UNSEEN}]*$"

_AS_WRITTEN: dict[str, Any] = {"by_alias": True, "exclude_unset": True, "exclude_none": True}

Shape: TypeAlias = Any
"""An annotation; neither Python nor pydantic has a type for all of them."""

Fields: TypeAlias = "dict[str, tuple[Shape, str]]"
"""Key -> its shape and what it is."""


class _Part(BaseModel):
    """A group of named entries that dumps as a case writes it, unless asked otherwise: by key, nothing left empty."""

    model_config = _CONFIG

    def model_dump(self, **how: Any) -> dict[str, Any]:
        return super().model_dump(**(_AS_WRITTEN | how))

    def model_dump_json(self, **how: Any) -> str:
        return super().model_dump_json(**(_AS_WRITTEN | how))


def case_model(graph: DeterminationGraph) -> type[BaseModel]:
    """The model of all cases of one framework, every key optional; its schema is draft 2020-12."""
    return _Maker(graph, {level: Reading(graph, level) for level in graph.levels}).case()


@dataclass
class _Maker:
    """Makes the model of one framework; `made` counts models, so that no two have one name.

    inner: level -> the model of its subjects inside others.
    """

    graph: DeterminationGraph
    readings: Mapping[str, Reading]
    made: int = 0
    inner: dict[str, type[BaseModel]] = field(default_factory=dict)

    def case(self) -> type[BaseModel]:
        inputs = self.by_name({level: reading.inputs for level, reading in self.readings.items()})
        given = self.by_name({level: reading.outcomes for level, reading in self.readings.items()})
        told: Fields = {
            "id": (StrictStr, "what it is called where it was made"),
            "reason": (StrictStr, "why it was made"),
            "evidence_from": (_day(), "first day from which its evidence comes"),
            "evidence_until": (_day(), "last day from which its evidence comes"),
        }
        return self.model(
            f"Case of {self.graph.identity}",
            says={"$schema": _DIALECT, "description": _ABOUT},
            fields={
                "subject": (self.subject(), "who is assessed"),
                "assessment": (self.model("Assessment", told), "the assessment"),
                "assessed_on": (_day(), "day of the assessment"),
                "published_on": (_day(), "day on which it was published"),
                "inputs": (self.model("Inputs", inputs), "what was recorded"),
                "decisions": (_listed(self.decision(self.readings)), "moderation and departures, as they were decided"),
                "given": (self.model("Given", given), "outcomes known without their rules"),
                "evidence": (_keyed(self.item()), "items of evidence, by id"),
            },
        )

    def subject(self) -> type[BaseModel]:
        facts = self.by_name(
            {
                level: {name: node for name, node in reading.inputs.items() if not node.axes}
                for level, reading in self.readings.items()
            }
        )
        own: Fields = {
            "level": (_closed(self.graph.levels, "its level"), "level of the subject"),
            "id": (StrictStr, "its id, wherever it has one"),
            "name": (StrictStr, "what it is called"),
        }
        levels = dict.fromkeys(one for reading in self.readings.values() for one in reading.levels_inside)
        return self.model("Subject", {**self.beside(facts, levels), **own})

    def beside(self, facts: Fields, levels: Iterable[str]) -> Fields:
        """Facts, and the subjects inside by the plural of their level, which may have the name of a fact."""
        found = dict(facts)
        for level in levels:
            key = plural(level)
            listed, told = _listed(self.inside(level)), f"subjects of level {level} directly inside"
            found[key] = (
                (_any_of([facts[key][0], listed]), f"{facts[key][1]}; or {told}") if key in facts else (listed, told)
            )
        return found

    def inside(self, level: str) -> type[BaseModel]:
        """A subject of a level inside another, with the subjects inside it."""
        if level not in self.inner:
            reading = self.readings[level]
            inputs = self.by_name({level: reading.inputs})
            own: Fields = {
                "name": (StrictStr, "what it is called"),
                "inputs": (self.model(f"Inputs of {level}", inputs), "what was recorded"),
                "given": (
                    self.model(f"Given of {level}", self.by_name({level: reading.outcomes})),
                    "outcomes known without their rules",
                ),
                "decisions": (_listed(self.decision({level: reading})), "moderation and departures"),
            }
            fields = {**self.beside(inputs, reading.levels_inside), **own}
            id_ = {"id": (_id(), f"its id, once among those of level {level} in one place")}
            self.inner[level] = self.model(f"{level} inside", fields, needed=id_)
        return self.inner[level]

    def item(self) -> type[BaseModel]:
        digest = Annotated[str, StringConstraints(strict=True, pattern="^[0-9a-fA-F]{64}$")]
        return self.model(
            "Item of evidence",
            {
                "title": (StrictStr, "what it is"),
                "category": (StrictStr, "what kind of evidence it is"),
                "from": (StrictStr, "whom or what it came from"),
                "on": (_day(), "its day"),
                "where": (StrictStr, "where it is kept"),
                "sha256": (digest, "SHA-256 of its bytes"),
            },
        )

    def decision(self, readings: Mapping[str, Reading]) -> type[BaseModel]:
        rows = [(level, one) for level, reading in readings.items() for one in reading.moderations.values()]
        left = [(level, one) for level, reading in readings.items() for one in reading.departures.values()]
        targets = [(level, self.graph.nodes[one.target].type) for level, one in rows]
        targets += [(level, one.type) for level, one in left if isinstance(one, Determine)]
        roles = dict.fromkeys(one.role for _, one in rows if one.role is not None)
        roles |= dict.fromkeys(one.departure.role for _, one in left if one.departure is not None)
        levels = [_value(type_, level, only_values=True) for level, type_ in targets]
        names = dict.fromkeys(one.name for _, one in (*rows, *left))
        fields: Fields = {
            "rule": (_closed(names, "a moderation, or a rule to depart from"), "rule it was decided under"),
            "of": (StrictStr | list[StrictStr], "member it is about, or a member for each set in turn"),
            "to": (_any_of(levels), "what was decided"),
            "role": (_closed(roles, "a role") if roles else StrictStr, "who decided"),
            "reason": (StrictStr, "why"),
            **({"clause": (StrictStr, "place in the published guidance that allows a departure")} if left else {}),
            "on": (_day(), "day of the decision"),
        }
        return self.model("Decision", fields)

    def by_name(self, groups: Mapping[str, Mapping[str, Input] | Mapping[str, Determine]]) -> Fields:
        """A field for each name, by level; a name declared differently at two levels may have either shape."""
        found: dict[str, list[tuple[str, Input | Determine, object]]] = {}
        for level, group in groups.items():
            for name, node in group.items():
                role = node.role if isinstance(node, Input) else None
                kind = (self.readings[level].tree(node), value_schema(node.type, level), role)
                rows = found.setdefault(name, [])
                if all(kind != other for _, _, other in rows):
                    rows.append((level, node, kind))
        return {name: self.node(rows) for name, rows in found.items()}

    def node(self, rows: list[tuple[str, Input | Determine, object]]) -> tuple[Shape, str]:
        rule = self.graph.rules.get(rows[0][1].rule)
        shapes = [self.cells(node, level, self.readings[level].tree(node), 0) for level, node, _ in rows]
        return _any_of(shapes), "" if rule is None else rule.title

    def cells(self, node: Input | Determine, level: str, tree: Tree, axis: int) -> Shape:
        if axis == len(node.axes):
            return self.entry(node, level)
        members = self.graph.sets[node.axes[axis].set]
        inner = [self.cells(node, level, branch, axis + 1) for branch in _once(tree.values())]
        shapes = dict(zip(map(str, _once(tree.values())), inner, strict=True))
        fields: Fields = {member: (shapes[str(branch)], members.by_id[member].title) for member, branch in tree.items()}
        return self.model(f"{node.name} by {members.name}", fields)

    def entry(self, node: Input | Determine, level: str) -> Shape:
        value, blank = _value(node.type, level), _blank(node.type)
        role = node.role if isinstance(node, Input) else None
        levels = self.levels(node)
        spoken = {"characteristic": (_level(levels), "level whose characteristic the reason speaks to")}
        said = self.model(
            f"{node.name} with reason",
            {
                "reason": (StrictStr, "why it was judged so"),
                "judged_by": (StrictStr if role is None else _closed([role], "the role"), "who judged it"),
                "on": (_day(), "day of the judgement"),
                "evidence": (list[StrictStr], "ids of items of evidence"),
                "note": (StrictStr, "anything else"),
                **(spoken if levels else {}),
            },
            needed={"value": (value, "the value, or why there is none")},
        )
        return _any_of([value, *blank, said, *self.carried(node, level)])

    def carried(self, node: Input | Determine, level: str) -> list[Shape]:
        """An entry that is carried from earlier assessments, where it may be."""
        lines = node.carried if isinstance(node, Input) else ()
        if not lines:
            return []
        each = [
            self.model(
                f"{node.name} carried from {line.name} under {line.framework}",
                {"assessment": (StrictStr, "id of that assessment")},
                needed={
                    "framework": (_closed([line.framework], "the version"), "version of the earlier assessment"),
                    "name": (_closed([line.name], "what is carried"), "what it is called there"),
                    "value": (_value(line.type, level, only_values=True), "the value that it had"),
                    "assessed_on": (_day(), "day of that assessment"),
                },
            )
            for line in lines
        ]
        one = _any_of(list(each))
        said = self.model(
            f"{node.name} carried",
            {
                "reason": (StrictStr, "why it was not judged now"),
                "evidence": (list[StrictStr], "ids of items of evidence"),
                "note": (StrictStr, "anything else"),
            },
            needed={"carried": (_any_of([one, _listed(one)]), "the earlier assessment, or one for each reading")},
        )
        return [said]

    def levels(self, node: Input | Determine) -> tuple[Described, ...]:
        """Every level that is described for some cell of a node."""
        found = (described(self.graph, node, members) for members in self.graph.cells(node))
        return tuple(dict.fromkeys(one for group in found for one in group))

    def model(
        self, title: str, fields: Fields, needed: Fields | None = None, says: dict[str, JsonValue] | None = None
    ) -> type[BaseModel]:
        self.made += 1
        made: dict[str, Any] = {}
        for key, (shape, told) in {**(needed or {}), **fields}.items():
            default = ... if needed and key in needed else None
            about = Field(default, alias=key, title=key, description=told or None, json_schema_extra=_no_default)
            made[_attribute(key, made)] = (shape, about)
        name = "".join(word.capitalize() for word in title.replace("@", " ").replace("_", " ").split())
        own = {"title": title, "json_schema_extra": says}
        return create_model(f"{name}{self.made}", __base__=_Part, __cls_kwargs__=own, **made)


def _no_default(schema: dict[str, Any]) -> None:
    # NOTE: an absent entry and a null are two things in a case, so the schema must not offer null.
    schema.pop("default", None)


def _attribute(key: str, taken: Container[str]) -> str:
    """A Python name for a key that is not taken yet; the key itself wherever it can be one."""
    name = key.lstrip("_") if key.isidentifier() else "entry"
    while not name or iskeyword(name) or hasattr(BaseModel, name) or name in taken:
        name = f"{name or 'entry'}_"
    return name


def _once(trees: Iterable[Tree]) -> list[Tree]:
    return list({str(tree): tree for tree in trees}.values())


def _any_of(shapes: list[Shape]) -> Shape:
    return reduce(or_, shapes) if shapes else StrictStr


def _listed(shape: Shape) -> Shape:
    return list[shape]


def _keyed(shape: Shape) -> Shape:
    return dict[str, shape]


def _closed(words: Iterable[str], what: str) -> Shape:
    """One of some words, as they are."""
    known = tuple(words)

    def check(said: object) -> str:
        if not isinstance(said, str) or said not in known:
            raise ValueError(f"{what} is one of: {', '.join(known)}")
        return str(said)

    return _checked(check, {"enum": [*known]})


def _level(known: tuple[Described, ...]) -> Shape:
    """The id of a level that is described."""
    ids = tuple(dict.fromkeys(one.level.id for one in known))

    def check(said: object) -> str:
        found = level_named(known, said)
        if found is None:
            raise ValueError(f"a characteristic is one of: {', '.join(ids)}")
        return found

    return _checked(check, {"enum": [*ids, *(int(one) for one in ids if one.isdecimal())]})


def _id() -> Shape:
    """Text by which outcomes are asked for."""
    return Annotated[str, StringConstraints(strict=True, pattern=_ID), AfterValidator(_an_id)]


def _an_id(said: str) -> str:
    if not is_id(said):
        raise ValueError("an id is of characters that are seen")
    return said


def _day() -> Shape:
    return _checked(_a_day, day_schema())


def _a_day(said: object) -> str:
    read = day(said.isoformat() if isinstance(said, date) and not isinstance(said, datetime) else str(said))
    if isinstance(read, Refusal):
        raise ValueError("a day is written as year, month and day")
    return read.isoformat()


def _value(type_: Type, level: str, *, only_values: bool = False) -> Shape:
    check = partial(_coerced, type_, level, only_values)
    return _checked(check, value_schema(type_, level, only_values=only_values))


def _blank(type_: Type) -> list[Shape]:
    """What stands for an entry that nobody made, where something does."""

    def check(said: object) -> str:
        if not is_blank(type_, said):
            raise ValueError(f"{asked(type_)} is asked for")
        return ""

    return [_checked(check, blank_schema())] if is_blank(type_, "") else []


def _checked(check: Callable[[object], object], schema: dict[str, Schema]) -> Shape:
    return Annotated[Any, PlainValidator(check), WithJsonSchema(schema)]


def _coerced(type_: Type, level: str, only_values: bool, said: object) -> object:
    """The canonical form of one value, read as `plain.document` reads Python data."""
    read = document({"value": said})
    assert isinstance(read.root, Object)
    if read.findings:
        raise ValueError(read.findings[0].headline)
    plain = as_plain(read.root.entries["value"])
    value = None if isinstance(plain, (Object, Unread)) else Coercion(level).entry(type_, plain)
    if value is None or isinstance(value, Refusal) or (only_values and isinstance(value, Missing)):
        raise ValueError(f"{asked(type_)} is asked for")
    return plain_value(value)
