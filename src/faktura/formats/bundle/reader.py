"""Reading a bundle back, and proving it: every file against its digest, every voucher against the SIE file."""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Final, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from faktura.core.errors import Finding, FormatError, MalformedFile
from faktura.core.wording import Text, register
from faktura.formats.bundle.manifest import MANIFEST, Entry, Manifest, from_json, is_safe
from faktura.formats.sie.reader import vouchers

LARGEST_MEMBER: Final = 256 * 2**20
"""The largest file of an archive that is read: an archive says itself how large its files are, and may lie."""


class Bundle:
    """An archive that is open for reading; its documents are read one at a time.

    Attributes:
        manifest: What it says it holds.
    """

    def __init__(self, archive: ZipFile) -> None:
        """Take an archive and read its manifest; use `Bundle.of`."""
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        self.manifest: Manifest = from_json(self._content(MANIFEST))

    @classmethod
    def of(cls, source: IO[bytes]) -> Self:
        """Open the archive in *source*, a binary file that can seek.

        Raises:
            MalformedFile: It is no archive, or holds no manifest.
        """
        try:
            return cls(ZipFile(source))
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise MalformedFile(format="bundle", field="file", found="other bytes", expected="a ZIP archive") from None

    def sie(self) -> bytes:
        """Return the SIE file; `MalformedFile` when it is missing or broken."""
        return self._content(self.manifest.sie.file)

    def document(self, entry: Entry) -> bytes:
        """Return the bytes of the document *entry*, unproved; `MalformedFile` when it is missing or broken."""
        return self._content(entry.file)

    def verify(self) -> tuple[Finding, ...]:
        """Return everything that does not agree with the manifest; nothing when the archive is whole."""
        return tuple(self._verified())

    def _verified(self) -> Iterator[Finding]:
        entries = (self.manifest.sie, *self.manifest.documents)
        named = {entry.file for entry in entries} | {MANIFEST}
        for name in self._archive.namelist():
            if name not in named:
                yield _finding("BUNDLE-EXTRA", name)
            if not is_safe(name):
                yield _finding("BUNDLE-NAME", name)
        if len(self._members) < len(self._archive.namelist()):
            yield _finding("BUNDLE-TWICE", MANIFEST)
        for entry in entries:
            yield from self._proved(entry)
        yield from self._links()

    def _proved(self, entry: Entry) -> Iterator[Finding]:
        if entry.file not in self._members:
            yield _finding("BUNDLE-MISSING", entry.file)
            return
        try:
            content = self._content(entry.file)
        except FormatError:
            yield _finding("BUNDLE-DIGEST", entry.file)
            return
        if (len(content), sha256(content).hexdigest()) != (entry.size, entry.sha256):
            yield _finding("BUNDLE-DIGEST", entry.file)

    def _links(self) -> Iterator[Finding]:
        """Yield each voucher that the SIE file has otherwise, and each link that only one side has."""
        try:
            held = [(one.series, one.number, one.on) for one in vouchers(self.sie())]
        except FormatError:
            held = []
        said = [(one.series, one.number, one.date.replace("-", "")) for one in self.manifest.vouchers]
        if held != said:
            yield _finding("BUNDLE-VOUCHERS", self.manifest.sie.file)
        forth = {(entry.id, place) for entry in self.manifest.documents for place in entry.vouchers}
        back = {(id, one.position) for one in self.manifest.vouchers for id in one.documents}
        for id, place in sorted(forth ^ back):
            yield _finding("BUNDLE-LINK", f"{MANIFEST} voucher {place}", document=id)

    def _content(self, name: str) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise MalformedFile(format="bundle", field=name[:60], found="nothing", expected="a file of that name")
        if member.file_size > LARGEST_MEMBER:
            raise MalformedFile(
                format="bundle",
                field=name[:60],
                found=f"{member.file_size} bytes",
                expected=f"at most {LARGEST_MEMBER} bytes",
            )
        return self._unpacked(member)

    def _unpacked(self, member: ZipInfo) -> bytes:
        try:
            return self._archive.read(member)
        except Exception as error:  # noqa: BLE001 - zipfile lets through whatever its decompressors raise
            found = type(error).__name__
            raise MalformedFile(
                format="bundle", field=member.filename[:60], found=found, expected="a file that can be unpacked"
            ) from None


def _finding(code: str, path: str, **facts: str) -> Finding:
    return Finding(code=code, path=path[:100], facts=tuple(facts.items()))


register(
    {
        "BUNDLE-MANIFEST": Text(
            en="the manifest is {found}, expected {expected}; ask for the archive again",
            sv="innehållsförteckningen är {found}, väntade {expected}; be om arkivet på nytt",
        ),
        "BUNDLE-DIGEST": Text(en="its bytes are not those of the manifest", sv="innehållet är inte förteckningens"),
        "BUNDLE-DIGEST.remedy": Text(
            en="ask for the archive again; it was changed or damaged on the way",
            sv="be om arkivet på nytt; det har ändrats eller skadats på vägen",
        ),
        "BUNDLE-MISSING": Text(en="the archive does not hold it", sv="den finns inte i arkivet"),
        "BUNDLE-MISSING.remedy": Text(en="ask for the archive again", sv="be om arkivet på nytt"),
        "BUNDLE-EXTRA": Text(en="the manifest does not name it", sv="den finns inte i förteckningen"),
        "BUNDLE-EXTRA.remedy": Text(
            en="leave it alone: it was put there by somebody else", sv="låt den vara: någon annan har lagt dit den"
        ),
        "BUNDLE-NAME": Text(en="its name is not safe to unpack", sv="namnet är inte säkert att packa upp"),
        "BUNDLE-NAME.remedy": Text(
            en="do not unpack it; read documents by the manifest",
            sv="packa inte upp den; läs dokument efter förteckningen",
        ),
        "BUNDLE-TWICE": Text(en="the archive holds a name twice", sv="arkivet har samma namn två gånger"),
        "BUNDLE-TWICE.remedy": Text(
            en="do not unpack it; which of the two is meant is not known",
            sv="packa inte upp det; vilken av de två som avses går inte att veta",
        ),
        "BUNDLE-VOUCHERS": Text(
            en="its verifications are not those of the manifest", sv="verifikationerna är inte förteckningens"
        ),
        "BUNDLE-VOUCHERS.remedy": Text(
            en="ask for the archive again; the SIE file was made from other vouchers",
            sv="be om arkivet på nytt; SIE-filen är gjord av andra verifikationer",
        ),
        "BUNDLE-LINK": Text(
            en="only one of document {document} and its voucher names the other",
            sv="bara det ena av dokument {document} och dess verifikation nämner det andra",
        ),
        "BUNDLE-LINK.remedy": Text(en="ask for the archive again", sv="be om arkivet på nytt"),
    }
)
