"""A delivery journal in a folder: one small file for each hand-over, written through to the disk."""

import json
from pathlib import Path

from attrs import asdict

from faktura.core.errors import Unavailable
from faktura.core.wording import Text, register
from faktura.ports.adapters.durable import replace_file, safe_name
from faktura.ports.journal import JournalEntry


class FolderJournal:
    """Remembers hand-overs as `<folder>/<sender>/<delivery>.json`; no address and no text of a delivery is in it.

    Several processes may share the folder as long as no two hand over the same delivery at the same moment,
    which the desk's claim on a delivery sees to. New files are their owner's alone (mode 0600), so those processes are one user's.
    """

    def __init__(self, folder: str | Path) -> None:
        """Keep the journal in *folder*, which is made when it is missing."""
        self._folder = Path(folder)

    def find(self, sender_id: str, delivery_id: str) -> JournalEntry | None:
        """Return what is known of a delivery; see `DeliveryJournal.find`."""
        try:
            return JournalEntry(**json.loads(self._place(sender_id, delivery_id).read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:  # unreadable is not unknown: a letter could go out twice
            raise Unavailable("journal.unusable", reason=type(error).__name__) from error

    def note(self, entry: JournalEntry) -> None:
        """Keep *entry*; see `DeliveryJournal.note`."""
        content = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")
        try:
            replace_file(self._place(entry.sender_id, entry.delivery_id), content, private=True)
        except OSError as error:
            raise Unavailable("journal.unusable", reason=type(error).__name__) from error

    def _place(self, sender_id: str, delivery_id: str) -> Path:
        return self._folder / safe_name(sender_id) / f"{safe_name(delivery_id)}.json"


register(
    {
        "journal.unusable": Text(
            en="the journal of deliveries cannot be used ({reason}); repair it before anything more is handed over",
            sv="leveransjournalen kan inte användas ({reason}); laga den innan något mer lämnas över",
        ),
    }
)
