"""Business events in another currency than the books: booked at a rate, or left out and told, never in the way."""

from decimal import Decimal

import attrs
import pytest

from faktura.core.bookkeeping_event import CardSettled
from faktura.core.errors import CurrencyMismatch
from faktura.core.money import Money, sek
from faktura.desk.desk import SenderDesk
from faktura.formats.sie.reader import read
from tests.desk.acts import DAY, issued
from tests.desk.test_books import END, START

SETTLED = CardSettled(settlement_id="po_1", on=DAY, paid_out=Money(90_00, "EUR"), fee=Money(1_00, "EUR"))


def test_a_settlement_in_euro_is_booked_at_the_rate_of_its_day(desk: SenderDesk) -> None:
    """Without a rate it is left out of the file and told, and the rest of the month is exported; with one it is there."""
    issued(desk)
    desk.books.record(SETTLED)
    export = desk.books.export(START, END)
    assert len(read(export.content).vouchers) == 1
    (finding,) = export.findings
    assert (finding.code, finding.path) == ("books.rate", f"event po_1 {DAY}")
    assert dict(finding.facts)["currency"] == "EUR"
    desk.books.record_rate("EUR", Decimal(11), on=DAY, source="Riksbanken")
    export = desk.books.export(START, END)
    assert export.findings == ()
    assert len(read(export.content).vouchers) == 2
    card = desk.books.vouchers(START, END)[-1]
    rows = [(str(row.account), row.amount, row.foreign) for row in card.rows]
    assert rows == [
        ("1930", sek(990), Money(90_00, "EUR")),
        ("6570", sek(11), Money(1_00, "EUR")),
        ("1580", sek(-1001), Money(-91_00, "EUR")),
    ]


def test_a_settlement_in_two_currencies_is_not_recorded(desk: SenderDesk) -> None:
    """It could never be booked: who records it is told at once, and the books stay whole."""
    with pytest.raises(CurrencyMismatch):
        desk.books.record(attrs.evolve(SETTLED, fee=sek(1)))
    assert desk.books.vouchers(START, END) == ()
