"""Cover pages before the document, appendices after it; only sound PDF files."""

import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
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


def bomb(megabytes: int) -> bytes:
    """A PDF of one page whose cross-reference stream goes on for so many megabytes of nothing."""
    parts = [
        b"%PDF-1.5\n",
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n",
    ]
    places = [sum(map(len, parts[:at])) for at in range(1, 5)]
    packing = zlib.compressobj(1)
    rows = bytes(7) + b"".join(b"\x01" + place.to_bytes(4, "big") + b"\0\0" for place in places)
    packed = packing.compress(rows) + b"".join(packing.compress(bytes(2**20)) for _ in range(megabytes))
    packed += packing.flush()
    head = b"<</Type/XRef/W[1 4 2]/Size 5/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[-1]
    return b"".join((*parts, b"4 0 obj\n", head, b"\nstream\n", packed, end))


@pytest.mark.skipif(sys.platform != "linux", reason="the measure of memory is Linux's")
def test_an_attachment_that_unpacks_without_end_takes_little_memory(tmp_path: Path) -> None:
    """Two megabytes that would become 800: read, or refused, within far less; the ordinary one is attached."""
    (tmp_path / "invoice.pdf").write_bytes(INVOICE)
    (tmp_path / "bomb.pdf").write_bytes(bomb(800))
    code = """if True:
        import contextlib, pathlib, resource
        from faktura.core.document import Attachment
        from faktura.core.errors import InputError
        from faktura.formats.pdf.attach import with_attachments
        document, bomb = (pathlib.Path(name).read_bytes() for name in ("invoice.pdf", "bomb.pdf"))
        with_attachments(document, [Attachment(name="a.pdf", content=document)])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with contextlib.suppress(InputError):
            with_attachments(document, [Attachment(name="b.pdf", content=bomb)])
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert int(done.stdout) < 300
