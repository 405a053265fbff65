"""What every gateway for text messages and digital mailboxes must do, as test classes to subclass."""

from typing import Final

from attrs import evolve

from faktura.ports.gateway import MailboxGateway, MailboxItem, TextMessage, TextMessageGateway

MESSAGE: Final = TextMessage(id="d1", sender_id="A", to="+46701740605", text="Faktura 1042: 950,00 kr, åäö € 😀")
"""To a number that the Swedish numbering plan sets apart for fiction."""

ITEM: Final = MailboxItem(id="d1", sender_id="A", content='{"subject": "Faktura åäö"}'.encode())


class TextMessageGatewayContract:
    """Subclass in your tests: return a gateway from `make_gateway`, and what it sent from `sent`.

    Attributes:
        message: What is sent; give a number of your own that the gateway's test mode takes.
    """

    message: TextMessage = MESSAGE

    def make_gateway(self) -> TextMessageGateway:
        """Return a gateway that has sent nothing."""
        raise NotImplementedError

    def sent(self, gateway: TextMessageGateway) -> int:
        """Return how many messages have reached their receivers through *gateway*."""
        raise NotImplementedError

    def test_a_message_is_sent(self) -> None:
        """Once."""
        gateway = self.make_gateway()
        gateway.send(self.message)
        assert self.sent(gateway) == 1

    def test_the_same_id_again_is_the_same_message(self) -> None:
        """The answer to the first call may have been lost."""
        gateway = self.make_gateway()
        assert gateway.send(self.message) == gateway.send(self.message)
        assert self.sent(gateway) == 1

    def test_alike_messages_with_ids_of_their_own_are_two(self) -> None:
        """Two reminders may read the same; and senders are kept apart."""
        gateway = self.make_gateway()
        for one in (self.message, evolve(self.message, id="d2"), evolve(self.message, sender_id="B")):
            gateway.send(one)
        assert self.sent(gateway) == 3


class MailboxGatewayContract:
    """Subclass in your tests: return a gateway from `make_gateway`, and what it delivered from `delivered`.

    Attributes:
        item: What is delivered; give a recipient of your own that the gateway's test mode takes.
    """

    item: MailboxItem = ITEM

    def make_gateway(self) -> MailboxGateway:
        """Return a gateway that has delivered nothing."""
        raise NotImplementedError

    def delivered(self, gateway: MailboxGateway) -> int:
        """Return how many items have reached their mailboxes through *gateway*."""
        raise NotImplementedError

    def test_an_item_is_delivered(self) -> None:
        """Once."""
        gateway = self.make_gateway()
        gateway.send(self.item)
        assert self.delivered(gateway) == 1

    def test_the_same_id_again_is_the_same_item(self) -> None:
        """The answer to the first call may have been lost."""
        gateway = self.make_gateway()
        assert gateway.send(self.item) == gateway.send(self.item)
        assert self.delivered(gateway) == 1

    def test_alike_items_with_ids_of_their_own_are_two(self) -> None:
        """And senders are kept apart."""
        gateway = self.make_gateway()
        for one in (self.item, evolve(self.item, id="d2"), evolve(self.item, sender_id="B")):
            gateway.send(one)
        assert self.delivered(gateway) == 3
