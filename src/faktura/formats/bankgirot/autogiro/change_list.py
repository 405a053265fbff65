"""Cancelled and moved payments (makulering/ändring, `MAKULERING/ÄNDRING`): what was done, and what could not be.

As among rejected orders, a day may be what was wrong, so days stand as they were written too.
"""

from datetime import date
from functools import partial
from typing import Final

from attrs import field, frozen
from attrs.validators import in_

from faktura.core.errors import Finding
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.bank_head import CLEARING, Head, head_line, read_counted
from faktura.formats.bankgirot.autogiro.codec import RecordType, encoded, pack
from faktura.formats.bankgirot.autogiro.lines import Lines
from faktura.formats.bankgirot.autogiro.orders import Direction
from faktura.formats.bankgirot.autogiro.rejected import day_of
from faktura.formats.bankgirot.layout import Layout

CONTENT: Final = "MAKULERING/ÄNDRING"
CODES: Final = ("03", "11", *(str(code) for code in range(21, 30)))
CARRIED_OUT: Final = frozenset({"12", "14", "18"})
"""Comments that say the payment was cancelled (12) or moved (14, 18)."""


@frozen(kw_only=True)
class ListedChange:
    """One change of payments; texts as they stand.

    Attributes:
        code: 03 mandate removed, 11 cancelled by payer or bank, 21 the payee's agreement ended, 22 in the sample a
            day's payments with it, 23-29 as ordered.
        written_day: YYYYMMDD, or zeros where the change is of every day.
        direction: `82`, `32`, or `00` where it is of both.
        note: Eight positions without a meaning of their own; in the sample `REFERENS`, and in records of many
            payments their number.
        written_new_day: YYYYMMDD, or zeros.
        reference: Sixteen positions, which the bank may have filled with zeros.
        comment: What became of it, two digits: `said("change", code)`.
    """

    code: str = field(validator=in_(CODES))
    written_day: str
    payer_number: str
    direction: str
    amount: Money
    note: str
    written_new_day: str
    reference: str
    comment: str
    line: int = field(default=0, eq=False)

    @property
    def on(self) -> date | None:
        """The day of the payment, or none."""
        return day_of(self.written_day)

    @property
    def new_on(self) -> date | None:
        """The day it was to be moved to, or none."""
        return day_of(self.written_new_day)

    @property
    def carried_out(self) -> bool:
        """Whether the change was made."""
        return self.comment in CARRIED_OUT


@frozen(kw_only=True)
class ChangeList:
    """A whole list of changes."""

    head: Head
    records: tuple[ListedChange, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


_CHANGE: Final = """
     3-10  written_day      text
    11-26  payer_number     text
    27-28  direction        text
    29-40  amount           zeros
    41-48  note             text
    49-56  written_new_day  text
    57-72  reference        text
    73-74  comment          text
"""
CHANGES: Final = {
    code: RecordType(
        partial(ListedChange, code=code),
        Layout(code, 80, _CHANGE),
        written_day=codec.TEXT,
        payer_number=codec.TEXT,
        direction=codec.TEXT,
        amount=codec.MONEY,
        note=codec.TEXT,
        written_new_day=codec.TEXT,
        reference=codec.TEXT,
        comment=codec.TEXT,
    )
    for code in CODES
}
_END: Final = Layout("09", 80, """
     3-10  day              text
    11-14  clearing         text    9900
    29-40  payout_total     zeros
    41-46  payouts          zeros
    47-52  charges          zeros
    53-56  reserved         zeros
    57-68  charge_total     zeros
    69-80  filling          zeros
""")  # fmt: skip


def sums(records: tuple[ListedChange, ...]) -> dict[str, str]:
    """Return the counts and sums of the last record: of the changes that were made, one direction at a time."""
    found: dict[str, str] = {}
    for direction, name in ((Direction.PAYOUT, "payout"), (Direction.CHARGE, "charge")):
        these = [one for one in records if one.direction == direction.value and one.carried_out]
        made = sum(one.amount.minor for one in these)
        found |= {f"{name}s": str(len(these)), f"{name}_total": str(made)}
    return found


def read(lines: Lines) -> ChangeList:
    """Read a list of changes.

    Raises:
        MalformedFile: In a strict reading: an amount that is no number, or a last record whose counts or sums the
            list does not make.
    """
    head, records = read_counted(lines, CHANGES, _END, sums)
    return ChangeList(head=head, records=records, findings=lines.findings)


def write(file: ChangeList) -> bytes:
    """Return *file* as bytes, counts and sums made of its records.

    Raises:
        NotExpressible: A text does not fit its field.
    """
    lines = [head_line(file.head, CONTENT)]
    lines += [CHANGES[one.code].write(one) for one in file.records]
    lines.append(pack(_END, day=file.head.day, clearing=CLEARING, **sums(file.records)))
    return encoded(lines)
