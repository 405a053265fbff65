"""Cover pages before the document, appendices after it; only sound PDF files."""

from io import BytesIO
from typing import Literal

import pikepdf
import pytest
from attrs import evolve

from faktura.core.document import Attachment
from faktura.core.errors import InputError
from faktura.formats.pdf import invoice
from faktura.formats.pdf.attach import LARGEST, with_attachments
from tests.formats.pdf.reading import texts
from tests.formats.pdf.sample_documents import credit_note, rot_invoice, ten_lines

INVOICE = invoice.write(ten_lines())


def attachment(content: bytes, position: Literal["cover", "appendix"] = "appendix") -> Attachment:
    """An attachment with a name to be refused by."""
    return Attachment(name="bilaga.pdf", content=content, position=position)


def encrypted(owner: str, user: str) -> bytes:
    """The invoice under a password."""
    target = BytesIO()
    with pikepdf.open(BytesIO(INVOICE)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner=owner, user=user))
    return target.getvalue()


def test_covers_come_first_and_appendices_last_in_their_order() -> None:
    """Cover, invoice, first appendix, second appendix; the invoice's own properties stay."""
    first, second = invoice.write(credit_note()), invoice.write(rot_invoice())
    cover = invoice.write(evolve(ten_lines(), number="OMSLAG"))
    whole = with_attachments(INVOICE, [attachment(first), attachment(cover, "cover"), attachment(second)])
    pages = texts(whole)
    for page, number in zip(pages, ("OMSLAG", "2026-1042", "2026-1050", "2026-1043"), strict=True):
        assert number in page
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo.Title) == "Faktura 2026-1042"
        assert pdf.Root.Lang == "sv-SE"


def test_without_attachments_the_document_is_as_it_was() -> None:
    """Not a byte is touched."""
    assert with_attachments(INVOICE, ()) is INVOICE


def test_the_same_parts_give_the_same_bytes() -> None:
    """Whatever the day."""
    parts = [attachment(invoice.write(credit_note()))]
    assert with_attachments(INVOICE, parts) == with_attachments(INVOICE, parts)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment.not_pdf"),
        (b"PK\x03\x04 a spreadsheet", "attachment.not_pdf"),
        (INVOICE + b"\n" * LARGEST, "attachment.too_large"),
        (encrypted("a", "b"), "attachment.encrypted"),
        (encrypted("a", ""), "attachment.encrypted"),
        (b"%PDF-1.7\n" + b"\x00" * 100, "attachment.broken"),
    ],
)
def test_what_cannot_be_attached_is_refused_by_name(content: bytes, code: str) -> None:
    """Before anything is put together."""
    with pytest.raises(InputError) as refused:
        with_attachments(INVOICE, [attachment(content)])
    assert refused.value.code == code
    assert "bilaga.pdf" in str(refused.value)


def test_another_kind_of_file_is_refused_by_its_kind() -> None:
    """Even when its contents begin like a PDF."""
    picture = evolve(attachment(INVOICE), mime_type="image/png")
    with pytest.raises(InputError) as refused:
        with_attachments(INVOICE, [picture])
    assert refused.value.code == "attachment.not_pdf"
