"""What the reader says of amounts that do not add up, beside what SFTI's rules say of the same file."""

import pytest

from faktura.formats.svefaktura.invoice import read, write
from tests.formats import official
from tests.formats.sample_documents import SAMPLES, charge, discount, invoice, line

PLAIN = write(SAMPLES["plain"]).decode()
ROUNDED = write(SAMPLES["rounded to kronor"]).decode()

OFF = [
    # element,                    from,        to,        rules that fire
    ("LineExtensionTotalAmount", "7600.00", "7601.00", {"R-69", "R-70"}),
    ("TaxExclusiveTotalAmount", "7600.00", "7601.00", {"R-70", "R-71", "R-10"}),
    ("TotalTaxAmount", "1900.00", "1901.00", {"R-67", "R-71"}),
    ("TaxInclusiveTotalAmount", "9500.00", "9501.00", {"R-71"}),
    ("TaxAmount", "1900.00", "1901.00", {"R-4", "R-67"}),
    ("LineExtensionAmount", "7600.00", "7601.00", {"R-20", "R-69"}),
    ("TaxInclusiveTotalAmount", "9500.00", "9500.40", set()),
]  # fmt: skip


@pytest.mark.parametrize(("element", "old", "new", "rules"), OFF)
def test_one_amount_off(element: str, old: str, new: str, rules: set[str]) -> None:
    """A krona is seen where the amount stands; forty öre pass, as SFTI's rules let them.

    SFTI's sums go back to the lines, ours to the sum before: theirs are among ours.
    """
    place = f'<cbc:{element} amountCurrencyID="SEK">{old}<'
    assert place in PLAIN
    data = PLAIN.replace(place, place.replace(old, new)).encode()
    found = {one.code for one in read(data).findings}
    assert found == rules
    theirs = {one.rule for one in official.fatal(official.svefaktura_rules(data))}
    assert bool(theirs) == bool(found)
    assert theirs & found or not found


def test_the_count_of_lines_is_checked() -> None:
    """R-27."""
    data = PLAIN.replace("<LineItemCountNumeric>1<", "<LineItemCountNumeric>2<").encode()
    (finding,) = read(data).findings
    assert finding.code == "R-27"
    assert "2 lines" in finding.problem
    assert "R-27" in {one.rule for one in official.fatal(official.svefaktura_rules(data))}


def test_a_rounded_total_must_be_exact() -> None:
    """R-92 warns as soon as there is a rounding."""
    data = ROUNDED.replace(">11007.00</cbc:TaxInc", ">11007.10</cbc:TaxInc").encode()
    (finding,) = read(data).findings
    assert (finding.code, finding.severity) == ("R-92", "warning")
    assert "R-92" in {one.rule for one in official.svefaktura_rules(data)}


LINES = [
    ("R-20", line(1, "10", "100")),
    ("R-15", line(1, "1000", "100", base="100")),
    ("R-13", line(1, "10", "100", allowances=(discount("100", "1000", "10"),))),
    ("R-14", line(1, "10", "100", allowances=(charge("100"),))),
    ("R-11", line(1, "1000", "100", base="100", allowances=(discount("100", "1000", "10"),))),
    ("R-12", line(1, "1000", "100", base="100", allowances=(charge("100"),))),
]


@pytest.mark.parametrize(("rule", "one"), LINES, ids=[rule for rule, _ in LINES])
def test_each_way_to_make_a_line_has_its_rule(rule: str, one: object) -> None:
    """With and without price basis, discount and charge."""
    text = write(invoice(one)).decode()  # type: ignore[arg-type]
    data = text.replace('<cbc:PriceAmount amountCurrencyID="SEK">100<', '<cbc:PriceAmount amountCurrencyID="SEK">101<')
    assert {found.code for found in read(data.encode()).findings} == {rule}
    assert rule in {found.rule for found in official.fatal(official.svefaktura_rules(data.encode()))}
