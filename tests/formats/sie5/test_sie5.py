"""SIE 5: entry files valid by the official schema, read back equal; full files read; XML from outside hardened."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faktura.core.errors import FakturaError, MalformedFile, NotExpressible
from faktura.core.ledger import Account as ChartAccount
from faktura.core.ledger import AccountCode, AccountRole, Chart, Dimension, Voucher, VoucherRow
from faktura.core.money import Money, sek
from faktura.core.wording import codes
from faktura.formats.show import plain as as_plain
from faktura.formats.show import show
from faktura.formats.sie5 import record as r
from faktura.formats.sie5.entry import EntryHead, entry_file
from faktura.formats.sie5.reader import read
from faktura.formats.sie5.summary import plain, summary
from faktura.formats.sie5.writer import write
from tests.reference import reference

Shared = Callable[..., Path]


@cache
def schema() -> etree.XMLSchema:
    """The official schema, with the signature left out: its import is an address on the web."""
    text = reference("sie", "sie5", "sie5.xsd").read_text(encoding="utf-8-sig")
    text = re.sub(r"<xsd:import\b.*?/>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'<xsd:element ref="dsig:Signature"[^>]*?(?:/>|>.*?</xsd:element>)', "", text, flags=re.DOTALL)
    return etree.XMLSchema(etree.fromstring(text.encode()))


def assert_valid(data: bytes) -> None:
    schema().assertValid(etree.fromstring(data))


WORDS = st.text(st.sampled_from("abcåäöÅÄÖ é€\"'&<>–1 "), max_size=8)
NAMES = WORDS.map(lambda text: text or "x")
ACCOUNTS = st.integers(1000, 8999).map(str)
AMOUNTS = st.integers(-(10**12), 10**12) | st.decimals(-1000, 1000, places=3).filter(
    lambda d: d != d.to_integral_value()
)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
STAMPS = st.builds(r.Stamp, DAYS, NAMES)
REFERENCES = st.builds(r.ObjectReference, st.sampled_from(["1", "6"]), NAMES)
QUANTITIES = st.none() | st.decimals(-1000, 1000, places=2)
FOREIGN = st.builds(r.ForeignAmount, st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "USD"]))


Item = TypeVar("Item")


def some(items: st.SearchStrategy[Item], most: int = 2) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(items, max_size=most).map(tuple)


ROWS = st.builds(
    r.LedgerEntry, account=ACCOUNTS, amount=AMOUNTS, quantity=QUANTITIES, text=WORDS, on=st.none() | DAYS,
    objects=some(REFERENCES), foreign=st.none() | FOREIGN, reference=WORDS, entered=st.none(), struck=st.none(),
    locked=st.none(), line=st.just(0),
)  # fmt: skip
ENTRIES = st.builds(
    r.JournalEntry, on=DAYS, id=st.sampled_from(["", "1", "42"]), text=WORDS, reference=WORDS, original=STAMPS,
    entered=st.none(), locked=st.none(), rows=some(ROWS, 3), documents=some(st.sampled_from(["1", "2"])),
    corrected_by=st.just(()), line=st.just(0),
)  # fmt: skip
BUDGETS = st.builds(
    r.Balance, kind=st.just("Budget"), month=st.sampled_from(["", "2026-01"]), amount=st.integers(-(10**9), 10**9),
    quantity=QUANTITIES, objects=some(REFERENCES), foreign=st.none(),
)  # fmt: skip
INVOICES = st.builds(
    r.SubLedgerObject, id=NAMES, name=WORDS, party=NAMES, number=NAMES, ocr=WORDS, due=st.none() | DAYS,
    original=st.none(), original_foreign=st.none(), balances=st.just(()),
)  # fmt: skip
LEDGERS = st.builds(
    r.SubLedger,
    kind=st.just("CustomerInvoices"),
    account=ACCOUNTS,
    name=WORDS,
    others=st.just(()),
    objects=some(INVOICES),
)
PARTIES = st.builds(
    r.Party, id=NAMES, name=WORDS, organisation_number=WORDS, details=st.sampled_from([(), (("city", "Älvsjö"),)])
)
DOCUMENTS = st.builds(
    r.Document, id=st.integers(1, 9).map(str), name=WORDS, content=st.binary(max_size=9), uri=st.just("")
)
FILES = st.builds(
    r.Sie5File,
    full=st.just(False),
    software=st.tuples(NAMES, NAMES),
    created=st.just(("2026-01-31T12:00:00+01:00", "AB")),
    company=WORDS,
    organisation_number=st.just("559999-0008"),
    client=WORDS,
    currency=st.sampled_from(["", "SEK"]),
    years=st.just(()),
    accounts=some(
        st.builds(r.Account, id=ACCOUNTS, name=WORDS, type=st.sampled_from(list(r.AccountType)), unit=WORDS, balances=some(BUDGETS))
    ),
    dimensions=some(st.builds(r.Dimension, id=st.sampled_from(["1", "6"]), name=WORDS, objects=some(st.tuples(NAMES, WORDS)))),
    sub_ledgers=some(LEDGERS, 1),
    customers=some(PARTIES),
    suppliers=some(PARTIES),
    aggregations=st.just(()),
    journals=some(
        st.builds(r.Journal, id=WORDS, name=st.just(""), entries=st.lists(ENTRIES, min_size=1, max_size=2).map(tuple))
    ),
    documents=some(DOCUMENTS),
    signed=st.just(False),
    findings=st.just(()),
)  # fmt: skip


@given(FILES)
def test_an_entry_file_is_read_back_equal(file: r.Sie5File) -> None:
    """read(write(x)) == x for all that an entry file can carry, and the same bytes each time."""
    data = write(file)
    again = read(data)
    assert again == file
    assert write(again) == data


@given(FILES)
def test_every_entry_file_is_valid_by_the_official_schema(file: r.Sie5File) -> None:
    """Whatever it carries; the schema is read beside the repository."""
    assert_valid(write(file))


CHART = Chart(
    roles={
        AccountRole.RECEIVABLE: ChartAccount(AccountCode("1510"), "Kundfordringar"),
        AccountRole.VAT_25: ChartAccount(AccountCode("2611"), "Utgående moms, 25 %"),
        AccountRole.SALES_25: ChartAccount(AccountCode("3001"), "Försäljning inom Sverige, 25 % moms"),
    }
)
HEAD = EntryHead(
    company="Exempel AB",
    organisation_number="559999-0008",
    created=datetime(2026, 1, 31, 12, tzinfo=ZoneInfo("Europe/Stockholm")),
    by="AB",
    version="1.0",
    objects={Dimension(1, "100"): "Butik"},
    receivable=AccountCode("1510"),
    invoices={"1001": r.SubLedgerObject(id="1001", party="K1", number="1001", ocr="10017", due=date(2026, 2, 14))},
    customers=(r.Party(id="K1", name="Kund AB"),),
    documents={"1001": ("1001.pdf", b"%PDF")},
)


def voucher(source: str = "1001", currency: str = "SEK", series: str = "K") -> Voucher:
    rows = (
        VoucherRow(AccountCode("1510"), Money(12500_00, currency)),
        VoucherRow(AccountCode("3001"), Money(-10000_00, currency), (Dimension(1, "100"),)),
        VoucherRow(AccountCode("2611"), Money(-2500_00, currency)),
    )
    return Voucher(series=series, on=date(2026, 1, 15), text="Faktura 1001 Kund AB", rows=rows, source=source)


def test_vouchers_become_an_entry_file_with_invoice_and_document() -> None:
    """A journal for each series; the receivable's row names its invoice; accounts have the types of their classes."""
    file = entry_file([voucher(), voucher(source="betalning", series="B")], HEAD, chart=CHART)
    data = write(file)
    assert_valid(data)
    again = read(data)
    assert (again, again.findings) == (file, ())
    assert [(journal.id, len(journal.entries)) for journal in file.journals] == [("K", 1), ("B", 1)]
    first, second = file.entries
    assert [row.reference for row in first.rows] == ["1001", "", ""]
    assert (first.documents, second.documents, second.rows[0].reference) == (("1",), (), "")
    assert [(one.id, one.type.value) for one in file.accounts] == [
        ("1510", "asset"),
        ("2611", "liability"),
        ("3001", "income"),
    ]
    assert file.dimensions == (r.Dimension(id="1", name="Kostnadsställe", objects=(("100", "Butik"),)),)
    assert file.sub_ledgers[0].objects[0].ocr == "10017"
    assert file.documents == (r.Document(id="1", name="1001.pdf", content=b"%PDF"),)
    assert first.balance == 0


def test_a_file_has_one_currency() -> None:
    """As in SIE 4."""
    assert entry_file([voucher(currency="EUR")], HEAD, chart=CHART).currency == "EUR"
    for vouchers in ([voucher(), voucher(currency="EUR")], [voucher(currency="JPY")]):
        with pytest.raises(NotExpressible):
            entry_file(vouchers, HEAD, chart=CHART)


FILE = entry_file([voucher()], HEAD, chart=CHART)
ENTRY = FILE.entries[0]


def with_entry(entry: r.JournalEntry) -> r.Sie5File:
    return attrs.evolve(FILE, journals=(r.Journal(id="K", entries=(entry,)),))


STAMP = r.Stamp(date(2026, 1, 1), "AB")
REFUSED = [
    attrs.evolve(FILE, full=True),
    attrs.evolve(FILE, years=(r.FiscalYear(start="2026-01", end="2026-12"),)),
    attrs.evolve(FILE, company="noll\x00"),
    attrs.evolve(FILE, journals=(r.Journal(id="K"),)),
    attrs.evolve(FILE, customers=(r.Party(id="K1", name="Kund", details=(("IBAN", "x"),)),)),
    attrs.evolve(FILE, sub_ledgers=(attrs.evolve(FILE.sub_ledgers[0], others=("1511",)),)),
    attrs.evolve(FILE, sub_ledgers=(attrs.evolve(FILE.sub_ledgers[0], objects=(
        r.SubLedgerObject(id="1", original=(date(2026, 1, 1), 5)),)),)),
    attrs.evolve(FILE, accounts=(attrs.evolve(FILE.accounts[0], balances=(
        r.Balance(kind="OpeningBalance", month="2026-01", amount=1),)),)),
    with_entry(attrs.evolve(ENTRY, original=None)),
    with_entry(attrs.evolve(ENTRY, locked=STAMP)),
    with_entry(attrs.evolve(ENTRY, rows=(attrs.evolve(ENTRY.rows[0], struck=STAMP),))),
]  # fmt: skip


@pytest.mark.parametrize("file", REFUSED)
def test_what_an_entry_file_has_no_place_for_is_refused(file: r.Sie5File) -> None:
    """Nothing is left out quietly."""
    with pytest.raises(NotExpressible):
        write(file)


def test_the_official_entry_sample(shared: Shared) -> None:
    """It validates, and is written back equal."""
    data = shared("sie", "sie5", "sample-entry.sie").read_bytes()
    file = read(data)
    assert (file.company, file.software, len(file.accounts), file.findings) == (
        "Universal Exports AB",
        ("Anonymous software Ltd", "0.0.007B"),
        2,
        (),
    )
    assert_valid(write(file))
    assert read(write(file)) == file


def test_the_official_full_sample(shared: Shared) -> None:
    """Everything in it is read; what its maker left out, 48 invoice numbers, is told as the schema tells it."""
    data = shared("sie", "sie5", "sample.sie").read_bytes()
    file = read(data)
    assert not schema().validate(etree.fromstring(data))
    assert (
        [finding.code for finding in file.findings]
        == ["SIE5-MISSING"] * 48
        == ["SIE5-MISSING"] * len(str(schema().error_log).splitlines())
    )
    assert (file.full, file.company, file.currency, len(file.accounts)) == (True, "Övningsbolaget AB", "SEK", 316)
    assert [(year.start, year.primary, year.closed) for year in file.years] == [
        ("2013-01", False, True),
        ("2014-01", True, False),
    ]
    assert [(ledger.kind, len(ledger.objects)) for ledger in file.sub_ledgers] == [
        ("CustomerInvoices", 19),
        ("SupplierInvoices", 29),
    ]
    assert (len(file.entries), sum(len(entry.rows) for entry in file.entries)) == (91, 353)
    assert not any(entry.balance for entry in file.entries)
    assert len(file.documents) == data.count(b"<EmbeddedFile") + data.count(b"<FileReference")
    assert file.accounts[9].balances[0].amount == 420050_00


def test_the_books_of_the_full_sample_agree(shared: Shared) -> None:
    """Opening balance and entries make the closing balance of every account of the balance sheet: amounts are exact."""
    file = read(shared("sie", "sie5", "sample.sie").read_bytes())
    booked: dict[str, int | Decimal] = {}
    for entry in file.entries:
        for row in entry.rows:
            booked[row.account] = booked.get(row.account, 0) + (row.amount if row.struck is None else 0)
    for account in file.accounts:
        kinds = {balance.kind: balance.amount for balance in account.balances if balance.month.startswith("2014")}
        opening, closing = kinds.get("OpeningBalance", 0), kinds.get("ClosingBalance", 0)
        assert opening + booked.get(account.id, 0) == closing, account.id


TEXT = write(FILE).decode()
ODD = [
    ("an amount that is none", 'amount="12500.00"', 'amount="tolv"', ["SIE5-AMOUNT", "SIE5-UNBALANCED"]),
    ("a comma", 'amount="12500.00"', 'amount="12500,00"', ["SIE5-AMOUNT", "SIE5-UNBALANCED"]),
    ("a quantity that is none", 'accountId="1510"', 'accountId="1510" quantity="två"', ["SIE5-QUANTITY"]),
    ("out of balance", 'amount="12500.00"', 'amount="12500.01"', ["SIE5-UNBALANCED"]),
    ("an account not declared", 'accountId="3001"', 'accountId="3002"', ["SIE5-ACCOUNT"]),
    ("no such day", 'dueDate="2026-02-14"', 'dueDate="2026-02-30"', ["SIE5-DATE"]),
    ("no such type", 'type="asset"', 'type="tillgång"', ["SIE5-TYPE"]),
    ("no customer", ' customerId="K1"', "", ["SIE5-MISSING"]),
    ("no day of entry", 'date="2026-01-31" by="AB"', 'by="AB"', ["SIE5-MISSING"]),
    ("an element of another kind", "<Accounts>", "<Annat/><Accounts>", ["SIE5-UNKNOWN"]),
    ("no base64", "JVBERg==", "***", ["SIE5-DOCUMENT"]),
    (
        "a signature",
        "</SieEntry>",
        '<S xmlns="http://www.w3.org/2000/09/xmldsig#"><T/></S></SieEntry>',
        ["SIE5-SIGNATURE"],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, expected: list[str]) -> None:
    """The file is read all the same, and the finding can be explained in both languages."""
    assert old in TEXT
    findings = read(TEXT.replace(old, new, 1).encode()).findings
    assert [finding.code for finding in findings] == expected
    for finding in findings:
        assert re.match(r"SieEntry\b.*\(line \d+\)", finding.path)
        assert "{" not in finding.explain("sv") + finding.advise("sv") + finding.explain("en") + finding.advise("en")


def test_every_sentence_has_its_case() -> None:
    """No code is registered that no file can cause."""
    caused = {code for *_, expected in ODD for code in expected}
    assert {code for code in codes() if code.startswith("SIE5-") and not code.endswith(".remedy")} == caused


def test_a_row_struck_out_counts_for_nothing() -> None:
    """As #BTRANS in SIE 4."""
    struck = '<LedgerEntry accountId="1510" amount="7"><Overstrike date="2026-01-31" by="AB"/></LedgerEntry>'
    file = read(TEXT.replace("</LedgerEntry>", f"</LedgerEntry>{struck}", 1).encode())
    assert [row.struck is not None for row in file.entries[0].rows].count(True) == 1
    assert file.findings == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"#FLAGGA 0", b"<a/>", b"<SieEntry/>", TEXT.encode()[:-20],
     b'<!DOCTYPE a [<!ENTITY x "y">]><SieEntry>&x;</SieEntry>',
     TEXT.replace('journalDate="2026-01-15"', "").encode()],
)  # fmt: skip
def test_other_files_are_refused(data: bytes) -> None:
    """One clear error, and nothing in the file is ever looked up elsewhere."""
    with pytest.raises(MalformedFile):
        read(data)


@given(st.lists(st.tuples(st.integers(0, len(TEXT.encode()) - 1), st.binary(max_size=3)), min_size=1, max_size=6))
def test_changed_bytes_are_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    """Only our own errors."""
    data = bytearray(TEXT.encode())
    for at, new in changes:
        data[at : at + 1] = new
    try:
        file = read(bytes(data))
    except FakturaError as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert all(finding.explain("sv") for finding in file.findings)


def test_amounts_are_sek_in_ore() -> None:
    """The row of 12 500 kronor."""
    assert ENTRY.rows[0].amount == sek(12500).minor


def test_it_is_shown_in_the_words_of_sie_4() -> None:
    """Counts and the debit total; the plain form is JSON with amounts in kronor and documents by their size."""
    view = show(write(FILE))
    assert (view.format, view.version) == ("sie5", "5")
    assert view.summary == {
        "company": "Exempel AB", "organisation_number": "559999-0008", "type": "entry", "vouchers": 1, "rows": 3,
        "accounts": 3, "balanced": True, "checksum": "absent", "debit_total": "12500.00", "documents": 1, "signed": False,
    }  # fmt: skip
    signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></SieEntry>'
    signed = show(write(FILE).replace(b"</SieEntry>", signature.encode())).summary
    assert (signed["signed"], signed["checksum"]) == (True, "uncheckable")
    shown = json.dumps(plain(FILE), ensure_ascii=False)
    assert '"account": "3001", "amount": "-10000.00"' in shown
    assert '"content": "4 bytes"' in shown
    assert json.dumps(as_plain(view.record), ensure_ascii=False) == json.dumps(
        plain(read(write(FILE))), ensure_ascii=False
    )
    assert not summary(read(TEXT.replace('amount="12500.00"', 'amount="tolv"').encode())).balanced
