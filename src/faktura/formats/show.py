"""What a file is and what it says in short: the one look at any file that faktura can read.

>>> shown = show(b"#FLAGGA 0\\n#PROGRAM Test 1.0\\n#FORMAT PC8\\n#GEN 20260101\\n#SIETYP 4\\n#FNAMN \\"Bolaget AB\\"\\n")
>>> shown.format, shown.version, shown.summary["company"]
('sie', '4', 'Bolaget AB')
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Final

import attrs
from attrs import frozen

from faktura.core.errors import Finding, MalformedFile
from faktura.formats.bank_summary import BankSummary
from faktura.formats.detect import detect

Shown = Mapping[str, object]
"""Plain values only: text, whole numbers, truth values, lists and mappings of them."""


@frozen(kw_only=True)
class FileView:
    """A file as `show` and `check` see it.

    Attributes:
        format: `sie`, `bgmax`, `camt.054`, `peppol-bis-3`...
        version: The format's version as the file states it, or empty.
        summary: Counts and sums under the trade's words; amounts as decimal strings with a point.
        findings: Everything that is odd or wrong.
        record: What was read, for `--full`.
    """

    format: str
    version: str
    summary: Shown
    findings: tuple[Finding, ...]
    record: object


def show(data: bytes) -> FileView:
    """Return what *data* is and says; tolerant where the format's reader is, findings told.

    Raises:
        MalformedFile: No format faktura knows, one it cannot read yet, or a file beyond reading.
    """
    name = detect(data)
    reader = _READERS.get(name)
    if reader is None:
        readable = ", ".join(sorted(_READERS))
        raise MalformedFile(format=name, field="format", found=name, expected=f"one of {readable}")
    return reader(data, name)


def _sie(data: bytes, name: str) -> FileView:
    from faktura.formats.sie import reader
    from faktura.formats.sie.summary import summary

    file = reader.read(data)
    return FileView(
        format=name,
        version=str(file.type),
        summary=_plain_fields(summary(file)),
        findings=file.findings,
        record=file,
    )


def _bgmax(data: bytes, name: str) -> FileView:
    from faktura.formats.bankgirot import bgmax, incoming

    file = bgmax.read(data, strict=False)
    return FileView(
        format=name,
        version="01",
        summary=_bank(incoming.summary(file)),
        findings=file.findings,
        record=file,
    )


def _camt(data: bytes, name: str) -> FileView:
    from faktura.formats.iso20022 import camt

    file = camt.read(data)
    return FileView(
        format=name,
        version=file.version,
        summary=_bank(camt.summary(file)),
        findings=file.findings,
        record=file,
    )


def _bank(summary: BankSummary) -> Shown:
    total = {amount.currency: f"{amount.major:f}" for amount in summary.total}
    return {**_plain_fields(summary), "total": total}


def _peppol(data: bytes, name: str) -> FileView:
    from faktura.formats.einvoice.summary import summary
    from faktura.formats.peppol import billing

    read = billing.read(data)
    return FileView(
        format=name, version="3.0", summary=summary(read.document), findings=read.findings, record=read.document
    )


def _svefaktura(data: bytes, name: str) -> FileView:
    from faktura.formats.einvoice.summary import summary
    from faktura.formats.svefaktura import reader

    read = reader.read(data)
    return FileView(
        format=name, version="1.0", summary=summary(read.document), findings=read.findings, record=read.document
    )


def _rot_rut(data: bytes, name: str) -> FileView:
    from faktura.formats.skatteverket import request

    read = request.read(data)
    summary = {
        "name": read.name,
        "kind": read.kind.value,
        "cases": len(read.cases),
        "requested": str(read.requested),
        "paid": str(sum(case.paid for case in read.cases)),
    }
    return FileView(format=name, version="6", summary=summary, findings=(), record=read)


_READERS: Final[dict[str, Callable[[bytes, str], FileView]]] = {
    "sie": _sie,
    "bgmax": _bgmax,
    "camt.053": _camt,
    "camt.054": _camt,
    "peppol-bis-3": _peppol,
    "svefaktura": _svefaktura,
    "rot-rut-request": _rot_rut,
}


def _plain_fields(value: attrs.AttrsInstance) -> Shown:
    return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}


def plain(value: object) -> object:
    """Return *value* as plain values for JSON: amounts as decimal text, personal numbers masked.

    >>> plain((Money(12550), Decimal("1.0")))
    ['125.50 SEK', '1.0']
    """
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(one) for one in value]
    kind = type(value)
    if attrs.has(kind) and "__str__" not in vars(kind):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}
    return str(value)
