"""Terms of payment in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import InterestKind, PaymentTerms
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.money import sek
from faktura.core.wording import Language
from faktura.formats.einvoice.terms import early_payment_line, early_payment_of, terms_text
from faktura.formats.peppol.preflight import BOOK
from faktura.formats.peppol.writer import write
from tests.formats import official
from tests.formats.sample_documents import SAMPLES

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
    (
        PaymentTerms(
            days=30, interest=InterestKind.NONE, early_payment=EarlyPaymentDiscount(percent=Decimal("2.50"), days=10)
        ), "en",
        ("30 days net. No interest on late payment is charged. "
        "Early-payment discount of 2.5% if all is paid within 10 days of the invoice date."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "language", "text"), CASES)
def test_terms_in_words(terms: PaymentTerms, language: Language, text: str) -> None:
    """Days, interest, reminder fee, early-payment discount; plain spaces only."""
    assert terms_text(terms, language) == text


OFFERS = st.builds(
    EarlyPaymentDiscount, percent=st.integers(1, 9999).map(lambda n: Decimal(n) / 100), days=st.integers(0, 999)
)


@given(OFFERS, st.sampled_from(["sv", "en"]), st.booleans())
def test_an_offer_is_read_from_our_words_and_from_the_line_for_programs(
    early: EarlyPaymentDiscount, language: Language, with_line: bool
) -> None:
    """In either language, alone or together, among the other terms; two offers are none."""
    said = terms_text(PaymentTerms(days=30, reminder_fee=sek(60), early_payment=early), language)
    text = f"{said}\n{early_payment_line(early)}\n" if with_line else said
    assert early_payment_of(text) == early
    assert early_payment_of(early_payment_line(early)) == early
    assert early_payment_of(f"{said} {said}") is None
    assert early_payment_of(f"{early_payment_line(early)}\n{early_payment_line(early)}") is None
    assert early_payment_of(terms_text(PaymentTerms(days=30), language)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 % vid betalning inom 10 dagar",
        "10 dagar 2 %, 30 dagar netto",
        "#SKONTO#TAGE=10#PROZENT=2.00#BASISBETRAG=100.00#",
        "#SKONTO#TAGE=10#PROZENT=0.00#",
        "#SKONTO#TAGE=10#PROZENT=-2.00#",
        "#SKONTO#TAGE=²#PROZENT=2.00#",
        "#SKONTO#TAGE=10#PROZENT=2.00# utom frakt",
        "#VERZUG#TAGE=10#PROZENT=2.00#",
        "Kassarabatt 0 % om allt betalas inom 10 dagar från fakturadatum.",
        "Kassarabatt 2,555 % om allt betalas inom 10 dagar från fakturadatum.",
    ],
)
def test_nothing_is_guessed_from_other_words(text: str) -> None:
    """Free text, an offer on a part of the amount, a percentage that cannot be, penalties: no offer."""
    assert early_payment_of(text) is None


def test_the_line_is_what_peppol_asks_of_german_parties() -> None:
    """DE-R-018 judges the note where both parties are German; ours passes, and one without its last line break does not."""
    sample = SAMPLES["early payment"]
    data = re.sub(rb"(<cbc:IdentificationCode>)SE", rb"\1DE", write(sample))
    data = re.sub(rb"(<cbc:CompanyID>)SE5", rb"\1DE5", data)
    broken = data.replace(b"#\n</cbc:Note>", b"#</cbc:Note>")
    assert broken != data
    for one, fires in ((data, False), (broken, True)):
        assert ("DE-R-018" in {finding.code for finding in BOOK.judge(BOOK.tree(one))}) is fires
        assert ("DE-R-018" in {fired.rule for fired in official.peppol_rules(one)}) is fires
