"""What makes two deliveries the same."""

from datetime import timedelta

import pytest
from attrs import evolve

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.ports.delivery import DeliveryRefused, fingerprint
from faktura.testing.contracts.delivery import email

ONE = email()
FILE = ONE.files[0]


@pytest.mark.parametrize(
    "other",
    [
        evolve(ONE, sender_id="B"),
        evolve(ONE, subject_id="F2"),
        evolve(ONE, channel=Channel.LETTER),
        evolve(ONE, address="berit@example.com"),
        evolve(ONE, subject="Faktura"),
        evolve(ONE, text=""),
        evolve(ONE, html=""),
        evolve(ONE, files=()),
        evolve(ONE, files=(FILE, FILE)),
        evolve(ONE, files=(evolve(FILE, name="f.pdf"),)),
        evolve(ONE, files=(evolve(FILE, mime_type="image/png"),)),
        evolve(ONE, files=(evolve(FILE, content=b""),)),
        evolve(ONE, subject=ONE.subject + ONE.text[:1], text=ONE.text[1:]),
    ],
)
def test_other_contents_have_another_fingerprint(other: Delivery) -> None:
    """Every field that reaches the receiver counts, and none runs into the next."""
    assert fingerprint(other) != fingerprint(ONE)


def test_waiting_longer_is_no_other_delivery() -> None:
    """When it may leave is the desk's business, and its id is what the fingerprint is kept under."""
    assert fingerprint(evolve(ONE, not_before=ONE.not_before + timedelta(days=1), id="d2")) == fingerprint(ONE)


def test_a_files_bytes_are_read_as_bytes() -> None:
    """Also when they are no text."""
    odd = evolve(ONE, files=(DeliveryFile(name="\ud800", mime_type="", content=b"\xff"),))
    assert len(fingerprint(odd)) == 64


def test_a_refusal_tells_the_code_and_nothing_of_the_receiver() -> None:
    """In both languages."""
    refused = DeliveryRefused(id="d1", reason="address")
    assert str(refused) == "delivery d1 was refused (address); put it right and plan a new delivery"
    assert refused.explain("sv").startswith("leveransen d1 avvisades (address)")
