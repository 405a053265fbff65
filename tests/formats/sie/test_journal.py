"""The 4I journal: what importers of several makers demand of a file."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import NotExpressible
from faktura.core.ledger import (
    Account,
    AccountCode,
    AccountRole,
    Chart,
    Dimension,
    FinancialYear,
    Voucher,
    VoucherRow,
)
from faktura.core.money import Money, sek
from faktura.formats.sie.journal import ANY_PROGRAM_SHORTENED, BY_THE_STANDARD, JournalHead, annual, journal
from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Checksum
from faktura.formats.sie.writer import write

CHART = Chart(
    roles={
        AccountRole.RECEIVABLE: Account(AccountCode("1510"), "Kundfordringar"),
        AccountRole.VAT_25: Account(AccountCode("2611"), "Utgående moms, 25 %"),
        AccountRole.SALES_25: Account(AccountCode("3001"), "Försäljning inom Sverige, 25 % moms"),
    }
)
HEAD = JournalHead(
    company="Exempel AB",
    organisation_number="559999-0008",
    year=FinancialYear(date(2025, 1, 1), date(2025, 12, 31)),
    generated=date(2025, 1, 31),
    version="1.0",
    program="Example",
    objects={Dimension(1, "100"): "Butik"},
)
SHOP = (Dimension(1, "100"),)


def voucher(text: str = "Faktura 1001 Kund AB", on: date = date(2025, 1, 15), currency: str = "SEK") -> Voucher:
    rows = (("1510", 12500_00, ()), ("3001", -10000_00, SHOP), ("2611", -2500_00, ()))
    return Voucher(
        series="K",
        on=on,
        text=text,
        rows=tuple(VoucherRow(AccountCode(code), Money(minor, currency), objects) for code, minor, objects in rows),
    )


def test_the_minimal_file_of_the_facts() -> None:
    """Byte for byte as FACTS.md shows it, but for the order of accounts and the quotation marks of a number."""
    data = write(journal((voucher(),), HEAD, chart=CHART))
    assert data.decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        '#PROGRAM "Example" "1.0"',
        "#FORMAT PC8",
        "#GEN 20250131",
        "#SIETYP 4",
        '#FNAMN "Exempel AB"',
        "#ORGNR 559999-0008",
        "#RAR 0 20250101 20251231",
        "#KPTYP EUBAS97",
        '#KONTO 1510 "Kundfordringar"',
        '#KONTO 2611 "Utgående moms, 25 %"',
        '#KONTO 3001 "Försäljning inom Sverige, 25 % moms"',
        '#DIM 1 "Kostnadsställe"',
        '#OBJEKT 1 "100" "Butik"',
        '#VER "K" "" 20250115 "Faktura 1001 Kund AB"',
        "{",
        "#TRANS 1510 {} 12500.00",
        '#TRANS 3001 {1 "100"} -10000.00',
        "#TRANS 2611 {} -2500.00",
        "}",
        "",
    ]
    assert read(data, strict=True).findings == ()


def test_it_carries_a_checksum_when_asked() -> None:
    """Off unless asked; then it agrees."""
    asked = journal((voucher(),), attrs.evolve(HEAD, checksum=True), chart=CHART)
    assert read(write(asked), strict=True).checksum is Checksum.OK
    assert b"KSUMMA" not in write(journal((voucher(),), HEAD, chart=CHART))


def test_names_are_written_with_the_letters_there_are() -> None:
    """A customer's name never stops the month's file; what was replaced is told, and fifty characters stay fifty."""
    long = "Faktura 1001 Ørsted – " + "x" * 27 + "€"
    assert len(long) == 50
    file = journal((voucher(long),), HEAD, chart=CHART)
    assert read(write(file)).vouchers[0].text == "Faktura 1001 Örsted - " + "x" * 27 + "E"
    assert [finding.code for finding in file.findings] == ["SIE-SUBSTITUTED"]


def test_zero_rows_and_empty_vouchers_are_left_out_and_said() -> None:
    """Importers refuse a row of zero."""
    zero = VoucherRow(AccountCode("3740"), sek(0))
    padded = attrs.evolve(voucher(), rows=(*voucher().rows, zero))
    empty = Voucher(series="K", on=date(2025, 1, 15), text="Inget", rows=(zero, zero))
    file = journal((padded, empty), HEAD, chart=CHART)
    assert file.vouchers == journal((voucher(),), HEAD, chart=CHART).vouchers
    assert [finding.code for finding in file.findings] == ["SIE-EMPTY"]


def test_an_account_importers_may_not_take_is_said() -> None:
    """Four digits of classes 1 to 8; class 9 stops in Spiris."""
    row = VoucherRow(AccountCode("9999"), sek(1))
    odd = Voucher(series="K", on=date(2025, 1, 15), text="x", rows=(row, attrs.evolve(row, amount=sek(-1))))
    assert [dict(finding.facts)["found"] for finding in journal((odd,), HEAD, chart=CHART).findings] == ["9999"]


def test_another_currency_is_declared() -> None:
    """#VALUTA holds for the whole file."""
    assert journal((voucher(currency="EUR"),), HEAD, chart=CHART).currency == "EUR"


REFUSED = [
    ("outside the financial year", (voucher(on=date(2026, 1, 1)),), HEAD),
    ("two currencies", (voucher(), voucher(currency="EUR")), HEAD),
    ("a currency without decimals", (voucher(currency="JPY"),), HEAD),
    ("a text too long", (voucher("x" * 51),), HEAD),
    ("a number of another form", (voucher(),), attrs.evolve(HEAD, organisation_number="5599990008")),
]


@pytest.mark.parametrize(("vouchers", "head"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_the_file_cannot_say_is_refused(vouchers: tuple[Voucher, ...], head: JournalHead) -> None:
    """Nothing is cut, converted or left out quietly."""
    with pytest.raises(NotExpressible):
        journal(vouchers, head, chart=CHART)


def test_a_long_text_is_cut_only_where_that_is_chosen_and_then_told() -> None:
    """Refused by default, cut to fifty and reported when asked, left whole by the standard; a fiftieth backslash too."""
    long = "Faktura 1001 " + "x" * 36 + "\\och mer"
    cut = journal((voucher(long),), attrs.evolve(HEAD, receiver=ANY_PROGRAM_SHORTENED), chart=CHART)
    assert cut.vouchers[0].text == "Faktura 1001 " + "x" * 36 + "/"
    assert [finding.code for finding in cut.findings] == ["SIE-SHORTENED"]
    assert "kortades till" in cut.findings[0].explain("sv")
    whole = journal((voucher(long),), attrs.evolve(HEAD, receiver=BY_THE_STANDARD), chart=CHART)
    assert (whole.vouchers[0].text, whole.findings) == (long, ())


OPENING = {AccountCode("1930"): sek(500), AccountCode("2081"): sek(-500)}


def test_a_year_is_written_with_its_balances() -> None:
    """4E: what the year began with, what it ends with, and the result of each account; the reader finds it agrees."""
    head = attrs.evolve(HEAD, checksum=True)
    payment = Voucher(
        series="B",
        on=date(2025, 2, 1),
        text="Betalning 1001",
        number="1",
        rows=(VoucherRow(AccountCode("1930"), sek(12500)), VoucherRow(AccountCode("1510"), sek(-12500))),
    )
    file = annual((voucher(), payment), head, chart=CHART, opening=OPENING)
    again = read(write(file), strict=True)
    assert again == file
    assert (again.findings, again.checksum) == ((), Checksum.OK)
    found = [(tag, *record.fields[1:]) for tag in ("IB", "UB", "RES") for record in again.records(tag)]
    assert found == [
        ("IB", "1930", "500.00"), ("IB", "2081", "-500.00"),
        ("UB", "1930", "13000.00"), ("UB", "2081", "-500.00"), ("UB", "2611", "-2500.00"),
        ("RES", "3001", "-10000.00"),
    ]  # fmt: skip


def test_a_year_that_does_not_begin_in_balance_is_told() -> None:
    """Last year's result may not have been booked yet; the year's days must be there."""
    file = annual((), HEAD, chart=CHART, opening={AccountCode("1930"): sek(500)})
    assert [finding.code for finding in file.findings] == ["SIE-OPENING"]
    with pytest.raises(NotExpressible):
        annual((), attrs.evolve(HEAD, year=None), chart=CHART, opening={})


@given(
    st.dictionaries(st.sampled_from(["1510", "1930", "2611", "2081"]).map(AccountCode), st.integers(-(10**9), 10**9)),
    st.lists(st.tuples(st.sampled_from(["1510", "2611", "3001", "8313"]), st.integers(1, 10**9)), max_size=8),
)
def test_the_balances_of_a_year_always_agree(opening: dict[AccountCode, int], sales: list[tuple[str, int]]) -> None:
    """Whatever was brought forward and booked, the file's own check finds no difference."""
    made = [
        Voucher(
            series="A",
            on=date(2025, 3, 1),
            text="x",
            number=str(number),
            rows=(VoucherRow(AccountCode("1930"), sek(size)), VoucherRow(AccountCode(account), sek(-size))),
        )
        for number, (account, size) in enumerate(sales, start=1)
    ]
    file = annual(made, HEAD, chart=CHART, opening={code: Money(ore, "SEK") for code, ore in opening.items()})
    assert not {finding.code for finding in read(write(file)).findings} & {"SIE-UB", "SIE-RES"}
