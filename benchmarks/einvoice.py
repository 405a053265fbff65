"""What the Peppol XML of a ten-line invoice costs, against lxml building the same tree with SubElement.

python -m benchmarks.einvoice
"""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import process_time_ns

from attrs import frozen
from lxml import etree

from faktura.core.document import Draft, line
from faktura.core.party import PaymentInstruction
from faktura.core.reference import issue_ocr
from faktura.formats.peppol import billing
from faktura.rules.issuing import issue_invoice
from faktura.testing.senders import COMPANY, SENDER

_ISSUED = date(2026, 3, 2)


@frozen(kw_only=True)
class Cost:
    """CPU time of one ten-line invoice, in microseconds: the median of several.

    Attributes:
        issue: Model and totals, from a draft.
        write: Peppol XML of the issued invoice.
        read: That XML back to the model, amounts checked.
        tree: lxml building the same tree, element by element, without writing it out.
    """

    issue: float
    write: float
    read: float
    tree: float

    @property
    def ratio(self) -> float:
        """How many invoices are issued and written in the time lxml needs for one tree alone."""
        return self.tree / (self.issue + self.write)


def ten_lines() -> Draft:
    """Return a draft of ten ordinary lines in two rates, all that a Swedish invoice usually says."""
    return Draft(
        id="U1",
        seller=SENDER.party,
        buyer=COMPANY.party,
        lines=tuple(line(f"Arbete {at}", at, "949.50", vat=25 if at % 3 else 12) for at in range(1, 11)),
        buyer_reference="4711",
        payment=PaymentInstruction(accounts=SENDER.accounts, reference=issue_ocr("1042").digits),
    )


def measure(times: int = 200) -> Cost:
    """Measure issuing, writing and reading, and lxml's work on the same tree."""
    draft = ten_lines()
    invoice = issue_invoice(draft, number="1042", on=_ISSUED)
    data = billing.write(invoice)
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return Cost(
        issue=_microseconds(lambda: issue_invoice(draft, number="1042", on=_ISSUED), times),
        write=_microseconds(lambda: billing.write(invoice), times),
        read=_microseconds(lambda: billing.read(data), times),
        tree=_microseconds(lambda: _same(root), times),
    )


def _same(root: etree._Element) -> etree._Element:
    """Build the same tree anew, with nothing but Element and SubElement."""
    made = etree.Element(root.tag, nsmap=dict(root.nsmap))  # type: ignore[arg-type]  # None is the default namespace
    _below(made, root)
    return made


def _below(made: etree._Element, model: etree._Element) -> None:
    for one in model:
        child = etree.SubElement(made, one.tag, {str(name): str(value) for name, value in one.items()})
        child.text = one.text
        _below(child, one)


def _microseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = process_time_ns()
        work()
        taken.append((process_time_ns() - start) / 1000)
    return median(taken)


def table(cost: Cost) -> str:
    """Return the cost as `make bench` prints it."""
    return "\n".join(
        (
            "Peppol XML of a ten-line invoice      CPU µs",
            f"  model and totals                   {cost.issue:8.0f}",
            f"  XML written                        {cost.write:8.0f}",
            f"  XML read back and checked          {cost.read:8.0f}",
            f"  lxml SubElement, the tree alone    {cost.tree:8.0f}",
            f"  issued and written, against lxml   {cost.ratio:8.1f} times as many",
        )
    )


if __name__ == "__main__":
    print(table(measure()))
