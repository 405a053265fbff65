"""The payments of a BgMax file one after another, in memory that does not grow with the file.

The file is proved first, so that nothing is told of one whose totals disagree; then it is read again, and what was
proved is not looked at twice. A deposit with deductions is held whole: a credit note may belong to any payment in it.

>>> from io import BytesIO
>>> from faktura.formats.rereadable import Rereadable
>>> list(payments(Rereadable(BytesIO(b"01BGMAX".ljust(80) + b"\\r\\n70".ljust(82, b"0") + b"0" * 26)), "digest"))
[]
"""

from collections.abc import Iterator
from typing import Any, Final

from faktura.core.money import Money
from faktura.core.opened import new, opened
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.heads import Head, Learnt, head
from faktura.formats.bankgirot.incoming import channel, of_deposit, organisation
from faktura.formats.bankgirot.lines import blocks, encoding
from faktura.formats.bankgirot.proof import prove
from faktura.formats.bankgirot.reading import Reading
from faktura.formats.rereadable import Rereadable

_PAYMENT: Final = opened(IncomingPayment)
_MONEY: Final = opened(Money)
_REFERENCE: Final = opened(PaymentReference)
_SOURCE: Final = opened(Source)
_PAYER: Final = opened(Payer)
_NOBODY: Final = Payer()
_DETAILS: Final = frozenset({"22", "23", "25", "26", "27", "28", "29"})


def payments(file: Rereadable, digest: str) -> Iterator[IncomingPayment]:
    """Yield the payments of *file*, in its order, as `bgmax.payments` of what `bgmax.read` returns; *digest* is its SHA-256.

    Raises:
        MalformedFile: As `bgmax.read`, before the first payment.
    """
    written = encoding(file)
    return _again(file, written, prove(file, written), digest)


def _again(file: Rereadable, written: str, learnt: Learnt, digest: str) -> Iterator[IncomingPayment]:
    """Read the proved *file* once more, deposit by deposit: the lines of one are held until its last, or told at once."""
    number, deposits = 0, -1
    netted = iter((*learnt.netted, -1))
    next_netted = next(netted)
    section = _Section()
    for lines in blocks(file, written):
        start = 0
        for at, line in enumerate(lines):
            code = line[:2]
            if code == "05":
                start, deposits = at, deposits + 1
                section = _Section(line, learnt.large.get(deposits))
            elif code == "15":
                section.hold(number + start + 1, lines[start : at + 1])
                if deposits == next_netted:
                    yield from _netted(section, digest)
                    next_netted = next(netted)
                else:
                    section.head = section.head or head(section.giro, section.currency, line)
                    yield from section.told(digest, last=True)
                section = _Section()
        if section.line:
            section.hold(number + start + 1, lines[start:])
            if section.head is not None:
                yield from section.told(digest)
        number += len(lines)


def _netted(section: "_Section", digest: str) -> Iterator[IncomingPayment]:
    """Yield the payments of a deposit with deductions, by its records."""
    reading = Reading(strict=False)
    for number, line in enumerate(section.lines, start=section.number):
        reading.take(number, line)
    yield from of_deposit(reading.deposits[0], digest)


class _Section:
    """A deposit: the lines that wait to be told, and how many payments were told before."""

    __slots__ = ("currency", "giro", "head", "line", "lines", "number", "told_before")

    def __init__(self, line: str = "", head: Head | None = None) -> None:
        self.line = line
        self.giro = line[2:12].rstrip()
        self.currency = line[22:25].rstrip() or "SEK"
        self.head = head
        self.lines: list[str] = []
        self.number = 0
        self.told_before = 0

    def hold(self, number: int, lines: list[str]) -> None:
        """Let *lines* wait, the first of which is the *number*-th of the file."""
        if not self.lines:
            self.number = number
        self.lines += lines

    def told(self, digest: str, *, last: bool = False) -> Iterator[IncomingPayment]:
        """Yield the payments that are whole: all, when the *last* line has come, or all but one."""
        lines, end = self.lines, len(self.lines)
        if not last:
            while end and lines[end - 1][:2] != "20":
                end -= 1
            end = max(end - 1, 0)
        yield from self._told(lines[:end], digest)
        self.number += end
        del lines[:end]

    def _told(self, lines: list[str], digest: str) -> Iterator[IncomingPayment]:
        head, currency, account = self.head, self.currency, f"bankgiro:{self.giro.lstrip('0')}"
        if head is None:
            return
        day, deposit, name = head.paid_on, head.deposit, head.deposit.id
        at, number, count = self.told_before, self.number - 1, len(lines)
        for place, line in enumerate(lines, start=1):
            number += 1
            if line[:2] != "20":
                continue
            at += 1
            made = new(_PAYMENT)
            made.id = f"{name}:{line[57:69].rstrip()}:{at}"
            made.account = account
            made.booked_on = day
            made.amount = amount = new(_MONEY)
            amount.minor = int(line[37:55])
            amount.currency = currency
            amount.__class__ = Money
            if text := line[12:37].strip():
                reference = new(_REFERENCE)
                reference.text = text
                reference.kind = "ocr" if line[55] == bg.OCR else "text"
                reference.amount = None
                reference.__class__ = PaymentReference
                made.references = (reference,)
            else:
                made.references = ()
            made.message = ""
            if giro := line[2:12].rstrip().lstrip("0"):
                made.payer = payer = new(_PAYER)
                payer.name = payer.organisation_number = ""
                payer.address = ()
                payer.account = f"bankgiro:{giro}"
                payer.__class__ = Payer
            else:
                made.payer = _NOBODY
            made.channel = channel(bg.AUTOGIRO) if line[56] == bg.AUTOGIRO else PaymentChannel.BANKGIRO
            made.original = None
            made.reversal = False
            made.deposit = deposit
            made.source = source = new(_SOURCE)
            source.format = bg.FORMAT
            source.digest = digest
            source.place = f"line {number}"
            source.__class__ = Source
            if place < count and (code := lines[place][:2]) != "20" and code in _DETAILS:
                _detail(made, _following(lines, place))
            made.__class__ = IncomingPayment
            yield made
        self.told_before = at


def _following(lines: list[str], at: int) -> list[str]:
    """Return the lines from *at* that belong to the payment before them; what is unknown among them is passed over."""
    end = at
    while end < len(lines) and lines[end][:2] not in _OTHERS:
        end += 1
    return [line for line in lines[at:end] if line[:2] in _DETAILS]


_OTHERS: Final = frozenset({"05", "15", "20", "21", "70"})


def _detail(made: Any, details: list[str]) -> None:
    """Add what the further records of the payment say."""
    texts, extras = [], []
    name = extra_name = street = postal_code = town = country = number = ""
    for line in details:
        code = line[:2]
        if code == "25":
            texts.append(line[2:52].rstrip())
        elif code == "26":
            name, extra_name = line[2:37].rstrip(), line[37:72].rstrip()
        elif code == "27":
            street, postal_code = line[2:37].rstrip(), line[37:46].rstrip()
        elif code == "28":
            town, country = line[2:37].rstrip(), line[37:72].rstrip() or line[72:74].rstrip()
        elif code == "29":
            number = line[2:14].rstrip()
        else:
            extras.append(line)
    if texts:
        made.message = "\n".join(texts)
    if postal_code:
        town = f"{postal_code} {town}" if town else postal_code
    payer = new(_PAYER)
    payer.name = name
    payer.account = made.payer.account
    payer.organisation_number = organisation(number)
    payer.address = tuple([text for text in (extra_name, street, town, country) if text])
    payer.__class__ = Payer
    made.payer = payer
    if extras:
        made.references += tuple(_extras(extras, made.amount))


def _extras(lines: list[str], whole: Money) -> Iterator[PaymentReference]:
    """Yield the further references; their parts are used only where they make the *whole*."""
    stated = [int(line[37:55].strip() or 0) for line in lines]
    signs = [-1 if line[1] == "3" else 1 for line in lines]
    parts = [part * sign for part, sign in zip(stated, signs, strict=True)]
    split = any(parts) and sum(parts) == whole.minor
    for line, part in zip(lines, parts, strict=True):
        ocr = line[55] == bg.OCR
        yield PaymentReference(
            text=line[12:37].strip(),
            kind="credit_note" if line[1] == "3" else "ocr" if ocr else "text",
            amount=Money(part, whole.currency) if split else None,
        )
