"""The archive: accounting records kept unchanged for as long as the law demands, and no longer than is allowed.

Accounting records are kept until the end of the seventh year after the calendar year in which the financial year ended
(bokföringslagen 7 kap. 2 §); `rules.storage` reckons the day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from attrs import field, frozen

from faktura.core.errors import PortError
from faktura.core.wording import Text, register


class StillKept(PortError):
    """The record must be kept longer; `until` is its last day."""

    def __init__(self, *, id: str, until: date) -> None:
        """Say which record, and how long."""
        super().__init__("archive.still_kept", id=id, until=until.isoformat())
        self.until = until


@frozen(kw_only=True)
class ArchiveRecord:
    """One record.

    Attributes:
        id: The host's own, unique for the sender; holds no personal number.
        name: File name to hand it out under.
        keep_until: The last day on which it must be there.
    """

    id: str
    sender_id: str
    name: str
    mime_type: str
    content: bytes = field(repr=False)
    keep_until: date


class Archive(Protocol):
    """Keeps records write-once. Each sender's part is a world of its own."""

    def keep(self, record: ArchiveRecord) -> str:
        """Keep *record* and return the SHA-256 of its content; safe when the call returns, the same again changes nothing.

        Raises:
            RecordedDifferently: There is another record of that id; it stays.
            Unavailable: It may or may not be kept; the same call is made again.
        """
        ...

    def fetch(self, sender_id: str, id: str) -> ArchiveRecord:
        """Return a record, proved to be what was kept.

        Raises:
            NotFound: There is none.
            Damaged: The content is no longer that which was kept.
        """
        ...

    def ids(self, sender_id: str) -> Iterator[str]:
        """Yield the ids of a sender's records, in alphabetical order."""
        ...

    def remove(self, sender_id: str, id: str, *, on: date) -> None:
        """Remove a record whose time is over on the day *on*; one that is not there is removed already.

        Raises:
            StillKept: It must be kept longer.
        """
        ...


class Damaged(PortError):
    """What is stored is not what was kept: restore it from a copy."""

    def __init__(self, *, id: str) -> None:
        """Say which record."""
        super().__init__("archive.damaged", id=id)


register(
    {
        "archive.still_kept": Text(
            en="record {id} must be kept until {until}; remove it after that day",
            sv="handlingen {id} ska bevaras till och med {until}; ta bort den efter den dagen",
        ),
        "archive.damaged": Text(
            en="record {id} is not what was archived; restore it from a copy",
            sv="handlingen {id} är inte vad som arkiverades; återställ den från en kopia",
        ),
        "archive.unknown": Text(
            en="the archive has no record {id} of this sender; check the id",
            sv="arkivet har ingen handling {id} för avsändaren; kontrollera id",
        ),
        "archive.id_used": Text(
            en="the archive has another record {id}; give each record an id of its own",
            sv="arkivet har en annan handling {id}; ge varje handling ett eget id",
        ),
        "archive.unusable": Text(
            en="the archive folder cannot be used ({reason}); check it and try again",
            sv="arkivmappen kan inte användas ({reason}); kontrollera den och försök igen",
        ),
    }
)
