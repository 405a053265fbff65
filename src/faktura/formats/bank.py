"""Payments from any bank file: what it is, what came in, and which bytes it was read from."""

import hashlib

from faktura.core.errors import MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.formats.bankgirot import bgmax
from faktura.formats.detect import detect
from faktura.formats.iso20022 import camt


def read_payments(data: bytes) -> tuple[IncomingPayment, ...]:
    """Return the payments of a BgMax, camt.054 or camt.053 file, in its order.

    BgMax is read strictly: a file whose totals disagree gives no payments. Each payment carries the
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
    raise MalformedFile(
        format=found, line=1, field="format", found=found, expected="a bank file: bgmax, camt.054 or camt.053"
    )
