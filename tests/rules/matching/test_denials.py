"""What a payer says he does not pay is not settled, and what he says he pays is."""

from collections.abc import Sequence

import attrs
import pytest

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import ItemKind
from faktura.core.payment import Payer, PaymentReference
from faktura.rules.matching.decision import Matched
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import PLAIN, decide, item, ocr, payment, text

A, B, C = "1234.56", "2345.67", "3456.78"
ITEMS = [
    item("A", "", A, customer="K", number="F1388"),
    item("B", "", B, customer="K", number="F1276"),
    item("C", "12351", C, customer="K", number="F1400"),
]
SUM = "5802.45"  # of B and C

PAYS_B = (
    "ej 1388, faktura 1276", "ej F1388; 1276", "avser inte F1388, F1276", "(bestrider F1388, 1276", "(bestrider F1388) F1276",
    "Faktura 1276, ej 1388", "Faktura 1276 utom 1388", "faktura 1276 ej faktura 1388", "inte 1388 utan 1276", "not 1388, 1276",
    "Betalar ej 1388 men 1276", "ej 1388 faktura 1276", "Bestrider faktura 1388. Betalar 1276", "icke 1388, inv 1276",
    "invoice 1276 except 1388", "faktura 1276 exkl. 1388", "1276 (ej 1388)",
    "ej 1388, ej 1400, faktura 1276",
)  # fmt: skip
NOT_SURE = (
    "ej 1388 1276", "ej 1388 och 1276", "1276 betalas inte", "1276 bestrids", "Faktura 1276 ej", "inte faktura 1276",
    "bestrider 1276", "bestrider F1276, F1388", "1388, ej 1276", "utom 1276", "1276, inte 1276",
)  # fmt: skip
SAYS_NOTHING = (
    "Faktura 1276, ej moms", "Faktura 1276 exkl moms", "Faktura 1276, inte betald tidigare", "ejder 1276", "notering 1276",
    "internt 1276", "1276 ejderdun", "Faktura 1276, ej 9999", "Fakt 1276 Inte"[:12],
)  # fmt: skip


@pytest.mark.parametrize("written", PAYS_B)
def test_what_is_denied_is_left_out(written: str) -> None:
    """And the rest is booked when it is exactly what is paid, known payer or not."""
    known: dict[str, Sequence[str]] = {"iban:1": ["K"] * 9}
    for payers in (None, known):
        (decision,) = decide(ITEMS, payment("P", B, message=written, payer="iban:1"), payers=payers)
        assert isinstance(decision, Matched), written
        assert [one.item_id for one in decision.allocations] == ["B"]


@pytest.mark.parametrize("written", NOT_SURE)
def test_what_is_denied_is_never_booked(written: str) -> None:
    """Neither where it is not sure how far a denial reaches, though the payer is known and the amount is right."""
    (decision,) = decide(ITEMS, payment("P", B, message=written, payer="iban:1"), payers={"iban:1": ["K"] * 9})
    assert not isinstance(decision, Matched) or "B" not in [one.item_id for one in decision.allocations]
    assert not isinstance(decision, Matched)


@pytest.mark.parametrize("written", SAYS_NOTHING)
def test_what_denies_no_number_of_ours_stops_nothing(written: str) -> None:
    """Other words, words that only begin like a denial, and denials of what is no claim."""
    (decision,) = decide(ITEMS, payment("P", B, message=written, payer="iban:1"), payers={"iban:1": ["K"] * 9})
    assert isinstance(decision, Matched)


@pytest.mark.parametrize("reference", [ocr("12351"), text("12351")])
def test_what_is_named_and_denied_is_asked(reference: PaymentReference) -> None:
    """An OCR number that the text denies is for a person, and so is a sum with it."""
    for kronor in (C, SUM):
        paid = payment("P", kronor, reference, message="Faktura 1276, ej 1400")
        (decision,) = decide(ITEMS, paid, payers={"": []})
        assert not isinstance(decision, Matched)


def test_a_sum_never_takes_what_is_denied() -> None:
    """Nor is what is short called a fee when it is just the credit note that the payer leaves out."""
    items = [*ITEMS, item("D", "", "-40", customer="K", number="F1500")]
    for kronor, written in ((SUM, "1276, ej 1400"), ("2305.67", "1276, ej 1500")):
        (decision,) = decide(items, payment("P", kronor, message=written, payer="iban:1"), payers={"iban:1": ["K"] * 9})
        assert not isinstance(decision, Matched)


def test_a_person_reads_what_is_denied() -> None:
    """In both languages."""
    candidates = InMemoryCandidates(ITEMS, {"iban:1": ["K"] * 9})
    paid = payment("P", C, ocr("12351"), message="bestrider 1400", payer="iban:1")
    (decision,) = match([paid], candidates, PLAIN, creditor="A", statistics=Statistics.of(ITEMS))
    assert decision.explain("sv") == "Betalaren skriver att 1400 inte betalas."
    assert decision.explain("en") == "The payer says that 1400 is not paid."
    (decision,) = match([payment("P", B, message="1276 bestrids")], candidates, PLAIN, creditor="A")
    assert decision.explain("sv") == "Betalaren skriver att något inte betalas, och det är inte klart vad."


def test_what_one_request_payment_denies_is_hidden_from_no_other() -> None:
    """Skatteverket denies a claim in one payment; the other is for it and another of the request, in whichever order."""
    claims = [
        item("F1", "445566", "100.01", customer="C1", number="Beg 7", kind=ItemKind.TAX_AGENCY),
        item("F2", "", "100.02", customer="C2", number="Beg 7", kind=ItemKind.TAX_AGENCY),
        item("F3", "", "100.03", customer="C3", number="77777", kind=ItemKind.TAX_AGENCY),
    ]
    agency = Payer(name="Skatteverket", organisation_number="2021005448")
    both, denies = (
        attrs.evolve(one, payer=agency) for one in (payment("P3", "200.03"), payment("P2", 999, message="ej 445566"))
    )
    first, _ = decide(claims, both, denies)
    _, second = decide(claims, denies, both)
    assert isinstance(first, Matched)
    assert first == second
