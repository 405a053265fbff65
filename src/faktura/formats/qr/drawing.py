"""QR codes as pictures, drawn by segno: SVG for pages, PNG for letters; the same content gives the same bytes.

The content is what `formats.swish.code`, `qr.using_qr` or `qr.epc` return. Error level M, with the white border of four
modules that readers need. A code takes some milliseconds: keep the picture rather than draw it twice.

>>> svg("C1231181189;100,00;12229445;0")[:21], png(b"BCD")[:4]
(b'<?xml version="1.0" e', b'\\x89PNG')
"""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from faktura.core.errors import NotExpressible

if TYPE_CHECKING:
    from segno import QRCode

_FORMAT: Final = "qr"
_LEVEL: Final = "m"
_BORDER: Final = 4
LARGEST: Final = 40
"""The largest QR code there is."""


def svg(content: str | bytes, *, scale: int = 4, largest: int = LARGEST) -> bytes:
    """Return *content* as an SVG document, *scale* pixels to a module.

    Args:
        content: The text, bytes in UTF-8.
        scale: Whole pixels per module, 1 or more.
        largest: The largest QR version allowed (1 to 40); `epc.HIGHEST_VERSION` for the European code.

    Raises:
        NotExpressible: The content is empty, or does not fit into a code of that size.
    """
    out = BytesIO()
    _code(content, largest).save(out, kind="svg", scale=scale, border=_BORDER)
    return out.getvalue()


def png(content: str | bytes, *, scale: int = 8, largest: int = LARGEST) -> bytes:
    """Return *content* as a PNG picture; arguments and errors as for `svg`."""
    out = BytesIO()
    _code(content, largest).save(out, kind="png", scale=scale, border=_BORDER)
    return out.getvalue()


def _code(content: str | bytes, largest: int) -> "QRCode":
    import segno

    if not content:
        raise NotExpressible(format=_FORMAT, rule="1 character at least", what="nothing")
    try:
        text = content if isinstance(content, str) else content.decode()
        code = segno.make_qr(text, error=_LEVEL, boost_error=False, encoding="utf-8")
    except (segno.DataOverflowError, ValueError) as error:
        raise NotExpressible(format=_FORMAT, rule="version 40, level M", what=f"{len(content)} characters") from error
    if int(code.version) > largest:
        what = f"{len(content)} characters"
        raise NotExpressible(format=_FORMAT, rule=f"version {largest}, level M", what=what)
    return code
