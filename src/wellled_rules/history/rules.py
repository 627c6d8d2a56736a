"""By which rules an assessment was made: those that it names, or those in force on the day of the assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from wellled_rules.api.framework import Framework
from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import listed, quoted
from wellled_rules.diagnostics.errors import FrameworkNotFound, WellledError
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.history import errors
from wellled_rules.history.document import Assessment, History, told_by
from wellled_rules.history.shelf import Shelf
from wellled_rules.library.naming import dated, is_path

__all__ = ["Rules", "named_frameworks"]


def named_frameworks(history: History) -> tuple[str, ...]:
    """Frameworks among which a day chooses, by id: those that the history lists, else those that its events name."""
    if history.frameworks:
        return tuple(history.frameworks)
    told = map(told_by, history.events.values())
    names = (one.framework for one in told if isinstance(one, Assessment) and one.framework is not None)
    return tuple(dict.fromkeys(name.partition("@")[0] for name in names))


@dataclass
class Rules:
    """Finds the frameworks of assessments, each loaded once; what can't be found has its finding."""

    history: History
    shelf: Shelf
    findings: Findings
    _loaded: dict[str, Framework | WellledError] = field(default_factory=dict)
    _among: tuple[str, ...] | None = None

    def of(self, one: Assessment, level: str, accepts: Callable[[Framework], bool]) -> tuple[Framework, ...]:
        """The framework that an assessment was made under; several where the day is not known well enough to say.

        level: that of its subject, which the framework must have. accepts: whether its case is one of a framework; that
        is asked where none is named and the day alone leaves several.
        """
        if one.framework is None:
            return self._by_day_alone(one, level, accepts)
        path = one.at("framework")
        if dated(one.framework) is not None or ("@" in one.framework and is_path(one.framework)):
            why = f"{quoted(one.framework)} names no framework version"
            self.findings.add(
                errors.rules_not_chosen(path, why, "write `id@version`, or `id` for the version of the day")
            )
            return ()
        if "@" in one.framework:
            identities: tuple[str, ...] = (one.framework,)
        else:
            identities = self._on(one, one.framework, path)
        return self._rating(self._all(identities, path), level, path)

    def _on(self, one: Assessment, id_: str, path: Path) -> tuple[str, ...]:
        try:
            found = self.shelf.in_force_between(id_, one.on.earliest, one.on.latest)
        except WellledError as error:
            self._tell(error, id_, path)
            return ()
        if not found:
            why = f"no version of {quoted(id_)} that is known here was in force {one.on.when()}"
            near = self.shelf.nearest(id_, one.on.earliest, one.on.latest)
            notes = tuple(f"there is {each}" for each in near)
            self.findings.add(errors.rules_not_here(path, why, "name the version, or correct the day", notes))
        return found

    def _by_day_alone(self, one: Assessment, level: str, accepts: Callable[[Framework], bool]) -> tuple[Framework, ...]:
        if self._among is None:
            self._among = named_frameworks(self.history) or self.shelf.ids()
        fitting: list[tuple[Framework, ...]] = []
        for id_ in self._among:
            try:
                identities = self.shelf.in_force_between(id_, one.on.earliest, one.on.latest)
            except WellledError as error:
                if id_ not in self.history.frameworks:
                    self._tell(error, id_, one.path)
                return ()
            several = [rules for rules in self._all(identities, one.path) if level in rules.graph.levels]
            if several:
                fitting.append(tuple(several))
        if len(fitting) > 1:
            fitting = [several for several in fitting if any(map(accepts, several))] or fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            told = [rules.identity for several in fitting for rules in several]
            why = f"{listed(told, 'and')} rate a {quoted(level)} {one.on.when()}"
            self.findings.add(errors.rules_not_chosen(one.path, why, "name one of them under `framework`"))
        else:
            why = f"no framework that is known here says how to rate a {quoted(level)} {one.on.when()}"
            advice = "add `framework`, or the framework's id to `frameworks` of the history"
            self.findings.add(errors.rules_not_here(one.path, why, advice))
        return ()

    def check_listed(self) -> None:
        """Find frameworks that the history lists, and that there are not."""
        for id_, path in self.history.frameworks.items():
            try:
                self.shelf.in_force_between(id_, date.min, date.max)
            except WellledError as error:
                self._tell(error, id_, path)

    def wider(self) -> tuple[Framework, ...]:
        """All that was found so far, every version of what the history names by id, and what is handed in.

        Empty where the history uses and names none: what is handed in is not all that there is.
        """
        for id_ in named_frameworks(self.history):
            self._all(self.shelf.versions(id_), self.history.frameworks.get(id_, ()))
        found = {one.identity: one for one in self.loaded}
        return tuple({**found, **self.shelf.frameworks}.values()) if found else ()

    @property
    def loaded(self) -> tuple[Framework, ...]:
        """All that was found so far."""
        return tuple(one for one in self._loaded.values() if isinstance(one, Framework))

    def _all(self, identities: Iterable[str], path: Path) -> tuple[Framework, ...]:
        found = []
        for identity in identities:
            if identity not in self._loaded:
                self._loaded[identity] = self._load(identity)
            rules = self._loaded[identity]
            if isinstance(rules, Framework):
                found.append(rules)
            else:
                self._tell(rules, identity, path)
        return tuple(found)

    def _load(self, identity: str) -> Framework | WellledError:
        try:
            return self.shelf.load(identity)
        except WellledError as error:
            return error

    def _tell(self, error: WellledError, name: str, path: Path) -> None:
        """What is wrong with a name, at the place where the history gives it."""
        if isinstance(error, FrameworkNotFound):
            id_, _, version = name.partition("@")
            identities = self.shelf.identities()
            ids = tuple(dict.fromkeys(one.partition("@")[0] for one in identities))
            known = tuple(one for one in identities if version and one.startswith(f"{id_}@"))
            self.findings.add(errors.framework_not_found(path, name, known or nearest(id_, ids), ids))
            return
        for one in error.diagnostics:
            if one.is_error:
                self.findings.add(replace(one, primary=None, secondary=(), pointer=pointer(path), into=errors.INTO))

    def _rating(self, found: tuple[Framework, ...], level: str, path: Path) -> tuple[Framework, ...]:
        """Those that have a level; one that has it not is a finding."""
        for rules in found:
            if level not in rules.graph.levels:
                why = f"{quoted(rules.identity)} rates no {quoted(level)}"
                advice = f"a subject it rates is of the kind {listed(rules.graph.levels)}"
                self.findings.add(errors.rules_not_chosen(path, why, advice))
                return ()
        return found
