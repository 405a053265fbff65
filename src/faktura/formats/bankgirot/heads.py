"""The deposits of a BgMax file before their payments are made: what record 15, which comes last, says of each."""

from array import array
from datetime import date
from typing import Final

from attrs import define, field, frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.money import Money

HELD: Final = 2_048
"""So many payments are held back until the record of their deposit gives them their day; of larger ones it is learnt."""


@frozen
class Head:
    """What the last record of a deposit says: the day, and what its payments have in common."""

    paid_on: date
    deposit: BankDeposit


def head(bankgiro: str, currency: str, line: str) -> Head:
    """Return what *line*, a record 15 that was proved, says of the deposit on *bankgiro*.

    Its payments are told one by one: how many there are is counted, not believed.
    """
    day, serial = line[37:45], line[45:50].rstrip()
    paid_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    name = f"bgmax:{bankgiro.lstrip('0')}:{paid_on:%Y-%m-%d}:{serial}"
    count = int(line[71:79].strip(" ") or 0)
    return Head(paid_on, BankDeposit(id=name, amount=Money(int(line[50:68]), currency), payments=count))


@define
class Learnt:
    """What the first reading of a file found out for the second.

    Attributes:
        deposits: How many there are.
        large: The heads of those of more than `HELD` payments and no deduction, by their number in the file.
        netted: The numbers of those with deductions, in order.
        even: Whether each line is a whole record as it stands.
    """

    deposits: int = 0
    large: dict[int, Head] = field(factory=dict)
    netted: "array[int]" = field(factory=lambda: array("Q"))
    even: bool = False

    def closed(self, bankgiro: str, currency: str, line: str, *, count: int, netted: bool) -> None:
        """Take note of the deposit that *line* closes."""
        if netted:
            self.netted.append(self.deposits)
        elif count > HELD:
            self.large[self.deposits] = head(bankgiro, currency, line)
        self.deposits += 1
