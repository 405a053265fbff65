"""Text messages and digital mailboxes: each delivery becomes the gateway's payload, once."""

import pytest
from attrs import evolve

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.core.errors import RecordedDifferently, Unavailable
from faktura.ports.adapters.channels import ByChannel
from faktura.ports.adapters.gateways import (
    MailboxDelivery,
    RecordingMailbox,
    RecordingTextMessages,
    TextMessageDelivery,
    e164,
)
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.delivery import DeliveryPort, DeliveryRefused
from faktura.ports.gateway import MailboxGateway, TextMessageGateway
from faktura.ports.journal import MemoryJournal
from faktura.testing.contracts import DeliveryContract
from faktura.testing.contracts.delivery import email
from faktura.testing.contracts.gateway import MESSAGE, MailboxGatewayContract, TextMessageGatewayContract
from faktura.testing.faults import broken

SMS = evolve(email(), channel=Channel.TEXT_MESSAGE, address="070-174 06 05", files=(), html="")
ITEM = evolve(
    email(),
    channel=Channel.MAILBOX,
    address="P1",
    files=(DeliveryFile(name="mailbox.json", mime_type="application/json", content=b"{}"),),
)


class TestRecordingTextMessages(TextMessageGatewayContract):
    def make_gateway(self) -> RecordingTextMessages:
        return RecordingTextMessages()

    def sent(self, gateway: TextMessageGateway) -> int:
        assert isinstance(gateway, RecordingTextMessages)
        return len(gateway.sent)


class TestRecordingMailbox(MailboxGatewayContract):
    def make_gateway(self) -> RecordingMailbox:
        return RecordingMailbox()

    def delivered(self, gateway: MailboxGateway) -> int:
        assert isinstance(gateway, RecordingMailbox)
        return len(gateway.sent)


class TestTextMessageDelivery(DeliveryContract):
    delivery = SMS

    def make_port(self) -> TextMessageDelivery:
        self.gateway = RecordingTextMessages()
        return TextMessageDelivery(self.gateway, journal=MemoryJournal())

    def received(self, port: DeliveryPort) -> int:
        return len(self.gateway.sent)

    def test_the_payload(self) -> None:
        """The number as E.164 and the text; both are kept out of what is printed."""
        self.make_port().hand_over(SMS)
        (sent,) = self.gateway.sent
        assert (sent.to, sent.text) == ("+46701740605", SMS.text)
        assert "0605" not in repr(sent)


class TestMailboxDelivery(DeliveryContract):
    delivery = ITEM

    def make_port(self) -> MailboxDelivery:
        self.gateway = RecordingMailbox()
        return MailboxDelivery(self.gateway, journal=MemoryJournal())

    def received(self, port: DeliveryPort) -> int:
        return len(self.gateway.sent)


class TestByChannel(DeliveryContract):
    def make_port(self) -> ByChannel:
        self.mail = MemoryDelivery()
        return ByChannel({Channel.EMAIL: self.mail})

    def received(self, port: DeliveryPort) -> int:
        return len(self.mail.handed_over)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0701740605", "+46701740605"),
        ("+46701740605", "+46701740605"),
        ("46701740605", ""),
        ("0046 70 174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("08-465 004 04", "+46846500404"),
        ("+4712345678", "+4712345678"),
        ("", ""),
        ("+0701740605", ""),
        ("070174060٥", ""),
        ("0" * 10_000, ""),
        ("1234", ""),
    ],
)
def test_phone_numbers(number: str, expected: str) -> None:
    """Swedish numbers get their country code; what may be anything is not guessed."""
    assert e164(number) == expected


@pytest.mark.parametrize(
    ("delivery", "reason"),
    [
        (evolve(SMS, address="ring mig"), "address"),
        (evolve(SMS, text=" "), "contents"),
        (evolve(SMS, channel=Channel.EMAIL), "channel"),
    ],
)
def test_no_text_message(delivery: Delivery, reason: str) -> None:
    """Refused before the gateway is asked."""
    gateway = RecordingTextMessages()
    with pytest.raises(DeliveryRefused) as refused:
        TextMessageDelivery(gateway, journal=MemoryJournal()).hand_over(delivery)
    assert refused.value.reason == reason
    assert gateway.sent == ()


def test_a_mailbox_takes_its_payload_only() -> None:
    """A PDF alone is no item."""
    port = MailboxDelivery(RecordingMailbox(), journal=MemoryJournal())
    for wrong in (evolve(ITEM, files=()), evolve(ITEM, files=email().files), evolve(ITEM, channel=Channel.EMAIL)):
        with pytest.raises(DeliveryRefused):
            port.hand_over(wrong)


def test_a_gateway_that_is_down_is_asked_again() -> None:
    """Also when it had sent the message and only the answer was lost: the same id, so once."""
    gateway = RecordingTextMessages()
    port = TextMessageDelivery(gateway, journal=MemoryJournal())
    for after in (False, True):
        with broken(gateway, after=after), pytest.raises(Unavailable):
            port.hand_over(SMS)
    port.hand_over(SMS)
    assert len(gateway.sent) == 1


def test_a_recording_gateway_sees_an_id_used_twice() -> None:
    """For other contents."""
    gateway = RecordingTextMessages()
    gateway.send(MESSAGE)
    with pytest.raises(RecordedDifferently):
        gateway.send(evolve(MESSAGE, text="annat"))


def test_a_channel_without_a_port_is_refused() -> None:
    """And a delivery never goes another way than it was planned for."""
    mail = MemoryDelivery()
    with pytest.raises(DeliveryRefused):
        ByChannel({Channel.EMAIL: mail}).hand_over(SMS)
    assert mail.handed_over == ()
