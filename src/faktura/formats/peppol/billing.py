"""Peppol BIS Billing 3, the CIUS of EN 16931 that Swedish authorities demand: written, read, carried.

Invoice (type 380) and credit note (type 381, positive amounts) in UBL 2.1, with the Swedish rules.
`write` gives bytes or raises `NotExpressible` with the rule that forbids it; `read` gives the model,
what the model has no place for, and what does not add up; `carried` says what comes back.
"""

from faktura.formats.peppol.carried import carried
from faktura.formats.peppol.expressible import Obstacle, obstacles
from faktura.formats.peppol.names import FORMAT
from faktura.formats.peppol.negative import as_negative_invoice
from faktura.formats.peppol.preflight import preflight
from faktura.formats.peppol.reader import read, receive
from faktura.formats.peppol.writer import write

__all__ = ["FORMAT", "Obstacle", "as_negative_invoice", "carried", "obstacles", "preflight", "read", "receive", "write"]
