"""Case text as a document: JSON, or YAML 1.2 without anything that refers elsewhere."""

from __future__ import annotations

import codecs

from wellled_rules.cases import reading_errors
from wellled_rules.cases.document import Document
from wellled_rules.cases.json_text import read_json
from wellled_rules.cases.limits import LIMITS, CaseLimits
from wellled_rules.cases.raw import gather
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.text.source import SourceFile

__all__ = ["read"]

_OTHER = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def read(data: bytes | str, name: str, limits: CaseLimits = LIMITS) -> Document:
    """The document that a case text says, as far as it can be read; the rest is in its findings.

    data: the text, or its bytes in UTF-8; a byte order mark is passed over, and every kind of line end will do.
    name: how the case is called; ending in `.json` it is JSON, in `.yaml` or `.yml` YAML. Under any other
    name it is JSON where it begins with a bracket, else YAML.
    Raises `CaseError` where there is no text, or it is neither JSON nor YAML.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > limits.text_bytes:
        raise CaseError([reading_errors.too_many_bytes(name, size, limits)])
    source = SourceFile(name, _text(data, name).replace("\r\n", "\n").replace("\r", "\n"))
    start = source.text.lstrip()[:1]
    if not start:
        raise CaseError([reading_errors.empty(name)])
    if _is_json(name, start):
        return gather(name, read_json(source, limits), limits)
    if size > limits.yaml_bytes:
        raise CaseError([reading_errors.too_many_bytes(name, size, limits)])
    from wellled_rules.cases.yaml_text import read_yaml

    raw, findings = read_yaml(source, limits)
    return gather(name, raw, limits, findings)


def _is_json(name: str, start: str) -> bool:
    ending = name.rpartition(".")[2].lower()
    return ending == "json" or (ending not in ("yaml", "yml") and start in "{[")


def _text(data: bytes | str, name: str) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        other = next((words for mark, words in _OTHER.items() if data.startswith(mark)), None)
        raise CaseError([reading_errors.not_utf8(name, data.count(b"\n", 0, fault.start) + 1, other)]) from None
