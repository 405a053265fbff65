"""Letters for a print shop: the PDF and a manifest with the address block, dropped into a folder that it empties.

`<folder>/<sender>.<delivery>.pdf` is written first, `....json` last: a manifest that is there has its PDF beside it, whole.
Names hold ids only. Who may read the files is for the umask and the folder's own rights to say. What the shop has fetched and
removed is known by the journal, so it is not printed twice.
"""

import hashlib
import json
from enum import StrEnum
from pathlib import Path

from faktura.core.delivery import Channel, Delivery, DeliveryFile, Receipt
from faktura.core.errors import Unavailable
from faktura.ports.adapters.durable import earlier_name, joint_name, replace_file
from faktura.ports.delivery import DeliveryRefused
from faktura.ports.journal import DeliveryJournal, Once

_PDF = "application/pdf"


class Postage(StrEnum):
    """How fast the letter travels."""

    PRIORITY = "priority"
    ECONOMY = "economy"


class PrintShopDelivery:
    """A delivery port for letters.

    The manifest holds `id`, `sender`, `subject`, `postage`, `address` (the lines of the block, the name first), `file`, `bytes` and
    `sha256` of the PDF, which has its attachments joined in already.
    """

    def __init__(
        self, folder: str | Path, *, journal: DeliveryJournal, postage: Postage = Postage.ECONOMY, most_lines: int = 7
    ) -> None:
        """Drop letters into *folder*; an address of more than *most_lines* lines does not fit the window and is refused."""
        self._folder = Path(folder)
        self._once = Once(journal)
        self._postage = postage
        self._most_lines = most_lines

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Drop *delivery*; see `DeliveryPort.hand_over`. The receipt's external id is the manifest's name.

        Raises:
            DeliveryRefused: `channel` (no letter), `address` (none, or too long), or `contents` (not exactly one PDF).
        """
        if delivery.channel is not Channel.LETTER:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        lines = [line.strip() for line in delivery.address.split("\n") if line.strip()]
        if not 2 <= len(lines) <= self._most_lines:
            raise DeliveryRefused(id=delivery.id, reason="address")
        pdf = _only_pdf(delivery)
        name = joint_name(delivery.sender_id, delivery.id)
        manifest: dict[str, object] = {
            "address": lines,
            "bytes": len(pdf.content),
            "file": f"{name}.pdf",
            "id": delivery.id,
            "postage": self._postage.value,
            "sender": delivery.sender_id,
            "sha256": hashlib.sha256(pdf.content).hexdigest(),
            "subject": delivery.subject_id,
        }
        earlier = earlier_name(delivery.sender_id, delivery.id)

        def send() -> str:
            try:
                if self._holds(earlier, manifest):
                    return f"{earlier}.json"
                replace_file(self._folder / f"{name}.pdf", pdf.content)
                replace_file(
                    self._folder / f"{name}.json",
                    json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode(errors="surrogatepass"),
                )
            except OSError as error:
                raise Unavailable("delivery.unwritable", reason=type(error).__name__) from error
            return f"{name}.json"

        return self._once.hand_over(delivery, send)

    def _holds(self, name: str, manifest: dict[str, object]) -> bool:
        """Whether the letter of *manifest* lies there already under *name*; the manifest was written last."""
        try:
            found = json.loads((self._folder / f"{name}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return False
        return bool(found == {**manifest, "file": f"{name}.pdf"})


def _only_pdf(delivery: Delivery) -> DeliveryFile:
    pdfs = [file for file in delivery.files if file.mime_type == _PDF]
    if len(pdfs) != 1 or len(delivery.files) != 1 or not pdfs[0].content.startswith(b"%PDF"):
        raise DeliveryRefused(id=delivery.id, reason="contents")
    return pdfs[0]
