"""Reading SIE 4: the samples of some twenty programs, what is odd in the wild, and bytes that are no file at all."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Record, SieFile
from faktura.formats.sie.summary import summary
from tests.reference import SHARED

Shared = Callable[..., Path]

HEAD: Final = '#FLAGGA 0\n#PROGRAM "Prov" "1"\n#FORMAT PC8\n#GEN 20260102\n#SIETYP 4\n#FNAMN "Exempel AB"\n'
BALANCED: Final = HEAD + '#VER "K" "" 20260105 "Faktura 1"\n{\n#TRANS 1510 {} 100.00\n#TRANS 3001 {} -100.00\n}\n'


def sample_table() -> list[tuple[str, tuple[str, ...]]]:
    """The expected counts of each sample, from the table in README.md beside them; empty where it is absent."""
    readme = SHARED / "reference" / "sie" / "README.md"
    if not readme.exists():
        return []
    found = re.findall(r"^\| `([^`]+\.s[ei])` \| (.+) \|$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    return [(name, tuple(cell.strip() for cell in rest.split("|"))) for name, rest in found if rest.count("|") > 9]


def of_kind(file: SieFile, kind: str) -> int:
    return sum(row.kind == kind for voucher in file.vouchers for row in voucher.rows)


def codes(text: str) -> list[str]:
    """The findings of a file given as text."""
    return [finding.code for finding in read(text.encode("cp437")).findings]


@pytest.mark.parametrize(("name", "expected"), sample_table())
def test_samples_hold_what_an_independent_scanner_counted(shared: Shared, name: str, expected: tuple[str, ...]) -> None:
    """Type, encoding, verifications, rows, added and removed rows, accounts, objects, budgets, balance, checksum."""
    _, _, kind, encoding, vouchers, rows, history, accounts, objects, balances, unbalanced, checksum = expected
    data = shared("sie", "samples", name).read_bytes()
    if kind == "-":
        with pytest.raises(MalformedFile, match="no SIE file"):
            read(data)
        return
    file = read(data)
    short = summary(file)
    assert (str(short.type), file.encoding) == (kind, encoding.split()[0].replace("ascii", "cp437"))
    assert (short.vouchers, short.rows, short.accounts) == (int(vouchers), int(rows), int(accounts))
    assert f"{of_kind(file, 'RTRANS')}/{of_kind(file, 'BTRANS')}" == history
    assert (len(file.records("OBJEKT")), len(file.records("PSALDO"))) == (int(objects), int(balances))
    wrong = [voucher for voucher in file.vouchers if voucher.balance]
    assert len(wrong) == int(unbalanced.split()[0])
    for voucher in wrong:
        assert f"({voucher.series} {voucher.number} {voucher.balance:f}".removesuffix(".00") in unbalanced
    assert short.balanced is (not wrong)
    assert short.checksum.value == checksum.replace("-", "absent")


@pytest.mark.parametrize(("name", "expected"), sample_table())
def test_samples_read_strictly_unless_a_sum_fails(shared: Shared, name: str, expected: tuple[str, ...]) -> None:
    """Strict reading accepts what the standard lets a reader accept, and stops at the line of an unbalanced #VER."""
    data = shared("sie", "samples", name).read_bytes()
    if expected[10].startswith("0") and expected[2] != "-":
        assert read(data, strict=True) == read(data)
        return
    with pytest.raises(MalformedFile) as caught:
        read(data, strict=True)
    assert caught.value.line > 0
    assert caught.value.code == ("SIE-NOT" if expected[2] == "-" else "SIE-UNBALANCED")


def test_every_worked_verification_of_the_checksummed_sample_is_read(shared: Shared) -> None:
    """The file made from the worked verifications: 47 of them, 142 rows, and a checksum that agrees."""
    file = read(shared("sie", "samples", "worked-examples-4i-ksumma.si").read_bytes(), strict=True)
    short = summary(file)
    assert (short.vouchers, short.rows, short.checksum.value, short.balanced) == (47, 142, "ok", True)


def test_a_record_keeps_its_line_and_an_unknown_one_its_place() -> None:
    """Nothing is dropped: an unknown record stays between the known ones, a line that is no record as text."""
    file = read((HEAD + '#MOMSKOD 2610 10\nhej\n#KONTO 1510 "Kundfordringar"\n').encode("cp437"))
    assert file.items[-3:] == (
        Record("MOMSKOD", ("2610", "10")),
        Record("", ("hej",)),
        Record("KONTO", ("1510", "Kundfordringar")),
    )
    assert [(item.line, finding.path) for item, finding in zip(file.items[-3:-1], file.findings, strict=True)] == [
        (7, "line 7"),
        (8, "line 8"),
    ]


CLEAN: Final = [
    ("as the standard has it", BALANCED),
    ("CR LF", BALANCED.replace("\n", "\r\n")),
    ("CR alone", BALANCED.replace("\n", "\r")),
    ("tabs between fields", BALANCED.replace("#TRANS 1510 {} ", "#TRANS\t1510\t{}\t")),
    ("blank lines", BALANCED.replace("\n", "\n\n")),
    ("quotes round numbers", BALANCED.replace("#SIETYP 4", '#SIETYP "4"')),
    ("brace on the line of the verification", BALANCED.replace('"Faktura 1"\n{', '"Faktura 1" {')),
    ("amounts without decimals", BALANCED.replace("100.00", "100")),
    ("one decimal", BALANCED.replace("100.00", "100.0")),
    ("end-of-file mark of DOS", BALANCED + "\x1a"),
    ("empty verification", HEAD + "#VER A 1 20260105\n{\n}\n"),
    ("removed row does not count", BALANCED.replace("-100.00\n", "-100.00\n#BTRANS 1510 {} 5.00\n")),
]


@pytest.mark.parametrize("text", [text for _, text in CLEAN], ids=[name for name, _ in CLEAN])
def test_lawful_variations_give_no_findings(text: str) -> None:
    """The standard leaves room; none of these is worth a remark."""
    assert codes(text) == []


ODD: Final = [
    ("lower-case label", BALANCED.replace("#FNAMN", "#fnamn"), ["SIE-TAG-CASE"]),
    ("unknown label", BALANCED + "#EGEN 1\n", ["SIE-TAG"]),
    ("no brace at all", BALANCED.replace("{\n#", "#").removesuffix("}\n"), ["SIE-BRACE"]),
    ("closing brace missing", BALANCED.replace("\n}", "") + "#VER A 2 20260105\n{\n}\n", ["SIE-BRACE"]),
    ("brace too many", BALANCED + "}\n", ["SIE-BRACE"]),
    ("cut inside a verification", BALANCED.removesuffix("}\n"), ["SIE-CUT"]),
    ("comma in an amount", BALANCED.replace("100.00", "100,00"), ["SIE-AMOUNT-FORM"] * 2),
    ("plus before an amount", BALANCED.replace("} 100", "} +100"), ["SIE-AMOUNT-FORM"]),
    ("many decimals that say nothing", BALANCED.replace("100.00", "100.0000"), ["SIE-AMOUNT-FORM"] * 2),
    ("fractions of an öre", BALANCED.replace("100.00", "100.005"), ["SIE-DECIMALS"] * 2),
    ("no amount", BALANCED.replace("{} 100.00", "{}"), ["SIE-UNBALANCED", "SIE-FIELD"]),
    ("words for an amount", BALANCED.replace("} 100.00", "} hundra"), ["SIE-UNBALANCED", "SIE-AMOUNT"]),
    ("out of balance", BALANCED.replace("-100.00", "-60.00"), ["SIE-UNBALANCED"]),
    ("one row", BALANCED.replace("#TRANS 3001 {} -100.00\n", ""), ["SIE-UNBALANCED"]),
    ("row outside a verification", HEAD + "#TRANS 1510 {} 1.00\n", ["SIE-ROW-ALONE"]),
    ("date with hyphens", BALANCED.replace("20260105", "2026-01-05"), ["SIE-DATE"]),
    ("date of six digits on a row", BALANCED.replace("} 100.00", "} 100.00 260105"), ["SIE-DATE"]),
    ("a day that does not exist", BALANCED.replace("} 100.00", "} 100.00 20260231"), ["SIE-DATE"]),
    ("account that is no number", BALANCED.replace("1510", "FEL"), ["SIE-ACCOUNT"]),
    ("object list without its objects", BALANCED.replace("1510 {}", "1510 {1}"), ["SIE-OBJECTS"]),
    ("no object list", BALANCED.replace("1510 {}", "1510"), ["SIE-OBJECTS"]),
    ("imported before", BALANCED.replace("#FLAGGA 0", "#FLAGGA 1"), ["SIE-FLAG"]),
    ("company name missing", BALANCED.replace('#FNAMN "Exempel AB"\n', ""), ["SIE-MISSING"]),
    ("account declared twice", BALANCED.replace("#VER", "#KONTO 1510 A\n#KONTO 3001 B\n#KONTO 1510 C\n#VER"), ["SIE-TWICE"]),
    ("quotation mark never closed", BALANCED.replace('AB"', "AB"), ["SIE-QUOTE"]),
    ("added row without its mirror", BALANCED.replace("-100.00\n", "-100.00\n#RTRANS 1510 {} 5.00\n"), ["SIE-MIRROR"]),
    ("checksum opened, never closed", BALANCED.replace("0\n", "0\n#KSUMMA\n", 1), ["SIE-CHECKSUM-CUT"]),
    ("wrong checksum", BALANCED.replace("0\n", "0\n#KSUMMA\n", 1) + "#KSUMMA 12345\n", ["SIE-CHECKSUM"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_what_is_odd_is_read_and_said(text: str, expected: list[str]) -> None:
    """Each oddity of the wild has its code, in the order of the lines, and is read all the same."""
    assert codes(text) == expected


def test_odd_amounts_keep_their_worth() -> None:
    """A comma and idle decimals change nothing; fractions of an öre are kept as written and still balance."""
    rows = read(BALANCED.replace("100.00", "100,5000").encode()).vouchers[0].rows
    assert [(row.amount, row.written) for row in rows] == [(100_50, ""), (-100_50, "")]
    voucher = read(BALANCED.replace("100.00", "100.005").encode()).vouchers[0]
    assert [row.amount for row in voucher.rows] == [Decimal("10000.5"), Decimal("-10000.5")]
    assert voucher.balance == 0


def test_lone_backslashes_are_themselves() -> None:
    """A backslash is an escape only before a quotation mark; a path at the end of a line may end in one."""
    file = read((HEAD + '#FNR "C:\\Program\\Bok\\"\n#PROSA "sa \\"hej\\""\n').encode("cp437"))
    assert (file.text("FNR"), file.text("PROSA")) == ("C:\\Program\\Bok\\", 'sa "hej"')
    assert file.findings == ()


def test_the_same_text_is_read_from_every_encoding() -> None:
    """The letters come right from PC8, UTF-8 with and without mark, Windows and UTF-16; only PC8 passes unremarked."""
    text = BALANCED.replace("Exempel", "Åkeri Öst")
    for encoding in ("cp437", "utf-8", "utf-8-sig", "cp1252", "utf-16"):
        file = read(text.encode(encoding))
        assert file.company == "Åkeri Öst AB"
        assert [finding.code for finding in file.findings] == ([] if encoding == "cp437" else ["SIE-ENCODING"])


@pytest.mark.parametrize("data", [b"", b"\n\n", b"<html></html>", b"PK\x03\x04\x00", b"a;b;c\n1;2;3", b"\x00" * 200])
def test_another_kind_of_file_gets_one_clear_error(data: bytes) -> None:
    """An error page, a spreadsheet, an archive, nothing at all."""
    with pytest.raises(MalformedFile) as caught:
        read(data)
    assert caught.value.code == "SIE-NOT"
    assert "no SIE file" in str(caught.value)
    assert "ingen SIE-fil" in caught.value.explain("sv")


def test_strict_reading_names_the_line_in_both_languages() -> None:
    """The exception carries the finding's code and begins with the line."""
    with pytest.raises(MalformedFile) as caught:
        read(BALANCED.replace("-100.00", "-60.00").encode(), strict=True)
    assert (caught.value.code, caught.value.line) == ("SIE-UNBALANCED", 7)
    assert str(caught.value) == "sie line 7: verification K is out of balance by 40.00"
    assert caught.value.explain("sv").startswith("sie rad 7: verifikationen K")


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Anything may follow the first record: the reader answers, and the answer can be explained."""
    file = read(HEAD.encode() + data)
    assert all(finding.problem and finding.remedy and finding.explain("sv") for finding in file.findings)


_PIECES: Final = ["#VER", "#TRANS", "#RTRANS", "#KSUMMA", "#KONTO", "{", "}", "1510", '"', "\\", "-1.5", "\n", " ", "å"]


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_no_mixture_of_the_formats_own_pieces_crashes_the_reader(pieces: list[str]) -> None:
    """Labels, braces, quotes and backslashes in any order, strictly or not."""
    data = (HEAD + "".join(pieces)).encode("cp437")
    read(data)
    try:
        read(data, strict=True)
    except MalformedFile as error:
        assert str(error)  # noqa: PT017 - either outcome is right; what is said must be sayable


@given(st.integers(0, len(BALANCED)))
def test_a_file_cut_anywhere_is_read_or_refused(length: int) -> None:
    """A truncated file gives what is left, and never more than the whole one holds."""
    try:
        file = read(BALANCED[:length].encode())
    except MalformedFile:
        assert length < len("#FLAGGA")
    else:
        assert sum(len(voucher.rows) for voucher in file.vouchers) <= 2


def test_long_runs_of_quotes_and_backslashes_take_no_time() -> None:
    """No pattern of the reader backtracks: half a megabyte on one line is read at once (the test has a time limit)."""
    for run in ('"', "\\", '\\"', '"\\', "{", '" "', "#"):
        file = read((HEAD + "#PROSA " + run * 250_000 + "\n#TRANS 1510 {" + run * 250_000 + "} 1").encode("cp437"))
        assert not file.vouchers
        assert {one.code for one in file.findings} & {"SIE-ROW-ALONE", "SIE-LINE"}
