"""The guarantees of matching, whatever is open and whatever is paid."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.claim import OpenItem
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentReference
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.hits import neighbours
from tests.rules.matching.cases import decide, item, payment

PAYERS: Final[dict[str, Sequence[str]]] = {"bankgiro:1": ["C1"], "bankgiro:2": ["C1", "C2"]}
FEW: Final = ("100.00", "200.00", "300.00", "500.00", "99.50")


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
        message=chance.choice(["", "", "", "12351", "Faktura 12369"]),
        reversal=chance.random() < 0.05,
    )


@st.composite
def worlds(draw: st.DrawFn) -> "World":
    """A ledger, and a batch that fights for it; a payment is given twice now and then.

    Drawn by a seed: hypothesis alone prefers small worlds, where hardly anything is certain.
    """
    chance = Random(draw(st.integers(0, 2**40)))
    open_ = items(chance)
    paid = [one_payment(chance, n, open_) for n in range(chance.randint(1, 7))]
    return open_, paid + (paid[:1] if chance.random() < 0.1 else [])


World = tuple[list[OpenItem], list[IncomingPayment]]
policies = st.builds(MatchingPolicy, write_off=st.sampled_from([sek(0), sek(1)]), oldest_first=st.booleans())


def by_id(decisions: Sequence[MatchDecision]) -> Counter[MatchDecision]:
    return Counter(decisions)


def after(items: Sequence[OpenItem], decisions: Sequence[MatchDecision]) -> list[OpenItem]:
    """The items when what was decided is booked, rounding included."""
    left = {one.id: one.open.minor for one in items}
    for decision in decisions:
        if isinstance(decision, Matched):
            for claimed in decision.allocations:
                left[claimed.item_id] -= claimed.amount.minor
    return [attrs.evolve(one, open=Money(left[one.id], one.open.currency)) for one in items]


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
    assert min(seen[kind] for kind in ("Matched", "Suggested", "Unmatched")) > 500
    booked = ("reference_and_amount", "number_and_amount", "several", "part_payment", "overpayment", "rounding")
    shared = ("shared_reference", "whole_customer", "oldest_first")
    asked = ("ambiguous", "amount_differs", "already_paid", "other_payer", "fits_better", "written_reference")
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
    for one, left in zip(open_, after(open_, made), strict=True):
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
def test_matching_again_changes_nothing(world: World, policy: MatchingPolicy) -> None:
    """Before the result is booked the same is decided; after it nothing more is certain."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    assert decide(open_, *paid, policy=policy, payers=PAYERS) == made
    booked = {one.payment_id for one in made if isinstance(one, Matched)}
    waiting = [one for one in paid if one.id not in booked]
    again = decide(after(open_, made), *waiting, policy=policy, payers=PAYERS)
    assert [one.payment_id for one in again if isinstance(one, Matched)] == []


@given(worlds(), policies)
def test_what_belongs_to_others_changes_nothing(world: World, policy: MatchingPolicy) -> None:
    """Another creditor's items, and an unrelated item and payment of our own."""
    open_, paid = world
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    theirs = [attrs.evolve(one, id=f"{one.id}-B", creditor="B") for one in open_]
    unrelated = item("Z", "55555551", 12_345, customer="CZ", number="Z1")
    stranger = payment("Q", 12_345, PaymentReference(text="55555551", kind="ocr"))
    more = decide([*open_, *theirs, unrelated], *paid, stranger, policy=policy, payers=PAYERS)
    assert more[:-1] == made
    assert isinstance(more[-1], Matched)


@given(worlds(), policies)
def test_an_equal_rival_is_never_chosen_by_itself(world: World, policy: MatchingPolicy) -> None:
    """With a twin of every item, of another customer, nothing named by a shared reference alone is booked."""
    open_, paid = world
    twins = [attrs.evolve(one, id=f"{one.id}-2", customer_id=f"{one.customer_id}-2") for one in open_]
    made = decide([*open_, *twins], *paid, policy=policy, payers=PAYERS)
    assert [one for one in made if isinstance(one, Matched)] == []


@given(st.text("0123456789", min_size=2, max_size=25), st.data())
def test_neighbours_are_one_edit_away(digits: str, data: st.DataObject) -> None:
    """Every single slip of a finger is found, nothing is its own neighbour, and their number is bounded."""
    near = neighbours(digits)
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
