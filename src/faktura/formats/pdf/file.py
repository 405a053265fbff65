"""From pages to the bytes of a PDF file: fpdf2 writes it, with the fonts that are cut already.

fpdf2 offers a producer class of one's own (`FPDF.output(output_producer_class=...)`); ours differs in one step, where fpdf2
would cut each font anew. Nothing in the file depends on anything but the document: its date is the document's, its identifier a
digest of its contents.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from attrs import field, frozen
from fpdf import FPDF
from fpdf.output import OutputProducer, PDFFont
from fpdf.syntax import PDFObject

from faktura.core.errors import InputError
from faktura.core.wording import Language, Text, register
from faktura.formats.pdf.font import Cut
from faktura.formats.pdf.page import Page, Pen

_LANGUAGES: Final = {"sv": "sv-SE", "en": "en-GB"}
_NOON: Final = time(12, tzinfo=UTC)  # the same day in every time zone of Europe


@frozen(kw_only=True)
class Logo:
    """A picture on the first page: PNG or JPEG bytes, in a box measured in points from the page's upper left corner."""

    picture: bytes = field(repr=False)
    x: float
    y: float
    width: float
    height: float


@frozen(kw_only=True)
class Properties:
    """What the file says of itself: its title, who wrote it, in which language and on which day."""

    title: str
    author: str
    language: Language
    on: date


class _Ready(PDFFont):
    """An object whose text is ready but for its own number and those it points to (`%s`)."""

    def __init__(self, text: str, *points_to: PDFObject, stream: bytes | None = None) -> None:
        super().__init__(subtype="", base_font="")
        self._text = text
        self._points_to = points_to
        self._stream = stream

    def serialize(self, obj_dict: object = None, _security_handler: object = None) -> str:  # noqa: ARG002
        """Return the object as it stands in the file."""
        text = self._text % tuple(f"{one.id} 0 R" for one in self._points_to)
        stream = "" if self._stream is None else f"\nstream\n{self._stream.decode('latin-1')}\nendstream"
        return f"{self.id} 0 obj\n{text}{stream}\nendobj"


def _font_objects(part: Cut) -> tuple[_Ready, ...]:
    """The objects of one embedded face, the composite font first (ISO 32000-1, 9.7)."""
    face = part.face
    box = " ".join(map(str, face.box))
    deflated = "/Filter /FlateDecode"
    program = _Ready(f"<< /Length {len(part.program)} /Length1 {part.length} {deflated} >>", stream=part.program)
    descriptor = _Ready(
        f"<< /Type /FontDescriptor /FontName /{part.name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {face.ascent} "
        f"/Descent {face.descent} /CapHeight {face.capitals} /StemV {face.stem} /FontFile2 %s >>",
        program,
    )
    cid_font = _Ready(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{part.name} /CIDToGIDMap /Identity /DW 500 /W [{part.widths}] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s >>",
        descriptor,
    )
    to_unicode = _Ready(f"<< /Length {len(part.to_unicode)} {deflated} >>", stream=part.to_unicode)
    font = _Ready(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{part.name} /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
        cid_font,
        to_unicode,
    )
    return font, cid_font, to_unicode, descriptor, program


class _Producer(OutputProducer):
    """fpdf2's producer, given fonts that are ready instead of fonts to cut."""

    def _add_fonts(self, *_resources: object) -> dict[int, PDFFont]:  # type: ignore[override]
        fonts: dict[int, PDFFont] = {}
        for number, part in enumerate(getattr(self.fpdf, "parts", ()), start=1):
            objects = _font_objects(part)
            for one in objects:
                self._add_pdf_obj(one, "fonts")
            fonts[number] = objects[0]
        return fonts


class _File(FPDF):
    """An A4 file in points whose pages come as ready content streams."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(unit="pt", format="A4")
        self.parts = (pen.regular.cut(), pen.bold.cut())
        self.single_resources_object = True
        self.set_auto_page_break(False)

    def add(self, page: Page) -> None:
        """Add a page with its contents."""
        self.add_page()
        self._out(page.content())

    def place(self, logo: Logo) -> None:
        """Draw the logo on the page added last."""
        try:
            self.image(BytesIO(logo.picture), logo.x, logo.y, logo.width, logo.height, keep_aspect_ratio=True)
        except Exception as error:  # Pillow and fpdf2 raise many kinds for one fault: it is no picture
            raise InputError("pdf.logo") from error


def to_bytes(pages: Sequence[Page], pen: Pen, properties: Properties, logo: Logo | None = None) -> bytes:
    """Return the PDF file of *pages*, all written with *pen*.

    Raises:
        InputError: `pdf.logo` when the logo is no picture that can be read.
    """
    file = _File(pen)
    file.set_title(properties.title)
    file.set_author(properties.author)
    file.set_lang(_LANGUAGES[properties.language])
    file.set_producer("faktura")
    file.set_creation_date(datetime.combine(properties.on, _NOON))
    for number, page in enumerate(pages):
        file.add(page)
        if logo is not None and number == 0:
            file.place(logo)
    return bytes(file.output(output_producer_class=_Producer))


register(
    {
        "pdf.logo": Text(
            en="the logo is no picture that can be read; give the bytes of a PNG or JPEG file",
            sv="logotypen är ingen bild som går att läsa; ange innehållet i en PNG- eller JPEG-fil",
        ),
    }
)
