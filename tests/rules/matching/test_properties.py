"""The guarantees of matching, whatever is open and whatever is paid."""

from collections import Counter
from collections.abc import Sequence

import attrs
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.claim import OpenItem
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentReference
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.suggest import neighbours
from tests.rules.matching.cases import decide, item, payment

PAYERS = {"bankgiro:1": ["C1"], "bankgiro:2": ["C1", "C2"]}
REFERENCES = ["12351", "12369", "777", "18", "26", "N1", "N2", "N3", "99997"]
KRONOR = st.sampled_from(["100", "200", "300", "500", "99.50"])


@st.composite
def items(draw: st.DrawFn) -> list[OpenItem]:
    """A small ledger where references, amounts and customers collide."""
    count = draw(st.integers(0, 6))
    return [
        item(
            f"F{n}",
            draw(st.sampled_from(REFERENCES[:5])),
            draw(st.one_of(KRONOR, st.sampled_from(["0", "-100", "-200"]))),
            customer=draw(st.sampled_from(["C1", "C2", "C3"])),
            number=f"N{n}",
            days=draw(st.integers(0, 3)),
            creditor=draw(st.sampled_from(["A", "A", "A", "B"])),
            currency=draw(st.sampled_from(["SEK", "SEK", "SEK", "EUR"])),
            accounts=draw(st.sampled_from([(), (), ("bankgiro:9912346",), ("bankgiro:1",)])),
        )
        for n in range(count)
    ]


def references() -> st.SearchStrategy[PaymentReference]:
    return st.builds(
        PaymentReference,
        text=st.sampled_from(REFERENCES),
        kind=st.sampled_from(["ocr", "ocr", "invoice", "credit_note", "text"]),
        amount=st.one_of(st.none(), st.sampled_from([sek(100), sek(200), sek(-100)])),
    )


@st.composite
def payments(draw: st.DrawFn) -> list[IncomingPayment]:
    """A batch that fights for the same items, a payment given twice now and then."""
    made = [
        payment(
            f"P{n}",
            draw(st.one_of(KRONOR, st.sampled_from(["400", "600", "800", "99"]))),
            *draw(st.lists(references(), max_size=3)),
            days=draw(st.integers(0, 2)),
            payer=draw(st.sampled_from(["", "bankgiro:1", "bankgiro:2", "bankgiro:3"])),
            message=draw(st.sampled_from(["", "12351", "Faktura 12369"])),
            reversal=draw(st.sampled_from([False, False, False, True])),
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    return made + draw(st.lists(st.sampled_from(made), max_size=1))


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


@given(items(), payments(), policies)
def test_each_payment_is_accounted_for_to_the_ore(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """Allocations and rest are the payment; the decisions stand in the order of the payments."""
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    assert [one.payment_id for one in made] == [one.id for one in paid]
    for one, decision in zip(paid, made, strict=True):
        if isinstance(decision, Matched):
            placed = sum(claimed.amount.minor for claimed in decision.allocations)
            assert placed + decision.rest.minor == one.amount.minor
            assert decision.rest.minor >= 0
            assert abs(decision.difference.minor) <= policy.write_off.minor
            assert not one.reversal


@given(items(), payments(), policies)
def test_no_item_is_given_more_than_it_has(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """By all payments together, and a credit note is used no further than it reaches."""
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    for one, left in zip(open_, after(open_, made), strict=True):
        assert 0 <= left.open.minor * one.open.sign <= abs(one.open.minor)


@given(items(), payments(), policies)
def test_only_what_may_be_settled_is_ever_named(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """Of this creditor, in this currency, to this account; in suggestions too, of which there are five at most."""
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


@given(items(), payments(), policies, st.randoms(use_true_random=False))
def test_the_order_of_items_and_payments_decides_nothing(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy, chance: object
) -> None:
    """The same decisions, reasons and digests included."""
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    items_, payments_ = list(open_), list(paid)
    chance.shuffle(items_)  # type: ignore[attr-defined]
    chance.shuffle(payments_)  # type: ignore[attr-defined]
    assert by_id(decide(items_, *payments_, policy=policy, payers=PAYERS)) == by_id(made)


@given(items(), payments(), policies)
def test_matching_again_changes_nothing(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """Before the result is booked the same is decided; after it nothing more is certain."""
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    assert decide(open_, *paid, policy=policy, payers=PAYERS) == made
    booked = {one.payment_id for one in made if isinstance(one, Matched)}
    waiting = [one for one in paid if one.id not in booked]
    again = decide(after(open_, made), *waiting, policy=policy, payers=PAYERS)
    assert [one.payment_id for one in again if isinstance(one, Matched)] == []


@given(items(), payments(), policies)
def test_what_belongs_to_others_changes_nothing(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """Another creditor's items, and an unrelated item and payment of our own."""
    made = decide(open_, *paid, policy=policy, payers=PAYERS)
    theirs = [attrs.evolve(one, id=f"{one.id}-B", creditor="B") for one in open_]
    unrelated = item("Z", "55555551", 12_345, customer="CZ", number="Z1")
    stranger = payment("Q", 12_345, PaymentReference(text="55555551", kind="ocr"))
    more = decide([*open_, *theirs, unrelated], *paid, stranger, policy=policy, payers=PAYERS)
    assert more[:-1] == made
    assert isinstance(more[-1], Matched)


@given(items(), payments(), policies)
def test_an_equal_rival_is_never_chosen_by_itself(
    open_: list[OpenItem], paid: list[IncomingPayment], policy: MatchingPolicy
) -> None:
    """With a twin of every item, of another customer, nothing named by a shared reference alone is booked."""
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
