"""Imported once by the server from which the campaigns' processes are forked: all that issuing and running needs, used once."""

from datetime import timedelta

from faktura.core.document import line
from faktura.desk.desk import Desk
from faktura.ports.adapters import postgres_session  # noqa: F401 - loaded late by the store
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, SENDER
from tests.campaigns.workers import NOW

_clock = FixedClock(NOW)
_desk = Desk(MemoryStore(), MemoryDelivery(), clock=_clock).at(SENDER, actor="warm")
_desk.invoices.issue(_desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)]).id, at_once=True)
_clock.advance(timedelta(days=40))
_desk.run()
