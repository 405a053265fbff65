"""Deliveries as files keep the promises of a delivery port, and stay where they belong."""

import json
import threading
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.delivery import Channel, DeliveryFile
from faktura.core.errors import Unavailable
from faktura.ports.adapters.durable import safe_name
from faktura.ports.adapters.files import FileDelivery
from faktura.ports.delivery import DeliveryPort, DeliveryRefused
from faktura.testing.contracts import DeliveryContract
from faktura.testing.contracts.delivery import email

LETTER = evolve(
    email(),
    channel=Channel.LETTER,
    address="Åsa Öman\nStorgatan 1\n111 22 Stockholm",
    files=(DeliveryFile(name="faktura-1042.pdf", mime_type="application/pdf", content=b"%PDF"),),
)


class TestFileDelivery(DeliveryContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "out"

    def make_port(self) -> FileDelivery:
        return FileDelivery(self.folder)

    def received(self, port: DeliveryPort) -> int:
        assert [path.name for path in self.folder.parent.iterdir()] in (["out"], [])
        return len(list(self.folder.glob("*/*/delivery.json")))


class TestFileDeliveryOfLetters(TestFileDelivery):
    delivery = LETTER


def test_an_email_is_a_message_a_mail_program_opens(tmp_path: Path) -> None:
    """Receiver, subject, both texts and the attachment, Swedish letters and all; marked as unsent."""
    receipt = FileDelivery(tmp_path).hand_over(email())
    message = message_from_bytes((tmp_path / receipt.external_id / "message.eml").read_bytes(), policy=default)
    assert message["To"] == "anna@example.com"
    assert message["Subject"] == "Faktura 1042 från Räksmörgås AB"
    assert message["Message-ID"] == "<d1@faktura.invalid>"
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert plain.get_content() == "Hej!\r\n\r\nHär är fakturan.\r\n"
    assert html is not None
    assert html.get_content().strip() == "<p>Hej!</p>"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "faktura 1042.pdf"
    assert attached.get_content() == b"%PDF-1.7\n\x00\xff"


def test_an_email_with_a_sender_is_ready_to_go(tmp_path: Path) -> None:
    """The address it comes from is the port's, so that no delivery can choose another."""
    receipt = FileDelivery(tmp_path, mail_from="faktura@example.com").hand_over(email())
    message = message_from_bytes((tmp_path / receipt.external_id / "message.eml").read_bytes(), policy=default)
    assert message["From"] == "faktura@example.com"
    assert message["X-Unsent"] is None


def test_the_same_email_is_the_same_bytes(tmp_path: Path) -> None:
    """No boundary drawn by chance, no clock."""
    written = set()
    for folder in ("a", "b"):
        receipt = FileDelivery(tmp_path / folder).hand_over(email())
        written.add((tmp_path / folder / receipt.external_id / "message.eml").read_bytes())
    assert len(written) == 1


@pytest.mark.parametrize(
    ("address", "subject", "reason"),
    [
        ("anna@example.com\nBcc: x@example.com", "Faktura", "address"),
        ("anna@example.com, x@example.com", "Faktura", "address"),
        ("anna", "Faktura", "address"),
        ("", "Faktura", "address"),
        ("anna@example.com", "Faktura\nBcc: x@example.com", "contents"),
        ("anna@example.com", "Faktura\r\n\r\n<html>", "contents"),
    ],
)
def test_headers_cannot_be_smuggled_in(tmp_path: Path, address: str, subject: str, reason: str) -> None:
    """Line breaks and second receivers are refused, nothing is written, and no address is told."""
    with pytest.raises(DeliveryRefused) as refused:
        FileDelivery(tmp_path).hand_over(evolve(email(), address=address, subject=subject))
    assert refused.value.reason == reason
    assert "example.com" not in str(refused.value)
    assert "anna" not in refused.value.explain("sv")
    assert list(tmp_path.iterdir()) == []


def test_a_letter_is_its_files_and_where_they_go(tmp_path: Path) -> None:
    """As a print shop needs it: the PDF under its name, and the lines of the address."""
    receipt = FileDelivery(tmp_path).hand_over(LETTER)
    folder = tmp_path / receipt.external_id
    assert sorted(path.name for path in folder.iterdir()) == ["delivery.json", "faktura-1042.pdf", "message.txt"]
    manifest = json.loads((folder / "delivery.json").read_bytes())
    assert manifest["address"] == ["Åsa Öman", "Storgatan 1", "111 22 Stockholm"]
    assert (manifest["channel"], manifest["subject"]) == ("letter", "F1042")
    assert manifest["files"] == ["faktura-1042.pdf", "message.txt"]


def test_file_names_stay_in_their_folder(tmp_path: Path) -> None:
    """Whatever the names of the files say, and however often the same one comes."""
    names = ("../../x.pdf", "a/b.pdf", ".hidden", "delivery.json", "f.pdf", "F.PDF", "con.txt", "x" * 300, "")
    files = tuple(DeliveryFile(name=name, mime_type="application/pdf", content=name.encode()) for name in names)
    receipt = FileDelivery(tmp_path / "out").hand_over(evolve(LETTER, files=files, text=""))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    written = {path.name: path.read_bytes() for path in (tmp_path / "out" / receipt.external_id).iterdir()}
    del written["delivery.json"]
    assert sorted(written.values()) == sorted(name.encode() for name in names)
    assert len({name.casefold() for name in written}) == len(names)
    assert written["f.pdf"] == b"f.pdf"


@given(st.lists(st.text(max_size=120), unique=True, max_size=30))
def test_names_are_safe_and_never_shared(ids: list[str]) -> None:
    """One path part of plain characters for each id, apart also where case does not count."""
    names = [safe_name(id) for id in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert name.isascii()
        assert name == name.lower()
        assert 0 < len(name) <= 80
        assert name.replace("-", "").replace("_", "").isalnum()
        assert Path(name).name == name


def test_a_digested_name_cannot_be_taken_by_an_id() -> None:
    """An id that looks like another id's name gets a name of its own."""
    assert safe_name(safe_name("F1")) != safe_name("F1")


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A file stands where the folder should be: `Unavailable`, and the next attempt succeeds."""
    port = FileDelivery(tmp_path / "out")
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(Unavailable):
        port.hand_over(LETTER)
    (tmp_path / "out").unlink()
    receipt = port.hand_over(LETTER)
    assert (tmp_path / "out" / receipt.external_id / "delivery.json").exists()


def test_two_at_once_write_one(tmp_path: Path) -> None:
    """Both get the receipt; nothing unfinished is left beside it."""
    port = FileDelivery(tmp_path)
    receipts: list[str] = []
    start = threading.Barrier(4)

    def hand_over() -> None:
        start.wait()
        receipts.append(port.hand_over(LETTER).external_id)

    threads = [threading.Thread(target=hand_over) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 4
    assert len(set(receipts)) == 1
    assert [path.name for path in (tmp_path / safe_name("A")).iterdir()] == ["d1"]
