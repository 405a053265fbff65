"""The delivery port: where letters, e-mails, e-invoices and text messages leave the house."""

import hashlib
from collections.abc import Iterator
from typing import Protocol

from faktura.core.delivery import Delivery, Receipt
from faktura.core.errors import PortError
from faktura.core.wording import Text, register


class DeliveryRefused(PortError):
    """The channel will never take this delivery: a wrong address, a channel it does not serve.

    Attributes:
        reason: The adapter's own code, such as `address` or `channel`; never personal data.
    """

    def __init__(self, *, id: str, reason: str) -> None:
        """Say which delivery was refused, and why."""
        super().__init__("delivery.refused", id=id, reason=reason)
        self.reason = reason


class DeliveryPort(Protocol):
    """Hands deliveries over to a channel, at least once asked and at most once done.

    The desk asks again after a crash or a lost answer; the delivery's id tells the adapter that it is
    the same one.
    """

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Hand *delivery* over and return the channel's receipt; the same delivery again: the same receipt.

        `not_before` has been waited for; an adapter does not look at it.

        Raises:
            Unavailable: The channel does not answer; the delivery may or may not have reached it, and
                the same call is made again later.
            DeliveryRefused: It will never be taken; asking again is of no use.
            RecordedDifferently: The id was used for a delivery with other contents.
        """
        ...


def fingerprint(delivery: Delivery) -> str:
    """Return a digest of everything that reaches the receiver, so that a used id is told from a repeated call."""
    seal = hashlib.sha256()
    for part in _parts(delivery):  # lengths keep two neighbouring parts from being read as one
        seal.update(len(part).to_bytes(8, "big"))
        seal.update(part)
    return seal.hexdigest()


def _parts(delivery: Delivery) -> Iterator[bytes]:
    texts = (delivery.sender_id, delivery.subject_id, delivery.channel.value, delivery.address)
    for text in (*texts, delivery.subject, delivery.text, delivery.html):
        yield text.encode(errors="surrogatepass")
    for file in delivery.files:
        yield file.name.encode(errors="surrogatepass")
        yield file.mime_type.encode()
        yield file.content


register(
    {
        "delivery.refused": Text(
            en="delivery {id} was refused ({reason}); put it right and plan a new delivery",
            sv="leveransen {id} avvisades ({reason}); rätta felet och planera en ny leverans",
        ),
        "delivery.id_used": Text(
            en="delivery id {id} was used for other contents; give each delivery an id of its own",
            sv="leverans-id {id} har använts för annat innehåll; ge varje leverans ett eget id",
        ),
    }
)
