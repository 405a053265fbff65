"""What the PDF of a ten-line invoice costs, against fpdf2 setting the same text with the same two faces.

python -m benchmarks.pdf
"""

from collections.abc import Callable
from importlib import resources
from statistics import median
from time import process_time_ns

from attrs import frozen
from fpdf import FPDF

from faktura.core.document import Document
from faktura.formats.pdf import invoice
from faktura.formats.pdf.font import FACES, PACKAGE
from faktura.formats.pdf.page import Pen
from tests.formats.pdf.drawn import Drawn, drawn
from tests.formats.pdf.sample_documents import ten_lines


@frozen(kw_only=True)
class Cost:
    """CPU time of one document, in microseconds: the median of several."""

    first: float
    ours: float
    plain: float
    size: int

    @property
    def ratio(self) -> float:
        """How many of ours are made in the time of one plain one."""
        return self.plain / self.ours


def measure(ours: int = 100, plain: int = 15) -> Cost:
    """Measure a ten-line invoice: the first of the process, which cuts the fonts, then the following, then plain fpdf2."""
    document = ten_lines()
    first = _microseconds(lambda: invoice.write(document), 1)
    texts = _texts(document)
    return Cost(
        first=first,
        ours=_microseconds(lambda: invoice.write(document), ours),
        plain=_microseconds(lambda: _plain(texts), plain),
        size=len(invoice.write(document)),
    )


def _microseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = process_time_ns()
        work()
        taken.append((process_time_ns() - start) / 1000)
    return median(taken)


def _texts(document: Document) -> list[Drawn]:
    """Everything our own page shows, and where."""
    return [one for page in invoice.pages(document, Pen()) for one in drawn(page)]


def _plain(texts: list[Drawn]) -> bytes:
    """Set the same texts the way fpdf2's manual shows."""
    pdf = FPDF(unit="pt", format="A4")
    for style, weight in (("", "regular"), ("B", "bold")):
        pdf.add_font("text", style, str(resources.files(PACKAGE).joinpath("files", f"{FACES[weight]}.ttf")))
    pdf.add_page()
    for one in texts:
        pdf.set_font("text", "B" if one.bold else "", one.size)
        pdf.text(one.x, one.y, one.text)
    return bytes(pdf.output())


if __name__ == "__main__":
    cost = measure()
    print(f"first {cost.first:,.0f} µs, then {cost.ours:,.0f} µs and {cost.size:,} bytes")
    print(f"plain fpdf2 {cost.plain:,.0f} µs: {cost.ratio:.0f} times as long")
