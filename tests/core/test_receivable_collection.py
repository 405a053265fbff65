"""How far collection has come, folded beside the balance: stages, charges after corrections, plan, interruptions."""

from datetime import date

import pytest

from faktura.core.collection_event import (
    ChargeCorrected,
    DemandRecalled,
    DemandSent,
    Instalment,
    LimitationBroken,
    LongTermWatchEnded,
    LongTermWatchStarted,
    OrderToPayApplied,
    OrderToPayEnded,
    PlanAgreed,
    PlanEnded,
)
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.money import sek
from faktura.core.receivable import DebtorKind, DunningStage, EntryKind, LimitationBreak, Receivable
from faktura.core.receivable.collection import RECOUNTED, Collection, evolve_collection
from faktura.core.receivable_event import FeeCharged, InterestCharged, Parts, Paused, Postponed, ReminderSent
from tests.rules.claims import happened

DUE = date(2026, 3, 2)
DAY = date(2026, 4, 1)
CLAIM = Receivable.opened(id="F1", principal=sek(1000), due=DUE, debtor=DebtorKind.COMPANY)

REMINDED = ReminderSent(receivable_id="F1", reminder_id="R1", on=DAY, number=1, pay_by=DAY)
DEMANDED = DemandSent(receivable_id="F1", demand_id="K1", on=DAY, pay_by=DAY)
RECALLED = DemandRecalled(receivable_id="F1", demand_id="K1", on=DAY, reason="mistake")
APPLIED = OrderToPayApplied(receivable_id="F1", application_id="B1", on=DAY, approved_by="anna")
WATCHED = LongTermWatchStarted(receivable_id="F1", on=DAY, reason="no means")
UNWATCHED = LongTermWatchEnded(receivable_id="F1", on=DAY, reason="found means")
PLAN = PlanAgreed(receivable_id="F1", plan_id="P1", on=DAY, instalments=(Instalment(DAY, sek(1000)),))
PLAN_ENDED = PlanEnded(receivable_id="F1", plan_id="P1", on=DAY, outcome="defaulted")


def ended(outcome: str) -> OrderToPayEnded:
    return OrderToPayEnded(receivable_id="F1", application_id="B1", on=DAY, outcome=outcome)


STAGES: list[tuple[tuple[Event, ...], DunningStage]] = [
    ((), DunningStage.NONE),
    ((REMINDED,), DunningStage.REMINDED),
    ((DEMANDED,), DunningStage.DEMANDED),  # no reminder is asked for first
    ((REMINDED, DEMANDED), DunningStage.DEMANDED),
    ((REMINDED, DEMANDED, RECALLED), DunningStage.REMINDED),
    ((DEMANDED, RECALLED), DunningStage.NONE),
    ((DEMANDED, APPLIED), DunningStage.ENFORCEMENT),
    ((DEMANDED, APPLIED, ended("granted")), DunningStage.ENFORCEMENT),
    ((DEMANDED, APPLIED, ended("withdrawn")), DunningStage.DEMANDED),
    ((DEMANDED, APPLIED, ended("rejected")), DunningStage.DEMANDED),
    ((REMINDED, WATCHED), DunningStage.LONG_TERM_WATCH),
    ((REMINDED, DEMANDED, WATCHED, UNWATCHED), DunningStage.DEMANDED),
    ((REMINDED, DEMANDED, PLAN), DunningStage.DEMANDED),  # a plan stands beside the stage
    ((REMINDED, DEMANDED, PLAN, PLAN_ENDED), DunningStage.DEMANDED),
    ((DEMANDED, REMINDED), DunningStage.DEMANDED),
]


@pytest.mark.parametrize(("events", "stage"), STAGES)
def test_the_stage_follows_what_is_in_force(events: tuple[Event, ...], stage: DunningStage) -> None:
    """Watch, then Kronofogden, then the demand, then reminders."""
    assert happened(CLAIM, events).stage is stage


def test_a_demand_ends_a_postponement() -> None:
    """The next event was postponed; it has come."""
    postponed = Postponed(receivable_id="F1", on=DUE, until=DAY, reason="asked")
    assert happened(CLAIM, (postponed, DEMANDED)).postponed_until is None
    assert happened(CLAIM, (postponed, PLAN)).postponed_until == DAY


def corrected(parts: Parts, charge: str = "c1", reason: str = RECOUNTED) -> ChargeCorrected:
    return ChargeCorrected(
        receivable_id="F1",
        correction_id=f"k-{charge}-{reason}",
        charge_id=charge,
        kind="interest",
        on=DAY,
        parts=parts,
        reason=reason,
    )


INTEREST = InterestCharged(receivable_id="F1", charge_id="c1", on=DAY, amount=sek(20), since=DUE, until=DAY)
FEE = FeeCharged(receivable_id="F1", charge_id="f1", kind="reminder", on=DAY, amount=sek(60), law="x")


def test_a_charge_is_known_by_what_is_left_of_it() -> None:
    """What was counted wrong is gone; what was let go is remembered as such."""
    state = happened(
        CLAIM,
        (
            INTEREST,
            FEE,
            corrected(Parts.of_interest(-sek(5))),
            corrected(Parts.of_interest(-sek(4)), reason="goodwill"),
            corrected(Parts.of_fees(-sek(60)), charge="f1", reason="mistake"),
        ),
    )
    interest, fee = state.collection.charges
    assert (interest.amount, interest.waived) == (sek(11), sek(4))
    assert (fee.amount, fee.waived) == (sek(0), sek(60))
    assert state.collection.charged("reminder") == ()
    assert state.moved(EntryKind.CHARGED) == sek(11)
    assert state.outstanding == sek(1011)
    assert state.interest_until == DAY


def test_a_granted_order_is_remembered() -> None:
    """Enforcement follows on it."""
    state = happened(CLAIM, (DEMANDED, APPLIED, ended("granted")))
    assert state.collection.application is not None
    assert state.collection.application.granted


def test_an_interruption_is_replaced_by_one_of_the_same_id() -> None:
    """Proceedings begin, and later have an end."""
    begun = LimitationBroken(receivable_id="F1", break_id="B1", on=DAY, kind="proceedings", evidence="file 1")
    over = LimitationBroken(
        receivable_id="F1", break_id="B1", on=DAY, kind="proceedings", evidence="file 1", ended=date(2026, 6, 1)
    )
    (one,) = happened(CLAIM, (begun, over)).collection.interruptions
    assert (one.kind, one.ended) == (LimitationBreak.PROCEEDINGS, date(2026, 6, 1))


def test_no_other_event_is_folded() -> None:
    """An event of another axis is refused here."""
    with pytest.raises(InputError):
        evolve_collection(Collection(), Paused(receivable_id="F1", on=DAY, reason="x"), entries=1)
