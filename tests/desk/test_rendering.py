"""What each channel is handed: the right letter and files, alike every time, and nobody's name in a file name."""

import io
from datetime import timedelta

import attrs
import pikepdf
import pytest

from faktura.core.delivery import Channel, Delivery
from faktura.core.document import Attachment
from faktura.desk.desk import SenderDesk
from faktura.desk.rendering import Dispatch, document_delivery, document_pdf, e_invoice, file_name
from faktura.formats.peppol import reader as peppol
from faktura.formats.svefaktura import envelope as svefaktura_envelope
from faktura.formats.svefaktura import reader as svefaktura
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import issued

TAKES = attrs.evolve(COMPANY.party, accepts_e_invoice=True, phone="+46700000000")


def sent(desk: SenderDesk, post: MemoryDelivery, channel: Channel) -> Delivery:
    """What is handed over when a document is sent on *channel*."""
    document = issued(desk, buyer=TAKES, buyer_reference="Anna")
    desk.deliveries.send(document.id, channel=channel, at_once=True)
    desk.run()
    return post.handed_over[-1]


def test_an_e_mail_carries_letter_and_pdf(desk: SenderDesk, post: MemoryDelivery) -> None:
    """As text and as HTML, with amount, due date and reference; to the buyer's address."""
    mail = sent(desk, post, Channel.EMAIL)
    (pdf,) = mail.files
    assert (mail.address, pdf.name, pdf.mime_type) == (TAKES.email, "faktura-1001.pdf", "application/pdf")
    for said in ("125,00", "2026-10-31", "100164"):
        assert said in mail.text
        assert said in mail.html
    assert mail.subject
    assert (mail.sender_id, mail.subject_id) == (SENDER.id, desk.search.documents()[0].document_id)


def test_a_letter_is_a_pdf_and_an_address(desk: SenderDesk, post: MemoryDelivery) -> None:
    """With the name first, and no text beside it."""
    letter = sent(desk, post, Channel.LETTER)
    assert letter.address.split("\n") == ["Kundföretaget AB", "Storgatan 5", "222 33 Lund"]
    assert [file.mime_type for file in letter.files] == ["application/pdf"]
    assert (letter.text, letter.html) == ("", "")


def test_a_text_message_has_no_files(desk: SenderDesk, post: MemoryDelivery) -> None:
    """What to pay and how, in one message."""
    message = sent(desk, post, Channel.TEXT_MESSAGE)
    assert message.files == ()
    assert message.address == "+46700000000"
    assert "100164" in message.text


def test_a_peppol_invoice_embeds_the_pdf(desk: SenderDesk, post: MemoryDelivery) -> None:
    """To the electronic address, readable as the same invoice, the PDF inside as the buyer would see it."""
    delivery = sent(desk, post, Channel.PEPPOL)
    (file,) = delivery.files
    assert (delivery.address, file.name, file.mime_type) == ("0007:5599990016", "faktura-1001.xml", "application/xml")
    document = peppol.read(file.content).document
    assert document.number == "1001"
    assert [one.name for one in document.attachments] == ["faktura-1001.pdf"]
    assert document.attachments[0].content.startswith(b"%PDF")


def test_a_svefaktura_has_the_pdf_beside_it(desk: SenderDesk, post: MemoryDelivery) -> None:
    """It cannot embed a file: it points to the PDF in its ObjectEnvelope, and both are read together."""
    invoice, envelope = sent(desk, post, Channel.SVEFAKTURA).files
    assert (invoice.name, envelope.name) == ("faktura-1001.xml", "faktura-1001.objects.xml")
    found = svefaktura.read(invoice.content, envelope=envelope.content)
    assert found.document.number == "1001"
    assert [one.name for one in found.document.attachments] == ["faktura-1001.pdf"]
    assert found.document.attachments[0].content.startswith(b"%PDF")
    assert found.findings == ()


@pytest.mark.parametrize(
    "channel", [Channel.EMAIL, Channel.LETTER, Channel.PEPPOL, Channel.SVEFAKTURA, Channel.TEXT_MESSAGE]
)
def test_a_delivery_tried_again_carries_the_same_bytes(
    desk: SenderDesk, post: MemoryDelivery, clock: FixedClock, channel: Channel
) -> None:
    """On another day, by another process: the channel can tell that it is the same."""
    first = sent(desk, post, channel)
    dispatch = Dispatch(
        delivery_id=first.id, document_id=first.subject_id, what="document", content="", channel=channel,
        address=first.address,
    )  # fmt: skip
    clock.advance(timedelta(days=3))
    again = document_delivery(dispatch, desk.invoices.get(first.subject_id), SENDER, first.not_before)
    assert again == first
    assert [file.content for file in again.files] == [file.content for file in first.files]


def test_attachments_are_joined_to_the_pdf(desk: SenderDesk) -> None:
    """Cover pages before it, appendices after; in an e-invoice they are files of their own."""
    blank = pikepdf.new()
    blank.add_blank_page(page_size=(200, 300))
    data = io.BytesIO()
    blank.save(data)
    extra = (
        Attachment(name="villkor.pdf", content=data.getvalue()),
        Attachment(name="brev.pdf", content=data.getvalue(), position="cover"),
    )
    plain = issued(desk, buyer=TAKES, buyer_reference="Anna")
    document = issued(desk, buyer=TAKES, buyer_reference="Anna", attachments=extra)
    with pikepdf.open(io.BytesIO(document_pdf(document, SENDER))) as joined:
        widths = [float(page.mediabox[2]) for page in joined.pages]
    assert (widths[0], widths[-1], len(widths)) == (200, 200, 3)
    with pikepdf.open(io.BytesIO(document_pdf(plain, SENDER))) as alone:
        assert len(alone.pages) == 1
    names = [one.name for one in peppol.read(e_invoice(document, Channel.PEPPOL)[0].content).document.attachments]
    assert names == ["villkor.pdf", "brev.pdf"]


@pytest.mark.parametrize(
    ("number", "name"),
    [("1042", "faktura-1042.pdf"), ("2026/17 å", "faktura-2026-17--.pdf"), ("../x", "faktura----x.pdf")],
)
def test_a_file_name_is_safe_whatever_the_number(desk: SenderDesk, number: str, name: str) -> None:
    """ASCII letters, digits and hyphens: no folder, no name of anybody."""
    document = attrs.evolve(issued(desk, buyer=PERSON), number=number)
    assert file_name(document, "pdf") == name


def test_a_credit_note_is_named_as_one(desk: SenderDesk) -> None:
    """So that nobody pays it."""
    note = desk.invoices.credit(issued(desk).id)
    assert file_name(note, "xml") == "kreditfaktura-1002.xml"


def test_a_svefaktura_takes_attachments_along(desk: SenderDesk) -> None:
    """In the envelope, after the PDF of the invoice itself."""
    document = issued(
        desk,
        buyer=TAKES,
        buyer_reference="Anna",
        attachments=(Attachment(name="villkor.pdf", content=b"%PDF-1.7"),),
    )
    _, envelope = e_invoice(document, Channel.SVEFAKTURA, pdf=b"%PDF-1.4")
    names = [one.file.name for one in svefaktura_envelope.read_envelope(envelope.content).objects]
    assert names == [file_name(document, "pdf"), "villkor.pdf"]


def test_an_e_invoice_without_files_is_its_xml_alone(desk: SenderDesk) -> None:
    """No envelope is made for nothing."""
    (file,) = e_invoice(issued(desk, buyer=TAKES, buyer_reference="Anna"), Channel.SVEFAKTURA)
    assert svefaktura.read(file.content).document.attachments == ()
