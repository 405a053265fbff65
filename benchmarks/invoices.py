"""Per invoice of ten lines: issuing, storing, PDF and XML."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import copies, plain
from benchmarks.material import LINES, ON, draft, invoice
from benchmarks.measure import Row, Scale, in_turns, row, timed
from faktura.core.document import Document
from faktura.desk.desk import SenderDesk
from faktura.formats.pdf import invoice as pdf
from faktura.formats.peppol import billing
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.rules.issuing import issue_invoice


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """Yield the lines of the table; databases are made in *folder*."""
    yield _issue(scale)
    yield _store(scale, folder)
    document = invoice()
    yield from _pdf(scale, document)
    yield _xml(scale, "Peppol BIS Billing 3", billing.write, document)
    yield _xml(scale, "Svefaktura 1.0", svefaktura.write, document)
    data = billing.write(document)
    times = in_turns(lambda: billing.read(data), lambda: plain.parse(data), rounds=scale.rounds)
    yield row("read Peppol XML back, amounts checked", "invoice", times, "plain lxml, parsed only")


def _issue(scale: Scale) -> Row:
    made = draft()
    times = in_turns(lambda: issue_invoice(made, number="1001", on=ON), lambda: plain.sums(LINES), rounds=scale.rounds)
    return row("issue: draft to document, rules only", "invoice", times, "the sums alone, in Decimal")


def _store(scale: Scale, folder: Path) -> Row:
    made = copies.Copies(folder, scale.invoices + 1, issued=False)

    def issue(desk: SenderDesk) -> Iterator[object]:
        return (desk.invoices.issue(id, on=ON) for id in made.drafts)

    batches = copies.recorded(made.path(), issue)
    store, desk = copies.desk_over(made.path())
    with store:
        ours, bare = issue(desk), copies.bare(made.path(), batches)
        times = in_turns(lambda: next(ours), lambda: next(bare), rounds=scale.invoices)
    return row("issue and store: the desk over SQLite", "invoice", times, "bare sqlite3, the same rows")


def _pdf(scale: Scale, document: Document) -> Iterator[Row]:
    first = timed(lambda: pdf.write(document)) / 1000
    shown = plain.texts(document)
    slow = in_turns(lambda: plain.pdf(shown), lambda: None, rounds=scale.slow_rounds)[0]
    ours = in_turns(lambda: pdf.write(document), lambda: None, rounds=scale.rounds)[0]
    yield row("PDF, the first: faces cut and kept", "invoice", (first, slow), "plain fpdf2, same faces and texts")
    yield row("PDF, every one after it", "invoice", (ours, slow), "plain fpdf2, same faces and texts")


def _xml(scale: Scale, name: str, write: Callable[[Document], bytes], document: Document) -> Row:
    outline = plain.outline(write(document))
    times = in_turns(lambda: write(document), lambda: plain.tree(outline), rounds=scale.rounds)
    return row(f"XML, {name}", "invoice", times, "plain lxml SubElement, same tree")
