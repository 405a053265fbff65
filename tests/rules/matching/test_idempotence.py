"""Matching again changes nothing: what a later run sees in the books is what this run saw of what it had decided."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any, Final, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import Candidates, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import name_keys
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.booked import Booked
from faktura.rules.matching.case import Case
from faktura.rules.matching.decision import MatchDecision, Matched
from faktura.rules.matching.match import match
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.rounds import MOST_ROUNDS
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import OLDEST, PLAIN, after, decide, item, ocr, payment
from tests.rules.matching.namesakes import COMMON, Links, claims_of_namesakes, links_of_namesakes, payments_of_namesakes
from tests.rules.matching.test_properties import FROZEN, PAYERS, World, policies, said, world_of, worlds
from tests.tried import tried

EQUAL: Final = MatchingPolicy(write_off=sek(0))


class Runs(NamedTuple):
    """The decisions, the same once more, and what is said of what waits: then, and when the rest is booked."""

    made: Sequence[MatchDecision]
    repeated: Sequence[MatchDecision]
    waiting: Sequence[object]
    later: Sequence[object]


def runs(
    items: Sequence[OpenItem],
    *paid: IncomingPayment,
    payers: Links | None = None,
    policy: MatchingPolicy = EQUAL,
    statistics: Statistics = FROZEN,
) -> Runs:
    """Match twice on the claims as they are, and what waits once more when what was decided is booked."""

    def decided(items: Sequence[OpenItem], some: Sequence[IncomingPayment]) -> tuple[MatchDecision, ...]:
        return match(some, InMemoryCandidates(items, payers), policy, creditor="A", statistics=statistics)

    made = decided(items, paid)
    booked = {one.payment_id for one in made if isinstance(one, Matched)}
    later = decided(after(items, paid, made), [one for one in paid if one.id not in booked])
    waiting = [said(one) for one in made if one.payment_id not in booked]
    return Runs(made, decided(items, paid), waiting, [said(one) for one in later])


def twice(items: Sequence[OpenItem], *paid: IncomingPayment, **how: Any) -> dict[str, list[str]]:
    """What each payment settles, which is decided alike before booking, and of what waits also after it."""
    all_ = runs(items, *paid, **how)
    assert all_.repeated == all_.made
    assert all_.later == all_.waiting
    return {one.payment_id: [its.item_id for its in one.allocations] for one in all_.made if isinstance(one, Matched)}


def runs_at_odds(seed: int) -> Runs:
    """References, amounts, names and customers collide, and payments fight for the same claims."""
    chance = Random(seed)
    items, paid = world_of(chance)
    return runs(items, *paid, payers=PAYERS, policy=_policy(chance))


def runs_among_namesakes(seed: int) -> Runs:
    """Many customers of one name, equal amounts, half-paid claims, claims not issued yet."""
    chance = Random(seed)
    items = claims_of_namesakes(chance)
    known = links_of_namesakes(chance, items)
    paid, policy = payments_of_namesakes(chance, items), _policy(chance)
    counted = chance.choice([COMMON, COMMON, Statistics.of(items)])
    return runs(items, *paid, payers=known, policy=policy, statistics=counted)


def _policy(chance: Random) -> MatchingPolicy:
    return MatchingPolicy(
        write_off=sek(chance.randint(0, 1)), oldest_first=chance.random() < 0.5, oldest_of_equals=chance.random() < 0.5
    )


@tried(7)
@given(st.integers(0, 2**40))
def test_matching_again_changes_nothing(seed: int) -> None:
    """Neither before what was decided is booked nor after it, to the last digit of what waits for a person."""
    found = runs_at_odds(seed)
    assert found.repeated == found.made
    assert found.later == found.waiting


@tried(4)
@given(st.integers(0, 2**40))
def test_matching_again_changes_nothing_among_namesakes(seed: int) -> None:
    """Nor where only names tell who pays, and whose claim is left."""
    found = runs_among_namesakes(seed)
    assert found.repeated == found.made
    assert found.later == found.waiting


def _called(one: OpenItem, name: str) -> OpenItem:
    return attrs.evolve(one, customer_name=name)


def _by(one: IncomingPayment, name: str) -> IncomingPayment:
    return attrs.evolve(one, payer=attrs.evolve(one.payer, name=name))


def test_what_another_payment_settles_is_named_no_longer() -> None:
    """The OCR and the amount say it all once the claim that the message names too is paid by its own payment."""
    items = [
        item("F1", "7772", 300, customer="C1"),
        _called(item("F2", "12369", "99.50", customer="C2"), "Karl Lind"),
        _called(item("F3", "", 200, customer="C2"), "Karl Lind"),
    ]
    both = _by(payment("P1", 300, ocr("7772"), message="12369"), "Karl Lind")
    assert twice(items, both, payment("P2", "99.50", ocr("12369"), days=2)) == {"P1": ["F1"], "P2": ["F2"]}


def test_the_reference_of_what_is_just_paid_is_a_saved_one() -> None:
    """As that of a claim paid last month: it names the customer, who has exactly so much open elsewhere."""
    items = [
        item("F1", "7771", 500, customer="C1"),
        item("F2", "7771", 200, customer="C1"),
        item("F3", "10009", 150, customer="C1"),
    ]
    all_of_it = payment("P1", 700, ocr("7771"), payer="b1")
    saved = payment("P2", 150, ocr("7771"), payer="b1", days=1)
    settled = twice(items, all_of_it, saved, payers={"b1": [PayerLink(customer_id="C1", count=9)]}, policy=OLDEST)
    assert settled == {"P1": ["F1", "F2"], "P2": ["F3"]}


def test_who_are_called_and_pay_themselves_stand_in_nobodys_way() -> None:
    """The text gives the first name of two who owe as much; once their own payments are booked, the account alone tells."""
    items = [
        _called(item("F1", "10009", 500, customer="C1"), "Anna Berg"),
        _called(item("F3", "10017", 500, customer="C3"), "Anna Ek"),
        _called(item("F2", "12369", 500, customer="C2"), "Karl Lind"),
    ]
    known = {"b1": [PayerLink(customer_id="C2", count=9)]}
    silent = _by(payment("P1", 500, payer="b1", message="avgift Anna"), "Karl Lind")
    own = (payment("P2", 500, ocr("10009")), payment("P3", 500, ocr("10017")))
    assert twice(items, silent, *own, payers=known) == {"P1": ["F2"], "P2": ["F1"], "P3": ["F3"]}


def test_an_account_whose_customer_has_paid_all_still_speaks_against_the_name() -> None:
    """Before and after that is booked a person is asked for whom the holder, who is called as another customer, pays."""
    items = [
        _called(item("F1", "10009", 500, customer="C1"), "Bergs Bygg AB"),
        _called(item("F2", "", 300), "Karl Lind"),
    ]
    silent = _by(payment("P1", 300, payer="b1"), "LIND KARL")
    known = {"b1": [PayerLink(customer_id="C1", count=9)]}
    assert twice(items, silent, payment("P2", 500, ocr("10009")), payers=known) == {"P2": ["F1"]}


@pytest.mark.parametrize("named", [True, False])
def test_of_two_namesakes_the_one_who_has_not_paid_is_meant(named: bool) -> None:
    """Where the other's claim is settled by whoever names it, nobody else is called so and has the amount open."""
    items = [_called(item(f"F{n}", f"1000{n}", 100, customer=f"C{n}"), "Anna Lind") for n in (1, 2)]
    paid = [_by(payment("P1", 100, *[ocr("10001")][:named]), "ANNA LIND"), payment("P2", 100, ocr("10002"), payer="b2")]
    known = {"b2": [PayerLink(customer_id="C2", count=9)]}
    settled = twice(items, *paid, payers=known, statistics=COMMON)
    assert settled == ({"P1": ["F1"]} if named else {}) | {"P2": ["F2"]}


def test_the_rest_of_a_part_is_exact() -> None:
    """What is left when the part of another payment is booked is what this one pays, and is booked with the others."""
    claim = _called(item("F1", "10009", 100, customer="C1"), "Anna Lind")
    part = _by(payment("P1", 40, ocr("10009")), "ANNA LIND")
    rest = _by(payment("P2", 60, ocr("10009"), days=20), "Ljus Bygg AB")
    silent = payment("P3", 70, payer="b1", days=60)
    known = {"b1": [PayerLink(customer_id="C1", count=9)]}
    assert twice([claim], part, rest, silent, payers=known) == {"P1": ["F1"], "P2": ["F1"]}


@pytest.mark.parametrize(
    ("days", "number", "booked"), [(0, "", False), (9, "", False), (9, "7102", True), (30, "", True)]
)
def test_a_copy_of_the_last_part_is_known_by_that_part(days: int, number: str, booked: bool) -> None:
    """A claim of two hundred was half paid before; what copies the payment of the rest is no copy of two hundred."""
    half = attrs.evolve(item("F1", "7101", 100, customer="X"), total=sek(200))
    items = [half, item("F2", "7102", 100, customer="X", days=days)]
    first = payment("P1", 100, ocr("7101"), payer="b1")
    second = payment("P2", 100, *([ocr(number)] if number else []), payer="b1", days=days)
    settled = twice(items, first, second, payers={"b1": [PayerLink(customer_id="X", count=9)]})
    assert settled == {"P1": ["F1"]} | ({"P2": ["F2"]} if booked else {})


@pytest.mark.parametrize("days", [0, 2, 30])
def test_two_halves_are_a_whole_when_they_are_not_one_half_twice(days: int) -> None:
    """Within two weeks a person decides, also when the first half is in the books; of one day about both."""
    claim = item("F1", "10009", 200, customer="C1")
    halves = [payment(f"P{n}", 100, ocr("10009"), payer="b1", days=n * days) for n in (0, 1)]
    settled = twice([claim], *halves, payers={"b1": [PayerLink(customer_id="C1", count=9)]})
    assert settled == {0: {}, 2: {"P0": ["F1"]}, 30: {"P0": ["F1"], "P1": ["F1"]}}[days]


def test_what_is_paid_with_others_is_paid_by_a_larger_payment() -> None:
    """A claim settled in a sum is not what an equal payment of the same day copies."""
    items = [
        item("F1", "10009", 100, customer="X"),
        item("F2", "10017", 250, customer="X"),
        item("F3", "", 100, customer="X"),
    ]
    sum_ = payment("P1", 350, ocr("10009"), ocr("10017"), payer="b1")
    silent = payment("P2", 100, payer="b1")
    known = {"b1": [PayerLink(customer_id="X", count=9)]}
    assert twice(items, sum_, silent, payers=known) == {"P1": ["F1", "F2"], "P2": ["F3"]}


def test_rivals_wait_until_the_books_tell_who_is_right() -> None:
    """Who wants a claim together with one that a third settles gives up; the other of the two goes."""
    items = [item("F0", "10009", 100), item("F1", "10017", 200)]
    both = payment("P2", 300, ocr("10009"), ocr("10017"))
    settled = twice(items, payment("P0", 200, ocr("10017"), days=-5), payment("P1", 100, ocr("10009")), both)
    assert settled == {"P0": ["F1"], "P1": ["F0"]}


def test_a_payment_told_twice_is_not_matched_with_its_copy() -> None:
    """Of one id once: the copy waits with its reason, though the first is booked only after others."""
    items = [item("F1", "7772", 300, customer="C1"), item("F2", "12369", "99.50", customer="C2")]
    both = payment("P1", 300, ocr("7772"), message="12369", days=-3)
    made = match(
        [both, payment("P2", "99.50", ocr("12369"), days=2), both], InMemoryCandidates(items), PLAIN, creditor="A",
        statistics=FROZEN,
    )  # fmt: skip
    assert [one.gate for one in made] == ["", "", "repeated"]


def test_on_a_declared_reference_the_order_of_days_is_the_order_of_booking() -> None:
    """Each takes the oldest that is left, and what is left over by all waits for a person."""
    items = [item(f"R{n}", "7005", 500, customer="X", days=30 * n) for n in range(3)]
    paid = [payment(f"P{n}", 500, ocr("7005"), days=30 * n) for n in range(4)]
    assert twice(items, *paid, policy=OLDEST) == {f"P{n}": [f"R{n}"] for n in range(3)}


@given(worlds(), policies, st.booleans())
def test_the_booked_claims_are_looked_up_as_if_they_were_in_the_books(
    world: World, policy: MatchingPolicy, parts: bool
) -> None:
    """By every key that there is: the same claims in the same order, as far open and paid on the same day."""
    open_, paid = world
    if parts:  # what is settled in part is looked up by another amount
        paid = [attrs.evolve(one, amount=Money(max(one.amount.minor // 2, 1), "SEK")) for one in paid]
    candidates = InMemoryCandidates(open_, PAYERS)
    made = match(paid, candidates, policy, creditor="A", statistics=FROZEN)
    times = Counter([its.item_id for one in made if isinstance(one, Matched) for its in one.allocations])
    booked = [
        one for one in made if isinstance(one, Matched) and all(times[its.item_id] == 1 for its in one.allocations)
    ]
    books, by_id = Booked(candidates), {one.id: one for one in paid}
    books.take(PlainPayments.among(()), [(Case(by_id[one.payment_id]), one.grounds.ranked[0]) for one in booked])
    later = InMemoryCandidates(after(open_, paid, booked), PAYERS)
    assert _found(books, open_) == _found(later, open_)


def _found(candidates: Candidates, items: Sequence[OpenItem]) -> dict[str, object]:
    """What is found by every key of *items* and every amount they may come to."""
    customers = tuple({one.customer_id for one in items})
    amounts = [
        Money(minor, "SEK") for minor in {*range(0, 500_01, 25_00), *(one.open.minor for one in items), 49_75, 49_50}
    ]
    names = {key for one in items for key in name_keys(one.customer_name)}
    return {
        "reference": candidates.by_reference([one.reference for one in items]),
        "number": candidates.by_number([one.number for one in items]),
        "customer": candidates.by_customer(customers),
        "customer and amount": candidates.by_customer_amount([(one, its) for one in customers for its in amounts]),
        "amount": candidates.by_amount([one for one in amounts if one]),
        "name": {
            key: sorted(some)
            for key, some in candidates.by_name([(key, one) for key in names for one in amounts if one]).items()
        },
        "account": candidates.by_account(tuple(PAYERS)),
        "organisation": candidates.by_organisation(["5560360793"]),
        "tax agency": candidates.on_tax_agency(),
    }


def test_a_chain_is_followed_as_far_as_it_is_bounded() -> None:
    """Each names its claim and the next: the last is certain, so the one before it is, but no more than so many in turn."""
    claims = [item(f"F{n}", f"55510{n:02}", 100 + n, customer=f"C{n}") for n in range(2 * MOST_ROUNDS)]
    chain = [
        payment(one.id, 100 + n, message=f"{one.reference} {two.reference}")
        for n, (one, two) in enumerate(pairwise(claims))
    ]
    paid = [*chain, payment("last", 100 + len(chain), ocr(claims[-1].reference))]
    made = decide(claims, *paid)
    assert [one.payment_id for one in made] == [one.id for one in paid]
    assert 1 <= sum(isinstance(one, Matched) for one in made) <= MOST_ROUNDS
