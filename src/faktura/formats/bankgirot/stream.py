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
_BATCH: Final = 64
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
    """Read the proved *file* once more, deposit by deposit."""
    number, deposits = 0, 0
    netted = iter((*learnt.netted, -1))
    next_netted = next(netted)
    section: _Section | None = None
    kept: Reading | None = None
    for lines in blocks(file, written):
        for line in lines:
            number += 1
            code = line[:2]
            if code == "20" and section is not None:
                section.keep()
                section.line, section.number = line, number
                if section.head is not None and len(section.held) >= _BATCH:
                    yield from section.told()
            elif code in _DETAILS and section is not None:
                section.details.append(line)
            elif kept is not None:
                kept.take(number, line)
                if code == "15":
                    yield from of_deposit(kept.deposits[0], digest)
                    kept = None
            elif code == "05":
                if deposits == next_netted:
                    kept, next_netted = Reading(strict=False), next(netted)
                    kept.take(number, line)
                else:
                    section = _Section(line, learnt.large.get(deposits), digest)
                deposits += 1
            elif code == "15" and section is not None:
                section.keep()
                section.head = section.head or head(section.giro, section.currency, line)
                yield from section.told()
                section = None


class _Section:
    """A deposit whose payments are being read: those not told yet, and the one whose records are still coming."""

    __slots__ = ("account", "at", "currency", "details", "digest", "giro", "head", "held", "line", "number")

    def __init__(self, line: str, head: Head | None, digest: str) -> None:
        self.giro = line[2:12].rstrip()
        self.account = f"bankgiro:{self.giro.lstrip('0')}"
        self.currency = line[22:25].rstrip() or "SEK"
        self.head = head
        self.digest = digest
        self.at = 0
        self.held: list[Any] = []
        self.line = ""
        self.number = 0
        self.details: list[str] = []

    def keep(self) -> None:
        """Make the payment whose records have come, all but its day and its id."""
        line = self.line
        if not line:
            return
        made = new(_PAYMENT)
        made.account = self.account
        made.amount = amount = new(_MONEY)
        amount.minor = int(line[37:55])
        amount.currency = self.currency
        amount.__class__ = Money
        made.references = ()
        if text := line[12:37].strip():
            reference = new(_REFERENCE)
            reference.text = text
            reference.kind = "ocr" if line[55] == bg.OCR else "text"
            reference.amount = None
            reference.__class__ = PaymentReference
            made.references = (reference,)
        made.message = ""
        made.payer = _NOBODY
        if giro := line[2:12].strip(" ").lstrip("0"):
            made.payer = payer = new(_PAYER)
            payer.name = payer.organisation_number = ""
            payer.address = ()
            payer.account = f"bankgiro:{giro}"
            payer.__class__ = Payer
        made.channel = PaymentChannel.BANKGIRO if line[56] != bg.AUTOGIRO else channel(line[56])
        made.original = None
        made.reversal = False
        made.source = source = new(_SOURCE)
        source.format = bg.FORMAT
        source.digest = self.digest
        source.place = f"line {self.number}"
        source.__class__ = Source
        if self.details:
            self._detail(made)
        made.id = line[57:69].rstrip()  # its serial number until the deposit is known
        self.held.append(made)

    def _detail(self, made: Any) -> None:
        """Add what the further records of the payment say; they begin anew for the next."""
        details, self.details = self.details, []
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
            made.references += tuple(self._extras(extras, made.amount))

    def _extras(self, lines: list[str], whole: Money) -> Iterator[PaymentReference]:
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

    def told(self) -> Iterator[IncomingPayment]:
        """Yield the payments held back, which get their day and their id now."""
        head, at = self.head, self.at
        if head is None:
            return
        held, self.held = self.held, []
        name, day, deposit = head.deposit.id, head.paid_on, head.deposit
        for made in held:
            at += 1
            made.id = f"{name}:{made.id}:{at}"
            made.booked_on = day
            made.deposit = deposit
            made.__class__ = IncomingPayment
            yield made
        self.at = at
