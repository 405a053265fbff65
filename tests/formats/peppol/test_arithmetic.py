"""What the reader says of amounts that do not add up, beside what the official rules say of the same file."""

import pytest

from faktura.core.wording import text_of
from faktura.formats.peppol.billing import read, write
from tests.formats import official
from tests.formats.sample_documents import SAMPLES

FULL = write(SAMPLES["document discount and charge"]).decode()

ONE_OFF = [
    # element whose amount is off,    by,      rules that fire
    ("LineExtensionAmount", "444.71", {"BR-CO-10", "BR-CO-13"}),
    ("AllowanceTotalAmount", "44.48", {"BR-CO-11", "BR-CO-13"}),
    ("ChargeTotalAmount", "49.01", {"BR-CO-12", "BR-CO-13"}),
    ("TaxExclusiveAmount", "449.24", {"BR-CO-13", "BR-CO-15"}),
    ("TaxInclusiveAmount", "561.55", {"BR-CO-15", "BR-CO-16"}),
    ("PayableAmount", "561.55", {"BR-CO-16"}),
    ("TaxableAmount", "450.24", {"BR-S-08"}),
]


@pytest.mark.parametrize(("element", "amount", "rules"), ONE_OFF)
def test_one_amount_off_fires_the_same_rules_as_the_official_ones(element: str, amount: str, rules: set[str]) -> None:
    """A cent in a total, a krona in a taxable amount."""
    start = FULL.index(f"<cbc:{element} ")
    opened = FULL.index(">", start) + 1
    data = (FULL[:opened] + amount + FULL[FULL.index("<", opened) :]).encode()
    found = {one.code for one in read(data).findings}
    assert found == rules
    assert found == {one.rule for one in official.fatal(official.en16931_rules(data))}


def test_a_line_off_by_three_cents_is_a_finding_of_peppol() -> None:
    """PEPPOL-EN16931-R120 lets two cents pass."""
    start = FULL.rindex("<cbc:LineExtensionAmount ")
    for amount, fires in (("444.68", False), ("444.67", True)):
        data = (FULL[:start] + FULL[start:].replace("444.70", amount, 1)).encode()
        found = {one.code for one in read(data).findings}
        assert ("PEPPOL-EN16931-R120" in found) == fires
        assert found <= {"PEPPOL-EN16931-R120", "BR-CO-10", "BR-S-08"}


def test_findings_say_both_amounts_in_both_languages() -> None:
    """What is stated, what the parts make, and what to do."""
    data = FULL.replace(">561.54</cbc:PayableAmount>", ">561.55</cbc:PayableAmount>").encode()
    (finding,) = read(data).findings
    assert finding.path == "totals.amount_due"
    for language in ("sv", "en"):
        said = finding.explain("sv" if language == "sv" else "en")
        assert "561.55 SEK" in said
        assert "561.54 SEK" in said
    assert finding.remedy
    assert text_of("BR-CO-16").sv != text_of("BR-CO-16").en
