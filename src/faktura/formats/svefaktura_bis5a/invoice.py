"""Svefaktura BIS 5A 2.0, in everyday talk "Svefaktura 2.0": Peppol BIS 5A in UBL 2.1, withdrawn from the network in 2019 and still read.

`write` gives bytes or raises `NotExpressible` with the rule that forbids it; `read` gives the model, what the model has no
place for, and what does not add up; `carried` says what comes back. What a receiver would reject is told by
`preflight`. New senders use Peppol BIS Billing 3.
"""

from faktura.formats.svefaktura_bis5a.carried import carried
from faktura.formats.svefaktura_bis5a.expressible import obstacles
from faktura.formats.svefaktura_bis5a.names import FORMAT
from faktura.formats.svefaktura_bis5a.preflight.rules import preflight
from faktura.formats.svefaktura_bis5a.reader import read, receive
from faktura.formats.svefaktura_bis5a.writer import write

__all__ = ["FORMAT", "carried", "obstacles", "preflight", "read", "receive", "write"]
