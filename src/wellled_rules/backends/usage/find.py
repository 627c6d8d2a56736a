"""From the trace of a case to the usage of its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from wellled_rules.backends.usage.usage import Earlier, EntryUse, ItemUse, Usage, Use, Window
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import EvidenceWindow, Item, Recorded
from wellled_rules.graph.graph import operands
from wellled_rules.graph.grounds import grounds
from wellled_rules.graph.nodes import Apply, Check, Determine, Input, NodeId
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.vintage import age, carried_to
from wellled_rules.graph.windows import bounds, windows
from wellled_rules.graph.wording import value_words
from wellled_rules.graph.written import Written

__all__ = ["find_usage"]

_WINDOWS = frozenset({"within_before", "within_after", "before", "after", "on_or_before", "on_or_after"})


def find_usage(trace: Trace) -> Usage:
    """What became of every entry and item of a case, of all its subjects."""
    finder = _Finder(trace)
    entries = tuple(finder.entries())
    evidence = trace.evidence
    subject = evidence.subject
    told = (subject.name, subject.id, trace.graph.levels[subject.level].title)
    return Usage(
        framework=trace.graph.identity,
        subject=", ".join(one for one in told if one),
        assessed_on=evidence.assessed_on,
        window=finder.of_each[()],
        stated_by=tuple(one.name for one in bounds(trace.graph, subject.level, evidence)),
        evidence_hash=evidence.hash,
        entries=entries,
        items=tuple(finder.items(entries)),
    )


class _Finder:
    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.graph = trace.graph
        self.covering = frozenset(self._covering())
        self.showing = self._showing()
        self.readers = self._readers()
        self.order = {cell: turn for turn, cell in enumerate(trace.prepared.plan.places)}
        self.windows = self._windows()
        self.of_each = windows(trace.graph, trace.evidence)

    # --- what rests on what ----------------------------------------------------------------------

    def _covering(self) -> Iterator[Cell]:
        """The cells that say whether the rules are for a subject."""
        for path in self.trace.evidence.parts:
            node = self.graph.header.covers.get(level_at(self.trace.level, path))
            if node is not None:
                yield Cell(node, (), path)

    def _showing(self) -> Mapping[Cell, tuple[Cell, ...]]:
        """What says whether inputs are shown -> those inputs."""
        found: dict[Cell, list[Cell]] = {}
        for cell in self.trace.prepared.plan.places if self.graph.header.told_where else ():
            where = self.trace.shown_by(cell)
            if where is not None and self.trace.is_for(cell.subject):
                found.setdefault(where, []).append(cell)
        return {where: tuple(cells) for where, cells in found.items()}

    def _readers(self) -> Mapping[Cell, tuple[Cell, ...]]:
        """Cell -> the cells that rest on it, of all on which an outcome, a check or what is covered rests."""
        places = self.trace.prepared.plan.places
        waiting = [one for one in places if self._is_end(one)]
        seen = set(waiting)
        found: dict[Cell, list[Cell]] = {}
        for cell in waiting:
            for ground in grounds(self.trace, cell):
                found.setdefault(ground.cell, []).append(cell)
                if ground.cell not in seen:
                    seen.add(ground.cell)
                    waiting.append(ground.cell)
        return {cell: tuple(readers) for cell, readers in found.items()}

    def _resting(self, cell: Cell) -> list[Cell]:
        """What rests on a cell: outcomes, checks, what is covered; in the order in which they are worked out."""
        seen = {cell}
        waiting = [cell]
        for one in waiting:
            for reader in self.readers.get(one, ()):
                if reader not in seen:
                    seen.add(reader)
                    waiting.append(reader)
        return sorted(filter(self._is_end, seen), key=lambda one: self.order[one])

    def _is_end(self, cell: Cell) -> bool:
        """Whether a cell is something on account of which others are read."""
        is_told = self._is_outcome(cell) or isinstance(self.graph.nodes[cell.node], Check)
        return is_told or cell in self.covering or cell in self.showing

    def _is_outcome(self, cell: Cell) -> bool:
        return self.graph.is_outcome(self.graph.nodes[cell.node]) and not self.trace.is_withheld(cell)

    def _told(self, cell: Cell) -> tuple[Cell, ...]:
        """The outcomes that a cell says something of: itself, or those that are shown where it holds."""
        return self.showing.get(cell, ()) if not self._is_outcome(cell) else (cell, *self.showing.get(cell, ()))

    def _rule(self, node: NodeId) -> str:
        return self.graph.nodes[node].rule.partition(":")[2].removeprefix("#")

    # --- entries ---------------------------------------------------------------------------------

    def entries(self) -> Iterator[EntryUse]:
        """Entries of inputs and stated values, subject by subject, as the case has them."""
        for path, said in self.trace.evidence.parts.items():
            level = level_at(self.trace.level, path)
            for (name, members), recorded in said.entries.items():
                yield self.entry(Cell(f"{level}:{name}", members, path), recorded)
            for (name, members), value in said.given.items():
                known = said.given_records.get((name, members), Recorded(value=value))
                yield self.entry(Cell(f"{level}:{name}", members, path), known)

    def entry(self, cell: Cell, recorded: Recorded) -> EntryUse:
        node = self.graph.nodes[cell.node]
        assert isinstance(node, Input | Determine)
        resting = self._resting(cell)
        read_by = tuple(dict.fromkeys(self._rule(one) for one in self.graph.readers[cell.node]))
        rules = tuple(dict.fromkeys(self._rule(one.node) for one in self.readers.get(cell, ())))
        informs = node.informs if isinstance(node, Input) else ()
        end = node.bounds if isinstance(node, Input) and isinstance(recorded.value, date) else None
        is_used = bool(resting) or end is not None
        return EntryUse(
            path=str(cell),
            name=node.name,
            level=self.graph.level_of(node.id),
            title=self.graph.rules[node.rule].title,
            value=value_words(recorded.value),
            is_stated=isinstance(node, Determine),
            use=Use.USED if is_used else Use.INFORMS if informs else Use.IDLE if read_by else Use.UNREAD,
            read_by=read_by,
            rules=rules,
            outcomes=tuple(dict.fromkeys(str(told) for one in resting for told in self._told(one))),
            checks=tuple(str(one) for one in resting if isinstance(self.graph.nodes[one.node], Check)),
            covers=not self.covering.isdisjoint(resting),
            informs=informs,
            items=recorded.evidence,
            on=recorded.on,
            after_assessment=self._is_after(recorded),
            outside_window=self._missed(self.of_each[cell.subject], recorded.on),
            windows=self.windows.get(cell, ()),
            carried=self._earlier(cell),
            bounds=end,
            fact=recorded.fact,
        )

    def _earlier(self, cell: Cell) -> Earlier | None:
        taken = carried_to(self.trace, cell)
        if taken is None:
            return None
        today = self.trace.evidence.assessed_on
        return Earlier(
            framework=taken.framework,
            name=taken.name,
            value=value_words(taken.value),
            on=taken.on,
            assessment=taken.assessment,
            age=None if today is None else str(age(taken.on, today)),
        )

    def _missed(self, window: EvidenceWindow, day: date | None) -> EvidenceWindow | None:
        return window if window.misses(day) else None

    def _is_after(self, recorded: Recorded | Item) -> bool:
        day = self.trace.evidence.assessed_on
        return day is not None and recorded.on is not None and recorded.on > day

    def _windows(self) -> Mapping[Cell, tuple[Window, ...]]:
        """Entry -> what checks ask of the day that it holds."""
        found: dict[Cell, list[Window]] = {}
        written = Written(self.graph)
        checks = (name for name, node in self.graph.nodes.items() if isinstance(node, Check))
        tests = {test: check for check in checks for test in self._day_tests(check)}
        for cell in self.trace.prepared.plan.places:
            check = tests.get(cell.node)
            if check is None:
                continue
            node = self.graph.nodes[cell.node]
            assert isinstance(node, Apply)
            held = self.trace.value(cell)
            if held is False and self._is_met(self.trace.operand(cell, check)):
                continue
            text = written.condition(cell.node, self.graph.level_of(cell.node))
            window = Window(check=self._rule(check), text=text, within=held if isinstance(held, bool) else None)
            found.setdefault(self.trace.operand(cell, node.args[0]), []).append(window)
        return {cell: tuple(windows) for cell, windows in found.items()}

    def _is_met(self, check: Cell) -> bool:
        """Whether a check holds, or does not apply."""
        return all(check.members) and self.trace.value(check) not in (False, None)

    def _day_tests(self, check: NodeId) -> Iterator[NodeId]:
        """The tests of the day of an entry among what a check expects."""
        node = self.graph.nodes[check]
        assert isinstance(node, Check)
        waiting = [node.expects]
        for name in waiting:
            one = self.graph.nodes[name]
            if one.rule != node.rule:
                continue
            if isinstance(one, Apply) and one.op in _WINDOWS and isinstance(self.graph.nodes[one.args[0]], Input):
                yield name
            waiting.extend(operands(one))

    # --- items -----------------------------------------------------------------------------------

    def items(self, entries: tuple[EntryUse, ...]) -> Iterator[ItemUse]:
        """Items as the case has them."""
        known = self.trace.evidence.items
        pointing: dict[str, list[EntryUse]] = {id_: [] for id_ in known}
        for entry in entries:
            for id_ in entry.items:
                pointing[id_].append(entry)
        for id_, pointed in pointing.items():
            item = known[id_]
            outcomes = dict.fromkeys(outcome for entry in pointed for outcome in entry.outcomes)
            yield ItemUse(
                id=id_,
                title=item.title,
                category=item.category,
                source=item.source,
                on=item.on,
                where=item.where,
                use=_together([entry.use for entry in pointed]),
                entries=tuple(entry.path for entry in pointed),
                outcomes=tuple(outcomes),
                after_assessment=self._is_after(item),
                outside_window=self._missed(self.of_each[()], item.on),
            )


def _together(uses: list[Use]) -> Use:
    """What became of an item, by what became of the entries that point to it; one of no effect is idle with it."""
    if not uses:
        return Use.UNREAD
    return next((use for use in (Use.USED, Use.INFORMS) if use in uses), Use.IDLE)
