"""Terms of payment in words."""

from decimal import Decimal

import pytest

from faktura.core.document import InterestKind, PaymentTerms
from faktura.core.money import sek
from faktura.core.wording import Language
from faktura.formats.einvoice.terms import terms_text

CASES: list[tuple[PaymentTerms, Language, str]] = [
    (
        PaymentTerms(days=10, interest=InterestKind.FIXED, interest_percent=Decimal("12.5")), "sv",
        "10 dagar netto. Dröjsmålsränta: 12,5 % per år.",
    ),
    (
        PaymentTerms(days=10, interest=InterestKind.OVER_REFERENCE, interest_percent=Decimal(10)), "en",
        "10 days net. Interest on late payment: the reference rate plus 10 percentage points.",
    ),
    (
        PaymentTerms(days=30, interest=InterestKind.NONE, reminder_fee=sek(60)), "sv",
        "30 dagar netto. Dröjsmålsränta tas inte ut. Påminnelseavgift 60,00 kr.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "language", "text"), CASES)
def test_terms_in_words(terms: PaymentTerms, language: Language, text: str) -> None:
    """Days, interest, reminder fee; plain spaces only."""
    assert terms_text(terms, language) == text
