"""The guarantees of matching, whatever is open and whatever is paid."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.check_digit import modulus_10
from faktura.core.claim import OpenItem
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentReference
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.hits import checked_neighbours, neighbours
from faktura.rules.matching.plain import Plain
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import after, item, payment
from tests.rules.matching.cases import decide as decide_by

FROZEN: Final = Statistics(claims=1_000, customers=900, amounts={"SEK": {100_00: 40, 200_00: 20, 500_00: 3}})
"""Statistics are an input: that of a ledger of which the worlds below are a corner."""

PAYERS: Final[dict[str, Sequence[str]]] = {"bankgiro:1": ["C1"], "bankgiro:2": ["C1", "C2"]}
FEW: Final = ("100.00", "200.00", "300.00", "500.00", "99.50")


def decide(
    items: Sequence[OpenItem], *payments: IncomingPayment, policy: MatchingPolicy, payers: dict[str, Sequence[str]]
) -> tuple[MatchDecision, ...]:
    """The decisions with the frozen statistics."""
    return decide_by(items, *payments, policy=policy, payers=payers, statistics=FROZEN)


NAMES: Final = ("", "Anna Lind", "Karl Lind", "Bergs Bygg AB")


def items(chance: Random) -> list[OpenItem]:
    """A small ledger where references, amounts and customers collide."""
    made = []
    for n in range(chance.randint(1, 7)):
        customer = chance.choice("123")
        own, shared = f"1000{n}", f"777{customer}"
        made.append(
            item(
                f"F{n}",
                chance.choice([own, own, own, shared, shared, shared, "12351", ""]),
                chance.choice([*FEW, *FEW, "0", "-100.00"]),
                customer=f"C{customer}",
                number=f"N{n}",
                days=chance.randint(0, 3),
                creditor=chance.choice("AAAAAAAAB"),
                currency=chance.choice(["SEK"] * 9 + ["EUR"]),
                accounts=chance.choice([(), (), (), ("bankgiro:9912346",)] * 3 + [("bankgiro:1",)]),
            )
        )
    return made


def reference(chance: Random, named: OpenItem, parts: bool) -> PaymentReference:
    """A reference to *named*: by OCR or number, with its part or without."""
    part = Money(named.open.minor, "SEK") if parts else None
    if named.open.minor < 0:
        return PaymentReference(text=named.number, kind="credit_note", amount=part)
    if chance.random() < 0.2:
        return PaymentReference(text=named.number, kind="invoice", amount=part)
    return PaymentReference(text=named.reference, kind="text" if chance.random() < 0.1 else "ocr", amount=part)


def one_payment(chance: Random, n: int, open_: list[OpenItem]) -> IncomingPayment:
    """A payment that most often names items and pays about what they owe."""
    named = chance.sample(open_, min(len(open_), chance.choice([0, 1, 1, 1, 1, 2, 2, 3])))
    parts = chance.random() < 0.3
    given = [reference(chance, one, parts) for one in named]
    if chance.random() < 0.05:
        given.append(PaymentReference(text="99997", kind="ocr"))
    if chance.random() < 0.2:  # the customer's own reference, once, for all or some of what is open
        shared = f"777{chance.choice('123')}"
        named = [one for one in open_ if one.reference == shared][: chance.choice([1, 9])]
        given = [PaymentReference(text=shared, kind="ocr")]
    slip = chance.choice([0, 0, 0, 0, 0, -50, 50, -10_000, 10_000])
    paid = max(sum(one.open.minor for one in named) + slip, 1)
    return payment(
        f"P{n}",
        str(Money(paid, "SEK").major),
        *given,
        days=chance.randint(0, 2),
        payer=chance.choice(["", "", "bankgiro:1", "bankgiro:2", "bankgiro:3"]),
        message=chance.choice(["", "", "", "12351", "Faktura 12369", "avgift Anna", "Karl"]),
        reversal=chance.random() < 0.05,
    )


@st.composite
def worlds(draw: st.DrawFn) -> "World":
    """A ledger, and a batch that fights for it; a payment is given twice now and then.

    Drawn by a seed: hypothesis alone prefers small worlds, where hardly anything is certain.
    """
    return world_of(Random(draw(st.integers(0, 2**40))))


def world_of(chance: Random) -> "World":
    """One of them."""
    open_ = [attrs.evolve(one, customer_name=chance.choice(NAMES)) for one in items(chance)]
    paid = [one_payment(chance, n, open_) for n in range(chance.randint(1, 7))]
    names = [chance.choice(("", "", "LIND ANNA", "Karl Lind", "Bergs Bygg", "Swedbank")) for _ in paid]
    paid = [attrs.evolve(one, payer=attrs.evolve(one.payer, name=name)) for one, name in zip(paid, names, strict=True)]
    return open_, paid + (paid[:1] if chance.random() < 0.1 else [])


World = tuple[list[OpenItem], list[IncomingPayment]]
policies = st.builds(
    MatchingPolicy,
    write_off=st.sampled_from([sek(0), sek(1)]),
    oldest_first=st.booleans(),
    oldest_of_equals=st.booleans(),
)


def by_id(decisions: Sequence[MatchDecision]) -> Counter[str]:
    """The decisions without their places, by all that they say."""
    return Counter(f"{one!r} {one.digest} {one.signals} {one.probability} {one.explain()}" for one in decisions)


def test_the_worlds_are_worth_trying() -> None:
    """Every kind of decision is made in them, and each reason to book or to ask, more than once."""
    seen: Counter[str] = Counter()
    for seed in range(600):
        chance = Random(seed)
        open_ = items(chance)
        paid = [one_payment(chance, n, open_) for n in range(7)]
        policy = MatchingPolicy(write_off=sek(seed % 2), oldest_first=seed % 4 > 1)
        for one in decide(open_, *paid, policy=policy, payers=PAYERS):
            seen[type(one).__name__] += 1
            seen[one.reasons[0].code.removeprefix("matching.")] += 1
    assert min(seen[kind] for kind in ("Matched", "Suggested", "Unmatched")) > 300
    booked = ("reference_and_amount", "number_and_amount", "several", "part_payment", "overpayment", "rounding")
    shared = ("shared_reference", "whole_customer", "oldest_first", "several_named", "amount_alone")
    asked = ("amount_differs", "already_paid", "other_payer", "named_otherwise", "same_day", "weak_evidence", "two_fit")
    assert {one for one in (*booked, *shared, *asked) if seen[one] < 2} == set()


@given(worlds(), policies)
def test_each_payment_is_accounted_for_to_the_ore(world: World, policy: MatchingPolicy) -> None:
    """Allocations and rest are the payment; the decisions stand in the order of the payments."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    assert [one.payment_id for one in made] == [one.id for one in paid]
    for one, decision in zip(paid, made, strict=True):
        if isinstance(decision, Matched):
            placed = sum(claimed.amount.minor for claimed in decision.allocations)
            assert placed + decision.rest.minor == one.amount.minor
            assert decision.rest.minor >= 0
            assert abs(decision.difference.minor) <= policy.write_off.minor
            assert not one.reversal


@given(worlds(), policies)
def test_no_item_is_given_more_than_it_has(world: World, policy: MatchingPolicy) -> None:
    """By all payments together, and a credit note is used no further than it reaches."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    for one, left in zip(open_, after(open_, paid, made), strict=True):
        assert 0 <= left.open.minor * one.open.sign <= abs(one.open.minor)


@given(worlds(), policies)
def test_only_what_may_be_settled_is_ever_named(world: World, policy: MatchingPolicy) -> None:
    """Of this creditor, in this currency, to this account; in suggestions too, of which there are five at most."""
    open_, paid = world
    allowed = {
        one.id for one in open_
        if one.creditor == "A" and one.open.currency == "SEK" and one.accounts in {(), ("bankgiro:9912346",)}
    }  # fmt: skip
    for decision in decide(open_, *paid, policy=policy, payers=PAYERS):
        chosen = [decision.allocations] if isinstance(decision, Matched) else []
        if isinstance(decision, Suggested):
            chosen = [one.allocations for one in decision.suggestions]
            assert 1 <= len(chosen) <= 5
            assert len(set(chosen)) == len(chosen)
        for allocations in chosen:
            assert allocations
            ids = [one.item_id for one in allocations]
            assert len(set(ids)) == len(ids)
            assert set(ids) <= allowed


@given(worlds(), policies, st.randoms(use_true_random=False))
def test_the_order_of_items_and_payments_decides_nothing(world: World, policy: MatchingPolicy, chance: Random) -> None:
    """The same decisions, reasons and digests included."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    items_, payments_ = list(open_), list(paid)
    chance.shuffle(items_)
    chance.shuffle(payments_)
    assert by_id(decide(items_, *payments_, policy=policy, payers=PAYERS)) == by_id(made)


@given(worlds(), policies)
def test_what_belongs_to_others_changes_nothing(world: World, policy: MatchingPolicy) -> None:
    """Another creditor's items, and an unrelated item and payment of our own."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    theirs = [attrs.evolve(one, id=f"{one.id}-B", creditor="B") for one in open_]
    unrelated = item("Z", "55555551", 12_345, customer="CZ", number="Z1")
    stranger = payment("Q", 12_345, PaymentReference(text="55555551", kind="ocr"))
    more = decide([*open_, *theirs, unrelated], *paid, stranger, policy=policy, payers=PAYERS)
    assert [said(one) for one in more[:-1]] == [said(one) for one in made]
    assert isinstance(more[-1], Matched)


@given(worlds(), policies)
def test_an_equal_rival_is_never_chosen_by_itself(world: World, policy: MatchingPolicy) -> None:
    """With a twin of every item, of another customer, nothing named by a shared reference alone is booked."""
    open_, paid = world
    twins = [attrs.evolve(one, id=f"{one.id}-2", customer_id=f"{one.customer_id}-2") for one in open_]
    made = decide([*open_, *twins], *paid, policy=policy, payers={})
    assert [one for one in made if isinstance(one, Matched)] == []


@given(worlds(), policies, st.integers(0, 2**20))
def test_a_rival_never_makes_a_suggestion_certain(world: World, policy: MatchingPolicy, seed: int) -> None:
    """What a person was asked about is not booked as suggested because one more claim competes for it."""
    open_, paid = world
    chance = Random(seed)
    model = chance.choice(open_)
    rival = attrs.evolve(
        model, id="R", number="NR", customer_id=chance.choice([model.customer_id, "CR"]),
        reference=chance.choice([model.reference, "55555551"]),
    )  # fmt: skip
    before = decide(open_, *paid, policy=policy, payers=PAYERS)
    asked = {one.payment_id: one.suggestions[0].allocations for one in before if isinstance(one, Suggested)}
    for one in decide([*open_, rival], *paid, policy=policy, payers=PAYERS):
        if isinstance(one, Matched) and one.payment_id in asked:
            assert one.allocations != asked[one.payment_id] or len(paid) > 1


@given(worlds(), policies)
def test_the_short_way_decides_as_the_long_one(world: World, policy: MatchingPolicy) -> None:
    """A plain payment is settled by few look-ups with the same probability, margin, signs and reasons."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "find", lambda _self, payments: PlainPayments.among(payments))
        long = decide(open_, *paid, policy=policy, payers=PAYERS)
    assert [said(one) for one in made] == [said(one) for one in long]


def said(one: MatchDecision) -> tuple[object, ...]:
    """All that a decision says, to the last digit that is shown."""
    chosen = one.allocations if isinstance(one, Matched) else ()
    return (type(one), one.payment_id, chosen, one.probability, one.margin, one.signals, one.explain("sv"), one.digest)


@given(st.text("0123456789", min_size=2, max_size=25), st.data())
def test_neighbours_are_one_edit_away(digits: str, data: st.DataObject) -> None:
    """Every single slip of a finger is found, nothing is its own neighbour, and their number is bounded."""
    near = set(neighbours(digits))
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from("0123456789"))
    slips = {
        digits[:at] + other + digits[at + 1 :], digits[:at] + digits[at + 1 :], digits[:at] + other + digits[at:],
        digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
    }  # fmt: skip
    assert slips - {digits} <= near
    assert digits not in near
    assert len(near) <= 21 * len(digits) + 10
    assert {abs(len(one) - len(digits)) for one in near} <= {0, 1}


@given(st.text("0123456789", min_size=2, max_size=27))
def test_checked_neighbours_are_the_neighbours_with_a_check_digit(digits: str) -> None:
    """They are found digit by digit, and are exactly those of the neighbours that end in their check digit."""
    found = checked_neighbours(digits)
    assert len(set(found)) == len(found)
    assert set(found) == {one for one in neighbours(digits) if one and one[-1] == modulus_10(one[:-1])}
