"""E-mail by SMTP: against a real server, and against servers that refuse, hang, answer late or break off."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.delivery import Channel
from faktura.core.errors import Unavailable
from faktura.ports.adapters.folder_journal import FolderJournal
from faktura.ports.adapters.smtp import SmtpDelivery, server
from faktura.ports.delivery import DeliveryPort, DeliveryRefused
from faktura.ports.journal import MemoryJournal
from faktura.testing.contracts import DeliveryContract
from faktura.testing.contracts.delivery import email
from tests.ports.adapters.mail_server import Inbox, mail_server, scripted_server

FROM = "faktura@exempelbolaget.example"


def port_to(place: int, *, journal: MemoryJournal | FolderJournal | None = None, timeout: int = 5) -> SmtpDelivery:
    """A port that sends to the server at *place* on this machine."""
    connect = server("127.0.0.1", place, security="none", timeout=timeout)
    return SmtpDelivery(connect, mail_from=FROM, journal=journal or MemoryJournal(), bounces_to="studs@example.com")


class TestSmtpDelivery(DeliveryContract):
    @pytest.fixture(autouse=True)
    def _server(self) -> Iterator[None]:
        self.inbox = Inbox()
        with mail_server(self.inbox) as self.place:
            yield

    def make_port(self) -> SmtpDelivery:
        return port_to(self.place)

    def received(self, port: DeliveryPort) -> int:
        return len(self.inbox.envelopes)

    def test_the_message_arrives_whole(self) -> None:
        """Sender, the one receiver, subject, both texts and the PDF byte for byte; bounces go where they were told to."""
        receipt = self.make_port().hand_over(email())
        (envelope,), (message,) = self.inbox.envelopes, self.inbox.messages
        assert (envelope.mail_from, envelope.rcpt_tos) == ("studs@example.com", ["anna@example.com"])
        assert (message["From"], message["To"]) == (FROM, "anna@example.com")
        assert message["Subject"] == "Faktura 1042 från Räksmörgås AB"
        assert message["Message-ID"] == receipt.external_id == "<d1@exempelbolaget.example>"
        plain = message.get_body(("plain",))
        assert plain is not None
        assert "Här är fakturan." in plain.get_content()
        (attached,) = message.iter_attachments()
        assert attached.get_content() == b"%PDF-1.7\n\x00\xff"

    def test_a_restart_does_not_send_again(self, tmp_path: Path) -> None:
        """The journal in the folder outlives the process."""
        first = port_to(self.place, journal=FolderJournal(tmp_path)).hand_over(email())
        assert port_to(self.place, journal=FolderJournal(tmp_path)).hand_over(email()) == first
        assert len(self.inbox.envelopes) == 1

    @pytest.mark.parametrize(
        ("answer", "kind"), [("550 no such user", DeliveryRefused), ("450 come back later", Unavailable)]
    )
    def test_a_refused_receiver(self, answer: str, kind: type[Exception]) -> None:
        """Never (5xx) is a refusal, later (4xx) is tried again; the address and the server's words are not told."""
        self.inbox.answer_to["anna@example.com"] = answer
        port = self.make_port()
        with pytest.raises(kind) as told:
            port.hand_over(email())
        assert "anna" not in str(told.value)
        assert "user" not in str(told.value)
        self.inbox.answer_to.clear()
        assert port.hand_over(email()).delivery_id == "d1"
        assert len(self.inbox.envelopes) == 1

    @pytest.mark.parametrize(
        ("answer", "kind"), [("554 looks like spam", DeliveryRefused), ("452 disk full", Unavailable)]
    )
    def test_a_refused_message(self, answer: str, kind: type[Exception]) -> None:
        """Likewise when it is the whole message that is not taken."""
        self.inbox.answer = answer
        with pytest.raises(kind):
            self.make_port().hand_over(email())

    def test_a_receiver_with_letters_the_server_does_not_take(self) -> None:
        """No SMTPUTF8: refused as an address, nothing sent to somebody else."""
        with pytest.raises(DeliveryRefused) as refused:
            self.make_port().hand_over(evolve(email(), address="åsa@example.com"))
        assert refused.value.reason == "address"
        assert self.inbox.envelopes == []

    def test_a_letter_is_not_for_a_mail_server(self) -> None:
        """The channel is told."""
        with pytest.raises(DeliveryRefused) as refused:
            self.make_port().hand_over(evolve(email(), channel=Channel.LETTER))
        assert refused.value.reason == "channel"

    def test_a_server_without_encryption_is_not_talked_to_in_plain_text(self) -> None:
        """STARTTLS is the default, and there is no falling back."""
        port = SmtpDelivery(server("127.0.0.1", self.place, timeout=5), mail_from=FROM, journal=MemoryJournal())
        with pytest.raises(Unavailable):
            port.hand_over(email())
        assert self.inbox.envelopes == []


def test_nobody_there() -> None:
    """The connection is refused: tried again later."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = taken.getsockname()[1]
    with pytest.raises(Unavailable):
        port_to(place).hand_over(email())


@pytest.mark.parametrize(
    "script",
    [
        [None],
        [b"220 mail.example", b"250 mail.example", None],
        [b"220 mail.example", b"250 mail.example", b"250 OK", b"250 OK", b"354 go on", None],
    ],
    ids=["before the greeting", "after hello", "after the message"],
)
def test_a_server_that_hangs_is_given_up(script: list[bytes | None]) -> None:
    """After the timeout, wherever it stopped answering; the delivery waits for another try."""
    with scripted_server(script) as place, pytest.raises(Unavailable):
        port_to(place, timeout=1).hand_over(email())


def test_an_answer_that_is_lost_is_asked_for_again_under_the_same_message_id() -> None:
    """The server took the message and broke off: nobody can know, so the same Message-ID goes again, and is known."""
    journal, inbox = MemoryJournal(), Inbox()
    cut = [b"220 mail.example", b"250 mail.example", b"250 OK", b"250 OK", b"354 go on"]
    with scripted_server(cut) as place, pytest.raises(Unavailable):
        port_to(place, journal=journal).hand_over(email())
    in_doubt = journal.find("A", "d1")
    assert in_doubt is not None
    assert not in_doubt.done
    with mail_server(inbox) as place:
        receipt = port_to(place, journal=journal).hand_over(email())
    assert [message["Message-ID"] for message in inbox.messages] == [receipt.external_id]


def test_a_bad_farewell_changes_nothing() -> None:
    """The message was taken: that the server then hangs up without a word is no failure."""
    script = [b"220 hi", b"250 mail.example", b"250 OK", b"250 OK", b"354 go on", b"250 taken"]
    with scripted_server(script) as place:
        assert port_to(place).hand_over(email()).delivery_id == "d1"


def test_a_journal_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    """Unreadable is not unknown: a mail might go out twice."""
    inbox = Inbox()
    with mail_server(inbox) as place:
        port_to(place, journal=FolderJournal(tmp_path)).hand_over(email())
        (entry,) = tmp_path.glob("*/*.json")
        entry.write_bytes(b"{")
        with pytest.raises(Unavailable):
            port_to(place, journal=FolderJournal(tmp_path)).hand_over(email())
    assert len(inbox.envelopes) == 1
