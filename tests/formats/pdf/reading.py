"""Reading a PDF back with pdfium, a second opinion on what people see and copy."""

import pypdfium2


def texts(pdf: bytes) -> list[str]:
    """The text of each page, a line each for what is drawn apart."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    """The text of the whole file, spaces that do not break included as plain ones."""
    return "\n".join(texts(pdf)).replace("\u00a0", " ")
