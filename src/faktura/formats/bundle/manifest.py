"""The manifest of a bundle: which document lies behind which voucher, and the digests that prove it.

It is a JSON file in the archive. A voucher is named by its place among the vouchers of the SIE file, from 1, for
the receiving program gives it its number; series, number and day stand beside it for a reader.

>>> entry = Entry(id="1042", file=entry_name(1, "1042", "pdf"), sha256="0" * 64, size=3, vouchers=(1,))
>>> entry.file
'documents/000001-1042.pdf'
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import asdict, frozen

from faktura.core.errors import MalformedFile

FORMAT: Final = "faktura-bundle"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
FOLDER: Final = "documents/"

_SLUG: Final = re.compile(r"[^0-9A-Za-z]+", re.ASCII)
_LONGEST_SLUG: Final = 40
_DIGITS_OF_A_PERSON: Final = 10
_SAFE: Final = re.compile(r"(?:documents/)?[0-9A-Za-z][0-9A-Za-z._-]{0,99}", re.ASCII)


@frozen(kw_only=True)
class Entry:
    """One document of the archive.

    Attributes:
        id: The document's id, as vouchers name it in `source`. file: its name in the archive.
        sha256: The digest of its bytes, in hexadecimal. size: their number.
        vouchers: Places of the vouchers it lies behind.
    """

    id: str
    file: str
    sha256: str
    size: int
    vouchers: tuple[int, ...] = ()


@frozen(kw_only=True)
class VoucherEntry:
    """One voucher: its place in the SIE file from 1, what it is called there, and the documents behind it."""

    position: int
    series: str
    number: str
    date: str
    documents: tuple[str, ...] = ()


@frozen(kw_only=True)
class Manifest:
    """What an archive holds.

    Attributes:
        sie: The SIE file; its `vouchers` are left empty.
        documents: In the archive's order. vouchers: every voucher of the SIE file, also those without document.
    """

    sie: Entry
    documents: tuple[Entry, ...]
    vouchers: tuple[VoucherEntry, ...]

    @property
    def without_document(self) -> tuple[VoucherEntry, ...]:
        """The vouchers that no document lies behind: payments, as a rule."""
        return tuple(one for one in self.vouchers if not one.documents)


def entry_name(position: int, document_id: str, suffix: str) -> str:
    """Return the name in the archive of the document at *position*: safe on every system, and no personal number.

    The id is a part of it as far as it is letters and digits; one that holds ten digits or more, whatever stands
    between them, may be a personal number and is left out.

    >>> entry_name(2, "../../etc/passwd", "pdf"), entry_name(3, "19121212-1212", "pdf")
    ('documents/000002-etc-passwd.pdf', 'documents/000003.pdf')
    """
    slug = _SLUG.sub("-", document_id).strip("-")[:_LONGEST_SLUG].strip("-")
    if sum(one.isdigit() for one in document_id) >= _DIGITS_OF_A_PERSON:
        slug = ""
    return f"{FOLDER}{position:06d}{'-' if slug else ''}{slug}.{suffix}"


def is_safe(name: str) -> bool:
    """Return whether *name* can be unpacked anywhere: no other folder, no dots before it, no odd letters."""
    return _SAFE.fullmatch(name) is not None and ".." not in name


def to_json(manifest: Manifest) -> Iterator[str]:
    """Yield *manifest* as JSON, one document or voucher on a line."""
    sie = json.dumps(_plain(manifest.sie), ensure_ascii=False)
    yield f'{{"format": "{FORMAT}", "version": {VERSION},\n"sie": {sie},\n"documents": [\n'
    yield from _listed(_plain(one) for one in manifest.documents)
    yield '],\n"vouchers": [\n'
    yield from _listed(asdict(one) for one in manifest.vouchers)
    yield "]}\n"


def _plain(entry: Entry) -> Mapping[str, object]:
    return {name: value for name, value in asdict(entry).items() if value != ()}


def _listed(values: Iterator[Mapping[str, object]]) -> Iterator[str]:
    before = ""
    for value in values:
        yield f"{before}{json.dumps(value, ensure_ascii=False)}"
        before = ",\n"
    yield "\n"


def from_json(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        MalformedFile: It is none, or of a later version.
    """
    try:
        found = json.loads(data)
        if found["format"] != FORMAT or found["version"] != VERSION:
            raise _malformed(f"{found['format']} {found['version']}")
        return Manifest(
            sie=_entry(found["sie"]),
            documents=tuple(map(_entry, found["documents"])),
            vouchers=tuple(map(_voucher, found["vouchers"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise _malformed("a file of another form") from None


def _entry(found: Mapping[str, object]) -> Entry:
    places = found.get("vouchers", [])
    size = found["size"]
    if not isinstance(places, list) or not isinstance(size, int):
        raise TypeError
    return Entry(
        id=_text(found["id"]),
        file=_text(found["file"]),
        sha256=_text(found["sha256"]),
        size=size,
        vouchers=tuple(map(int, places)),
    )


def _voucher(found: Mapping[str, object]) -> VoucherEntry:
    position, documents = found["position"], found["documents"]
    if not isinstance(documents, list) or not isinstance(position, int):
        raise TypeError
    return VoucherEntry(
        position=position,
        series=_text(found["series"]),
        number=_text(found["number"]),
        date=_text(found["date"]),
        documents=tuple(map(_text, documents)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _malformed(found: str) -> MalformedFile:
    return MalformedFile(
        format="bundle", field=MANIFEST, found=found, expected=f"{FORMAT} {VERSION}", code="BUNDLE-MANIFEST"
    )
