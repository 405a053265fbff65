"""What fits to the öre goes before what a tolerance explains, and the claims that were paid before those that net."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentChannel
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import Matched, Suggested
from faktura.rules.matching.sums import sums
from tests.rules.matching.cases import DUE, decide, item, ocr, payment

PAYER: dict[str, Sequence[str]] = {"bankgiro:1": ["K"]}


def usd(id: str, amount: str, **more: object) -> OpenItem:
    """A claim on K in dollars, known by its document number."""
    return item(id, "", amount, customer="K", number=id, currency="USD", **more)  # type: ignore[arg-type]


def abroad(amount: str, message: str, sent: str = "") -> IncomingPayment:
    """A payment from abroad by K; *sent* is what its bank says was sent."""
    paid = payment("P", amount, payer="bankgiro:1", message=message, currency="USD")
    original = Money.parse(sent, "USD") if sent else None
    return attrs.evolve(paid, channel=PaymentChannel.FOREIGN, original=original)


def first(made: object) -> list[str]:
    """The claims booked, or first suggested."""
    assert isinstance(made, Matched | Suggested)
    some = made.allocations if isinstance(made, Matched) else made.suggestions[0].allocations
    return [one.item_id for one in some]


FEE = usd("40406", "6.00", kind=ItemKind.FEE)
SALE = usd("40405", "5068.71")
MORE = usd("40407", "900.00")

BY_THE_BANK = [
    # what, items, payment, whether it is booked, the first claims
    ("one of two named is exact", [SALE, FEE], abroad("5068.71", "40406, 40405"), False, ["40405"]),
    ("so it is by what was sent", [SALE, FEE], abroad("5053.71", "40406, 40405", "5068.71"), False, ["40405"]),
    ("two of three named are exact", [SALE, FEE, MORE], abroad("5968.71", "40405, 40406, 40407"), False, ["40405", "40407"]),
    ("all that is named is exact", [SALE, FEE], abroad("5074.71", "40406, 40405"), True, ["40406", "40405"]),
    ("all that is named was sent", [SALE, FEE], abroad("5059.71", "40406, 40405", "5074.71"), True, ["40406", "40405"]),
    ("all but a fee of nobody's", [SALE, FEE], abroad("5063.71", "40406, 40405"), True, ["40406", "40405"]),
    ("one named, less a fee", [SALE, MORE], abroad("5053.71", "40405"), True, ["40405"]),
    ("less was sent than is open", [SALE, MORE], abroad("5053.71", "40405", "5060.00"), False, ["40405"]),
    ("the bank repeats what it booked", [SALE, MORE], abroad("5053.71", "40405", "5053.71"), True, ["40405"]),
    ("too much is no fee", [SALE, MORE], abroad("5083.71", "40405"), False, ["40405"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "paid", "booked", "claims"), [row[1:] for row in BY_THE_BANK], ids=[row[0] for row in BY_THE_BANK]
)
def test_the_fee_of_a_bank_explains_only_what_nothing_named_does(
    items: list[OpenItem], paid: IncomingPayment, booked: bool, claims: list[str]
) -> None:
    """Where some of what is named is exactly what was paid, or sent, that is suggested first and a person is asked."""
    (made,) = decide(items, paid, payers=PAYER)
    assert first(made) == claims
    assert isinstance(made, Matched) is booked, made.explain()


def test_what_is_named_in_the_currency_that_was_sent_may_be_meant() -> None:
    """A claim in kronor is named and is what was sent; the one in euro is then not paid at the bank's rate."""
    euro = item("1", "", "777.00", customer="K", number="3060", currency="EUR")
    kronor = item("2", "", "8847.22", customer="K", number="2913")
    paid = attrs.evolve(payment("P", "784.57", currency="EUR", payer="bankgiro:1", message="INV-3060, Faktura 2913"),
                        channel=PaymentChannel.FOREIGN, original=Money.parse("8847.22", "SEK"))  # fmt: skip
    (made,) = decide([euro, kronor], paid, payers=PAYER)
    assert isinstance(made, Suggested)
    (alone,) = decide([euro], attrs.evolve(paid, message="Faktura 3060"), payers=PAYER)
    assert isinstance(alone, Matched)
    assert alone.rest == Money.parse("7.57", "EUR")
    assert "så när som på 7,57 EUR mer, bankens kurs" in alone.explain("sv").replace("\xa0", " ")


OFFERED = attrs.evolve(
    item("D", "342295", 21346, customer="K"),
    total=sek(21346), discount_percent=Decimal(3), discount_until=DUE + timedelta(9),
)  # fmt: skip
PARTS = [item("A", "323808", "14323.79", customer="K"), item("C", "336164", 6381, customer="K")]
WHOLE = [item("A", "323808", "14324.00", customer="K"), item("C", "336164", 6381, customer="K")]
OTHER = [attrs.evolve(one, customer_id="L") for one in WHOLE]

DISCOUNTS = [
    # what, items, paid, named, whether it is booked
    ("exact sum, rounded discount", [*PARTS, OFFERED], "20704.79", "", False),
    ("exact sum, discount to a krona", [*WHOLE, OFFERED], "20705", "", False),
    ("exact sum, rounded discount, named", [*WHOLE, OFFERED], "20705", "342295", False),
    ("exact discount", [*PARTS, OFFERED], "20705.62", "", True),
    ("discount to a krona alone", [*PARTS, OFFERED], "20705", "", True),
    ("discount to a krona, named", [*PARTS, OFFERED], "20705", "342295", True),
    ("an exact sum of somebody else's", [*OTHER, OFFERED], "20705", "", True),
    ("the percentage rounded otherwise", [*PARTS, OFFERED], "20705.61", "", True),
    ("odd öre are no rounding", [OFFERED], "20704.79", "", False),
    ("odd öre, named", [OFFERED], "20704.79", "342295", True),
]


@pytest.mark.parametrize(
    ("items", "kronor", "named", "booked"), [row[1:] for row in DISCOUNTS], ids=[row[0] for row in DISCOUNTS]
)
def test_a_discount_is_rounded_only_where_nothing_is_exact(
    items: list[OpenItem], kronor: str, named: str, booked: bool
) -> None:
    """A sum of the same customer's claims, to the öre, makes a discount and a rounding a question."""
    references = [ocr(named)] if named else []
    (made,) = decide(
        items, payment("P", kronor, *references, payer="bankgiro:1"), policy=MatchingPolicy(), payers=PAYER
    )
    assert isinstance(made, Matched) is booked, made.explain()
    assert isinstance(made, Matched | Suggested)


def test_the_discount_is_told_apart_from_its_rounding() -> None:
    """In either language."""
    (made,) = decide([OFFERED], payment("P", 20705, ocr("342295")), policy=MatchingPolicy())
    assert made.explain("en").endswith("agree less the early-payment discount of 640.38 SEK and 0.62 SEK of rounding.")
    assert "kassarabatt på 640,38 kr och avrundning på 0,62 kr" in made.explain("sv").replace("\xa0", " ")


TRUE = [item("A", "1", "142862.04", customer="K"), item("B", "2", 3297, customer="K")]
X, CREDIT = item("X", "3", "25538.35", customer="K"), item("N", "4", "-25538.35", customer="K")
EQUAL = item("X2", "5", "25538.35", customer="K", days=-9)
HALVES = [item("H1", "6", "12769.17", customer="K"), item("H2", "7", "12769.18", customer="K")]
SOME = item("S", "8", "-297.13", customer="K")

NETTED = [
    # what else is open, paid, named, the claims that are booked
    ("an invoice and its credit note", [X, CREDIT], "146159.04", "1", ["A", "B"]),
    ("nothing named", [X, CREDIT], "146159.04", "", ["A", "B"]),
    ("both named", [X, CREDIT], "146159.04", "1 2", ["A", "B"]),
    ("a note for two invoices", [*HALVES, CREDIT], "146159.04", "1", ["A", "B"]),
    ("a note for either of two", [X, EQUAL, CREDIT], "171697.39", "1", ["A", "X2", "B"]),
    ("a note taken off", [SOME], "145861.91", "1", ["A", "B", "S"]),
    ("two notes, one taken off", [X, CREDIT, SOME], "145861.91", "1", ["A", "B", "S"]),
    ("all that the payer names", [X, CREDIT], "146159.04", "1 2 3 4", ["A", "B", "X", "N"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "kronor", "named", "claims"), [row[1:] for row in NETTED], ids=[row[0] for row in NETTED]
)
def test_what_nets_to_nothing_is_no_part_of_what_was_paid(
    more: list[OpenItem], kronor: str, named: str, claims: list[str]
) -> None:
    """The smaller set is settled, unless the payer names the rest; to net an invoice with its credit note is another act."""
    references = [ocr(one) for one in named.split()]
    ledger = [*TRUE, *more, *(item(f"Z{n}", f"99{n}", 400 + n) for n in range(300))]
    paid = payment("P", kronor, *references, payer="bankgiro:1")
    (made,) = decide(ledger, paid, policy=MatchingPolicy(), payers=PAYER)
    assert isinstance(made, Matched), made.explain()
    assert sorted(first(made)) == sorted(claims)


def test_a_named_invoice_and_its_credit_note_beside_an_exact_claim_are_a_question() -> None:
    """Named are a credited invoice and another that is exactly what is paid: whether they were netted nobody says."""
    sale, credited = item("A", "1", 7700, customer="K"), item("X", "3", 13125, customer="K")
    note = item("N", "4", -13125, customer="K")
    (made,) = decide([sale, credited, note], payment("P", 7700, ocr("3"), ocr("1"), payer="bankgiro:1"), payers=PAYER)
    assert isinstance(made, Suggested)
    (whole,) = decide([sale, credited, note], payment("P", 7700, ocr("3"), ocr("1"), ocr("4")))
    assert isinstance(whole, Matched)


@given(st.lists(st.integers(-4, 6).filter(bool), max_size=7), st.integers(1, 20), st.sampled_from([1, 2]))
def test_what_makes_a_sum_makes_it_and_nets_nothing(amounts: list[int], target: int, least: int) -> None:
    """Of any amounts: each way makes the sum, has as many members as asked for, and none of them that net to nothing."""
    found = sums(amounts, target, least=least)
    assert len(found.ways) <= 2
    for way in found.ways:
        some = [amounts[place] for place in way]
        assert sum(some) == target
        assert len(some) >= least
        within = (one for size in range(1, len(some)) for one in combinations(some, size))
        assert all(sum(one) for one in within if len(some) - len(one) >= least)


def test_who_names_a_claim_goes_before_who_has_it_by_a_sum_only() -> None:
    """One names 13701, which with 13863 makes what he pays; the other, later and as certain, names 13863."""
    claims = [
        item("F1", "", "6596.25", customer="K", number="13701"),
        item("F2", "", "2500", customer="K", number="13863", days=5),
        item("F3", "", "4050.75", customer="K", number="14078", days=13),
    ]
    by_sum = payment("P1", "9096.25", ocr("13701"), payer="bankgiro:1", days=18)
    names = payment("P2", "6550.75", ocr("13863"), payer="bankgiro:1", days=26)
    (alone,) = decide(claims, by_sum, payers=PAYER)
    assert (type(alone), first(alone)) == (Matched, ["F1", "F2"])
    for batch in ([by_sum, names], [names, by_sum]):
        told = {one.payment_id: one for one in decide(claims, *batch, payers=PAYER)}
        assert (type(told["P2"]), first(told["P2"])) == (Matched, ["F2", "F3"])
        assert not isinstance(told["P1"], Matched)
