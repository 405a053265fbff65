"""Payments from any bank file: what it is, what came in, and which bytes it was read from."""

import hashlib

from faktura.core.errors import MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.formats.bankgirot import bgmax
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro import neutral
from faktura.formats.bankgirot.autogiro.specification import PaymentSpecification
from faktura.formats.bankgirot.autogiro.summary import summary
from faktura.formats.detect import detect
from faktura.formats.iso20022 import camt


def read_payments(data: bytes) -> tuple[IncomingPayment, ...]:
    """Return the payments of a BgMax, camt.054 or camt.053 file, or an Autogiro payment specification, in its order.

    Bankgirot's files are read strictly: one whose totals disagree gives no payments. Each payment carries the
    SHA-256 of the file and its place in it.

    Raises:
        MalformedFile: Another format, or one of these that breaks its rules.
    """
    found = detect(data)
    digest = hashlib.sha256(data).hexdigest()
    if found == "bgmax":
        return bgmax.payments(bgmax.read(data), digest)
    if found in {"camt.053", "camt.054"}:
        return camt.payments(camt.read(data), digest)
    if found == "autogiro":
        return _withdrawn(data, digest)
    expected = "a bank file: bgmax, camt.054, camt.053 or an Autogiro payment specification"
    raise MalformedFile(format=found, line=1, field="format", found=found, expected=expected)


def _withdrawn(data: bytes, digest: str) -> tuple[IncomingPayment, ...]:
    read = autogiro.read(data)
    if not isinstance(read, PaymentSpecification):
        content, expected = summary(read).content, "a payment specification"
        raise MalformedFile(format="autogiro", line=1, field="content", found=content, expected=expected)
    return neutral.payments(read, digest)
