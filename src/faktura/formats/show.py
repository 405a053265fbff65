"""What a file is and what it says in short: the one look at any file that faktura can read.

>>> shown = show(b"#FLAGGA 0\\n#PROGRAM Test 1.0\\n#FORMAT PC8\\n#GEN 20260101\\n#SIETYP 4\\n#FNAMN \\"Bolaget AB\\"\\n")
>>> shown.format, shown.version, shown.summary["company"]
('sie', '4', 'Bolaget AB')
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Final

import attrs
from attrs import frozen

from faktura.core.errors import Finding, MalformedFile
from faktura.core.money import Money
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
        record: What was read, for `--full`, or a function that gives it.
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
    from faktura.formats.sie import reader, table
    from faktura.formats.sie.summary import summary

    file = reader.read(data)
    return FileView(
        format=name,
        version=str(file.type),
        summary=_plain_fields(summary(file)),
        findings=file.findings,
        record=partial(table.plain, file),
    )


def _sie5(data: bytes, name: str) -> FileView:
    from faktura.formats.sie5 import reader, summary

    file = reader.read(data)
    return FileView(
        format=name,
        version="5",
        summary=_plain_fields(summary.summary(file)),
        findings=file.findings,
        record=partial(summary.plain, file),
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


def _lb(data: bytes, name: str) -> FileView:
    from faktura.formats.bank_summary import per_currency
    from faktura.formats.bankgirot import lb

    file = lb.read(data)
    lowering = [one for one in file.records if one.signed < 0]
    total = per_currency([Money(one.signed, one.amount.currency) for one in file.records])
    count = len(file.records) - len(lowering)
    summary = _bank(BankSummary(payments=count, total=total, deductions=len(lowering), deposits=0))
    refused = sum(bool(one.reasons) for one in file.records)
    return FileView(
        format=name, version="", summary={**summary, "refused": refused}, findings=file.findings, record=file
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


def _autogiro(data: bytes, name: str) -> FileView:
    from faktura.formats.bankgirot.autogiro import file, summary

    read = file.read(data, strict=False)
    short = summary.summary(read)
    sums = {"total": short.total, "payout_total": short.payout_total, "refund_total": short.refund_total}
    in_kronor = {key: {one.currency: f"{one.major:f}" for one in amounts} for key, amounts in sums.items()}
    return FileView(
        format=name,
        version="new",
        summary={**_plain_fields(short), **in_kronor},
        findings=read.findings,
        record=read,
    )


def _pain001(data: bytes, name: str) -> FileView:
    from faktura.formats.bank_summary import per_currency
    from faktura.formats.iso20022 import pain001

    read = pain001.read(data)
    amounts = [one.amount for one in read.order.payments]
    total = per_currency(amounts)
    summary = _bank(BankSummary(payments=len(amounts), total=total, deductions=0, deposits=0))
    return FileView(format=name, version=read.version, summary=summary, findings=read.findings, record=read)


def _pain002(data: bytes, name: str) -> FileView:
    from faktura.formats.iso20022 import pain002

    read = pain002.read(data)
    single = [one for one in read.replies if one.payment_id]
    summary = {
        "order": read.order_id,
        "status": read.group_status,
        "payments": len(single),
        "rejected": sum(one.status.value == "rejected" for one in single),
    }
    return FileView(format=name, version=read.version, summary=summary, findings=read.findings, record=read)


def _peppol(data: bytes, name: str) -> FileView:
    from faktura.formats.peppol import billing

    view = billing.receive(data)
    return FileView(format=name, version="3.0", summary=view.summary, findings=view.findings, record=view.document)


def _svefaktura(data: bytes, name: str) -> FileView:
    from faktura.formats.svefaktura import invoice
    from faktura.formats.svefaktura.message import is_envelope

    if is_envelope(data):
        envelope = invoice.read_envelope(data)
        short = {"number": envelope.number, "attachments": len(envelope.objects)}
        return FileView(format=name, version="1.0", summary=short, findings=envelope.findings, record=envelope)
    view = invoice.receive(data)
    return FileView(format=name, version="1.0", summary=view.summary, findings=view.findings, record=view.document)


def _bis5a(data: bytes, name: str) -> FileView:
    from faktura.formats.svefaktura_bis5a import invoice

    view = invoice.receive(data)
    return FileView(format=name, version="2.0", summary=view.summary, findings=view.findings, record=view.document)


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


def _green_request(data: bytes, name: str) -> FileView:
    from faktura.formats.skatteverket import green_request

    read = green_request.read(data)
    summary = {
        "name": read.name,
        "kind": read.kind.value,
        "seller": str(read.performer),
        "cases": len(read.cases),
        "requested": str(read.requested),
        "paid": str(sum(case.paid for case in read.cases)),
    }
    return FileView(format=name, version="1", summary=summary, findings=(), record=read)


def _decision(data: bytes, name: str) -> FileView:
    from faktura.formats.skatteverket import decision

    read = decision.read(data)
    cases = [case for one in read.decisions for case in one.cases]
    summary = {
        "seller": str(read.performer),
        "requests": len(read.decisions),
        "cases": len(cases),
        "granted": str(sum(case.granted for case in cases)),
        "refused": sum(not case.granted for case in cases),
    }
    return FileView(format=name, version=read.version, summary=summary, findings=(), record=read)


_READERS: Final[dict[str, Callable[[bytes, str], FileView]]] = {
    "sie": _sie,
    "sie5": _sie5,
    "bgmax": _bgmax,
    "autogiro": _autogiro,
    "lb": _lb,
    "camt.053": _camt,
    "camt.054": _camt,
    "pain.001": _pain001,
    "pain.002": _pain002,
    "peppol-bis-3": _peppol,
    "svefaktura": _svefaktura,
    "svefaktura-bis5a": _bis5a,
    "rot-rut-request": _rot_rut,
    "green-technology-request": _green_request,
    "rot-rut-decision": _decision,
}


def _plain_fields(value: attrs.AttrsInstance) -> Shown:
    return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}


def plain(value: object) -> object:
    """Return *value* as plain values for JSON: amounts as decimal text, personal numbers masked.

    >>> from faktura.core.money import Money
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
    if isinstance(value, partial):
        return plain(value())
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(one) for one in value]
    kind = type(value)
    if attrs.has(kind) and kind.__str__ is object.__str__:  # what says itself, by itself or its parent, may mask
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}
    return str(value)
