"""The contract suites as tests, for adapters that are named on pytest's command line; see `faktura.testing.plugin`."""

from typing import ClassVar, cast

from faktura.ports.archive import Archive
from faktura.ports.clock import Clock
from faktura.ports.journal import DeliveryJournal
from faktura.ports.store import Store
from faktura.testing.contracts.archive import ArchiveContract
from faktura.testing.contracts.clock import ClockContract
from faktura.testing.contracts.journal import JournalContract
from faktura.testing.contracts.store import StoreContract
from faktura.testing.plugin import factories


class TestStore(StoreContract):
    """`--faktura store=...`."""

    faktura_kind: ClassVar[str] = "store"

    def make_store(self) -> Store:
        """Return what the named factory makes."""
        return cast("Store", factories["store"]())


class TestArchive(ArchiveContract):
    """`--faktura archive=...`."""

    faktura_kind: ClassVar[str] = "archive"

    def make_archive(self) -> Archive:
        """Return what the named factory makes."""
        return cast("Archive", factories["archive"]())


class TestClock(ClockContract):
    """`--faktura clock=...`."""

    faktura_kind: ClassVar[str] = "clock"

    def make_clock(self) -> Clock:
        """Return what the named factory makes."""
        return cast("Clock", factories["clock"]())


class TestJournal(JournalContract):
    """`--faktura journal=...`."""

    faktura_kind: ClassVar[str] = "journal"

    def make_journal(self) -> DeliveryJournal:
        """Return what the named factory makes."""
        return cast("DeliveryJournal", factories["journal"]())
