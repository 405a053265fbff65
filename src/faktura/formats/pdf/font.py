"""The two faces of the print, and the part of them that every document carries.

Cutting a font down to the characters of one document costs a hundred times more than writing the document, so it is
done once for each process, for the letters of the European languages written in Latin script; the
ready bytes then go into every file. A document that needs more of the face, Greek or Cyrillic letters,
gets a cut of its own with those added. What the face lacks altogether, such as emoji, is printed as an
empty box, and `Letters.lacking` tells which characters those were.

A character's code in the file is its glyph number in the whole face, so text can be set before it is
known which cut the document will need. Digits of these faces are all equally wide.
"""

import unicodedata
import zlib
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PACKAGE: Final = "font_source_sans_pro"
FACES: Final = {"regular": "SourceSansPro-Regular", "bold": "SourceSansPro-Semibold"}
"""The faces by weight, as the package names its files; Source Sans is under the SIL Open Font License."""

EVERYDAY: Final = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x17F)))) + "–—‘’‚“”„†•…‰‹›€™−☐"
"""What every document carries: Latin-1 and Latin Extended-A with the signs of print."""

BOX: Final = "☐"
"""Stands in for a character the face lacks."""

_ALIKE: Final = {
    **dict.fromkeys(map(ord, "\t\n\r"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),
    **dict.fromkeys(range(0xFE00, 0xFE10)),  # variation selectors
}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})


def tidy(text: str) -> str:
    """Return *text* in composed form, on one line, without the marks that print nothing by themselves."""
    plain = text.replace("\u00a0", " ")  # which stands in every amount
    if plain.isascii() and plain.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_ALIKE)
    if composed.isprintable():
        return composed
    return "".join(one for one in composed if unicodedata.category(one) not in _UNSEEN)


@frozen(kw_only=True)
class Face:
    """One face: its measures in thousandths of the type size, and each character's glyph and width."""

    name: str
    glyphs: dict[str, int] = field(repr=False)
    widths: dict[str, int] = field(repr=False)
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int
    stem: int


@lru_cache(maxsize=len(FACES))
def face(weight: str) -> Face:
    """Return the face of *weight* (`regular`, `bold`), read once for each process."""
    font = _load(weight)
    scale = font["head"].unitsPerEm
    head, advances, order = font["head"], font["hmtx"].metrics, font.getReverseGlyphMap()
    names = {chr(code): name for code, name in font.getBestCmap().items()}
    return Face(
        name=FACES[weight],
        glyphs={one: order[name] for one, name in names.items()},
        widths={one: advances[name][0] * 1000 // scale for one, name in names.items()},
        box=(head.xMin, head.yMin, head.xMax, head.yMax),
        ascent=font["hhea"].ascent,
        descent=font["hhea"].descent,
        capitals=font["OS/2"].sCapHeight,
        stem=120 if weight == "bold" else 84,
    )


def _load(weight: str) -> "TTFont":
    from fontTools.ttLib import TTFont

    data = resources.files(PACKAGE).joinpath("files", f"{FACES[weight]}.ttf").read_bytes()
    return TTFont(BytesIO(data), lazy=True, recalcTimestamp=False)


@frozen(kw_only=True)
class Cut:
    """A part of a face, ready to be embedded.

    Attributes:
        name: PostScript name with the tag of the part before it (ISO 32000-1, 9.6.4).
        program: The TrueType program, deflated; `length` is its size before that.
        to_unicode: The CMap that gives text back to those who search and copy, deflated.
        widths: The `W` array of the CID font.
    """

    name: str
    program: bytes = field(repr=False)
    length: int
    to_unicode: bytes = field(repr=False)
    widths: str = field(repr=False)
    face: Face = field(repr=False)


@lru_cache(maxsize=64)
def cut(weight: str, further: frozenset[str]) -> Cut:
    """Return the part of a face that has `EVERYDAY` and the *further* characters; kept for the next document."""
    whole = face(weight)
    wanted = sorted({one for one in EVERYDAY if one in whole.glyphs} | further)
    program = _program(weight, wanted)
    tag = sha256(program).digest()[:6]
    glyphs = {whole.glyphs[one]: one for one in reversed(wanted)}
    return Cut(
        name=f"{''.join(chr(65 + byte % 26) for byte in tag)}+{whole.name}",
        program=zlib.compress(program, 9),
        length=len(program),
        to_unicode=zlib.compress(_cmap(glyphs).encode("ascii"), 9),
        widths=" ".join(f"{glyph} [{whole.widths[one]}]" for glyph, one in sorted(glyphs.items())),
        face=whole,
    )


def _program(weight: str, wanted: Iterable[str]) -> bytes:
    """Return the TrueType file of *wanted* alone, every glyph in its old place, without what print has no use for."""
    from fontTools import subset

    options = subset.Options(hinting=False, notdef_outline=True, retain_gids=True, layout_features=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "DSIG"]
    font = _load(weight)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(one) for one in wanted])
    subsetter.subset(font)
    for table in ("cmap", "name", "OS/2", "post"):
        del font[table]
    target = BytesIO()
    font.save(target)
    return target.getvalue()


def _cmap(glyphs: dict[int, str]) -> str:
    rows = [f"<{glyph:04X}> <{one.encode('utf-16-be').hex().upper()}>" for glyph, one in sorted(glyphs.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]  # a block holds at most a hundred
    pairs = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{pairs}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class _Codes(dict[str, str]):
    """Character to code; what is outside the everyday part is looked up in the face and remembered."""

    def __init__(self, weight: str) -> None:
        super().__init__(_everyday(weight))
        self.face = face(weight)
        self.further: set[str] = set()
        self.lacking: set[str] = set()

    def __missing__(self, one: str) -> str:
        if one in self.face.glyphs:
            self.further.add(one)
        else:
            self.lacking.add(one)
        code = f"{self.face.glyphs.get(one, self.face.glyphs[BOX]):04X}"
        self[one] = code
        return code


@lru_cache(maxsize=len(FACES))
def _everyday(weight: str) -> dict[str, str]:
    glyphs = face(weight).glyphs
    return {one: f"{glyphs[one]:04X}" for one in EVERYDAY if one in glyphs}


class _Widths(dict[str, int]):
    """Character to width; what the face lacks is as wide as the box."""

    def __missing__(self, one: str) -> int:
        return self[BOX]


@lru_cache(maxsize=len(FACES))
def _widths(weight: str) -> _Widths:
    return _Widths(face(weight).widths)


class Letters:
    """One weight in one document: shapes text, each text once, and takes note of what the document needs."""

    def __init__(self, weight: str) -> None:
        """Begin with the everyday characters of *weight*."""
        self._weight = weight
        self._code = _Codes(weight)
        self._width = _widths(weight)
        self._shaped: dict[str, tuple[str, int]] = {}

    def shape(self, text: str) -> tuple[str, int]:
        """Return *text* as the hexadecimal string that shows it, and its width in thousandths of the type size."""
        shaped = self._shaped.get(text)
        if shaped is None:
            shown = tidy(text)
            codes = "".join(map(self._code.__getitem__, shown))
            self._shaped[text] = shaped = codes, sum(map(self._width.__getitem__, shown))
        return shaped

    @property
    def lacking(self) -> frozenset[str]:
        """The characters that were set as boxes, because the face lacks them."""
        return frozenset(self._code.lacking)

    def cut(self) -> Cut:
        """Return the part of the face that shows everything set so far."""
        return cut(self._weight, frozenset(self._code.further))
