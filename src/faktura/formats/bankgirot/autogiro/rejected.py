"""Rejected payment orders (avvisade betalningsuppdrag, `AVVISADE BET UPPDR`): as they were sent, with the fault.

A field may be what made Bankgirot reject the order (the 33rd of June, an interval 9), so each stands here as it
was, and only what can be read is also a value.
"""

from datetime import date
from functools import partial
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding, MalformedFile
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.bank_head import CLEARING, Head, head_line, read_counted
from faktura.formats.bankgirot.autogiro.codec import RecordType, encoded, pack
from faktura.formats.bankgirot.autogiro.lines import Lines, place
from faktura.formats.bankgirot.autogiro.orders import Direction
from faktura.formats.bankgirot.layout import Layout

CONTENT: Final = "AVVISADE BET UPPDR"


@frozen(kw_only=True)
class RejectedOrder:
    """An order that was not accepted; texts as they stand.

    Attributes:
        written_day: YYYYMMDD or `GENAST`, or whatever was sent.
        interval: One position.
        repeats: Three positions, or nothing.
        payer_number: Sixteen positions.
        written_amount: Twelve positions, öre.
        comment: Why, two digits: `said("rejected", code)`.
    """

    direction: Direction
    written_day: str
    interval: str
    repeats: str
    payer_number: str
    written_amount: str
    reference: str
    comment: str
    line: int = field(default=0, eq=False)

    @property
    def on(self) -> date | None:
        """The day, or none when no day was written."""
        return day_of(self.written_day)

    @property
    def amount(self) -> Money | None:
        """The amount, or none when no number was written."""
        try:
            return place(self.line, "amount").minor_units(self.written_amount, "SEK")
        except MalformedFile:
            return None


def day_of(text: str) -> date | None:
    """Return the day YYYYMMDD, or none where *text* is no day.

    >>> day_of("20080611"), day_of("20080633"), day_of("GENAST")
    (datetime.date(2008, 6, 11), None, None)
    """
    try:
        return place(0, "day").short_day(text)
    except MalformedFile:
        return None


@frozen(kw_only=True)
class RejectedFile:
    """A whole list of rejected orders."""

    head: Head
    records: tuple[RejectedOrder, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


_ORDER: Final = """
     3-10  written_day     text
    11-11  interval        text
    12-14  repeats         text
    15-30  payer_number    text
    31-42  written_amount  text
    43-58  reference       text
    59-60  comment         text
"""
ORDERS: Final = {
    direction.value: RecordType(
        partial(RejectedOrder, direction=direction),
        Layout(direction.value, 80, _ORDER),
        written_day=codec.TEXT,
        interval=codec.TEXT,
        repeats=codec.TEXT,
        payer_number=codec.TEXT,
        written_amount=codec.TEXT,
        reference=codec.TEXT,
        comment=codec.TEXT,
    )
    for direction in Direction
}
_END: Final = Layout("09", 80, """
     3-10  day             text
    11-14  clearing        text    9900
    15-20  payouts         zeros
    21-32  payout_total    zeros
    33-38  charges         zeros
    39-50  charge_total    zeros
""")  # fmt: skip


def sums(records: tuple[RejectedOrder, ...]) -> dict[str, str]:
    """Return the counts and sums of the last record; an amount that is no number adds nothing."""
    found: dict[str, str] = {}
    for direction, name in ((Direction.PAYOUT, "payout"), (Direction.CHARGE, "charge")):
        these = [one for one in records if one.direction is direction]
        made = sum(one.amount.minor for one in these if one.amount is not None)
        found |= {f"{name}s": str(len(these)), f"{name}_total": str(made)}
    return found


def read(lines: Lines) -> RejectedFile:
    """Read a list of rejected orders.

    Raises:
        MalformedFile: In a strict reading: a last record whose counts or sums the list does not make.
    """
    head, records = read_counted(lines, ORDERS, _END, sums)
    return RejectedFile(head=head, records=records, findings=lines.findings)


def write(file: RejectedFile) -> bytes:
    """Return *file* as bytes, counts and sums made of its records.

    Raises:
        NotExpressible: A text does not fit its field.
    """
    lines = [head_line(file.head, CONTENT)]
    lines += [ORDERS[one.direction.value].write(one) for one in file.records]
    lines.append(pack(_END, day=file.head.day, clearing=CLEARING, **sums(file.records)))
    return encoded(lines)
