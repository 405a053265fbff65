"""The payment specification (betalningsspecifikation, `BET. SPEC & STOPP TK`): what was drawn, paid out and refunded.

Its sections stand under heads that name amount and number of **what was carried out** only: a charge that failed
(status 1, 2 or 9) stands in the list but not in the sums.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.core.mandate import Interval
from faktura.core.money import Money, total
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.codec import RecordType
from faktura.formats.bankgirot.autogiro.orders import INTERVAL, ORDERED
from faktura.formats.bankgirot.layout import Layout

CONTENT: Final = "BET. SPEC & STOPP TK"
DONE: Final = "0"


class SectionKind(StrEnum):
    """What a section holds: `15` charges deposited, `16` payouts, `17` charges given back to the payer."""

    CHARGES = "15"
    PAYOUTS = "16"
    REFUNDS = "17"


@frozen(kw_only=True)
class SpecifiedPayment:
    """One payment of a section.

    Attributes:
        repeats: How many times it was ordered, or none until further notice.
        reference: Sixteen positions as they stand: the bank may have filled it with zeros from the left.
        status: 0 carried out, 1 no cover, 2 account closed or another reason, 9 no cover yet; blank in a refund.
        refunded_on: The day of the refund; only in a refund.
        refund_code: Why it was refunded, two digits; only in a refund.
    """

    on: date
    interval: Interval = Interval.ONCE
    repeats: int | None = None
    payer_number: str
    amount: Money
    reference: str = ""
    status: str = ""
    refunded_on: date | None = None
    refund_code: str = ""
    line: int = field(default=0, eq=False)

    @property
    def done(self) -> bool:
        """Whether the money moved: status 0, or a refund."""
        return self.status == DONE or bool(self.refund_code)


@frozen(kw_only=True)
class Section:
    """The payments of one deposit, one sum paid out, or one refund.

    Attributes:
        account: The payee's account, 35 positions as they stand.
        serial: Number of the deposit that day.
        payments: Carried out or not; `amount` and `count` are of those carried out.
        line: Where the head stood.
    """

    kind: SectionKind
    account: str
    paid_on: date
    serial: str
    payments: tuple[SpecifiedPayment, ...] = ()
    line: int = field(default=0, eq=False)

    @property
    def amount(self) -> Money:
        """The sum that moved."""
        return total((one.amount for one in self.payments if one.done), "SEK")

    @property
    def count(self) -> int:
        """How many payments moved it."""
        return sum(one.done for one in self.payments)


@frozen(kw_only=True)
class PaymentSpecification:
    """A whole payment specification."""

    head: Head
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)

    def of(self, kind: SectionKind) -> tuple[Section, ...]:
        """Return the sections of one kind."""
        return tuple(section for section in self.sections if section.kind is kind)


_PAYMENT: Final = f"{ORDERED}    80-80  status           text\n"
_REFUND: Final = f"{ORDERED}    70-77  refunded_on      text\n    78-79  refund_code      text\n"
_COLUMNS: Final = {
    "on": codec.DAY,
    "interval": INTERVAL,
    "repeats": codec.whole(3),
    "payer_number": codec.PAYER,
    "amount": codec.MONEY,
    "reference": codec.TEXT,
}
PAYMENTS: Final = {
    SectionKind.CHARGES: RecordType(SpecifiedPayment, Layout("82", 80, _PAYMENT), **_COLUMNS, status=codec.TEXT),
    SectionKind.PAYOUTS: RecordType(SpecifiedPayment, Layout("32", 80, _PAYMENT), **_COLUMNS, status=codec.TEXT),
    SectionKind.REFUNDS: RecordType(
        SpecifiedPayment, Layout("77", 80, _REFUND), **_COLUMNS, refunded_on=codec.DAY, refund_code=codec.TEXT
    ),
}
_SECTION: Final = """
     3-37  account         text
    38-45  paid_on         text
    46-50  serial          text
    51-68  amount          zeros
    69-71  currency        text    blank, or SEK
    72-79  count           zeros
"""
SECTIONS: Final = {kind: Layout(kind.value, 80, _SECTION) for kind in SectionKind}
END: Final = Layout("09", 80, """
     3-10  day               text
    11-14  clearing          text    9900
    15-20  charge_sections   zeros
    21-32  charges           zeros
    33-38  payout_sections   zeros
    39-50  payouts           zeros
    51-56  refund_sections   zeros
    57-68  refunds           zeros
""")  # fmt: skip
_COUNTED: Final = (
    (SectionKind.CHARGES, "charge_sections", "charges"),
    (SectionKind.PAYOUTS, "payout_sections", "payouts"),
    (SectionKind.REFUNDS, "refund_sections", "refunds"),
)


def counts(sections: tuple[Section, ...]) -> dict[str, str]:
    """Return the counts of the last record: sections, and payments carried out, of each kind."""
    found: dict[str, str] = {}
    for kind, of_sections, of_payments in _COUNTED:
        these = [section for section in sections if section.kind is kind]
        found[of_sections] = str(len(these))
        found[of_payments] = str(sum(section.count for section in these))
    return found
