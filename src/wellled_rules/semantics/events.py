"""What a transition says of its events: which checks of the later framework must hold, and which input tells of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.errors import first_line
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Check, Input, Node
from wellled_rules.graph.transitions import Counting, FirstAssessment, Grounds, Required, StatedBy
from wellled_rules.semantics.displayed import kind_of
from wellled_rules.semantics.errors import between as errors
from wellled_rules.semantics.errors import names
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.values.types import TruthType

__all__ = ["Events"]

_COUNTING = {c.Counting.ONLY_WITH: Counting.ONLY_WITH, c.Counting.WITHOUT: Counting.WITHOUT}


@dataclass
class Events:
    """Checks the lines of one transition. requires, states: what they say, by event."""

    after: DeterminationGraph
    report: Report
    requires: dict[FirstAssessment, Required] = field(default_factory=dict)
    states: dict[FirstAssessment, StatedBy] = field(default_factory=dict)

    def required(self, line: c.Requires, event: FirstAssessment, grounds: Grounds) -> None:
        """Which checks must hold of an event, and what says so."""
        first = self.requires.get(event)
        if first is not None and first.span is not None:
            where, before = first_line(line.span), first_line(first.span)
            self.report.add(names.said_twice(where, before, _called(event), "asked something"))
            return
        found: dict[str, Name] = {}
        for name in line.checks:
            known = found.setdefault(name.text, name)
            if known is not name:
                self.report.add(names.said_twice(name.span, known.span, name.text, "required"))
            else:
                self._there(name, event, Check)
        self.requires[event] = Required(event, tuple(found), _COUNTING[line.counting], grounds, line.span)

    def stated(self, line: c.Reads, event: FirstAssessment) -> None:
        """Which input says that a case is of an event."""
        first = self.states.get(event)
        if first is not None and first.span is not None:
            self.report.add(names.said_twice(line.span, first.span, _called(event), "read"))
            return
        node = self._there(line.name, event, Input)
        if node is not None and (node.axes or not isinstance(node.type, TruthType)):
            self.report.add(errors.no_plain_yes_or_no(line.name.span, line.name.text))
        self.states[event] = StatedBy(event, line.name.text, line.span)

    def _there(self, name: Name, event: FirstAssessment, wanted: type[Check | Input]) -> Node | None:
        """What has that name at the level of the event; what is another kind, or not there, is a finding."""
        word, graph = name.text, self.after
        what = "check" if wanted is Check else "input"
        rule = graph.rules.get(f"{event.level}:{word}")
        node = None if rule is None else graph.nodes.get(rule.id)
        if isinstance(node, wanted):
            return node
        if event.level not in graph.levels:
            # That is told of the event.
            return None
        kind = kind_of(graph, word)
        levels = tuple(level for level in graph.levels if isinstance(graph.nodes.get(f"{level}:{word}"), wanted))
        if kind is None:
            nodes = (one.id for one in graph.nodes.values() if isinstance(one, wanted))
            known = dict.fromkeys(graph.rules[one].name for one in nodes if one in graph.rules)
            self.report.add(errors.unknown_asked(name.span, word, graph.identity, what, nearest(word, known)))
        elif levels:
            self.report.add(errors.not_asked_there(name.span, word, event.level, levels))
        else:
            self.report.add(errors.not_asked(name.span, word, kind, what))
        return None


def _called(event: FirstAssessment) -> str:
    """An event as the language writes it."""
    return f"first assessment at {event.level}"
