"""Plain payments are settled by few look-ups: the short way decides as the long one, whoever else is in the batch."""

import pickle
from collections.abc import Sequence
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.match import match
from faktura.rules.matching.plain import Plain
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.sure import Sure
from tests.rules.matching.cases import PLAIN, item, ocr, payment
from tests.rules.matching.namesakes import COMMON, Links, claims_of_namesakes, links_of_namesakes, payments_of_namesakes
from tests.tried import tried


def both_ways(
    items: Sequence[OpenItem],
    *payments: IncomingPayment,
    payers: Links | None = None,
    statistics: Statistics = COMMON,
    policy: MatchingPolicy = PLAIN,
) -> tuple[MatchDecision, ...]:
    """The decisions, which the short way and the long one agree on to the last digit that is shown."""
    made: list[MatchDecision] = []
    long: list[MatchDecision] = []
    for found in (made, long):
        with pytest.MonkeyPatch.context() as patch:
            if found is long:
                patch.setattr(Plain, "find", lambda _self, payments: PlainPayments.among(payments))
            candidates = InMemoryCandidates(items, payers)
            found += match(payments, candidates, policy, creditor="A", statistics=statistics)
    assert [_said(one) for one in made] == [_said(one) for one in long]
    return tuple(made)


def _said(one: MatchDecision) -> tuple[object, ...]:
    asked = one.suggestions if isinstance(one, Suggested) else ()
    return (repr(one), asked, one.probability, one.margin, one.signals, one.table("sv"), one.digest)


def _called(one: OpenItem, name: str, organisation: str = "") -> OpenItem:
    return attrs.evolve(one, customer_name=name, customer_org=organisation)


def _by(one: IncomingPayment, name: str = "", organisation: str = "") -> IncomingPayment:
    return attrs.evolve(one, payer=attrs.evolve(one.payer, name=name, organisation_number=organisation))


def test_one_of_two_on_one_day_is_not_first_because_it_is_plain() -> None:
    """A claim that two payments of a day name with equal right goes to neither, whichever is looked up the short way."""
    claim = _called(item("F1", "10009", 100, customer="C1"), "", "5560360793")
    plain = payment("P1", 100, ocr("10009"), payer="b1")
    other = _by(payment("P2", 100, ocr("10009"), message="Faktura 2"), organisation="556036-0793")
    known = {"b1": [PayerLink(customer_id="C1", count=30)]}
    made = both_ways([claim], plain, other, payers=known)
    assert [type(one) for one in made] == [Suggested, Suggested]
    assert {one.grounds.gate for one in made} == {"duplicate"}


def test_a_payment_before_the_plain_one_of_the_customer_is_no_copy_of_it() -> None:
    """What names nothing waits for a plain payment of the same amount on that day or before, not for a later one."""
    claims = [item("F1", "10009", 100, customer="C1"), item("F2", "", 100, customer="C1", days=40)]
    known = {"b1": [PayerLink(customer_id="C1", count=30)]}
    booked = {}
    for days in (-20, -10, 0, 10, 20):
        named = payment("P1", 100, ocr("10009"))
        made = both_ways(claims, named, payment("P2", 100, payer="b1", days=days), payers=known)
        booked[days] = [[one.item_id for one in each.allocations] for each in made if isinstance(each, Matched)]
    alone, both = [["F1"]], [["F1"], ["F2"]]
    assert booked == {-20: both, -10: both, 0: alone, 10: alone, 20: both}


def test_skatteverket_may_always_pay_a_request() -> None:
    """Its account being known as a customer's, the claims on it are weighed beside the invoice it names."""
    claims = [
        item("F1", "10009", 100, customer="C1"),
        item("F2", "", 100, customer="SKV", number="Begäran 1", kind=ItemKind.TAX_AGENCY),
    ]
    paid = _by(payment("P1", 100, ocr("10009"), payer="b1"), "Skatteverket")
    (made,) = both_ways(claims, paid, payers={"b1": ["C1"]})
    assert [one.set.items[0].id for one in made.grounds.ranked] == ["F1", "F2"]


def test_each_claim_is_weighed_by_the_name_that_stands_on_it() -> None:
    """A customer may be called otherwise on another claim; only what is called as the payer counts as his."""
    mine = _called(item("F1", "5551203", 100, customer="C1"), "Anna K Lind")
    theirs = [
        _called(item(f"F{n}", "", 100, customer="C2"), name)
        for n, name in enumerate(("Anna Lind", "Karl Lind", "Bergs Bygg"), start=2)
    ]
    (made,) = both_ways([mine, *theirs], _by(payment("P1", 100, ocr("5551203")), "A LIND"))
    signs = {one.set.items[0].id: one.payer for one in made.grounds.ranked}
    assert signs == {"F1": "payer.alike", "F2": "payer.alike", "F3": "payer.surname", "F4": "payer.namesake"}


def test_the_customers_own_other_claim_may_tell_that_the_payer_is_known() -> None:
    """Who is called as the payer on another claim, but not on the one that is named, is a namesake all the same."""
    claims = [
        _called(item("F1", "5551203", 100, customer="C1"), "Bergs Bygg AB"),
        _called(item("F2", "", 100, customer="C1", days=-1), "Anna Lind"),
    ]
    (made,) = both_ways(claims, _by(payment("P1", 100, ocr("5551203")), "Anna Lind"))
    assert made.grounds.ranked[0].payer == "payer.namesake"


def test_what_weighs_no_more_than_another_payer_is_another_payer() -> None:
    """Where links have taught that others often pay and unknown names never do, the short way knows it too."""
    taught = attrs.evolve(COMMON, seen={"links": 200_000, "payer.other": 180_000, "reference.exact": 200_000})
    claim = _called(item("F1", "5551203", 300, customer="C1"), "Bergs Bygg AB")
    (made,) = both_ways([claim], _by(payment("P1", 300, ocr("5551203")), "Anna Lind"), statistics=taught)
    assert made.grounds.ranked[0].payer == "payer.other"


def test_a_decision_takes_little_with_it() -> None:
    """Pickled alone, as over a process pool, it is as it was, and holds nothing of the rest of the batch."""
    mine = [_called(item(f"F{n}", f"5551{n:03}", 100, customer=f"C{n % 2}"), "Anna Lind") for n in range(4)]
    unlike = [item(f"G{n}", f"7{n:05}", 150 + n, customer=f"D{n}") for n in range(1_000)]
    paid = [payment(f"Q{n}", 150 + n, ocr(one.reference)) for n, one in enumerate(unlike)]
    known = _by(payment("P1", 100, ocr("5551000")), "Anna Lind")
    first, second, *_ = both_ways([*mine, *unlike], known, payment("P2", 100, ocr("5551003")), *paid)
    assert len(first.grounds.ranked) == 2
    for one in (first, second):
        packed = pickle.dumps(one)
        assert len(packed) < 5_000
        assert _said(pickle.loads(packed)) == _said(one)  # noqa: S301 - our own


@tried(5)
@given(st.integers(0, 2**40))
def test_the_short_way_decides_as_the_long_one_among_namesakes(seed: int) -> None:
    """Many customers of one name, equal amounts, claims not issued yet, in two currencies, for some accounts alone."""
    chance = Random(seed)
    claims = claims_of_namesakes(chance)
    known = links_of_namesakes(chance, claims)
    taught = {"links": 50_000, "payer.other": 5_000, "payer.name": 20_000}
    statistics = Statistics.of(claims) if chance.random() < 0.3 else COMMON
    statistics = attrs.evolve(statistics, seen=taught) if chance.random() < 0.3 else statistics
    policy = MatchingPolicy(
        write_off=sek(chance.randint(0, 1)),
        oldest_first=chance.random() < 0.3,
        oldest_of_equals=chance.random() < 0.5,
    )
    payments = payments_of_namesakes(chance, claims)
    made = both_ways(claims, *payments, payers=known, statistics=statistics, policy=policy)
    assert [one.payment_id for one in made] == [one.id for one in payments]


def test_the_worlds_have_plain_payments_with_rivals() -> None:
    """Otherwise the property would say nothing of them."""
    plain = rivals = 0
    for seed in range(300):
        chance = Random(seed)
        claims = claims_of_namesakes(chance)
        for one in both_ways(claims, *payments_of_namesakes(chance, claims)):
            if isinstance(one, Matched) and isinstance(one.grounds, Sure):
                plain += 1
                rivals += len(one.grounds.ranked) > 1
    assert plain > 50
    assert rivals > 5
