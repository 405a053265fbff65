"""Writing a bundle: the SIE file, the documents behind its vouchers, and the manifest, into one ZIP archive.

Documents are asked for one at a time and let go of when they are written, so that a year of a hundred thousand
invoices takes the memory of one. The same contents give the same bytes: no clock, no order but the given one.

>>> from io import BytesIO
>>> from faktura.formats.sie.record import Record, SieFile
>>> made = write(BytesIO(), SieFile(items=(Record("FLAGGA", ("0",)),)), vouchers=(), documents=[Document("1", b"%PDF")])
>>> made.documents[0].file
'documents/000001-1.pdf'
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.ledger import Voucher
from faktura.core.wording import Text, register
from faktura.formats.bundle.manifest import MANIFEST, Entry, Manifest, VoucherEntry, entry_name, to_json
from faktura.formats.sie.journal import is_written
from faktura.formats.sie.record import SieFile
from faktura.formats.sie.writer import write as write_sie

SIE_NAME: Final = "FAKT.SI"
"""The name the standard suggests for a file of type 4I from an invoicing program."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


class Writable(Protocol):
    """An open binary file; it need not be able to seek, so a socket or a pipe will do."""

    def write(self, data: bytes, /) -> object:
        """Take *data*, all of it."""
        ...


@frozen
class Document:
    """A document to be put into the archive.

    Attributes:
        id: What vouchers name in their `source`.
        content: Its bytes, or a function that gives them when they are needed.
        suffix: The end of its file name.
    """

    id: str
    content: bytes | Callable[[], bytes] = field(repr=False)
    suffix: str = "pdf"


def write(
    target: Writable,
    file: SieFile,
    *,
    vouchers: Sequence[Voucher],
    documents: Iterable[Document],
    sie_name: str = SIE_NAME,
) -> Manifest:
    """Write the archive to *target* and return its manifest.

    *vouchers* are those *file* was made of (`journal.journal` or `journal.annual`): they say which document lies
    behind which. A document that no voucher names is kept all the same.

    Raises:
        InputError: The same document id twice, or *file* does not hold these vouchers.
        NotExpressible: The SIE file cannot be written. In either case throw away what *target* holds.
    """
    written = [one for one in vouchers if is_written(one)]
    if len(written) != len(file.vouchers):
        raise InputError("bundle.vouchers", found=len(file.vouchers), expected=len(written))
    places: dict[str, list[int]] = defaultdict(list)
    for position, voucher in enumerate(written, start=1):
        if voucher.source:
            places[voucher.source].append(position)
    with ZipFile(_Pipe(target), "w") as archive:
        sie = _put(archive, sie_name, write_sie(file), "", (), ZIP_DEFLATED)
        entries: dict[str, Entry] = {}
        for position, document in enumerate(documents, start=1):
            if document.id in entries:
                raise InputError("bundle.twice", found=document.id)
            content = document.content if isinstance(document.content, bytes) else document.content()
            name = entry_name(position, document.id, document.suffix)
            entries[document.id] = _put(archive, name, content, document.id, tuple(places[document.id]), ZIP_STORED)
        manifest = Manifest(
            sie=sie,
            documents=tuple(entries.values()),
            vouchers=tuple(_vouchers(file, written, entries)),
        )
        archive.writestr(_member(MANIFEST, ZIP_DEFLATED), "".join(to_json(manifest)))
    return manifest


def _put(archive: ZipFile, name: str, content: bytes, id: str, vouchers: tuple[int, ...], method: int) -> Entry:
    archive.writestr(_member(name, method), content)
    return Entry(id=id, file=name, sha256=sha256(content).hexdigest(), size=len(content), vouchers=vouchers)


def _vouchers(file: SieFile, written: Sequence[Voucher], documents: Mapping[str, Entry]) -> Iterator[VoucherEntry]:
    for position, (there, here) in enumerate(zip(file.vouchers, written, strict=True), start=1):
        yield VoucherEntry(
            position=position,
            series=there.series,
            number=there.number,
            date=here.on.isoformat(),
            documents=(here.source,) if here.source in documents else (),
        )


def _member(name: str, method: int) -> ZipInfo:
    """Return the head of a member: always the same day, system and rights, so that equal contents have equal bytes."""
    member = ZipInfo(name, date_time=_EPOCH)
    member.compress_type = method
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member


class _Pipe:
    """Hands bytes on and cannot go back, whatever the target can: the archive has one form on every target."""

    def __init__(self, target: Writable) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        """Hand *data* on."""
        self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """The target is its owner's to close."""


register(
    {
        "bundle.vouchers": Text(
            en="the SIE file holds {found} vouchers, not the {expected} given; give those it was made of",
            sv="SIE-filen har {found} verifikationer, inte de {expected} som angavs; ange dem den gjordes av",
        ),
        "bundle.twice": Text(
            en="the document {found!r} is given twice; give each document once",
            sv="dokumentet {found!r} är angivet två gånger; ange varje dokument en gång",
        ),
    }
)
