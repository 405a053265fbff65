"""What programs write that the sample folder does not hold: our own files in their manner, each with its oddities told.

The manners are known from help pages, public issue threads and other readers' tests; the companies are invented.
"""

from collections import Counter
from decimal import Decimal
from typing import Final

import pytest

from faktura.formats.sie.letters import replaced
from faktura.formats.sie.reader import read
from faktura.formats.sie.summary import summary
from faktura.formats.sie.table import rows
from faktura.formats.sie.writer import write

FORTNOX_3: Final = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Fortnox" 3.57.11
#GEN 20260131
#FNR 4711
#FNAMN "Övningsbolaget AB"
#ADRESS "Anna Övning" "Storgatan 1" "111 11 ÖRTEN" "000-00 00 00"
#RAR 0 20260101 20261231
#RAR -1 20250101 20251231
#ORGNR 559999-0008
#OMFATTN 20261231
#KPTYP EUBAS97



#KONTO 1920 "PlusGiro"
#SRU 1920 7281
#KONTO 6570 "Bankkostnader"
#KONTO 9000 "Debiterbar tid"
#DIM 1 "Kostnadsställe"
#OBJEKT 1 "K1" "Kontor"
#IB 0 1920 100.00 0
#UB 0 1920 96.3 0
#RES 0 6570 3.7 0
#VER A 1 20260106 "Pris enligt lista" 20260112
{
#TRANS 1920 {} -3.7 "" "" 0
#TRANS 6570 {"1" "K1"} 3.7 "" "Avgift \\"jan\\"" 0
}
#VER A 2 20251231 "Borttagen" 20260112
{
#BTRANS 1920 {} 1 "" "" 0 "Anna"
#BTRANS 6570 {} -1 "" "" 0 "Anna"
}
"""

BOKIO: Final = """\ufeff#FLAGGA 0
#PROGRAM "Bokio" 1.0
#FORMAT PC8
#GEN 20260902
#SIETYP 4
#ORGNR 5599990008
#FNAMN "Övningsbolaget AB"
#RAR 0 20260101 20261231
#KONTO 1930 "Företagskonto"
#KTYP 1930 T
#KONTO 6570 "Bankkostnader"
#VER "V" "2" 20260102 "SEB" 20260102
{
\t#TRANS 1930 {} -1840.00 20260102 "Avgift"
\t#TRANS 6570 {} 1840.00 20260102 ""
}
#VER "V" "3" 20260113 "Utlägg" 20260113
{
\t#TRANS 6570 {} 1250.00
\t#TRANS 1930 {} -1250.00 "utlägg Anna"
}
"""

MAMUT: Final = """#FLAGGA\t0
#PROGRAM\t"Mamut Enterprise"\t14.8
#FORMAT\tPC8
#GEN\t20260519
#SIETYP\t4
#FNAMN\t"Övningsbolaget AB"
#KONTO\t1510\t"Kundfordringar"
#KONTO\t3051\t"Försäljning"
#DIM\t8\t"Kund"
#VER\t"1"\t"36"\t20260519\t"8001 Övning, 47"\t
{
#TRANS\t3051\t{1 "2"\t10 "47"}\t-102600.00\t20260519\t"8001 Övning, 47"\t""
#TRANS\t1510\t{8 "8001"\t1 "2"\t10 "47"}\t102600.00\t20260519\t"8001 Övning, 47"\t""
}
"""

PAYROLL: Final = """#FLAGGA 0
#PROGRAM "Kontek Lön" 2011.0
#FORMAT PC8
#GEN 20260301 "Demo"
#SIETYP 4
#PROSA ""
#ORGNR 000000-0000  \n#FNAMN "Övningsbolaget AB"
#DIM 20 "Nivå 4"
#VER "" "" 20260225 "Utbetalning löner" 20260301
{
   #TRANS 1940 {} -1250.50
   #TRANS 7210 {1 "K5" 6 "P7" 20 "N9"} 1750.50 "" "" 4.85
   #TRANS 7382 {1 "200"} -500.00 "" "" -1.00
}
"""

BROWSER: Final = """#FLAGGA 0
#PROGRAM "Kassa" "1.0"
#FORMAT UTF-8
#GEN 2026-09-13
#SIETYP "4"
#FNAMN "Återbruket"
#VER "A" "" 2026-09-10 "Dagsavslut – 10 september"
{
#TRANS 1930 {} 1\u00a0200,00
#TRANS 3001 {} \u2212960,00
#TRANS 2611 {} \u2212240,00
}
"""

SPREADSHEET: Final = """#FLAGGA 0
#PROGRAM Egen fil
#FORMAT PC8
#GEN 260105
#SIETYP 4
#FNAMN Övningsbolaget AB

#VER A 1 20260105 Faktura {
#TRANS 1510 125,5
#TRANS 3001 -100.333
#TRANS 2611 -25.167
}

#ver A 2 20260106
{
#trans 1510 {} 1
#trans 3001 {} -1
}
"""

TWO_FILES: Final = FORTNOX_3.partition("#VER")[0] + FORTNOX_3.partition("#VER")[0]

CASES: Final = [
    # name, text, encoding, vouchers, rows, findings
    ("Fortnox 3 in UTF-8", FORTNOX_3, "utf-8", 2, 2, {"SIE-ENCODING": 1, "SIE-YEAR": 1}),
    ("Fortnox 3 in PC8", FORTNOX_3, "cp437", 2, 2, {"SIE-YEAR": 1}),
    ("Bokio, text for a day", BOKIO, "utf-8", 2, 4, {"SIE-ENCODING": 1, "SIE-ORGNR": 1, "SIE-DATE": 1}),
    ("Mamut, tabs and many objects", MAMUT, "cp437", 1, 2, {}),
    ("payroll, quantities and levels", PAYROLL, "cp437", 1, 3, {}),
    ("cash register in a browser", BROWSER, "utf-8", 1, 3,
     {"SIE-ENCODING": 1, "SIE-FORMAT": 1, "SIE-DATE": 2, "SIE-AMOUNT-FORM": 3}),
    ("made by hand", SPREADSHEET, "cp1252", 2, 5,
     {"SIE-ENCODING": 1, "SIE-DATE": 1, "SIE-OBJECTS": 3, "SIE-AMOUNT-FORM": 1, "SIE-DECIMALS": 2, "SIE-TAG-CASE": 3}),
    ("two files in one", TWO_FILES, "cp437", 0, 0,
     {"SIE-REPEATED": 10, "SIE-TWICE": 3, "SIE-OBJECT-TWICE": 1}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding", "vouchers", "counted", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_each_manner_is_read_in_full(
    text: str, encoding: str, vouchers: int, counted: int, expected: dict[str, int]
) -> None:
    """Every verification and row, balanced, with just these remarks; and it can be written again and read as equal."""
    data = text.replace("\n", "\r\n").encode(encoding)
    file = read(data)
    short = summary(file)
    assert (short.vouchers, short.rows, short.balanced) == (vouchers, counted, True)
    assert Counter(finding.code for finding in file.findings) == expected
    written = replaced(file)
    assert read(write(written)) == written


def test_amounts_of_every_manner_are_exact() -> None:
    """Thousands with a no-break space, a minus that is no hyphen, a comma, a third of an öre."""
    assert [row["amount"] for row in rows(read(BROWSER.encode()))] == [Decimal(1200), Decimal(-960), Decimal(-240)]
    first = read(SPREADSHEET.encode("cp1252")).vouchers[0]
    assert [row.amount for row in first.rows] == [12550, Decimal("-10033.3"), Decimal("-2516.7")]
    assert first.balance == 0


def test_what_was_removed_counts_for_nothing() -> None:
    """A verification of removed rows alone is read with them, and balances; the balances of the year agree."""
    file = read(FORTNOX_3.encode())
    assert [row.kind for row in file.vouchers[1].rows] == ["BTRANS", "BTRANS"]
    assert file.vouchers[1].rows[0].sign == "Anna"
    assert file.vouchers[1].balance == 0
    assert not [finding for finding in file.findings if finding.code in {"SIE-UB", "SIE-RES"}]


SPOILT: Final = FORTNOX_3.replace("#KONTO 6570", '#KONTO 4010 "Inköp av tjänster på månad"\n#KONTO 6570')


@pytest.mark.parametrize(("meant", "as_if"), [("cp437", "cp1252"), ("utf-8", "latin-1")])
def test_letters_spoilt_by_another_program_are_told(meant: str, as_if: str) -> None:
    """A program that read PC8 as Windows, and wrote what it saw as UTF-8: the letters are not guessed back."""
    data = SPOILT.encode(meant).decode(as_if, "replace").encode()
    assert "SIE-MISREAD" in {finding.code for finding in read(data).findings}


CHECKS: Final = [
    ("undeclared account", "#TRANS 6570", "#TRANS 6571", {"SIE-ACCOUNT-UNKNOWN", "SIE-RES"}),
    ("undeclared object", '{"1" "K1"}', '{"1" "K2"}', {"SIE-OBJECT-UNKNOWN"}),
    ("undeclared dimension", '{"1" "K1"}', '{"33" "K2"}', {"SIE-OBJECT-UNKNOWN", "SIE-DIMENSION"}),
    ("the same number twice", "#VER A 2 ", "#VER A 1 ", {"SIE-DUPLICATE"}),
    ("a lower number after a higher", "#VER A 1 ", "#VER A 9 ", {"SIE-NUMBERS"}),
    ("a closing balance that is not", "#UB 0 1920 96.3", "#UB 0 1920 96.4", {"SIE-UB"}),
    ("a result that is not", "#RES 0 6570 3.7", "#RES 0 6570 3.8", {"SIE-RES"}),
    ("identification after accounts", '#VER A 1', "#TAXAR 2026\n#VER A 1", {"SIE-ORDER"}),
    ("a code before its account", "#KONTO 1920", "#SRU 9000 1\n#KONTO 1920", {"SIE-ORDER"}),
    ("a type there is not", "#SIETYP 4", "#SIETYP 7", {"SIE-TYPE", "SIE-PLACE"}),
    ("verifications in type 1", "#SIETYP 4", "#SIETYP 1", {"SIE-PLACE"}),
    ("a balance that is no number", "#IB 0 1920 100.00", "#IB 0 1920 hundra", {"SIE-AMOUNT", "SIE-UB"}),
    ("a balance with a comma", "#IB 0 1920 100.00", "#IB 0 1920 100,00", {"SIE-AMOUNT-FORM"}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CHECKS], ids=[case[0] for case in CHECKS])
def test_a_file_that_contradicts_itself_is_found_out(old: str, new: str, expected: set[str]) -> None:
    """Each contradiction has its code and the line where it shows, and nothing else is remarked."""
    assert old in FORTNOX_3
    findings = read(FORTNOX_3.replace(old, new, 1).encode("cp437")).findings
    assert {finding.code for finding in findings} - {"SIE-YEAR"} == expected
    assert all(finding.path.startswith("line ") for finding in findings)
