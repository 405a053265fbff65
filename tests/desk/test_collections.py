"""Reminders on the desk: sent when they may be, with the reason in both languages when they may not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from faktura.core.delivery import Channel
from faktura.core.errors import LawNotKnown, RuleRefused
from faktura.core.money import sek
from faktura.core.sender import ReminderPolicy
from faktura.desk.collections import DueStep
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.dunning import Remind, Wait
from faktura.rules.law.book import SWEDEN
from faktura.testing.senders import PERSON, SENDER
from tests.desk.acts import DAY, events, issued, pay, reference_of, rot_invoice

DUE = date(2026, 10, 31)


def step_of(desk: SenderDesk, document_id: str) -> DueStep:
    """The next step of one document."""
    (step,) = (one for one in desk.collections.steps() if one.document_id == document_id)
    return step


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (DUE, date(2026, 11, 5)),
        (date(2026, 11, 1), date(2026, 11, 5)),
        (date(2026, 11, 4), date(2026, 11, 5)),
        (date(2026, 11, 5), None),
    ],
)
def test_a_reminder_waits_for_the_senders_days_of_grace(
    desk: SenderDesk, clock: FixedClock, day: date, until: date | None
) -> None:
    """On the due date, the day before the time, and on the day itself."""
    invoice = issued(desk, "1000")
    clock.set(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    step = step_of(desk, invoice.id)
    if until is None:
        assert step.due
        assert desk.plan().pending == 1
        return
    assert isinstance(step.step, Wait)
    assert step.step.until == until
    with pytest.raises(RuleRefused) as refused:
        desk.collections.remind(invoice.id)
    assert refused.value.code == step.step.why


def test_a_reminder_charges_the_agreed_fee_and_the_interest_so_far(desk: SenderDesk, clock: FixedClock) -> None:
    """1 250 kronor eleven days late at 10 percent, and 60 kronor; printed as it is booked."""
    invoice = issued(desk, "1000")
    clock.set(datetime(2026, 11, 11, 9, tzinfo=UTC))
    rate = SWEDEN.reference_rate.at(DUE) + 8
    reminder = desk.collections.remind(invoice.id)
    state = desk.invoices.balance(invoice.id)
    interest = round(1250_00 * rate / 100 * 11 / 365)
    assert (state.left.principal, state.left.fees, state.left.interest.minor) == (sek(1250), sek(60), interest)
    assert reminder.amount_due == state.outstanding
    assert (reminder.number, reminder.document_number, reminder.principal) == (1, invoice.number, sek(1250))
    assert reminder.pay_by > clock.today()
    assert desk.summary().charged == 60_00 + interest


def test_the_next_step_is_explained_in_swedish(desk: SenderDesk, clock: FixedClock) -> None:
    """Due, waiting or refused: one sentence a clerk understands, in either language."""
    invoice, note = issued(desk, "1000"), None
    pay(desk, "P1", "10", reference=reference_of(invoice))
    note = desk.invoices.credit(invoice.id, amount=sek(10), net=False)
    clock.set(datetime(2026, 11, 5, 9, tzinfo=UTC))
    steps = {step.document_id: step for step in desk.collections.steps()}
    said = {id: step.explain("sv").replace("\xa0", " ") for id, step in steps.items()}
    assert "påminnelse 1" in said[invoice.id]
    assert "60,00 kr" in said[invoice.id]
    assert "kreditfaktura" in said[note.id]
    assert invoice.number in desk.plan().table("sv")
    for step in steps.values():
        assert step.explain("sv") != step.explain("en")


@pytest.mark.parametrize(
    ("hold", "release", "code"),
    [
        (lambda c, id: c.dispute(id, reason="fel pris"), lambda c, id: c.settle_dispute(id, outcome="rätt"), "dunning.disputed"),
        (lambda c, id: c.pause(id, reason="samtal"), lambda c, id: c.resume(id), "dunning.paused"),
    ],
    ids=["disputed", "paused"],
)  # fmt: skip
def test_what_is_held_back_is_not_reminded(
    desk: SenderDesk, clock: FixedClock, hold: Callable[..., None], release: Callable[..., None], code: str
) -> None:
    """Neither by hand nor by a run, until it is let go; then at once."""
    invoice = issued(desk, "1000")
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    hold(desk.collections, invoice.id)
    with pytest.raises(RuleRefused) as refused:
        desk.collections.remind(invoice.id)
    assert refused.value.code == code
    assert desk.run().reminders == ()
    release(desk.collections, invoice.id)
    assert len(desk.run().reminders) == 1


def test_a_postponed_step_waits_and_the_due_date_stays(desk: SenderDesk, clock: FixedClock) -> None:
    """Until after the day that was promised; interest runs on."""
    invoice = issued(desk, "1000")
    clock.set(datetime(2026, 11, 5, 9, tzinfo=UTC))
    desk.collections.postpone(invoice.id, until=date(2026, 11, 19), reason="anstånd")
    step = step_of(desk, invoice.id).step
    assert isinstance(step, Wait)
    assert step.until == date(2026, 11, 20)
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert step_of(desk, invoice.id).due
    assert desk.invoices.balance(invoice.id).due == DUE


def test_only_the_customer_is_reminded_of_a_rot_invoice(desk: SenderDesk, clock: FixedClock) -> None:
    """Skatteverket's share is in the list, with the reason why not."""
    rot = rot_invoice(desk)
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert [step.document_id for step in desk.collections.steps() if step.due] == [rot.id]
    step = step_of(desk, f"{rot.id}:tax").step
    assert not isinstance(step, Remind | Wait)
    assert step.code == "dunning.tax_agency"
    assert [one.document_id for one in desk.run().reminders] == [rot.id]


def test_reminders_end_when_the_sender_says_so(store: Store, clock: FixedClock) -> None:
    """At most as many as the policy says, only the charged ones with a fee, and days between them.

    Due on All Saints' Day, a Saturday: it is paid in time on Monday, and reminded of on Tuesday.
    """
    policy = ReminderPolicy(days_after_due=1, days_between=10, most=2, charged=1, pay_within=5)
    desk = Desk(store, clock=clock).at(attrs.evolve(SENDER, reminders=policy), actor="anna")
    invoice = issued(desk, "1000")
    sent = []
    for day in range(40):
        clock.set(datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(days=day))
        sent += [(one.on, one.number, one.fees) for one in desk.run().reminders]
    assert sent == [(date(2026, 11, 3), 1, sek(60)), (date(2026, 11, 13), 2, sek(60))]
    with pytest.raises(RuleRefused) as refused:
        desk.collections.remind(invoice.id)
    assert refused.value.code == "dunning.enough"


def test_a_reminder_leaves_by_letter_when_there_is_no_e_mail(
    desk: SenderDesk, post: MemoryDelivery, clock: FixedClock
) -> None:
    """The one channel that is left, with the reminder as PDF; at once when told so."""
    invoice = issued(desk, "1000", buyer=attrs.evolve(PERSON.party, email=""))
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    desk.collections.remind(invoice.id, at_once=True)
    desk.run(remind=False)
    (letter,) = post.handed_over
    assert letter.channel is Channel.LETTER
    assert letter.files[0].content.startswith(b"%PDF")
    assert PERSON.party.name not in letter.files[0].name


def test_a_table_that_ends_holds_nothing_else_up(store: Store, clock: FixedClock) -> None:
    """No reference rate for the day: that reminder is reported, every delivery leaves all the same."""
    rate = attrs.evolve(SWEDEN.reference_rate, known_until=date(2026, 10, 31))
    post = MemoryDelivery()
    law = attrs.evolve(SWEDEN, reference_rate=rate)
    desk = Desk(store, post, clock=clock, law=law).at(SENDER, actor="anna")
    late = issued(desk, "1000")
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    fresh = issued(desk)
    desk.deliveries.send(fresh.id, at_once=True)
    before = len(events(store))
    report = desk.run()
    assert [(id, type(error)) for id, error in report.refusals] == [(late.id, LawNotKnown)]
    assert (len(report.handed_over), len(post.handed_over)) == (1, 1)
    assert "2026-11-20" in step_of(desk, late.id).explain("sv")
    assert desk.plan().pending == 0
    assert len(events(store)) == before + 1
    with pytest.raises(LawNotKnown):
        desk.collections.remind(late.id)
    with pytest.raises(LawNotKnown):
        desk.collections.remind_due()


def test_every_due_reminder_is_sent_in_a_unit_of_its_own(desk: SenderDesk, clock: FixedClock) -> None:
    """The oldest due first; called again the same day there is nothing left to do."""
    invoices = [issued(desk, "1000", on=DAY - timedelta(days)) for days in (0, 20, 10)]
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    reminded = desk.collections.remind_due()
    assert [one.document_id for one in reminded] == [invoices[at].id for at in (1, 2, 0)]
    assert desk.collections.remind_due() == ()
