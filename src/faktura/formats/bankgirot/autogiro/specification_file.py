"""Payment specifications read and written; a strict reading believes only one that proves itself.

>>> from faktura.core.money import Money
>>> paid = SpecifiedPayment(on=date(2026, 11, 2), payer_number="101", amount=Money(300_00), reference="F1", status="0")
>>> failed = SpecifiedPayment(on=date(2026, 11, 2), payer_number="102", amount=Money(200_00), reference="F2", status="1")
>>> file = PaymentSpecification(head=Head(created="20261102", customer_number="471117", bankgiro="0009912346"),
...     sections=(Section(kind=SectionKind.CHARGES, account="8901", paid_on=date(2026, 11, 2), serial="00001",
...                       payments=(paid, failed)),))
>>> again = read(Lines(write(file), strict=True))
>>> again == file, str(again.sections[0].amount), again.sections[0].count
(True, '300.00 SEK', 1)
"""

from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.errors import NotExpressible
from faktura.formats.bankgirot.autogiro.bank_head import CLEARING, OPENING, Head, compare_day, head_line, read_head
from faktura.formats.bankgirot.autogiro.codec import count, encoded, pack
from faktura.formats.bankgirot.autogiro.lines import FORMAT, Lines, place
from faktura.formats.bankgirot.autogiro.specification import (
    CONTENT,
    END,
    PAYMENTS,
    SECTIONS,
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
    counts,
)

_STATUSES: Final = frozenset("0129")
_HEADS: Final = {kind.value: kind for kind in SectionKind}
_LINES: Final = {one.code: kind for kind, one in PAYMENTS.items()}


@define
class _Started:
    """A section whose payments are still being read; its head's sums are compared when it ends."""

    kind: SectionKind
    number: int
    fields: dict[str, str]
    paid_on: date
    payments: list[SpecifiedPayment] = field(factory=list)

    def section(self) -> Section:
        """Return the section, all its payments being read."""
        return Section(
            kind=self.kind,
            account=self.fields["account"],
            paid_on=self.paid_on,
            serial=self.fields["serial"],
            payments=tuple(self.payments),
            line=self.number,
        )


class _Reading:
    """The file so far."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._head: Head | None = None
        self._sections: list[Section] = []
        self._current: _Started | None = None
        self._passing = False  # the head could not be read, so its payments are passed over
        self._ended = False

    def take(self, number: int, line: str) -> None:
        """Read one record."""
        code = line[:2]
        if self._head is None:
            self._head = read_head(line)
        elif code == OPENING.code or self._ended:
            self._misplaced(number, code, "none there")
        elif code in _HEADS:
            self._open(number, _HEADS[code], line)
        elif code in _LINES:
            self._pay(number, _LINES[code], line)
        elif code == END.code:
            self._end(line)
        else:
            self._lines.unknown(number, line)

    def _misplaced(self, number: int, code: str, expected: str) -> None:
        self._lines.wrong("autogiro.order", number, field=f"record {code}", found="one here", expected=expected)

    def _open(self, number: int, kind: SectionKind, line: str) -> None:
        self._close()
        self._passing = True
        self._current = self._lines.attempt(lambda: _started(number, kind, line))
        self._passing = self._current is None

    def _pay(self, number: int, kind: SectionKind, line: str) -> None:
        if self._current is None or self._current.kind is not kind:
            if not self._passing:
                self._misplaced(number, line[:2], f"under record {kind.value}")
            return
        bankgiro = self._head.bankgiro if self._head else ""
        payment = self._lines.attempt(lambda: _payment(number, kind, line, bankgiro))
        if payment is not None:
            self._current.payments.append(payment)

    def _close(self) -> None:
        """Keep the section that ends here, and compare what its head says with its payments."""
        if self._current is None:
            return
        section = self._current.section()
        stated = self._current.fields
        self._sections.append(section)
        self._current = None
        sums = sum(one.amount.minor for one in section.payments if one.done), section.count
        for name, made in zip(("amount", "count"), map(str, sums), strict=True):
            if count(stated[name]) != made and not self._lines.left_out:
                found = count(stated[name])
                self._lines.wrong("autogiro.section", section.line, field=name, found=found, expected=made)

    def _end(self, line: str) -> None:
        self._close()
        self._ended = True
        compare_day(self._lines, self._head.day if self._head else "", line)
        of = END.unpack(line)
        for name, expected in counts(tuple(self._sections)).items():
            self._lines.differs(name, count(of[name]), expected)

    def finished(self) -> PaymentSpecification:
        """Return the file; nothing more comes."""
        self._close()
        if not self._ended:
            self._lines.wrong(
                "autogiro.end", self._lines.number, field="record type", found="nothing", expected=END.code
            )
        head = self._head or Head(created="", customer_number="", bankgiro="")
        return PaymentSpecification(head=head, sections=tuple(self._sections), findings=self._lines.findings)


def _started(number: int, kind: SectionKind, line: str) -> _Started:
    of = SECTIONS[kind].unpack(line)
    if of["currency"] not in ("", "SEK"):
        raise place(number, "currency").wrong(of["currency"], "SEK")
    place(number, "amount").minor_units(of["amount"], "SEK")  # beyond any amount, no sum is made of it
    return _Started(kind, number, of, place(number, "paid_on").short_day(of["paid_on"]))


def _payment(number: int, kind: SectionKind, line: str, bankgiro: str) -> SpecifiedPayment:
    payment = PAYMENTS[kind].read(number, line, bankgiro=bankgiro)
    if kind is SectionKind.REFUNDS:
        if not payment.refund_code:
            raise place(number, "refund_code").wrong("nothing", "two digits")
    elif payment.done and not payment.amount:
        raise place(number, "amount").wrong("0", "an amount above zero")
    elif payment.status not in _STATUSES:
        raise place(number, "status").wrong(payment.status, "0, 1, 2 or 9")
    return payment


def read(lines: Lines) -> PaymentSpecification:
    """Read a payment specification.

    Raises:
        MalformedFile: In a strict reading: a payment under no head of its kind, a field that cannot be read, or
            sums and counts, of heads or the last record, that the payments do not make.
    """
    reading = _Reading(lines)
    for number, line in lines:
        reading.take(number, line)
    return reading.finished()


def write(file: PaymentSpecification) -> bytes:
    """Return *file* as bytes, sums and counts made of its payments; for tests and simulated banks.

    Raises:
        NotExpressible: A value does not fit its field, or a payment has not the status of its section's kind.
    """
    lines = [head_line(file.head, CONTENT)]
    for section in file.sections:
        lines.append(
            pack(
                SECTIONS[section.kind],
                account=section.account,
                paid_on=f"{section.paid_on:%Y%m%d}".zfill(8),
                serial=section.serial,
                amount=str(section.amount.minor),
                count=str(section.count),
            )
        )
        lines += [_line(section.kind, payment, file.head.bankgiro) for payment in section.payments]
    lines.append(pack(END, day=file.head.day, clearing=CLEARING, **counts(file.sections)))
    return encoded(lines)


def _line(kind: SectionKind, payment: SpecifiedPayment, bankgiro: str) -> str:
    refund = kind is SectionKind.REFUNDS
    refunded = bool(payment.refund_code) and payment.refunded_on is not None and not payment.status
    ordinary = payment.status in _STATUSES and not payment.refund_code and payment.refunded_on is None
    if not (refunded if refund else ordinary):
        raise NotExpressible(format=FORMAT, rule=f"section {kind.value}", what=f"the status {payment.status!r}")
    return PAYMENTS[kind].write(payment, bankgiro=bankgiro)
