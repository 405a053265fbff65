"""An e-mail says what the delivery says, and no text of it becomes a header of its own."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from attrs import evolve

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.ports.adapters.email import email
from faktura.ports.delivery import DeliveryRefused

LETTER = Delivery(
    id="d1",
    sender_id="s1",
    subject_id="f1",
    channel=Channel.EMAIL,
    address="kund@kund.example",
    subject="Faktura 1001 från Å & Ö AB, =?utf-8?q?s=C3=A5?=",
    text="Hej",
    html="<p>Hej</p>",
    files=(DeliveryFile(name="faktura-1001.pdf", mime_type="application/pdf", content=b"%PDF-"),),
    not_before=datetime(2026, 10, 1, tzinfo=UTC),
)


def test_a_message_says_what_the_delivery_says() -> None:
    """One receiver, the subject in any letters, text and HTML, the file by its name."""
    message = message_from_bytes(email(LETTER, sender="firma@firma.example", id="d1"), policy=SMTP)
    assert (message["To"], message["From"]) == ("kund@kund.example", "firma@firma.example")
    assert message["Subject"] == "Faktura 1001 från Å & Ö AB, så"
    kinds = [(part.get_content_type(), part.get_filename()) for part in message.walk() if not part.is_multipart()]
    assert kinds == [("text/plain", None), ("text/html", None), ("application/pdf", "faktura-1001.pdf")]


@pytest.mark.parametrize("text", ["\r\nBcc: x@y.example", "\n", "\r", "\0", "\x85", "\u2028", "=?utf-8?q?=0d=0aBcc:_x@y.example?=",
                                  "=?utf-8?b?DQpCY2M6IHhAeS5leGFtcGxl?=", "=?latin-1?q?=0aX:_y?="])  # fmt: skip
def test_no_text_becomes_a_header(text: str) -> None:
    """A line break in the subject, plain or in an encoded word, is refused and not shown; so are other controls."""
    with pytest.raises(DeliveryRefused) as refused:
        email(evolve(LETTER, subject=f"Faktura {text}"), sender="firma@firma.example", id="d1")
    assert refused.value.reason == "contents"
    assert "Bcc" not in str(refused.value)


def test_no_file_name_becomes_a_header() -> None:
    """The same for the headers of a part: the message is refused, or its part has no header but its own."""
    name = "=?utf-8?q?=0d=0aX-Other:_y?=.pdf"
    files = (DeliveryFile(name=name, mime_type="application/pdf", content=b"%PDF-"),)
    try:
        content = email(evolve(LETTER, files=files), sender="", id="d1")
    except DeliveryRefused:
        return
    assert all("X-Other" not in part for part in message_from_bytes(content, policy=SMTP).walk())
    assert b"\nX-Other" not in content
