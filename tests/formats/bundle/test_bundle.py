"""The bundle: whatever is put in comes out, is proved by its digests, and never needs the memory of all of it."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import FakturaError, InputError, MalformedFile
from faktura.core.ledger import AccountCode, Chart, FinancialYear, Voucher, VoucherRow
from faktura.core.money import sek
from faktura.formats.bundle.manifest import MANIFEST, Entry, Manifest, entry_name, from_json, is_safe, to_json
from faktura.formats.bundle.reader import LARGEST_MEMBER, Bundle
from faktura.formats.bundle.writer import Document, write
from faktura.formats.sie.journal import JournalHead, journal
from faktura.formats.sie.reader import read as read_sie

CHART = Chart(roles={})
HEAD = JournalHead(
    company="Exempel AB",
    year=FinancialYear(date(2026, 1, 1), date(2026, 12, 31)),
    generated=date(2026, 12, 31),
    version="1.0",
)


def voucher(source: str, ore: int = 100) -> Voucher:
    rows = (VoucherRow(AccountCode("1510"), sek(ore)), VoucherRow(AccountCode("3001"), sek(-ore)))
    return Voucher(series="K", on=date(2026, 1, 5), text=f"Faktura {source}", rows=rows, source=source)


def bundled(vouchers: list[Voucher], documents: list[Document]) -> tuple[bytes, Manifest]:
    target = BytesIO()
    manifest = write(target, journal(vouchers, HEAD, chart=CHART), vouchers=vouchers, documents=documents)
    return target.getvalue(), manifest


VOUCHERS = [voucher("1001"), voucher("betalning-7"), voucher("1002"), voucher("1001", 50)]
DOCUMENTS = [Document("1001", b"%PDF 1001"), Document("1002", lambda: b"%PDF 1002"), Document("1003", b"%PDF 1003")]
DATA, MADE = bundled(VOUCHERS, DOCUMENTS)


def test_what_was_put_in_comes_out_and_is_proved() -> None:
    """SIE file and documents by the manifest, links in both directions, nothing to remark."""
    bundle = Bundle.of(BytesIO(DATA))
    assert bundle.verify() == ()
    assert bundle.manifest == MADE
    assert len(read_sie(bundle.sie(), strict=True).vouchers) == 4
    assert [bundle.document(entry) for entry in MADE.documents] == [b"%PDF 1001", b"%PDF 1002", b"%PDF 1003"]
    assert [entry.vouchers for entry in MADE.documents] == [(1, 4), (3,), ()]
    assert [one.position for one in MADE.without_document] == [2]


def test_the_archive_opens_with_any_unzip_and_has_the_same_bytes_each_time() -> None:
    """Fixed day, system and rights; the same on a target that cannot seek."""
    with ZipFile(BytesIO(DATA)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "FAKT.SI", "documents/000001-1001.pdf", "documents/000002-1002.pdf", "documents/000003-1003.pdf", MANIFEST,
        ]  # fmt: skip
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert bundled(VOUCHERS, DOCUMENTS)[0] == DATA

    class Pipe:
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def write(self, data: bytes, /) -> None:
            self.parts.append(bytes(data))

    pipe = Pipe()
    write(pipe, journal(VOUCHERS, HEAD, chart=CHART), vouchers=VOUCHERS, documents=DOCUMENTS)
    assert b"".join(pipe.parts) == DATA


def test_a_voucher_of_zeros_does_not_shift_the_places() -> None:
    """The journal leaves it out, and so does the count."""
    zero = attrs.evolve(voucher("1000"), rows=(VoucherRow(AccountCode("1510"), sek(0)),))
    data, manifest = bundled([zero, *VOUCHERS], [Document("1000", b"x"), *DOCUMENTS])
    assert [entry.vouchers for entry in manifest.documents] == [(), (1, 4), (3,), ()]
    assert Bundle.of(BytesIO(data)).verify() == ()


def test_a_hundred_megabytes_of_documents_take_the_memory_of_one() -> None:
    """Each is asked for when it is its turn, and let go of."""
    size, count = 500_000, 200
    alive: list[int] = []

    def content(number: int) -> bytes:
        alive.append(number)
        return bytes((number % 256,)) * size

    class Sink:
        taken = 0

        def write(self, data: bytes, /) -> None:
            self.taken += len(data)

    def documents() -> Iterator[Document]:
        for number in range(count):
            assert len(alive) == number
            yield Document(str(number), lambda number=number: content(number))  # type: ignore[misc]

    sink = Sink()
    vouchers = [voucher(str(number)) for number in range(count)]
    file = journal(vouchers, HEAD, chart=CHART)
    tracemalloc.start()
    write(sink, file, vouchers=vouchers, documents=documents())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sink.taken > size * count
    assert peak < 4 * size


@pytest.mark.soak
def test_a_year_of_a_hundred_thousand_invoices() -> None:
    """Twenty kilobytes each: two gigabytes pass through, and what grows is the list of names and digests alone."""
    count = 100_000

    class Sink:
        taken = 0

        def write(self, data: bytes, /) -> None:
            self.taken += len(data)

    vouchers = [voucher(str(number)) for number in range(count)]
    file = journal(vouchers, HEAD, chart=CHART)
    documents = (Document(str(number), lambda: b"x" * 20_000) for number in range(count))
    sink = Sink()
    tracemalloc.start()
    write(sink, file, vouchers=vouchers, documents=documents)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sink.taken > 2 * 10**9
    assert peak < sink.taken // 10


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("1042", "documents/000007-1042.pdf"),
        ("../../etc/passwd", "documents/000007-etc-passwd.pdf"),
        ("C:\\fakturor\\1", "documents/000007-C-fakturor-1.pdf"),
        ("191212121212", "documents/000007.pdf"),
        ("19121212-1212", "documents/000007.pdf"),
        ("F 121212-1212", "documents/000007.pdf"),
        ("12 12 12 12 12", "documents/000007.pdf"),
        ("åäö", "documents/000007.pdf"),
        ("", "documents/000007.pdf"),
        ("x" * 300, f"documents/000007-{'x' * 40}.pdf"),
        ("con.\x00.pdf\n", "documents/000007-con-pdf.pdf"),
    ],
)
def test_names_are_safe_and_carry_no_personal_number(id: str, name: str) -> None:
    """No other folder, no odd letters, and no ten digits that may be a person's."""
    assert entry_name(7, id, "pdf") == name
    assert is_safe(name)


@given(st.text(max_size=60))
def test_every_id_gives_a_safe_name(id: str) -> None:
    """Whatever the host calls its documents."""
    assert is_safe(entry_name(1, id, "pdf"))


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/b", "documents/../x", "C:x", "x\\y", ".x", "", "å", "documents/"]
)
def test_other_names_are_not_safe(name: str) -> None:
    """Also of files that somebody else put into the archive."""
    assert not is_safe(name)


def changed(name: str, content: bytes | None, *, extra: dict[str, bytes] | None = None) -> bytes:
    """The archive with one file replaced or left out, and others put in."""
    target = BytesIO()
    with ZipFile(BytesIO(DATA)) as old, ZipFile(target, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
            elif content is not None:
                new.writestr(member, content)
        for member, more in (extra or {}).items():
            new.writestr(member, more)
    return target.getvalue()


def manifest_with(old: str, new: str) -> bytes:
    text = "".join(to_json(MADE))
    assert old in text
    return changed(MANIFEST, text.replace(old, new).encode())


BROKEN = [
    ("a document changed", changed("documents/000002-1002.pdf", b"%PDF 9999"), ["BUNDLE-DIGEST"]),
    ("a document longer", changed("documents/000002-1002.pdf", b"%PDF 10022"), ["BUNDLE-DIGEST"]),
    ("a document gone", changed("documents/000002-1002.pdf", None), ["BUNDLE-MISSING"]),
    ("a file put in", changed("", None, extra={"documents/x.pdf": b""}), ["BUNDLE-EXTRA"]),
    ("a dangerous name", changed("", None, extra={"../x.pdf": b""}), ["BUNDLE-EXTRA", "BUNDLE-NAME"]),
    ("the books changed", changed("FAKT.SI", b"#FLAGGA 0\n"), ["BUNDLE-DIGEST", "BUNDLE-VOUCHERS"]),
    ("the books gone", changed("FAKT.SI", None), ["BUNDLE-MISSING", "BUNDLE-VOUCHERS"]),
    ("a link to another voucher", manifest_with('"vouchers": [3]', '"vouchers": [2]'), ["BUNDLE-LINK"] * 2),
    ("a voucher of another day", manifest_with('05", "documents": ["1002"]', '06", "documents": ["1002"]'), ["BUNDLE-VOUCHERS"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_was_tampered_with_is_found(data: bytes, expected: list[str]) -> None:
    """Each file is proved, none too many, and links must agree in both directions."""
    findings = Bundle.of(BytesIO(data)).verify()
    assert [finding.code for finding in findings] == expected
    for finding in findings:
        assert finding.explain("sv")
        assert finding.advise("sv") != f"{finding.code}.remedy"


def test_a_name_that_stands_twice_is_found() -> None:
    """Programs differ in which of the two they unpack."""
    with pytest.warns(UserWarning, match="Duplicate"):
        data = changed("", None, extra={"FAKT.SI": b"#FLAGGA 0\n"})
    assert "BUNDLE-TWICE" in {finding.code for finding in Bundle.of(BytesIO(data)).verify()}


def test_an_archive_that_says_it_is_huge_is_not_unpacked() -> None:
    """A few bytes may become terabytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * (LARGEST_MEMBER + 1))
    with pytest.raises(MalformedFile, match="at most"):
        Bundle.of(BytesIO(target.getvalue()))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"format": "faktura-bundle", "version": 2}',
     b'{"format": "faktura-bundle", "version": 1, "sie": {"id": 1}, "documents": 3, "vouchers": 4}'],
)  # fmt: skip
def test_a_manifest_of_another_form_is_one_clear_error(content: bytes) -> None:
    """Nothing is guessed of what the archive might hold."""
    with pytest.raises(MalformedFile) as caught:
        Bundle.of(BytesIO(changed(MANIFEST, content)))
    assert caught.value.code == "BUNDLE-MANIFEST"


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF", DATA[:100]])
def test_other_files_are_refused(data: bytes) -> None:
    """One clear error."""
    with pytest.raises(MalformedFile):
        Bundle.of(BytesIO(data))


@given(
    st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, len(DATA)),
)
def test_damaged_archives_are_told_or_refused(changes: list[tuple[int, int]], length: int) -> None:
    """Bytes changed and the end cut off: only our own errors."""
    data = bytearray(DATA)
    for at, value in changes:
        data[at] = value
    try:
        Bundle.of(BytesIO(bytes(data))).verify()
        Bundle.of(BytesIO(bytes(data[:length]))).verify()
    except FakturaError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


def test_a_document_twice_and_other_vouchers_are_refused() -> None:
    """The caller must know what belongs together."""
    with pytest.raises(InputError, match="given twice"):
        bundled(VOUCHERS, [Document("1", b""), Document("1", b"")])
    with pytest.raises(InputError, match="holds 4 vouchers"):
        write(BytesIO(), journal(VOUCHERS, HEAD, chart=CHART), vouchers=VOUCHERS[:1], documents=())


@given(st.lists(st.builds(Entry, id=st.text(max_size=9), file=st.text(max_size=9), sha256=st.text(max_size=9),
                          size=st.integers(0, 9), vouchers=st.lists(st.integers(1, 9)).map(tuple)), max_size=3))  # fmt: skip
def test_a_manifest_is_read_back(documents: list[Entry]) -> None:
    """Whatever it holds."""
    manifest = attrs.evolve(MADE, documents=tuple(documents))
    assert from_json("".join(to_json(manifest)).encode("utf-8", "surrogatepass")) == manifest
