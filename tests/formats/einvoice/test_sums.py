"""The arithmetic of a document, as stated and as its parts make it."""

from attrs import evolve

from faktura.core.money import sek
from faktura.formats.einvoice.sums import sums
from tests.formats.sample_documents import SAMPLES


def test_every_sample_adds_up() -> None:
    """Each amount lies within half an öre of what its parts make: the rounding of a line or a rate."""
    for name, document in SAMPLES.items():
        for one in sums(document):
            assert one.difference <= 0.5, (name, one)


def test_each_total_is_looked_at() -> None:
    """One öre more in any of them is seen, and in that one first."""
    document = SAMPLES["document discount and charge"]
    for name in ("lines", "allowances", "charges", "without_vat", "vat", "with_vat", "amount_due"):
        stated = getattr(document.totals, name)
        wrong = evolve(document, totals=evolve(document.totals, **{name: stated + sek("0.01")}))
        assert name in [one.of for one in sums(wrong) if one.difference > 0.5]


def test_lines_and_rows_are_looked_at() -> None:
    """The line's own amount, the taxable amount of a rate and its VAT."""
    document = SAMPLES["plain"]
    line, row = document.lines[0], document.totals.breakdown[0]
    wrong = [
        evolve(document, lines=(evolve(line, net=line.net + sek(1)),)),
        evolve(document, totals=evolve(document.totals, breakdown=(evolve(row, base=row.base + sek(1)),))),
        evolve(document, totals=evolve(document.totals, breakdown=(evolve(row, amount=row.amount + sek(1)),))),
    ]
    seen = [{one.of for one in sums(each) if one.difference > 0.5} for each in wrong]
    assert ["line" in seen[0], "vat_base" in seen[1], "vat_amount" in seen[2]] == [True, True, True]
