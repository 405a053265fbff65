"""Reminders: when, with what fee and interest, and why not."""

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankgiroNumber
from faktura.core.collection_event import Instalment, PlanAgreed
from faktura.core.document import Invoice, PaymentTerms, Totals
from faktura.core.errors import InputError, Refused, RuleRefused
from faktura.core.money import Money, sek
from faktura.core.party import Party, PaymentCard, PaymentInstruction
from faktura.core.receivable import DebtorKind, DunningStage, Receivable, evolve
from faktura.core.receivable_event import (
    Disputed,
    DisputeSettled,
    FeeCharged,
    InterestCharged,
    Paused,
    Postponed,
    ReminderSent,
    Resumed,
)
from faktura.core.sender import ReminderPolicy
from faktura.rules.dunning import Remind, Wait, compose_reminder, next_step, remind
from faktura.rules.law.book import SWEDEN
from faktura.testing.identities import BANKGIRO
from tests.rules.claims import MONDAY, ON_SATURDAY, SATURDAY, STRICT, SUNDAY, TUESDAY

DUE = date(2026, 3, 2)
POLICY = ReminderPolicy()
CLAIM = Receivable.opened(id="F1", principal=sek("12500"), due=DUE, debtor=DebtorKind.COMPANY, reminder_fee=sek(60))


def reminded(claim: Receivable, on: date, policy: ReminderPolicy = POLICY) -> Receivable:
    step = next_step(claim, policy, law=SWEDEN, on=on)
    assert isinstance(step, Remind), step
    return reduce(evolve, remind(claim, step, reminder_id=f"R{step.number}", on=on), claim)


ONCE = reminded(CLAIM, date(2026, 3, 10))

WAITS = [
    # the debt,                                                               asked,       wait until,  why
    (CLAIM, date(2026, 2, 1), date(2026, 3, 7), "dunning.not_due"),
    (CLAIM, DUE, date(2026, 3, 7), "dunning.not_due"),
    (CLAIM, date(2026, 3, 6), date(2026, 3, 7), "dunning.grace"),
    (ONCE, date(2026, 3, 23), date(2026, 3, 24), "dunning.spacing"),
    (
        evolve(CLAIM, Postponed(receivable_id="F1", on=DUE, until=date(2026, 4, 1), reason="promised")),
        date(2026, 3, 20),
        date(2026, 4, 2),
        "dunning.postponed",
    ),
    (
        evolve(CLAIM, Postponed(receivable_id="F1", on=DUE, until=date(2026, 3, 4), reason="promised")),
        date(2026, 3, 3),
        date(2026, 3, 7),
        "dunning.grace",  # the later of two reasons
    ),
]


@pytest.mark.parametrize(("claim", "on", "until", "why"), WAITS)
def test_wait(claim: Receivable, on: date, until: date, why: str) -> None:
    """The day to ask again, and the reason; on that day the reason is gone."""
    step = next_step(claim, POLICY, law=SWEDEN, on=on)
    assert isinstance(step, Wait)
    assert (step.until, step.why) == (until, why)
    assert until.isoformat() in step.explain("sv")
    assert isinstance(next_step(claim, POLICY, law=SWEDEN, on=until), Remind)


CLOSED = [
    # asked,  wait until, why
    (SATURDAY, TUESDAY, "dunning.not_due"),
    (SUNDAY, TUESDAY, "dunning.in_time"),
    (MONDAY, TUESDAY, "dunning.in_time"),
]


@pytest.mark.parametrize(("on", "until", "why"), CLOSED)
def test_no_reminder_while_a_debt_can_be_paid_in_time(on: date, until: date, why: str) -> None:
    """Due on a Saturday, paid in time on Monday; a host that counts strictly reminds on Sunday."""
    policy = attrs.evolve(POLICY, days_after_due=1)
    step = next_step(ON_SATURDAY, policy, law=SWEDEN, on=on)
    assert isinstance(step, Wait)
    assert (step.until, step.why) == (until, why)
    assert "{" not in step.explain("sv") + step.explain("en")
    assert isinstance(next_step(ON_SATURDAY, policy, law=SWEDEN, on=until), Remind)
    assert isinstance(next_step(ON_SATURDAY, policy, law=STRICT, on=on), Wait if on == SATURDAY else Remind)


PAUSED = evolve(CLAIM, Paused(receivable_id="F1", on=DUE, reason="asked to"))
DISPUTED = evolve(CLAIM, Disputed(receivable_id="F1", on=DUE, reason="never came"))
PLAN = PlanAgreed(receivable_id="F1", plan_id="A1", on=DUE, instalments=(Instalment(date(2026, 6, 1), sek("12500")),))
PLANNED = evolve(CLAIM, PLAN)
FALLEN = Receivable.opened(
    id="F1", principal=sek(700), due=date(2023, 3, 1), debtor=DebtorKind.CONSUMER, reminder_fee=sek(60)
)
TAX = Receivable.opened(id="F1:tax", principal=sek(3750), due=DUE, debtor=DebtorKind.TAX_AGENCY)
CREDIT = Receivable.opened(id="K1", principal=sek(-500), due=DUE, debtor=DebtorKind.COMPANY)

REFUSALS = [
    (CREDIT, "dunning.credit_note"),
    (TAX, "dunning.tax_agency"),
    (CLAIM.paid(sek(12500), on=DUE), "dunning.settled"),
    (FALLEN, "limitation.expired"),
    (CLAIM.paid(sek("12450.01"), on=DUE), "dunning.small"),
    (attrs.evolve(CLAIM, stage=DunningStage.DEMANDED), "dunning.beyond"),
    (DISPUTED, "dunning.disputed"),
    (PAUSED, "dunning.paused"),
    (PLANNED, "dunning.plan"),
    (reminded(ONCE, date(2026, 3, 24)), "dunning.enough"),
]


@pytest.mark.parametrize(("claim", "code"), REFUSALS)
def test_refused(claim: Receivable, code: str) -> None:
    """No day alone makes these right."""
    step = next_step(claim, POLICY, law=SWEDEN, on=date(2026, 5, 4))
    assert isinstance(step, Refused)
    assert step.code == code
    assert "{" not in step.explain("sv") + step.explain("en")


def test_a_dispute_names_its_law() -> None:
    """An objection must be looked into before anything else (inkassolagen 8 §)."""
    match next_step(DISPUTED, POLICY, law=SWEDEN, on=date(2026, 5, 4)):
        case Refused(code, law):
            assert (code, law) == ("dunning.disputed", "inkassolagen (1974:182) 4, 8 §§")
        case _:
            pytest.fail("a disputed debt was not refused")


def test_resumed_and_settled_disputes_go_on() -> None:
    """The flags come off again."""
    free = evolve(evolve(PAUSED, Resumed(receivable_id="F1", on=DUE)), Disputed(receivable_id="F1", on=DUE, reason="x"))
    free = evolve(free, DisputeSettled(receivable_id="F1", on=DUE, outcome="paid in full"))
    assert isinstance(next_step(free, POLICY, law=SWEDEN, on=date(2026, 3, 9)), Remind)


FEES = [
    # agreed, day,              fee
    (None, "2026-05-04", 0),  # not agreed, so none
    (60, "2026-05-04", 60),
    (45, "2026-05-04", 45),
    (100, "2026-05-04", 60),  # never above the cap of the day
    (100, "2013-03-15", 50),
    (100, "2013-03-16", 60),
    (0, "2026-05-04", 0),
]


@pytest.mark.parametrize(("agreed", "day", "fee"), FEES)
def test_fee(agreed: int | None, day: str, fee: int) -> None:
    """Agreed at the latest when the debt arose, within the cap on the day of the reminder."""
    on = date.fromisoformat(day)
    claim = Receivable.opened(
        id="F1",
        principal=sek(1000),
        due=on - timedelta(days=20),
        debtor=DebtorKind.CONSUMER,
        reminder_fee=sek(agreed) if agreed is not None else None,
    )
    match next_step(claim, POLICY, law=SWEDEN, on=on):
        case Remind(found):
            assert found == sek(fee)
        case other:
            pytest.fail(f"no reminder but {other}")


def test_only_the_first_reminder_is_charged() -> None:
    """One charged reminder per debt is the careful default; the policy may allow more."""
    second = next_step(ONCE, POLICY, law=SWEDEN, on=date(2026, 4, 1))
    assert isinstance(second, Remind)
    assert (second.number, second.fee, second.law) == (2, sek(0), "")
    often = next_step(ONCE, attrs.evolve(POLICY, charged=2), law=SWEDEN, on=date(2026, 4, 1))
    assert isinstance(often, Remind)
    assert (often.fee, often.law) == (sek(60), "lag (1981:739) 2-4 §§")


def test_compensation_stands_in_place_of_the_fee() -> None:
    """450 kronor are charged already: the reminder adds no cost."""
    fee = FeeCharged(
        receivable_id="F1", charge_id="c", kind="compensation", on=date(2026, 3, 3), amount=sek(450), law="4 a §"
    )
    for policy in (POLICY, attrs.evolve(POLICY, charged=3)):
        step = next_step(evolve(CLAIM, fee), policy, law=SWEDEN, on=date(2026, 3, 10))
        assert isinstance(step, Remind)
        assert step.fee == sek(0)


def test_a_debt_in_another_currency_carries_no_fee() -> None:
    """The cap is in kronor and no rate of exchange is known here; interest runs all the same."""
    claim = Receivable.opened(
        id="F1", principal=Money(100_000, "EUR"), due=DUE, debtor=DebtorKind.COMPANY, reminder_fee=Money(600, "EUR")
    )
    step = next_step(claim, POLICY, law=SWEDEN, on=date(2026, 4, 1))
    assert isinstance(step, Remind)
    assert step.fee == Money(0, "EUR")
    assert step.interest is not None
    assert step.interest.amount.currency == "EUR"


def test_the_time_to_pay_ends_on_a_bank_day() -> None:
    """Ten days after 9 June 2026 is Midsummer Eve: Monday 22 June."""
    step = next_step(CLAIM, POLICY, law=SWEDEN, on=date(2026, 6, 9))
    assert isinstance(step, Remind)
    assert step.pay_by == date(2026, 6, 22)


def test_no_second_reminder_before_the_time_of_the_first_is_over() -> None:
    """Twenty days were given, so fourteen between reminders is too soon."""
    policy = attrs.evolve(POLICY, pay_within=20)
    step = next_step(ONCE, policy, law=SWEDEN, on=date(2026, 3, 25))
    assert isinstance(step, Wait)
    assert step.until == date(2026, 3, 31)


def test_the_events_of_a_reminder() -> None:
    """Fee, interest to the day of the reminder, and that it was sent."""
    on = date(2026, 3, 10)
    step = next_step(CLAIM, POLICY, law=SWEDEN, on=on)
    assert isinstance(step, Remind)
    assert step.interest is not None
    assert remind(CLAIM, step, reminder_id="R1", on=on) == (
        FeeCharged(
            receivable_id="F1",
            charge_id="R1:fee",
            kind="reminder",
            on=on,
            amount=sek(60),
            law="lag (1981:739) 2-4 §§",
        ),
        InterestCharged(receivable_id="F1", charge_id="R1:interest", on=on, amount=sek("27.40"), since=DUE, until=on),
        ReminderSent(receivable_id="F1", reminder_id="R1", on=on, number=1, pay_by=date(2026, 3, 20)),
    )
    assert ONCE.left.fees == sek(60)
    assert ONCE.left.interest == sek("27.40")
    assert ONCE.stage is DunningStage.REMINDED


def test_a_policy_can_leave_interest_out() -> None:
    """Then no interest event is written."""
    step = next_step(CLAIM, attrs.evolve(POLICY, interest=False), law=SWEDEN, on=date(2026, 3, 10))
    assert isinstance(step, Remind)
    assert step.interest is None
    names = [event.name for event in remind(CLAIM, step, reminder_id="R1", on=date(2026, 3, 10))]
    assert names == ["receivable.fee_charged", "receivable.reminder_sent"]


def test_a_stale_step_is_refused() -> None:
    """The same step twice would charge the same days and the same fee again."""
    step = next_step(CLAIM, POLICY, law=SWEDEN, on=date(2026, 3, 10))
    assert isinstance(step, Remind)
    with pytest.raises(RuleRefused) as caught:
        remind(ONCE, step, reminder_id="R2", on=date(2026, 3, 10))
    assert caught.value.code == "dunning.stale"


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 4), st.integers(0, 3))
def test_a_series_of_reminders_keeps_the_law(gaps: list[int], most: int, charged: int) -> None:
    """Ask on any days: never too many, never too close, fees within the cap, each day of interest once."""
    policy = attrs.evolve(POLICY, most=most, charged=charged)
    claim, day, days = CLAIM, DUE, 0
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        if day > date(2026, 12, 31):
            break
        step = next_step(claim, policy, law=SWEDEN, on=day)
        if isinstance(step, Remind):
            claim = reduce(evolve, remind(claim, step, reminder_id=f"R{number}", on=day), claim)
            days += step.interest.days if step.interest is not None else 0
    assert len(claim.reminders) <= most
    assert all((b - a).days >= policy.days_between for a, b in zip(claim.reminders, claim.reminders[1:], strict=False))
    assert claim.left.fees == sek(60) * min(charged, len(claim.reminders))
    assert days == ((claim.reminders[-1] - DUE).days if claim.reminders else 0)


def invoice(**changes: object) -> Invoice:
    nothing, seller = Money(0), Party(id="S", name="Svea AB")
    totals = Totals(
        lines=sek(10000),
        allowances=nothing,
        charges=nothing,
        without_vat=sek(10000),
        vat=sek(2500),
        with_vat=sek(12500),
        prepaid=nothing,
        deduction=nothing,
        rounding=nothing,
        amount_due=sek(12500),
        breakdown=(),
    )
    whole = Invoice(
        id="F1",
        number="1001",
        issue_date=date(2026, 1, 31),
        due_date=DUE,
        seller=seller,
        buyer=Party(id="C", name="Norr AB"),
        lines=(),
        totals=totals,
        terms=PaymentTerms(),
        payment=PaymentInstruction(accounts=(BankgiroNumber("9912346"),), reference="10012"),
    )
    return attrs.evolve(whole, **changes)  # type: ignore[arg-type]


def test_the_letter_says_what_is_owed_now() -> None:
    """Principal, interest and fees apart, the interest specified, the document named."""
    on = date(2026, 3, 24)
    claim = ONCE.paid(sek(5000), on=date(2026, 3, 20))
    step = next_step(claim, POLICY, law=SWEDEN, on=on)
    assert isinstance(step, Remind)
    after = reduce(evolve, remind(claim, step, reminder_id="R2", on=on), claim)
    factor = Party(id="F", name="Faktoringbolaget AB")
    letter = compose_reminder(invoice(payee=factor), after, step, reminder_id="R2", on=on)
    assert letter.payee == factor
    assert letter.amount_due == after.outstanding
    assert (letter.number, letter.document_number, letter.pay_by) == (2, "1001", date(2026, 4, 7))
    assert letter.original_amount - letter.paid == letter.principal
    assert sum(row.amount.minor for row in letter.interest_rows) == letter.interest.minor
    assert [row.percent for row in letter.interest_rows] == [Decimal("10.00")] * 2


@pytest.mark.parametrize(
    "payment",
    [
        None,
        PaymentInstruction(accounts=(), reference="1001", direct_debit=True),
        PaymentInstruction(accounts=(BANKGIRO[0],), reference="1", card=PaymentCard(digits="1234", network="VISA")),
    ],
)
def test_no_letter_without_an_account_to_pay_to(payment: PaymentInstruction | None) -> None:
    """A reminder that does not say where to pay is no reminder, and what a card has paid is not asked for again."""
    step = next_step(CLAIM, POLICY, law=SWEDEN, on=date(2026, 3, 10))
    assert isinstance(step, Remind)
    with pytest.raises(InputError):
        compose_reminder(invoice(payment=payment), ONCE, step, reminder_id="R1", on=date(2026, 3, 10))
