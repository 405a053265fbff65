"""LB, supplier payments to Bankgirot (Leverantörsbetalningar): read from archives, never written; the format ends in 2026.

A file of orders, or the bank's list of refused ones, which repeats them with the reason after each (record 49). Giro
numbers are texts as they stand. What differs between records 16 and 17 is not confirmed: both are credit notes.

Source: Bankgirot's published example files, and the record lists of open readers.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

import attrs
from attrs import field, frozen

import faktura.formats.wording  # noqa: F401 - the sentences of the findings
from faktura.core.errors import Finding, MalformedFile
from faktura.core.money import LARGEST, Money
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.bankgirot.lines import END, blocks, encoding, records
from faktura.formats.fields import Place
from faktura.formats.rereadable import Rereadable

FORMAT: Final = "lb"
_LENGTH: Final = 80
_OPENING: Final = Layout("11", _LENGTH, """
     3-12  bankgiro   text   the payer's
    13-18  written    text   YYMMDD
    19-40  content    text   LEVERANTÖRSBETALNINGAR
    41-46  pay_on     text   YYMMDD or GENAST
    60-62  currency   text
""")  # fmt: skip
_PAYMENT: Final = Layout("14", _LENGTH, """
     3-12  payee      text   giro number, or the payer's own number for a payee with an account
    13-37  reference  text
    38-49  amount     zeros
    50-55  day        text   YYMMDD or blank
    61-80  note       text   the payer's own
""")  # fmt: skip
_TOTAL: Final = Layout("29", _LENGTH, """
     3-12  bankgiro   text
    13-20  count      zeros  payments, deductions and credit notes
    21-32  amount     zeros  payments less the others
    33-33  sign       text   minus where it is below zero
""")  # fmt: skip
_REASON: Final = Layout("49", _LENGTH, """
     3-6   kind       text
     7-10  code       text
    11-80  text       text
""")  # fmt: skip
_PAID: Final = frozenset({"14", "15", "16", "17"})
_KNOWN: Final = frozenset({"12", "13", "25", "26", "27", "40"})
"""Heads and texts, names, addresses and accounts: they carry no money, and are passed over."""


@frozen(kw_only=True)
class LbRecord:
    """A payment (record 14), a deduction (15) or a credit note (16, 17).

    Attributes:
        payee: As it stands: a giro number, or the payer's own number.
        amount: Above zero; of what is not a payment it lowers the total.
        on: The day to pay, or the last day to use a credit note; none where it is left out or said in words.
        reasons: Why the bank refused it, code and text; of an order none.
    """

    code: str
    payee: str
    reference: str
    amount: Money
    on: date | None
    note: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    line: int = field(default=0, eq=False)

    @property
    def signed(self) -> int:
        """The amount in öre, below zero when it is no payment."""
        return self.amount.minor if self.code == _PAYMENT.code else -self.amount.minor


@frozen(kw_only=True)
class LbFile:
    """A whole file.

    Attributes:
        bankgiro: The payer's of the first section.
        findings: What was odd, or wrong: totals that disagree, records that cannot be read.
    """

    bankgiro: str
    records: tuple[LbRecord, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


def read(data: bytes) -> LbFile:
    """Read an LB file; what breaks its format is a finding, and the record concerned is left out.

    Raises:
        MalformedFile: It does not begin as such a file.
    """
    file = Rereadable(data)
    reading = _Reading()
    number = 0
    for block in blocks(file, encoding(file)):
        for line in records(block).removesuffix(END).split(END):
            number += 1
            if line.strip():
                reading.take(number, line)
    return reading.finished()


class _Reading:
    """The file so far."""

    def __init__(self) -> None:
        self._bankgiro: str | None = None
        self._currency = "SEK"
        self._records: list[LbRecord] = []
        self._section: list[int] = []
        self._gross = 0
        self._findings: list[Finding] = []
        self._of: dict[str, Callable[[int, str], None]] = {"11": self._open, "29": self._close, "49": self._refuse}
        self._of |= dict.fromkeys(_PAID, self._pay)

    def take(self, number: int, line: str) -> None:
        """Read one record."""
        code = line[:2]
        if self._bankgiro is None and code != _OPENING.code:
            raise MalformedFile(format=FORMAT, line=number, field="record type", found=code, expected="11")
        if found := self._of.get(code):
            try:
                found(number, line)
            except MalformedFile as error:
                self._note("bgmax.field", "error", number, error.field, error.found, error.expected)
        elif code not in _KNOWN:
            self._note("bgmax.unknown_record", "warning", number, "", repr(code), "")

    def _note(
        self, code: str, severity: Literal["error", "warning"], line: int, what: str, found: str, expected: str
    ) -> None:
        facts = (("field", what), ("found", found), ("expected", expected))
        self._findings.append(Finding(code=code, path=f"line {line}", severity=severity, facts=facts))

    def _open(self, number: int, line: str) -> None:
        of = _OPENING.unpack(line)
        self._section = []
        self._bankgiro = self._bankgiro or of["bankgiro"]
        currency = of["currency"] or "SEK"
        Place(format=FORMAT, line=number, field="currency").decimals_of(currency)
        self._currency = currency

    def _pay(self, number: int, line: str) -> None:
        of = _PAYMENT.unpack(line)
        place = Place(format=FORMAT, line=number, field="amount")
        amount = place.minor_units(of["amount"].strip(), self._currency)
        self._gross += amount.minor
        if self._gross > LARGEST:
            raise place.wrong(str(amount), "amounts of at most 10^15 in all")
        day = Place(format=FORMAT, line=number, field="day")
        made = LbRecord(
            code=line[:2],
            payee=of["payee"],
            reference=of["reference"].strip(),
            amount=amount,
            on=day.short_day(f"20{of['day']}") if of["day"].isdecimal() else None,
            note=of["note"].strip(),
            line=number,
        )
        self._section.append(made.signed)
        self._records.append(made)

    def _refuse(self, _number: int, line: str) -> None:
        """Keep the reason with the record before it; of a name or an address it is the payment's that follows."""
        of = _REASON.unpack(line)
        if self._records and of["code"].strip("0"):
            last = self._records[-1]
            reasons = (*last.reasons, (of["code"], of["text"]))
            self._records[-1] = attrs.evolve(last, reasons=reasons)

    def _close(self, number: int, line: str) -> None:
        of = _TOTAL.unpack(line)
        place = Place(format=FORMAT, line=number, field="total")
        count, made = str(len(self._section)), sum(self._section)
        self._section = []
        if (stated := of["count"].lstrip("0 ") or "0") != count:
            self._note("bgmax.count", "error", number, "payments", stated, count)
        if of["amount"].strip():
            total = place.minor_units(of["amount"].strip(), self._currency)
            signed = -total if of["sign"] == "-" else total
            if signed.minor != made:
                self._note("bgmax.deposit", "error", number, "total", str(signed), str(Money(made, self._currency)))

    def finished(self) -> LbFile:
        """Return the file; nothing more comes."""
        if self._bankgiro is None:
            raise MalformedFile(format=FORMAT, line=1, field="record type", found="nothing", expected="11")
        return LbFile(bankgiro=self._bankgiro, records=tuple(self._records), findings=tuple(self._findings))
