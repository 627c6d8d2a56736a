"""Checking rules: every finding, the examples' included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType

from wellled_rules.api.compiling import require_limits, shelves_of, texts_of
from wellled_rules.api.framework import Framework
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import FrameworkNotFound
from wellled_rules.diagnostics.report import Report
from wellled_rules.driver.files import ENTRY, Texts, from_texts
from wellled_rules.driver.periods import check_periods
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves, declared_by_two
from wellled_rules.graph.transitions import Between
from wellled_rules.syntax.ast.clauses import Identity
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.parser import parse_header
from wellled_rules.testing.run import findings

__all__ = ["Checked", "check", "check_text"]


@dataclass(frozen=True)
class Checked:
    """What checking found. framework: None where there are errors other than examples that fail.

    between: what was checked, where it was no framework but a file of transitions and crosswalks.
    """

    report: Report
    framework: Framework | None
    between: Between | None = None


def check(
    target: str | PathLike[str],
    *,
    limits: Limits | None = None,
    together: Iterable[str | PathLike[str]] = (),
) -> Checked:
    """Everything found in a shipped version (`id@version`) or a path; raises `FrameworkNotFound`.

    limits: bounds on the rule text, where others than the documented ones are wanted. together: other paths; what they
    declare comes before what lies beside `target`, and days that versions of one framework share, or leave without
    rules, are found among them too, as is a version that two of them declare. One that can't be read is passed over:
    that is found where it is itself checked. `TypeError` for limits that are none.
    """
    require_limits(limits)
    own = _entry(fspath(target))
    others = _versions((path for one in together if _entry(path := fspath(one)) != own), limits)
    return _checked(texts_of(fspath(target), limits), shelves_of(fspath(target)), limits, others)


def _entry(path: str) -> Path:
    """The file with which a framework begins, which may be called by its folder; what can be no path as it stands."""
    found = Path(path)
    try:
        return (found / ENTRY if found.is_dir() else found).resolve()
    except (OSError, ValueError):
        return found


def _versions(paths: Iterable[str], limits: Limits | None) -> dict[str, Texts]:
    """The texts of the versions among some paths, by identity."""
    found: dict[str, Texts] = {}
    for path in paths:
        try:
            texts = texts_of(path, limits)
        except FrameworkNotFound:
            continue
        found |= {str(identity): texts for identity in _identities(texts, limits)}
    return found


def _checked(
    texts: Texts, shelves: Shelves, limits: Limits | None, others: Mapping[str, Texts] = MappingProxyType({})
) -> Checked:
    made = compile_framework(texts, shelves.with_versions(others), limits)
    report = made.report
    report.extend(_twice(texts, others, limits))
    if made.graph is not None:
        every = shelves.with_versions({**others, made.graph.identity: texts})
        report.extend(check_periods(made.graph.header.id, every))
    if made.graph is None or report.has_errors:
        return Checked(report, None, made.between)
    framework = Framework(made.graph, made.examples)
    report.extend(findings(framework.test()))
    return Checked(report, framework)


def _twice(texts: Texts, others: Mapping[str, Texts], limits: Limits | None) -> Iterator[Diagnostic]:
    """Where another file declares the same version."""
    for own in _identities(texts, limits):
        for other in _identities(others.get(str(own), Texts(())), limits):
            yield declared_by_two(own, other, "keep one of them, or give one another version")


def _identities(texts: Texts, limits: Limits | None) -> Iterator[Identity]:
    found = (parse_header(one, limits or Limits()) for one in texts.files)
    return (header.identity for header in found if header is not None)


def check_text(
    files: Mapping[str, str],
    entry: str,
    modules: Mapping[str, str] | None = None,
    *,
    limits: Limits | None = None,
) -> Report:
    """Everything found in rules held in memory.

    files: texts by name; `entry` begins the framework, a file with a header of its own is a version to
    amend, any other is a chapter. modules: further modules by dotted name.
    """
    chapters, bases = {entry: files[entry]}, {}
    for name, text in files.items():
        if name == entry:
            continue
        one = from_texts({name: text}, name)
        header = parse_header(one.files[0])
        if header is None:
            chapters[name] = text
        else:
            bases[str(header.identity)] = one
    shelves = Shelves(modules, bases)
    return _checked(from_texts(chapters, entry), shelves, limits).report
