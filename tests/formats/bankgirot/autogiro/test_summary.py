"""What `show` says of each kind of file."""

from datetime import date

from hypothesis import given

from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import (
    Direction,
    MandateRemoval,
    OrderBatch,
    PaymentChange,
    PaymentOrder,
)
from faktura.formats.bankgirot.autogiro.summary import AutogiroSummary, summary
from faktura.formats.show import show
from tests.formats.bankgirot.autogiro.strategies import files

DAY = date(2026, 11, 27)


def test_each_kind_of_order_is_counted_once() -> None:
    """Charges, payouts, mandates and changes, over all batches."""
    orders = (
        PaymentOrder(on=DAY, payer_number="1", amount=Money(100)),
        PaymentOrder(on=DAY, payer_number="1", amount=Money(200), direction=Direction.PAYOUT),
        MandateRemoval(payer_number="1"),
        PaymentChange(code="26", new_on=DAY),
    )
    batch = OrderBatch(written_on=DAY, customer_number="471117", bankgiro="0009912346", orders=orders)
    assert summary(OrderFile(batches=(batch, batch))) == AutogiroSummary(
        content="orders", payments=2, total=(Money(200),), payouts=2, payout_total=(Money(400),), mandates=2, changes=2
    )


@given(files())
def test_what_show_says_is_the_summary(file: AutogiroFile) -> None:
    """Any file of ours is known by its bytes, read without findings, and its counts are plain numbers."""
    view = show(autogiro.write(file))
    found = summary(file)
    assert (view.format, view.findings, view.summary["content"]) == ("autogiro", (), found.content)
    assert view.summary["payments"] == found.payments
    assert view.summary["total"] == {one.currency: f"{one.major:f}" for one in found.total}
