"""The payments of a BgMax file one after another, in memory that does not grow with the file.

The file is proved first, so that nothing is told of one whose totals disagree; then it is read again, and what was
proved is not looked at twice. A deposit with deductions is held whole: a credit note may belong to any payment in it.

>>> from io import BytesIO
>>> from faktura.formats.rereadable import Rereadable
>>> list(payments(Rereadable(BytesIO(b"01BGMAX".ljust(80) + b"\\r\\n70".ljust(82, b"0") + b"0" * 26)), "digest"))
[]
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from faktura.core.payment import IncomingPayment
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.forms import Filling
from faktura.formats.bankgirot.heads import Head, Learnt, head
from faktura.formats.bankgirot.incoming import of_deposit
from faktura.formats.bankgirot.lines import END, RECORD, blocks, encoding, records
from faktura.formats.bankgirot.proof import prove
from faktura.formats.bankgirot.reading import Reading
from faktura.formats.rereadable import Rereadable

_NOT_PAID: Final = re.compile(r"[^2]")
_PAYMENT: Final = f"\n{bg.PAYMENT.code}"


def payments(file: Rereadable, digest: str) -> Iterator[IncomingPayment]:
    """Yield the payments of *file*, in its order, as `bgmax.payments` of what `bgmax.read` returns; *digest* is its SHA-256.

    Raises:
        MalformedFile: As `bgmax.read`, before the first payment.
    """
    written = encoding(file)
    return chain.from_iterable(_again(file, written, prove(file, written), digest))


def _again(file: Rereadable, written: str, learnt: Learnt, digest: str) -> Iterator[Iterable[IncomingPayment]]:
    """Read the proved *file* once more, deposit by deposit: the text of one is held until its last, or told at once."""
    number, deposits = 0, -1
    netted = iter((*learnt.netted, -1))
    next_netted = next(netted)
    section: _Section | None = None
    texts = blocks(file, written)
    for text in texts if learnt.even else map(records, texts):
        start = 0
        for other in _NOT_PAID.finditer(text[::RECORD]):
            at = other.start() * RECORD
            line = text[at : at + bg.LENGTH]
            if line.startswith(bg.OPENING.code):
                start, deposits = at, deposits + 1
                section = _Section(line, learnt.large.get(deposits), number + at // RECORD, digest)
            elif line.startswith(bg.DEPOSIT.code) and section is not None:
                section.hold(text[start:at])
                if deposits == next_netted:
                    yield section.netted(line)
                    next_netted = next(netted)
                else:
                    yield from section.told(line)
                section = None
        if section is not None:
            section.hold(text[start:])
            yield from section.told()
        number += len(text) // RECORD


class _Section:
    """A deposit: the text that waits to be told, and how much was told before."""

    __slots__ = ("_account", "_currency", "_digest", "_filling", "_giro", "_held", "_number")

    def __init__(self, line: str, head: Head | None, number: int, digest: str) -> None:
        """Begin with its first *line*, before which stand *number* others."""
        self._giro = line[2:12].rstrip(" ")
        self._account = f"bankgiro:{self._giro.lstrip('0')}"
        self._currency = line[22:25].rstrip() or "SEK"
        self._digest = digest
        self._held: list[str] = []
        self._number = number
        self._filling = Filling(head, self._account, digest) if head is not None else None

    def hold(self, text: str) -> None:
        """Let the next records wait."""
        if text:
            self._held.append(text)

    def told(self, last: str = "") -> Iterator[list[IncomingPayment]]:
        """Yield the payments that are whole and whose day is known: all, when the *last* line has come, or all but one."""
        if self._filling is None:
            if not last:
                return
            self._filling = Filling(head(self._giro, self._currency, last), self._account, self._digest)
        held, self._held = self._held, []
        waiting: list[str] = []
        for text in held:
            cut = text.rfind(_PAYMENT) + 1
            if cut or text.startswith(bg.PAYMENT.code):
                yield from self._batches(self._filling, "".join((*waiting, text[:cut])))
                waiting = []
            waiting.append(text[cut:])
        if last:
            yield from self._batches(self._filling, "".join(waiting))
        else:
            self._held = waiting

    def _batches(self, filling: Filling, text: str) -> Iterator[list[IncomingPayment]]:
        """Yield the payments of *text*, of which the last is whole; what stands before the first is no payment."""
        start = 0 if text.startswith(bg.PAYMENT.code) else text.find(_PAYMENT) + 1
        if text.startswith(bg.PAYMENT.code, start):
            yield from filling.batches(text[start:], lines=self._number + start // RECORD)
        self._number += len(text) // RECORD

    def netted(self, last: str) -> list[IncomingPayment]:
        """Return the payments of a deposit with deductions, by its records; its *last* line has come."""
        reading = Reading(strict=False)
        text = "".join((*self._held, last))
        for number, line in enumerate(text.split(END), start=self._number + 1):
            reading.take(number, line)
        return of_deposit(reading.deposits[0], self._digest)
