"""Svefaktura 1.0 (SFTI Basic Invoice), the Swedish e-invoice of 2006 that many still receive: written, read, carried.

`write` gives bytes or raises `NotExpressible` with the rule or element in the way; `read` gives the
model, what the model has no place for, and what does not add up; `carried` says what comes back. Files
that go along travel in an ObjectEnvelope of their own: `write_envelope`, `read_envelope`. What a receiver
would reject is told by `preflight`.
"""

from faktura.formats.svefaktura.carried import carried
from faktura.formats.svefaktura.envelope import read_envelope, write_envelope
from faktura.formats.svefaktura.expressible import obstacles
from faktura.formats.svefaktura.names import FORMAT
from faktura.formats.svefaktura.preflight.rules import preflight
from faktura.formats.svefaktura.reader import read, receive
from faktura.formats.svefaktura.writer import write

__all__ = ["FORMAT", "carried", "obstacles", "preflight", "read", "read_envelope", "receive", "write", "write_envelope"]
