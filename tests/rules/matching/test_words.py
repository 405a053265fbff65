"""What a bookkeeper reads says what is so and what is lacking, in good Swedish and English."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest

from faktura.core.claim import OpenItem
from faktura.core.money import sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import Suggested
from faktura.rules.matching.reason import numbers_of
from tests.rules.matching.cases import PLAIN, decide, item, ocr, payment

PAYERS: dict[str, Sequence[str]] = {"bankgiro:1": ["X"]}
CLUB = [item(f"F{n}", f"5000{n}", 350, customer=f"C{n}", number=f"70{n}") for n in range(8)]
SHARED = [item(f"S{n}", "777", 493, customer="X", number="", days=n) for n in (1, 2)]
NAMELESS = [attrs.evolve(one, number="") for one in SHARED]
PAIR = [item("A", "1", 500, customer="X", number="501"), item("B", "2", 300, customer="X", number="502")]
ANNA = [*(attrs.evolve(one, customer_name="Anna Lind") for one in CLUB[:1]), *CLUB[1:]]
MORE = item("B2", "2", 60, customer="X", number="502", days=5)
OFFER = attrs.evolve(item("D", "9", 1000, customer="X", number="90"), total=sek(1000),
                     discount_percent=Decimal(2), discount_until=date(2026, 2, 27))  # fmt: skip


def of(*customers: str) -> dict[str, Sequence[PayerLink]]:
    """Confirmed payments from bankgiro:1 for each of *customers*."""
    return {"bankgiro:1": [PayerLink(customer_id=one, count=9) for one in customers]}


SAID = [
    # what, items, payment, payers, policy, Swedish, English
    ("the oldest of two", SHARED, payment("P", 493, ocr("777")), {}, MatchingPolicy(),
     ("OCR 777 är kundens för flera fakturor, och 2 av dem är på 493,00 kr; av kundens 2 lika fordringar betalas den "
     "äldsta enligt inställningen."),
     ("OCR 777 is the customer's for several invoices, and 2 of them are 493.00 SEK; of 2 equal claims of the customer "
     "the oldest is settled, as the policy says.")),
    ("the payer is known as another", CLUB, payment("P", 350, ocr("50001"), payer="bankgiro:1"), of("C2"), PLAIN,
     "50001 är angivet, men betalaren är känd som en annan kund, vars 702 passar på 350,00 kr.",
     "50001 is named, but the payer is known as another customer, whose 702 fits 350.00 SEK."),
    ("another of the payer's own is named", PAIR, payment("P", 300, ocr("1"), payer="bankgiro:1"), of("X"), PLAIN,
     "1 är angivet, men 502 passar bättre på 300,00 kr.",
     "1 is named, but 502 fits 300.00 SEK better."),
    ("two for one claim without a number", NAMELESS[:1],
     (payment("P", 493, payer="bankgiro:1"), payment("Q", 493, payer="bankgiro:1")), of("X"), PLAIN,
     "Flera betalningar passar lika bra på 777; en av dem kan vara en dubbelbetalning.",
     "Several payments fit 777 equally well; one of them may be a second payment."),
    ("two that the payer may mean", CLUB, payment("P", 350, payer="bankgiro:1"), of("C1", "C2"), PLAIN,
     "701, eller 702: båda passar nästan lika bra.",
     "701, or 702: both fit almost equally well."),
    ("known by name only", ANNA, attrs.evolve(payment("P", 350), payer=Payer(name="Lind, Anna")), {}, PLAIN,
     "Inget pekar ut fordran, och betalaren är känd bara till namnet.",
     "Nothing names the claim, and the payer is known by name only."),
    ("a discount too late", [OFFER, PAIR[1]], payment("P", 980, ocr("9")), {}, PLAIN,
     "980,00 kr är vad 9 har öppet efter kassarabatt på 20,00 kr, men den gällde till och med 2026-02-27.",
     "980.00 SEK is what 9 has open less the early-payment discount of 20.00 SEK, which ended on 2026-02-27."),
    ("one of two, and a surplus", [PAIR[0], MORE], payment("P", 560, ocr("1"), payer="bankgiro:1"), of("X"), PLAIN,
     "Betalningen gäller snarast 501 och 502 (88,0 procent), men 501 kan avses.",
     "The payment is most likely for 501 and 502 (88.0 per cent), but 501 may be meant."),
    ("one with a surplus", PAIR[:1], payment("P", "560.70", ocr("1"), payer="bankgiro:1"), of("Y"), PLAIN,
     "Betalaren är känd som en annan kund, och 560,70 kr är inte de 500,00 kr som 501 har öppet.",
     "The payer is known as another customer, and 560.70 SEK is not the 500.00 SEK that 501 has open."),
    ("one of many of the amount", CLUB, payment("P", 350, ocr("50003")), {}, PLAIN,
     ("Att betalningen gäller 703 är bara troligt till 99,6 procent: 8 fordringar är på det beloppet; betalaren är inte "
     "känd."),
     ("That the payment is for 703 is likely to 99.6 per cent only: 8 claims have that amount open; the payer is not "
     "known.")),
    ("a slip that may be any of many", CLUB, payment("P", 350, ocr("50009")), {}, PLAIN,
     "8 svar passar nästan lika bra, bland dem 700 och 701.",
     "8 answers fit almost equally well, 700 and 701 among them."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "paid", "payers", "policy", "swedish", "english"), [row[1:] for row in SAID], ids=[row[0] for row in SAID]
)
def test_the_sentence_says_what_is_so(
    items: list[OpenItem],
    paid: IncomingPayment | tuple[IncomingPayment, ...],
    payers: dict[str, Sequence[str]],
    policy: MatchingPolicy,
    swedish: str,
    english: str,
) -> None:
    """In either language, of whole cases."""
    made, *_ = decide(items, *(paid if isinstance(paid, tuple) else (paid,)), policy=policy, payers=payers)
    assert made.explain("sv").replace("\xa0", " ") == swedish
    assert made.explain("en") == english


def test_a_suggestion_of_one_of_several_equal_claims_does_not_say_that_it_is_settled() -> None:
    """Where the policy leaves the choice to a person."""
    (made,) = decide(SHARED, payment("P", 493, ocr("777")), policy=PLAIN)
    assert isinstance(made, Suggested)
    assert made.suggestions[0].explain("sv").endswith("kunden har 2 lika fordringar; den äldsta föreslås.")


def test_claims_without_a_number_are_named_by_their_reference_or_by_the_host() -> None:
    """And told how many they are where they share it."""
    bare = attrs.evolve(SHARED[0], number="", reference="", id="F17")
    assert numbers_of([bare]) == "F17"
    assert numbers_of([*NAMELESS, bare]).sv == "2 × 777 och F17"
