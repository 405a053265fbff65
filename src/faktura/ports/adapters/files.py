"""Deliveries as files in a folder: e-mails as `.eml`, letters and e-invoices as they are.

One folder for each delivery, `<folder>/<sender>/<delivery>/`, complete the moment it appears: it is
written beside its place and then renamed. `delivery.json` in it says where everything goes, for a
print shop or a person; the names of folders never hold what a delivery holds. Who may read them is for
the process's umask to say, and for the rights of a folder that the host has made beforehand.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from faktura.core.delivery import Channel, Delivery, Receipt
from faktura.core.errors import RecordedDifferently, Unavailable
from faktura.core.wording import Text, register
from faktura.ports.adapters.durable import is_device, safe_name, sync, unfinished, write_through
from faktura.ports.adapters.email import email
from faktura.ports.delivery import DeliveryRefused, fingerprint

_MANIFEST: Final = "delivery.json"
_SAFE_FILE: Final = re.compile(r"[A-Za-z0-9åäöÅÄÖ][A-Za-z0-9åäöÅÄÖ_-]{0,99}(?:\.[A-Za-z0-9]{1,8}){1,2}")


class FileDelivery:
    """A delivery port that writes each delivery into a folder of its own.

    Args:
        folder: Where the senders' folders are made.
        mail_from: The address e-mails come from; without it they are marked as unsent drafts, which
            a mail program opens ready to be sent.
    """

    def __init__(self, folder: str | Path, *, mail_from: str = "") -> None:
        """Write into *folder*, which is made when it is missing."""
        self._folder = Path(folder)
        self._mail_from = mail_from

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Write *delivery*; see `DeliveryPort.hand_over`. The receipt's external id is its folder."""
        if delivery.channel is Channel.NONE:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        place = Path(safe_name(delivery.sender_id), safe_name(delivery.id))
        contents = dict(self._contents(delivery))
        try:
            if not self._same(delivery, self._folder / place):
                self._write(delivery, self._folder / place, contents)
        except OSError as error:
            raise Unavailable("delivery.unwritable", reason=type(error).__name__) from error
        return Receipt(delivery_id=delivery.id, external_id=place.as_posix())

    def _same(self, delivery: Delivery, place: Path) -> bool:
        """Return whether *delivery* is written already; raise when another one is in its place."""
        try:
            manifest = json.loads((place / _MANIFEST).read_bytes())
        except FileNotFoundError:
            return False
        if manifest["fingerprint"] != fingerprint(delivery):
            raise RecordedDifferently("delivery.id_used", id=delivery.id)
        return True

    def _write(self, delivery: Delivery, place: Path, contents: Mapping[str, bytes]) -> None:
        beside = unfinished(place.parent)
        beside.mkdir(parents=True)
        try:
            for name, content in contents.items():
                write_through(beside / name, content)
            try:
                beside.rename(place)
            except OSError:
                if not self._same(delivery, place):  # else somebody else has just written the same delivery
                    raise
            sync(place.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _contents(self, delivery: Delivery) -> Iterator[tuple[str, bytes]]:
        """Yield the name and bytes of every file of *delivery*, the manifest last."""
        if delivery.channel is Channel.EMAIL:
            files = {"message.eml": email(delivery, sender=self._mail_from, id=safe_name(delivery.id))}
        else:
            files = {name: file.content for name, file in zip(_names(delivery), delivery.files, strict=True)}
            files |= {"message.txt": delivery.text.encode()} if delivery.text else {}
        yield from files.items()
        manifest = {
            "address": delivery.address.split("\n"),
            "channel": delivery.channel.value,
            "files": sorted(files),
            "fingerprint": fingerprint(delivery),
            "id": delivery.id,
            "sender": delivery.sender_id,
            "subject": delivery.subject_id,
        }
        yield _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _names(delivery: Delivery) -> tuple[str, ...]:
    """Return a safe name for each file of *delivery*, none of them twice in any case of letters."""
    taken = {"message.txt", _MANIFEST}
    names: list[str] = []
    for number, file in enumerate(delivery.files, start=1):
        name = file.name if _SAFE_FILE.fullmatch(file.name) and not is_device(file.name) else f"file-{number}"
        if name.casefold() in taken:
            name = f"{number}-{name}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


register(
    {
        "delivery.unwritable": Text(
            en="the delivery folder cannot be written ({reason}); check it and hand over again",
            sv="leveransmappen kan inte skrivas ({reason}); kontrollera den och lämna över igen",
        ),
    }
)
