"""Attachments in the same PDF: cover pages before the document, appendices after it.

Needs pikepdf (`faktura[pdf-merge]`). Every attachment is checked before anything is put together. A PDF of a
megabyte can unpack to many gigabytes, so qpdf is told to stop before that; the limit holds for the whole
process (`pikepdf.settings`), and one that the host has set itself is left as it is.
"""

from collections.abc import Sequence
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from faktura.core.document import Attachment
from faktura.core.errors import InputError
from faktura.core.wording import Text, register

if TYPE_CHECKING:
    from pikepdf import Pdf

LARGEST: Final = 10 * 1024 * 1024
"""The largest attachment, in bytes."""

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""How far one stream of an attachment may unpack while it is read, in bytes; pages and pictures stay packed."""


def with_attachments(pdf: bytes, attachments: Sequence[Attachment]) -> bytes:
    """Return *pdf* with the cover pages of *attachments* before it and the appendices after it, each in the order given.

    Without attachments *pdf* is returned as it is; the same input gives the same bytes.

    Raises:
        InputError: `attachment.not_pdf`, `attachment.too_large`, `attachment.encrypted` or `attachment.broken`,
            with the name of the attachment.
    """
    if not attachments:
        return pdf
    for one in attachments:
        _check(one)
    from pikepdf import Pdf

    document = _read("document", pdf)
    covers = [_read(one.name, one.content) for one in attachments if one.position == "cover"]
    appendices = [_read(one.name, one.content) for one in attachments if one.position == "appendix"]
    whole = Pdf.new()
    for part in (*covers, document, *appendices):
        whole.pages.extend(part.pages)
    if "/Lang" in document.Root:
        whole.Root.Lang = document.Root.Lang
    whole.docinfo.update({name: str(value) for name, value in document.docinfo.items()})
    target = BytesIO()
    whole.save(target, deterministic_id=True)
    return target.getvalue()


def _check(one: Attachment) -> None:
    if one.mime_type != "application/pdf" or b"%PDF-" not in one.content[:1024]:
        raise InputError("attachment.not_pdf", name=one.name)
    if len(one.content) > LARGEST:
        raise InputError("attachment.too_large", name=one.name, megabytes=LARGEST // 1024**2)


def _read(name: str, content: bytes) -> "Pdf":
    """Read a PDF that needs no password and has a page."""
    from pikepdf import PasswordError, Pdf, PdfError

    _limit()
    read = partial(Pdf.open, BytesIO(content))  # from memory: nothing is opened
    try:
        pdf = read()
        empty = not len(pdf.pages)
    except PasswordError as error:
        raise InputError("attachment.encrypted", name=name) from error
    except (PdfError, ValueError, RuntimeError) as error:
        raise InputError("attachment.broken", name=name) from error
    if pdf.is_encrypted:
        raise InputError("attachment.encrypted", name=name)
    if empty:
        raise InputError("attachment.broken", name=name)
    return pdf


@cache
def _limit() -> None:
    """Set the limit once; a pikepdf too old to have one goes without."""
    from pikepdf import settings

    if hasattr(settings, "set_qpdf_limits") and not settings.get_qpdf_limits()["flate_max_memory"]:
        settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED)


register(
    {
        "attachment.not_pdf": Text(
            en="the attachment {name!r} is no PDF file; make a PDF of it first",
            sv="bilagan {name!r} är ingen PDF-fil; gör en PDF av den först",
        ),
        "attachment.too_large": Text(
            en="the attachment {name!r} is larger than {megabytes} MB; make it smaller or send it apart",
            sv="bilagan {name!r} är större än {megabytes} MB; gör den mindre eller skicka den för sig",
        ),
        "attachment.encrypted": Text(
            en="the attachment {name!r} is encrypted; save it without a password first",
            sv="bilagan {name!r} är krypterad; spara den utan lösenord först",
        ),
        "attachment.broken": Text(
            en="the attachment {name!r} cannot be read as PDF or has no pages; save it anew",
            sv="bilagan {name!r} går inte att läsa som PDF eller saknar sidor; spara om den",
        ),
    }
)
