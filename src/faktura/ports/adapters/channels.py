"""One delivery port out of several, each for its own channels.

out = ByChannel({Channel.EMAIL: SmtpDelivery(...), Channel.LETTER: PrintShopDelivery(...)})
"""

from collections.abc import Mapping

from faktura.core.delivery import Channel, Delivery, Receipt
from faktura.ports.delivery import DeliveryPort, DeliveryRefused


class ByChannel:
    """A delivery port that gives each delivery to the port of its channel; a channel without one is refused."""

    def __init__(self, ports: Mapping[Channel, DeliveryPort]) -> None:
        """Deliver by *ports*."""
        self._ports = dict(ports)

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Let the port of the delivery's channel hand it over; see `DeliveryPort.hand_over`.

        Raises:
            DeliveryRefused: `channel`: no port serves it. The desk lists it, and a person sends it another way.
        """
        port = self._ports.get(delivery.channel)
        if port is None:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        return port.hand_over(delivery)
