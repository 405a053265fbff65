"""Any walk through collection: whatever is asked in whatever order, the debt adds up and the law's limits hold."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.collection import CollectionPolicy
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek, total
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.core.receivable.collection import INTEREST
from faktura.core.sender import ReminderPolicy
from faktura.rules.charges import recount_interest
from faktura.rules.collection_steps import next_collection_step
from faktura.rules.costs import COMPENSATION, DEMAND, PLAN, REMINDER, charge_compensation, charged_fees, fee_table
from faktura.rules.demand import DemandMade, SendDemand, make_demand, recall_demand
from faktura.rules.disputes import dispute, settle_dispute
from faktura.rules.dunning import Remind, remind
from faktura.rules.instalments import agree_plan, amount_to_plan, end_plan, spread_out
from faktura.rules.interest import interest_between
from faktura.rules.law.book import SWEDEN
from faktura.rules.order_to_pay import OrderMade, apply_for_order, end_order
from tests.rules.claims import CLAIM, CONSUMER, DUE, happened, invoice

LAST = date(2026, 12, 1)
POLICIES = st.builds(CollectionPolicy, reminders_first=st.integers(0, 1), compensation=st.booleans())
Decided = Sequence[Event] | Refused


def proceed(claim: Receivable, policy: CollectionPolicy, on: date, id: str) -> Decided:
    """Do what the next step says."""
    step = next_collection_step(claim, ReminderPolicy(), policy, law=SWEDEN, on=on)
    match step:
        case Remind():
            return remind(claim, step, reminder_id=id, on=on)
        case SendDemand():
            made = make_demand(claim, invoice(), step, demand_id=id, on=on, law=SWEDEN)
            return made.events if isinstance(made, DemandMade) else made
        case _:
            return ()


def plan(claim: Receivable, policy: CollectionPolicy, on: date, id: str) -> Decided:
    wanted = amount_to_plan(claim, law=SWEDEN, on=on)
    if wanted.minor < 3:
        return ()
    parts = spread_out(wanted, parts=3, first=on + timedelta(days=10))
    return agree_plan(claim, parts, plan_id=id, on=on, law=SWEDEN, written=True)


def apply(claim: Receivable, policy: CollectionPolicy, on: date, id: str) -> Decided:
    made = apply_for_order(claim, invoice(), application_id=id, approved_by="anna", law=SWEDEN, on=on)
    return made.events if isinstance(made, OrderMade) else made


ACTS: dict[str, Callable[[Receivable, CollectionPolicy, date, str], Decided]] = {
    "proceed": proceed,
    "plan": plan,
    "apply": apply,
    "end plan": lambda claim, _, on, _id: end_plan(claim, outcome="defaulted", on=on),
    "recall": lambda claim, _, on, id: recall_demand(claim, recall_id=id, on=on, reason="mistake"),
    "compensate": lambda claim, _, on, id: charge_compensation(claim, charge_id=id, law=SWEDEN, on=on),
    "dispute": lambda claim, _, on, _id: dispute(claim, on=on, reason="x"),
    "founded": lambda claim, _, on, id: settle_dispute(claim, founded=True, settlement_id=id, on=on),
    "unfounded": lambda claim, _, on, id: settle_dispute(claim, founded=False, settlement_id=id, on=on),
    "withdraw": lambda claim, _, on, _id: end_order(claim, outcome="withdrawn", on=on, law=SWEDEN),
    "recount": lambda claim, _, on, id: recount_interest(claim, law=SWEDEN, correction_id=id, on=on),
}
WALKS = st.lists(st.tuples(st.sampled_from([*ACTS, "pay", "proceed", "proceed"]), st.integers(0, 30)), max_size=20)


@given(WALKS, POLICIES, st.sampled_from([CLAIM, CONSUMER]), st.integers(1, 4000_00))
def test_any_walk_keeps_the_law(
    walk: list[tuple[str, int]], policy: CollectionPolicy, opened: Receivable, minor: int
) -> None:
    """The balance is its entries; each day of interest once; each fee within its cap; compensation in place of fees."""
    claim, day = opened, DUE
    for number, (what, days) in enumerate(walk):
        day = min(day + timedelta(days=days), LAST)
        disputed, planned = claim.disputed, claim.collection.plan
        if what == "pay":
            amount = min(Money(minor), claim.outstanding)
            claim = (
                claim.paid(amount, on=day - timedelta(days=days // 2), id=f"p{number}") if amount.minor > 0 else claim
            )
            continue
        decided = ACTS[what](claim, policy, day, f"e{number}")
        if isinstance(decided, Refused):
            assert "{" not in decided.explain("sv") + decided.explain("en")
            continue
        if what in {"proceed", "apply"}:
            assert not decided or not (disputed or planned)  # everything rests meanwhile
        claim = happened(claim, decided)
        assert_lawful(claim, day)


def assert_lawful(claim: Receivable, day: date) -> None:
    """What holds of every debt at every moment."""
    assert claim.left.sum == total((entry.parts.sum for entry in claim.entries), "SEK")
    periods = sorted((one.since, one.until) for one in claim.collection.charges if one.kind == INTEREST and one.since)
    assert all(before[1] <= after[0] for before, after in pairwise(periods) if before[1])
    for kind in (REMINDER, DEMAND, PLAN):
        charges = claim.collection.charged(kind)
        assert all(one.amount <= fee_table(kind, SWEDEN).at(one.on) for one in charges)
    compensated = total((one.amount for one in claim.collection.charged(COMPENSATION)), "SEK")
    if compensated:
        assert claim.debtor is not DebtorKind.CONSUMER
        assert compensated + charged_fees(claim) <= max(sek(450), charged_fees(claim))
    assert claim.stage is not DunningStage.ENFORCEMENT or claim.collection.demand is not None
    counted = happened(claim, recount_interest(claim, law=SWEDEN, correction_id="k", on=day))
    for one in counted.collection.charged(INTEREST):
        assert one.since is not None
        assert one.until is not None
        assert one.amount == interest_between(counted, law=SWEDEN, since=one.since, until=one.until).amount
