"""Archives: one in memory for tests and trials, one in a folder of plain files that outlives every program."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from faktura.core.errors import NotFound, RecordedDifferently, Unavailable
from faktura.ports.adapters.durable import replace_file, safe_name, sweep
from faktura.ports.archive import ArchiveRecord, Damaged, StillKept


class MemoryArchive:
    """An archive that ends with its process."""

    def __init__(self) -> None:
        """Begin empty."""
        self._records: dict[tuple[str, str], ArchiveRecord] = {}

    def keep(self, record: ArchiveRecord) -> str:
        """Keep *record*; see `Archive.keep`."""
        if self._records.setdefault((record.sender_id, record.id), record) != record:
            raise RecordedDifferently("archive.id_used", id=record.id)
        return sha256(record.content).hexdigest()

    def fetch(self, sender_id: str, id: str) -> ArchiveRecord:
        """Return a record; see `Archive.fetch`."""
        if (sender_id, id) not in self._records:
            raise NotFound("archive.unknown", id=id)
        return self._records[sender_id, id]

    def ids(self, sender_id: str) -> Iterator[str]:
        """Yield a sender's ids; see `Archive.ids`."""
        yield from sorted(id for sender, id in self._records if sender == sender_id)

    def remove(self, sender_id: str, id: str, *, on: date) -> None:
        """Remove a record; see `Archive.remove`."""
        record = self._records.get((sender_id, id))
        if record is not None:
            _over(id, record.keep_until, on)
            del self._records[sender_id, id]


_NOTE: Final = ".json"
_CONTENT: Final = ".bin"


class FolderArchive:
    """An archive in a folder: `<folder>/<sender>/<record>.bin` holds the bytes, `.json` what they are and how long they stay.

    The note is written last: a record without one was never kept. New folders and files are their owner's alone (modes 0700
    and 0600). Read-only media and backups are the host's.
    """

    def __init__(self, folder: str | Path) -> None:
        """Keep in *folder*, which is made when it is missing."""
        self._folder = Path(folder)

    def keep(self, record: ArchiveRecord) -> str:
        """Keep *record*; see `Archive.keep`."""
        digest = sha256(record.content).hexdigest()
        facts = {
            "id": record.id,
            "keep_until": record.keep_until.isoformat(),
            "mime_type": record.mime_type,
            "name": record.name,
            "sha256": digest,
        }
        try:
            earlier = self._facts(record.sender_id, record.id)
            if earlier is not None and earlier != facts:
                raise RecordedDifferently("archive.id_used", id=record.id)
            place = self._place(record.sender_id, record.id)
            content = place.with_name(place.name + _CONTENT)
            if (
                not content.exists() or content.read_bytes() != record.content
            ):  # lost or changed: mended by the same call
                replace_file(content, record.content, private=True)
            if earlier is None:
                text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
                replace_file(place.with_name(place.name + _NOTE), text.encode(errors="surrogatepass"), private=True)
        except OSError as error:
            raise Unavailable("archive.unusable", reason=type(error).__name__) from error
        return digest

    def fetch(self, sender_id: str, id: str) -> ArchiveRecord:
        """Return a record; see `Archive.fetch`."""
        facts, place = self._facts(sender_id, id), self._place(sender_id, id)
        if facts is None:
            raise NotFound("archive.unknown", id=id)
        try:
            content = place.with_name(place.name + _CONTENT).read_bytes()
        except FileNotFoundError:
            raise Damaged(id=id) from None
        except OSError as error:
            raise Unavailable("archive.unusable", reason=type(error).__name__) from error
        if sha256(content).hexdigest() != facts["sha256"]:
            raise Damaged(id=id)
        return ArchiveRecord(
            id=id,
            sender_id=sender_id,
            name=facts["name"],
            mime_type=facts["mime_type"],
            content=content,
            keep_until=date.fromisoformat(facts["keep_until"]),
        )

    def ids(self, sender_id: str) -> Iterator[str]:
        """Yield a sender's ids; see `Archive.ids`."""
        notes = (self._folder / safe_name(sender_id)).glob(f"*{_NOTE}")
        yield from sorted(facts["id"] for note in notes if (facts := _read(note, note.stem)) is not None)

    def remove(self, sender_id: str, id: str, *, on: date) -> None:
        """Remove a record; see `Archive.remove`. The note goes first: half removed is removed."""
        facts, place = self._facts(sender_id, id), self._place(sender_id, id)
        sweep(place.parent)
        if facts is None:
            return
        _over(id, date.fromisoformat(facts["keep_until"]), on)
        try:
            place.with_name(place.name + _NOTE).unlink(missing_ok=True)
            place.with_name(place.name + _CONTENT).unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable("archive.unusable", reason=type(error).__name__) from error

    def _place(self, sender_id: str, id: str) -> Path:
        return self._folder / safe_name(sender_id) / safe_name(id)

    def _facts(self, sender_id: str, id: str) -> dict[str, str] | None:
        place = self._place(sender_id, id)
        return _read(place.with_name(place.name + _NOTE), id)


def _read(note: Path, id: str) -> dict[str, str] | None:
    """Return what a note says; none when it is not there."""
    try:
        facts: dict[str, str] = json.loads(note.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable("archive.unusable", reason=type(error).__name__) from error
    except ValueError:
        raise Damaged(id=id) from None
    return facts


def _over(id: str, until: date, on: date) -> None:
    if on <= until:
        raise StillKept(id=id, until=until)
