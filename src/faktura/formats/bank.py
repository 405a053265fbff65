"""Payments from any bank file: what it is, what came in, and which bytes it was read from.

>>> from io import BytesIO
>>> list(stream_payments(BytesIO(b"01BGMAX".ljust(80) + b"\\n70".ljust(35, b"0"))))
[]
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from faktura.core.errors import MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.formats.bankgirot import stream as bgmax
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro import neutral
from faktura.formats.bankgirot.autogiro.specification import PaymentSpecification
from faktura.formats.bankgirot.autogiro.summary import summary
from faktura.formats.detect import detect
from faktura.formats.iso20022 import stream as camt
from faktura.formats.rereadable import Rereadable

_HEAD: Final = 256 * 2**10


def read_payments(data: bytes) -> tuple[IncomingPayment, ...]:
    """Return the payments of a BgMax, camt.054 or camt.053 file, or an Autogiro payment specification, in its order.

    Bankgirot's files are read strictly: one whose totals disagree gives no payments. Each payment carries the
    SHA-256 of the file and its place in it.

    Raises:
        MalformedFile: Another format, or one of these that breaks its rules.
    """
    return tuple(stream_payments(data))


def stream_payments(source: bytes | BinaryIO) -> Iterator[IncomingPayment]:
    """Yield the same payments one after another, however many there are, without holding the file or them.

    *source* may be a binary stream that can go back to its beginning, such as a file opened for reading: it is read more
    than once, and closed by whoever opened it. Its length costs time, not memory. An error may come after the first
    payments: keep nothing before the last one has come.

    Raises:
        MalformedFile: As `read_payments`, when the reading comes to it.
    """
    file = Rereadable(source)
    found = detect(file.head(_HEAD))
    if found == "bgmax":
        return bgmax.payments(file, file.digest())
    if found in {"camt.053", "camt.054"}:
        return camt.payments(file, file.digest())
    if found == "autogiro":
        return iter(_withdrawn(b"".join(file.pieces()), file.digest()))
    expected = "a bank file: bgmax, camt.054, camt.053 or an Autogiro payment specification"
    raise MalformedFile(format=found, line=1, field="format", found=found, expected=expected)


def _withdrawn(data: bytes, digest: str) -> tuple[IncomingPayment, ...]:
    read = autogiro.read(data)
    if not isinstance(read, PaymentSpecification):
        content, expected = summary(read).content, "a payment specification"
        raise MalformedFile(format="autogiro", line=1, field="content", found=content, expected=expected)
    return neutral.payments(read, digest)
