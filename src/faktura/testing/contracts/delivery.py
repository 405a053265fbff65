"""What every delivery port must do, as a test class to subclass."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.core.errors import RecordedDifferently
from faktura.ports.delivery import DeliveryPort, DeliveryRefused

_PDF = DeliveryFile(name="faktura 1042.pdf", mime_type="application/pdf", content=b"%PDF-1.7\n\x00\xff")


def email(id: str = "d1") -> Delivery:
    """Return an e-mail with an attachment."""
    return Delivery(
        id=id,
        sender_id="A",
        subject_id="F1042",
        channel=Channel.EMAIL,
        address="anna@example.com",
        subject="Faktura 1042 från Räksmörgås AB",
        text="Hej!\n\nHär är fakturan.\n",
        html="<p>Hej!</p>",
        files=(_PDF,),
        not_before=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )


class DeliveryContract:
    """Subclass in your tests: return a port from `make_port`, and what reached the receivers from `received`.

    Attributes:
        delivery: One that the port takes; a port for another channel than e-mail sets its own.
        counts_received: Set to `False` when a test cannot see what reached the receiver.
    """

    delivery: Delivery = email()
    counts_received: bool = True

    def make_port(self) -> DeliveryPort:
        """Return a port that has handed nothing over."""
        raise NotImplementedError

    def received(self, port: DeliveryPort) -> int:
        """Return how many deliveries have reached their receivers through *port*."""
        raise NotImplementedError

    def _assert_received(self, port: DeliveryPort, number: int) -> None:
        if self.counts_received:
            assert self.received(port) == number

    def test_a_delivery_is_handed_over(self) -> None:
        """Once, and the receipt names it."""
        port = self.make_port()
        receipt = port.hand_over(self.delivery)
        assert receipt.delivery_id == self.delivery.id
        self._assert_received(port, 1)

    def test_the_same_delivery_again_reaches_nobody_again(self) -> None:
        """The answer to the first call may have been lost; the receipt is the same."""
        port = self.make_port()
        receipt = port.hand_over(self.delivery)
        assert port.hand_over(self.delivery) == receipt
        later = evolve(self.delivery, not_before=self.delivery.not_before + timedelta(hours=1))
        assert port.hand_over(later) == receipt
        self._assert_received(port, 1)

    def test_alike_deliveries_with_ids_of_their_own_are_two(self) -> None:
        """Two identical invoices are legitimate; and ids that look alike are not the same."""
        port = self.make_port()
        ids = ["d1", "D1", "d-1", "d/1", "../d1", "d1 ", "å", "x" * 300, "con", ".", ".."]
        receipts = [port.hand_over(evolve(self.delivery, id=id)) for id in ids]
        assert [receipt.delivery_id for receipt in receipts] == ids
        port.hand_over(evolve(self.delivery, sender_id="../A"))
        self._assert_received(port, len(ids) + 1)

    def test_an_id_used_for_other_contents_is_refused(self) -> None:
        """The first delivery stands, the second goes nowhere."""
        port = self.make_port()
        port.hand_over(self.delivery)
        with pytest.raises(RecordedDifferently):
            port.hand_over(evolve(self.delivery, subject_id="F1043"))
        self._assert_received(port, 1)

    def test_what_no_channel_takes_is_refused_for_good_or_received(self) -> None:
        """A delivery without any channel is not lost in silence."""
        port = self.make_port()
        try:
            port.hand_over(evolve(self.delivery, channel=Channel.NONE))
        except DeliveryRefused:
            self._assert_received(port, 0)
        else:
            self._assert_received(port, 1)
