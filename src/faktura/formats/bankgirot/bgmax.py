"""BgMax: the file of incoming payments on a bankgiro, until the end of 2026 and in every archive.

A strict reading believes a file only when each deposit agrees with its records and the last record
with the whole; a tolerant one reads what can be read and says what was wrong. What real files get
away with is let through in both: unknown record types, short lines, tabs for blanks, blank lines at
the end, UTF-8 instead of ISO 8859-1.

Source: Bankgirot, Bankgiro Inbetalningar, technical manual, November 2019.

>>> from datetime import date
>>> from faktura.core.money import Money
>>> file = BgMaxFile(created="20261102060000123456", deposits=(Deposit(
...     bankgiro="0009912346", paid_on=date(2026, 11, 2), serial="00101",
...     records=(PaymentRecord(reference="10000180", reference_code="2", amount=Money(1250_50)),)),))
>>> read(write(file)) == file, [str(payment.amount) for payment in payments(file, "digest")]
(True, ['1250.50 SEK'])
"""

from faktura.formats.bankgirot.incoming import payments, summary
from faktura.formats.bankgirot.lines import evened
from faktura.formats.bankgirot.reading import Reading
from faktura.formats.bankgirot.records import BgMaxFile, Deposit, ExtraReference, PaymentRecord
from faktura.formats.bankgirot.writer import write

__all__ = ["BgMaxFile", "Deposit", "ExtraReference", "PaymentRecord", "payments", "read", "summary", "write"]


def read(data: bytes, *, strict: bool = True) -> BgMaxFile:
    """Read a BgMax file.

    The records carry the lines they stood on; oddities that lose nothing are findings of severity
    `warning`. With *strict* off, whatever breaks the format is a finding of severity `error`, and
    the record or section concerned is left out.

    Raises:
        MalformedFile: In a strict reading: no first or last record, a record where it cannot
            belong, a field that cannot be read, or totals and counts that disagree.
    """
    reading = Reading(strict)
    last = 0
    for number, line in enumerate(_text(data, reading).removesuffix("\n").split("\n"), start=1):
        line = evened(line)
        if line.strip():
            reading.take(number, line)
            last = number
    return reading.finished(last + 1)


def _text(data: bytes, reading: Reading) -> str:
    """Return the file as text: ISO 8859-1, unless it is UTF-8 with letters outside ASCII."""
    if data.isascii():
        return data.decode("ascii")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
    reading.odd("bgmax.encoding", 1, found="UTF-8", expected="ISO 8859-1")
    if lost := text.count("\ufffd"):
        reading.odd("bgmax.letters_lost", 1, found=str(lost), expected="ISO 8859-1")
    return text
