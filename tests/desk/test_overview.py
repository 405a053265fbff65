"""Totals as of any day, and the log of a document."""

from datetime import UTC, date, datetime, timedelta

import pytest

from faktura.core.document import line
from faktura.core.errors import NotFound
from faktura.core.money import sek
from faktura.core.payment_rest import rounded, set_aside
from faktura.desk.desk import SenderDesk
from faktura.ports.clock import FixedClock
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY


def test_totals_are_those_of_the_day(desk: SenderDesk, clock: FixedClock) -> None:
    """What came later does not reach back, and the equation holds on each day."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "1000", vat=25)])
    invoice = desk.invoices.issue(draft.id)
    assert invoice.payment is not None
    clock.set(datetime(2026, 10, 10, 9, tzinfo=UTC))
    desk.payments.receive(bgmax_file(invoice.payment.reference, "1000", on=clock.today()))
    clock.set(datetime(2026, 10, 20, 9, tzinfo=UTC))
    desk.invoices.credit(invoice.id, amount=sek(250))
    cases = [
        # the day            issued   paid  credited  outstanding
        (date(2026, 9, 30), 0, 0, 0, 0),
        (date(2026, 10, 1), 125000, 0, 0, 125000),
        (date(2026, 10, 10), 125000, 100000, 0, 25000),
        (date(2026, 10, 20), 125000, 100000, 25000, 0),
    ]
    for day, issued, paid, credited, outstanding in cases:
        totals = desk.summary(as_of=day)
        assert (totals.issued, totals.paid, totals.credited, totals.outstanding) == (
            issued,
            paid,
            credited,
            outstanding,
        )
        assert totals.balances
    assert desk.summary() == desk.summary(as_of=date(2026, 10, 20))
    assert desk.invoices.balance(invoice.id, as_of=date(2026, 10, 9)).outstanding == sek(1250)
    with pytest.raises(NotFound):
        desk.invoices.balance(invoice.id, as_of=date(2026, 9, 30))


def test_the_log_tells_what_happened_and_what_is_planned(desk: SenderDesk, clock: FixedClock) -> None:
    """Each entry has who and when; what is planned comes last, and has no actor yet."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "1000", vat=25)])
    invoice = desk.invoices.issue(draft.id)
    before = desk.overview.log(invoice.id)
    assert [(entry.name, entry.actor) for entry in before] == [
        ("document.issued", "anna"),
        ("document.delivery_planned", "anna"),
        ("receivable.opened", "anna"),
        ("delivery.waiting", ""),
    ]
    assert before[-1].at == clock.now() + timedelta(hours=1)
    clock.advance(timedelta(hours=1))
    desk.run()
    assert [entry.name for entry in desk.overview.log(invoice.id)][-1] == "document.delivery_handed_over"
    assert desk.verify() == ()


def test_what_is_not_ours_and_what_is_rounding_are_told_apart(desk: SenderDesk, clock: FixedClock) -> None:
    """Forty öre too much go with their claim; a payment that a person set aside is another thing, and comes back alone."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "1000", vat=25)])
    invoice = desk.invoices.issue(draft.id)
    assert invoice.payment is not None
    desk.payments.receive(bgmax_file(invoice.payment.reference, "1250.40", on=clock.today()))
    desk.payments.receive(bgmax_file("123455", "75", on=clock.today()))
    (other,) = [one for one in desk.overview.payments() if one.unallocated]
    aside = desk.payments.ignore(other.id, reason="fel mottagare")
    totals = desk.summary()
    assert (totals.paid, totals.rounded, totals.set_aside, totals.unmatched) == (125000, 40, 7500, 0)
    assert (set_aside(aside), rounded(aside)) == (sek(75), sek(0))
    desk.payments.take_back(other.id, reason="den var vår")
    totals = desk.summary()
    assert (totals.rounded, totals.set_aside, totals.unmatched) == (40, 0, 7500)
