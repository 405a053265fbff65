"""Letters dropped for a print shop: once, whole, with the address block, whatever the shop has fetched already."""

import hashlib
import json
from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.core.errors import Unavailable
from faktura.ports.adapters.folder_journal import FolderJournal
from faktura.ports.adapters.print_shop import Postage, PrintShopDelivery
from faktura.ports.delivery import DeliveryPort, DeliveryRefused
from faktura.ports.journal import MemoryJournal
from faktura.testing.contracts import DeliveryContract
from faktura.testing.contracts.delivery import email

PDF = DeliveryFile(name="faktura-1042.pdf", mime_type="application/pdf", content=b"%PDF-1.7 brev")
LETTER = evolve(
    email(), channel=Channel.LETTER, address="Åsa Öman\nStorgatan 1\n111 22 Stockholm", files=(PDF,), text="", html=""
)


class TestPrintShopDelivery(DeliveryContract):
    delivery = LETTER

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "tryckeri"

    def make_port(self) -> PrintShopDelivery:
        return PrintShopDelivery(self.folder, journal=MemoryJournal())

    def received(self, port: DeliveryPort) -> int:
        assert len(list(self.folder.glob("*.pdf"))) == len(list(self.folder.glob("*.json")))
        return len(list(self.folder.glob("*.json")))


def test_the_manifest_says_what_the_shop_needs(tmp_path: Path) -> None:
    """The lines of the address, the postage, and which file with which digest; nothing else of the receiver."""
    port = PrintShopDelivery(tmp_path, journal=MemoryJournal(), postage=Postage.PRIORITY)
    receipt = port.hand_over(evolve(LETTER, address="Åsa Öman\n\nStorgatan 1 \n111 22 Stockholm"))
    manifest = json.loads((tmp_path / receipt.external_id).read_bytes())
    assert manifest == {
        "address": ["Åsa Öman", "Storgatan 1", "111 22 Stockholm"],
        "bytes": len(PDF.content),
        "file": receipt.external_id.replace(".json", ".pdf"),
        "id": "d1",
        "postage": "priority",
        "sender": "A",
        "sha256": hashlib.sha256(PDF.content).hexdigest(),
        "subject": "F1042",
    }
    assert (tmp_path / manifest["file"]).read_bytes() == PDF.content


def test_what_the_shop_has_fetched_is_not_dropped_again(tmp_path: Path) -> None:
    """The folder is emptied by the shop; the journal remembers, also after a restart."""
    letters, notes = tmp_path / "letters", tmp_path / "notes"
    receipt = PrintShopDelivery(letters, journal=FolderJournal(notes)).hand_over(LETTER)
    for path in letters.iterdir():
        path.unlink()
    assert PrintShopDelivery(letters, journal=FolderJournal(notes)).hand_over(LETTER) == receipt
    assert list(letters.iterdir()) == []


def test_letters_of_two_senders_never_meet(tmp_path: Path) -> None:
    """Whatever their ids: delivery `2-17` of `brf` and delivery `17` of `brf-2` are two letters."""
    port = PrintShopDelivery(tmp_path, journal=MemoryJournal())
    for sender_id, id, content in (("brf", "2-17", b"%PDF Anna"), ("brf-2", "17", b"%PDF Bo")):
        receipt = port.hand_over(evolve(LETTER, sender_id=sender_id, id=id, files=(evolve(PDF, content=content),)))
        manifest = json.loads((tmp_path / receipt.external_id).read_bytes())
        assert (manifest["sender"], manifest["id"]) == (sender_id, id)
    assert {path.read_bytes() for path in tmp_path.glob("*.pdf")} == {b"%PDF Anna", b"%PDF Bo"}


def test_a_letter_under_its_earlier_name_is_not_dropped_again(tmp_path: Path) -> None:
    """Dropped, and the process died before the journal knew: it is found, unless it is another's of that name."""
    ours = evolve(LETTER, sender_id="brf", id="2-17")
    made = tmp_path / PrintShopDelivery(tmp_path, journal=MemoryJournal()).hand_over(ours).external_id
    earlier = json.loads(made.read_bytes()) | {"file": "brf-2-17.pdf"}
    for path in tmp_path.iterdir():
        path.rename(tmp_path / f"brf-2-17{path.suffix}")
    (tmp_path / "brf-2-17.json").write_text(json.dumps(earlier, ensure_ascii=False), encoding="utf-8")
    port = PrintShopDelivery(tmp_path, journal=MemoryJournal())
    assert port.hand_over(ours).external_id == "brf-2-17.json"
    assert port.hand_over(evolve(LETTER, sender_id="brf-2", id="17")).external_id == "brf-2.17.json"
    assert len(list(tmp_path.glob("*.pdf"))) == 2


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (evolve(LETTER, channel=Channel.EMAIL), "channel"),
        (evolve(LETTER, address=""), "address"),
        (evolve(LETTER, address="Åsa Öman"), "address"),
        (evolve(LETTER, address="\n".join(["rad"] * 8)), "address"),
        (evolve(LETTER, files=()), "contents"),
        (evolve(LETTER, files=(PDF, PDF)), "contents"),
        (evolve(LETTER, files=(evolve(PDF, content=b"<html>"),)), "contents"),
        (evolve(LETTER, files=(evolve(PDF, mime_type="image/png"),)), "contents"),
    ],
)
def test_what_cannot_be_a_letter_is_refused(tmp_path: Path, letter: Delivery, reason: str) -> None:
    """Before anything is written."""
    with pytest.raises(DeliveryRefused) as refused:
        PrintShopDelivery(tmp_path / "x", journal=MemoryJournal()).hand_over(letter)
    assert refused.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    """A file stands in its place; once it is gone the same call succeeds."""
    port = PrintShopDelivery(tmp_path / "x", journal=MemoryJournal())
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(Unavailable):
        port.hand_over(LETTER)
    (tmp_path / "x").unlink()
    assert (tmp_path / "x" / port.hand_over(LETTER).external_id).exists()
