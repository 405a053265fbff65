"""What the law leaves to whoever keeps the books, and where vouchers go.

>>> target = Target("fortnox", start=date(2026, 7, 1), series={VoucherKind.PAYMENT: "B"}, usual="F")
>>> target.series_of(VoucherKind.PAYMENT), target.series_of(VoucherKind.INVOICE)
('B', 'F')
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from faktura.core.ledger.voucher import VoucherKind
from faktura.core.ledger.year import FinancialYear


class BookkeepingMethod(StrEnum):
    """Accrual (faktureringsmetoden) or cash (kontantmetoden, bokslutsmetoden; BFL 5 kap. 2 §, ML 7 kap.)."""

    ACCRUAL = "accrual"
    CASH = "cash"


class AccountBinding(StrEnum):
    """When a product's account is bound.

    `issue`: the account that stood on the line when the document was issued. `booking`: the account the chart
    has for the product on the day the document is first booked; from then on the document keeps it.
    """

    ISSUE = "issue"
    BOOKING = "booking"


class ChargeBooking(StrEnum):
    """Whether reminder fees and interest are income when they are charged or when they are paid."""

    WHEN_CHARGED = "when_charged"
    WHEN_PAID = "when_paid"


class Spreading(StrEnum):
    """How the revenue of a line with a period is spread over its months (periodisering).

    `none`: not at all; `by_day`: by the days of each month; `by_month`: each month begun alike. Accrual only.
    """

    NONE = "none"
    BY_DAY = "by_day"
    BY_MONTH = "by_month"


class DiscountVat(StrEnum):
    """What an early-payment discount that is taken does to the VAT (ML 8 kap., 17 kap. 22-23 §§).

    `lowered`: the taxable amount falls by it, and the output VAT with it. `unchanged`: seller and buyer have agreed that
    no credit note is issued and each leaves the VAT as it was; all of the discount is a cost.
    """

    LOWERED = "lowered"
    UNCHANGED = "unchanged"


class LatePosting(StrEnum):
    """What becomes of a fact that falls in a locked period.

    `move`: it is booked on the first open day. `refuse`: whoever would date something there is told, and nothing
    is stored; what a bank dates is moved even then, for money that has come cannot be refused.
    """

    MOVE = "move"
    REFUSE = "refuse"


@frozen
class Target:
    """A bookkeeping system that takes the vouchers from a day on.

    Attributes:
        start: The first day whose vouchers go there: what is earlier is in the books already.
        series: The series of each kind there; others take `usual`.
    """

    name: str
    start: date
    series: Mapping[VoucherKind, str] = field(factory=dict)
    usual: str = "K"

    def series_of(self, kind: VoucherKind) -> str:
        """Return the series that vouchers of *kind* take."""
        return self.series.get(kind, self.usual)


@frozen(kw_only=True)
class Bookkeeping:
    """A sender's choices beside method, chart and usual series.

    Attributes:
        series: Series by kind of voucher; others take the sender's usual one.
        years: Financial years that differ from the usual twelve months: the first, a changed one.
        targets: The systems vouchers go to, by name.
    """

    binding: AccountBinding = AccountBinding.ISSUE
    charges: ChargeBooking = ChargeBooking.WHEN_CHARGED
    spreading: Spreading = Spreading.NONE
    late: LatePosting = LatePosting.MOVE
    discount_vat: DiscountVat = DiscountVat.LOWERED
    series: Mapping[VoucherKind, str] = field(factory=dict)
    years: tuple[FinancialYear, ...] = ()
    targets: tuple[Target, ...] = ()
