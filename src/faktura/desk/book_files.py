"""The files the books leave in: a SIE file of type 4I, and a bundle of it with the documents behind its vouchers."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from attrs import field, frozen

from faktura.core.errors import Finding, NotExpressible
from faktura.core.ledger import Chart, Dimension, FinancialYear, Voucher
from faktura.core.sender import Sender
from faktura.core.version import VERSION
from faktura.desk.rendering import document_pdf
from faktura.desk.work import View
from faktura.formats.bundle.manifest import Manifest
from faktura.formats.bundle.writer import Document, Writable
from faktura.formats.bundle.writer import write as write_bundle
from faktura.formats.sie.journal import JournalHead, journal
from faktura.formats.sie.record import SieFile
from faktura.formats.sie.writer import write


@frozen(kw_only=True)
class Export:
    """A SIE file of type 4I and what it holds.

    Attributes:
        findings: Letters that code page 437 lacks and what stands in their place, unusual accounts, documents and
            payments left out because their currency has no rate, and a year's end that is not booked.
    """

    vouchers: tuple[Voucher, ...]
    content: bytes = field(repr=False)
    findings: tuple[Finding, ...]


@frozen(kw_only=True)
class Bundled:
    """What a bundle holds: its manifest (which document lies behind which voucher), and the findings of an export."""

    vouchers: tuple[Voucher, ...]
    manifest: Manifest
    findings: tuple[Finding, ...]


def within(year: FinancialYear, since: date, until: date) -> None:
    """Refuse a period that leaves the financial year it begins in: a file is of one year.

    Raises:
        NotExpressible: It does.
    """
    if until > year.end:
        what = f"a period from {since.isoformat()} to {until.isoformat()}; ask for one file a year (`exports`)"
        raise NotExpressible(format="sie", rule="one financial year in a file (#RAR)", what=what)


def sie_file(vouchers: Sequence[Voucher], sender: Sender, chart: Chart, *, year: FinancialYear, today: date) -> SieFile:
    """Return *vouchers* as a SIE file of type 4I, with the names of accounts and objects the chart has."""
    number = sender.party.identity
    names: dict[Dimension, str] = {one.dimension: one.name for one in chart.objects}
    head = JournalHead(
        company=sender.party.name,
        organisation_number=f"{number.digits[:6]}-{number.digits[6:]}" if number is not None else "",
        year=year,
        generated=today,
        version=VERSION,
        dimensions=dict(chart.dimensions),
        objects=names,
    )
    return journal(vouchers, head, chart=chart)


def exported(vouchers: tuple[Voucher, ...], file: SieFile, left_out: tuple[Finding, ...]) -> Export:
    """Return *file* as bytes, with everything there is to tell about it."""
    return Export(vouchers=vouchers, content=write(file), findings=(*left_out, *file.findings))


def bundled(
    into: Writable,
    vouchers: tuple[Voucher, ...],
    file: SieFile,
    left_out: tuple[Finding, ...],
    view: View,
    sender: Sender,
) -> Bundled:
    """Write *file* and the PDF of every document behind *vouchers* to *into*, one document in memory at a time."""
    manifest = write_bundle(into, file, vouchers=vouchers, documents=_documents(vouchers, view, sender))
    return Bundled(vouchers=vouchers, manifest=manifest, findings=(*left_out, *file.findings))


def _documents(vouchers: Sequence[Voucher], view: View, sender: Sender) -> Iterator[Document]:
    ids = {id for voucher in vouchers for id in voucher.documents}
    for source in dict.fromkeys(voucher.source for voucher in vouchers):
        if source in ids:
            yield Document(source, partial(_pdf, view, source, sender))


def _pdf(view: View, document_id: str, sender: Sender) -> bytes:
    return document_pdf(view.document(document_id), sender)
