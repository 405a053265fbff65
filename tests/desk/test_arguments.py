"""What is given at the desk's doors is looked at by type: a wrong one is a typed error, and nothing is done."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from faktura.core.document import line
from faktura.core.errors import InputError
from faktura.desk.desk import SenderDesk
from faktura.ports.store import Store
from faktura.testing.senders import COMPANY
from tests.desk.acts import DAY, events, issued

Act = Callable[[SenderDesk, str, Any], object]


def _issue(desk: SenderDesk, _: str, on: Any) -> object:
    (draft,) = desk.invoices.drafts()
    return desk.invoices.issue(draft.id, on=on)


WRONG: dict[str, tuple[Act, object]] = {
    "an amount as text": (lambda desk, id, it: desk.invoices.credit(id, amount=it), "5"),
    "an amount to write off as a number": (
        lambda desk, id, it: desk.collections.write_off(id, reason="goodwill", amount=it), 5
    ),
    "a day as text": (_issue, "2026-10-01"),
    "a day with a time": (_issue, datetime(2026, 10, 1, 9, tzinfo=UTC)),
    "a day to credit as text": (lambda desk, id, it: desk.invoices.credit(id, on=it), "2026-10-01"),
    "a day of a dispute as text": (lambda desk, id, it: desk.collections.dispute(id, reason="x", on=it), "2026-10-01"),
    "a day to wait until as text": (lambda desk, id, it: desk.collections.postpone(id, until=it, reason="x"), "2026-12-01"),
    "a day of a watch with a time": (
        lambda desk, id, it: desk.claims.watch(id, reason="x", on=it), datetime(2026, 10, 1, 9, tzinfo=UTC)
    ),
    "a channel as text": (lambda desk, id, it: desk.deliveries.send(id, channel=it), "email"),
    "a channel of a reminder as text": (lambda desk, id, it: desk.collections.remind(id, channel=it), "email"),
    "a moment as a day": (lambda desk, _, it: desk.run(it), date(2026, 10, 1)),
    "a moment to hand over as a day": (lambda desk, _, it: desk.deliveries.hand_over_due(it), date(2026, 10, 1)),
    "a file as text": (lambda desk, _, it: desk.payments.receive(it), "01BGMAX"),
    "a rate as a float": (lambda desk, _, it: desk.invoices.issue(desk.invoices.drafts()[0].id, kronor_rate=it), 11.5),
    "a period's day as text": (lambda desk, _, it: desk.books.export(it, DAY), "2026-10-01"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_type_is_told(desk: SenderDesk, store: Store, what: str) -> None:
    """The error names the argument, what it is and what to give, and never its value; nothing is stored."""
    id = issued(desk).id
    desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, 80, vat=25)])
    before = events(store)
    act, wrong = WRONG[what]
    with pytest.raises(InputError) as refused:
        act(desk, id, wrong)
    assert refused.value.code == "desk.type"
    assert refused.value.facts["found"] == type(wrong).__name__
    assert refused.value.explain("sv") != refused.value.explain("en")
    assert events(store) == before


def test_a_moment_without_its_zone_is_refused(desk: SenderDesk) -> None:
    """Which moment it is depends on where one stands."""
    for act in (desk.run, desk.deliveries.hand_over_due):
        with pytest.raises(InputError) as refused:
            act(datetime(2026, 10, 1, 9))  # noqa: DTZ001 - that is what is refused
        assert refused.value.code == "clock.naive"


@pytest.mark.parametrize("what", ["export", "exports", "vouchers", "bundle"])
def test_a_period_that_ends_before_it_begins_is_refused(desk: SenderDesk, what: str) -> None:
    """Two dates that changed places would give an empty file, and nobody would miss the vouchers; one day is a period."""
    issued(desk)
    first = (None,) if what == "bundle" else ()
    with pytest.raises(InputError) as refused:
        getattr(desk.books, what)(*first, date(2026, 10, 31), DAY)
    assert refused.value.code == "desk.period"
    assert desk.books.export(DAY, DAY).vouchers
