"""What a payee tells Bankgirot in Autogiro: mandates, payments to draw or pay out, and changes of them.

80 positions, amounts in whole öre. A file holds one batch or more, each under its own first record.
"""

from datetime import date
from enum import StrEnum
from functools import partial
from typing import Final

from attrs import field, frozen
from attrs.validators import in_

from faktura.core.mandate import Interval
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.codec import Column, RecordType
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.fields import Place

LENGTH: Final = 80


class Direction(StrEnum):
    """Which way the money goes: `82` from the payer to the payee, `32` from the payee to the payer."""

    CHARGE = "82"
    PAYOUT = "32"


@frozen(kw_only=True)
class MandateRemoval:
    """A mandate the payee ends (record 03)."""

    payer_number: str
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class NewMandate:
    """A mandate the payee registers, or the answer to one made in the payer's internet bank (record 04).

    Attributes:
        account: The payer's account; none where the payer number is a bankgiro number, or in an answer.
        identity: Whose account it is; none as for the account.
        refused: The answer is no (`AV`).
    """

    payer_number: str
    account: PrivateDigits | None = None
    identity: PrivateDigits | None = None
    refused: bool = False
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class PayerNumberChange:
    """A payer gets another number (record 05); only for mandates on bank accounts."""

    payer_number: str
    new_payer_number: str
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class PaymentOrder:
    """Money to draw from a payer or to pay out (records 82 and 32).

    Attributes:
        on: The day; none means at once (`GENAST`), which only a single payment can be.
        repeats: How many times, 1-999; none means until further notice, or a single payment.
        reference: Sixteen characters at most; it comes back with the payment.
    """

    direction: Direction = Direction.CHARGE
    on: date | None
    interval: Interval = Interval.ONCE
    repeats: int | None = None
    payer_number: str
    amount: Money
    reference: str = ""
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class PaymentChange:
    """Payments to cancel (23-25) or to move to another day (26-29); `NEEDED` says what each code wants.

    Attributes:
        code: 23 all of a payer, 24 a payer's of a day, 25 one; 26 all, 27 all of a day, 28 a payer's of a day, 29 one.
    """

    code: str = field(validator=in_(("23", "24", "25", "26", "27", "28", "29")))
    payer_number: str = ""
    on: date | None = None
    amount: Money | None = None
    direction: Direction | None = None
    new_on: date | None = None
    reference: str = ""
    line: int = field(default=0, eq=False)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What its code wants and it does not have."""
        return tuple(name for name in NEEDED[self.code] if not getattr(self, name))


Order = MandateRemoval | NewMandate | PayerNumberChange | PaymentOrder | PaymentChange
"""One record of an order file."""


@frozen(kw_only=True)
class OrderBatch:
    """What stands under one first record.

    Attributes:
        written_on: None only where a tolerant reading could not read it.
        customer_number: The payee's number at Bankgirot, six digits.
        bankgiro: The payee's bankgiro number in ten digits, the same in every record.
        line: Where its first record stood; no part of what makes two batches equal.
    """

    written_on: date | None
    customer_number: str
    bankgiro: str
    orders: tuple[Order, ...] = ()
    line: int = field(default=0, eq=False)


NEEDED: Final = {
    "23": ("payer_number",),
    "24": ("payer_number", "on"),
    "25": ("payer_number", "on", "amount", "direction"),
    "26": ("new_on",),
    "27": ("on", "new_on"),
    "28": ("payer_number", "on", "new_on"),
    "29": ("payer_number", "on", "amount", "direction", "new_on"),
}

_INTERVALS: Final = dict(zip("012345678", Interval, strict=True))
_INTERVAL_CODES: Final[dict[object, str]] = {interval: code for code, interval in _INTERVALS.items()}


def _interval(text: str, where: Place) -> object:
    if text not in _INTERVALS:
        raise where.wrong(text, "an interval from 0 to 8")
    return _INTERVALS[text]


INTERVAL: Final = Column(_interval, lambda value: _INTERVAL_CODES[value])
"""How often: 0 once, 1-4 monthly to yearly on that day, 5-8 on the last bank day."""

SEAL_START: Final = Layout("00", LENGTH, """
     3-8   on               text    YYMMDD
     9-12  kind             text    HMAC
""")  # fmt: skip
OPENING: Final = Layout("01", LENGTH, """
     3-10  written_on       text    YYYYMMDD
    11-18  layout           text    AUTOGIRO
    63-68  customer_number  text
    69-78  bankgiro         text    the payee's
""")  # fmt: skip
SEAL_END: Final = Layout("99", LENGTH, """
     3-8   on               text    YYMMDD
     9-40  key_check        text    hexadecimal
    41-72  message_code     text    hexadecimal
""")  # fmt: skip

ORDERED: Final = """
     3-10  on               text    YYYYMMDD or GENAST
    11-11  interval         text
    12-14  repeats          text    blank until further notice
    16-31  payer_number     zeros
    32-43  amount           zeros
    44-53  bankgiro         text
    54-69  reference        text
"""
_CHANGED: Final = """
     3-12  bankgiro         text
    13-28  payer_number     text
    29-36  on               text
    37-48  amount           text
    49-50  direction        text
    51-58  new_on           text
    59-74  reference        text
"""

REMOVAL: Final = RecordType(MandateRemoval, Layout("03", LENGTH, """
     3-12  bankgiro         text
    13-28  payer_number     zeros
"""), payer_number=codec.PAYER)  # fmt: skip
NEW: Final = RecordType(NewMandate, Layout("04", LENGTH, """
     3-12  bankgiro         text
    13-28  payer_number     zeros
    29-44  account          text    clearing number in 4 and account in 12
    45-56  identity         text
    77-78  refused          text    AV
"""), payer_number=codec.PAYER, account=codec.PRIVATE, identity=codec.PRIVATE, refused=codec.flag("AV"))  # fmt: skip
RENUMBERED: Final = RecordType(PayerNumberChange, Layout("05", LENGTH, """
     3-12  bankgiro         text
    13-28  payer_number     zeros
    29-38  new_bankgiro     text    the same
    39-54  new_payer_number zeros
"""), payer_number=codec.PAYER, new_payer_number=codec.PAYER)  # fmt: skip
PAYMENTS: Final = {
    direction: RecordType(
        partial(PaymentOrder, direction=direction),
        Layout(direction.value, LENGTH, ORDERED),
        on=codec.DAY_OR_AT_ONCE,
        interval=INTERVAL,
        repeats=codec.whole(3),
        payer_number=codec.PAYER,
        amount=codec.MONEY,
        reference=codec.TEXT,
    )
    for direction in Direction
}
CHANGES: Final = {
    code: RecordType(
        partial(PaymentChange, code=code),
        Layout(code, LENGTH, _CHANGED),
        payer_number=codec.optional(codec.PAYER, 16),
        on=codec.optional(codec.DAY, 8),
        amount=codec.optional(codec.MONEY, 12),
        direction=codec.optional(codec.choice(Direction), 2),
        new_on=codec.optional(codec.DAY, 8),
        reference=codec.TEXT,
    )
    for code in NEEDED
}
