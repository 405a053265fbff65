"""The benchmark runs, prints every line, and measures each work against one that comes to the same result."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from benchmarks import bank_files, books, copies, plain, sie, store
from benchmarks.__main__ import table
from benchmarks.material import LINES, ON, bgmax_file, camt_file, invoice, open_items
from benchmarks.measure import Row, in_turns
from faktura.core.candidates import InMemoryCandidates
from faktura.core.document import Document
from faktura.formats.bank import read_payments
from faktura.formats.peppol import billing
from faktura.formats.sie.reader import read as read_sie
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.rules.matching.decision import Matched
from faktura.rules.matching.match import match
from faktura.rules.posting.books import Books
from faktura.rules.posting.post import post
from faktura.testing.senders import SENDER
from tests.postgres import server
from tests.reference import ROOT

WORKS: Final = (
    "issue: draft to document", "issue and store: the desk", "PDF, the first", "PDF, every one after it",
    "XML, Peppol BIS Billing 3", "XML, Svefaktura 1.0", "read Peppol XML back",
    "make: lines, draft, issue", "receive: read Peppol XML",
    "XML, Svefaktura BIS 5A", "pre-flight, Svefaktura 1.0", "pre-flight, BIS 5A",
    "store in SQLite, one a commit", "store in SQLite, ", "read BgMax", "read camt.054",
    "match, all exact", "match, one in ten odd", "take: read, match, settle",
    "stream BgMax, one", "stream BgMax, six", "stream camt.054, 50", "stream camt.054, all",
    "match, weighed, 400", "match, weighed, 40 ", "ten times the data",
    "match, 200 open of one", "match, 200 open of one", "match, 400 open of one",
    "ten times the data, many namesakes", "match, 200 open of one",
    "read SIE 4, ", "read SIE 4, then", "write SIE 4, a file", "write SIE 4, from",
    "post: an invoice", "reconcile: open items", "import faktura ", "import faktura, take",
)  # fmt: skip
IN_POSTGRES: Final = ("store in PostgreSQL, one a commit", "store in PostgreSQL, ")
ITEMS: Final = open_items(60)
PAYMENTS: Final = 30


def test_quick_run_prints_every_line() -> None:
    """`python -m benchmarks --quick` measures everything once; each line has two times and their ratio."""
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    _, head, *lines, ours, by_ocr, by_name, memory, verdict = done.stdout.splitlines()
    at = WORKS.index("read BgMax")
    works = WORKS if isinstance(server(), str) else (*WORKS[:at], *IN_POSTGRES, *WORKS[at:])
    for work, line in zip(works, lines, strict=True):
        assert line.startswith(work)
        numbers = [float(word.replace(",", "")) for word in line[head.index("per") :].split()[1:4]]
        assert all(number > 0 for number in numbers)
    assert (ours[:8], by_ocr[:4], by_name[:6]) == ("faktura:", "OCR ", "fuzzy ")
    assert 0 < int(memory.split(":")[1].split()[0].replace(",", "")) < 1_500
    assert verdict.startswith("import faktura takes ")


def test_books_by_hand_are_the_books() -> None:
    """The plain sums are öre for öre what posting gives, voucher by voucher."""
    documents, payments = books.paid_invoices(3)
    made = post(documents, payments, books=Books())
    ours = [{str(row.account): row.amount.minor for row in voucher.rows} for voucher in made]
    plainly = books.by_hand([one.document for one in documents])
    assert sorted(ours, key=str) == sorted(({k: v for k, v in one.items() if v} for one in plainly), key=str)


def test_table_is_aligned_and_the_ratio_is_ours_to_plain() -> None:
    """Numbers stand under each other, to the right, with three figures that count; below one we are faster."""
    rows = [
        Row(work="a", per="invoice", ours=12_345.6, plain=1.5, baseline="nothing"),
        Row(work="long", per="payment", ours=0.5, plain=50, baseline="something else"),
    ]
    assert table(rows).splitlines() == [
        "work  per      faktura µs  plain µs  ratio  plain is",
        "a     invoice      12,346      1.50  8,230  nothing",
        "long  payment       0.500      50.0  0.010  something else",
    ]


def test_works_take_turns_and_the_first_round_is_not_counted() -> None:
    """Each round does ours, then the plain one; one round goes before the clock is looked at."""
    done: list[str] = []
    ours, bare = in_turns(lambda: done.append("ours"), lambda: done.append("plain"), rounds=2)
    assert done == ["ours", "plain"] * 3
    assert ours > 0 < bare


def test_plain_sums_are_the_totals_of_the_invoice() -> None:
    """The loop over `Decimal` comes to the VAT and the amount due that issuing comes to."""
    totals = invoice().totals
    assert plain.sums(LINES) == (totals.vat.major, totals.amount_due.major)


@pytest.mark.parametrize("write", [billing.write, svefaktura.write], ids=["peppol", "svefaktura"])
def test_plain_lxml_writes_the_same_xml(write: Callable[[Document], bytes]) -> None:
    """The tree built with `SubElement` is our XML, indentation apart."""
    data = write(invoice())
    assert _canonical(plain.tree(plain.outline(data))) == _canonical(data)


def _canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return bytes(etree.tostring(root, method="c14n"))


def test_plain_fpdf2_shows_the_same_texts() -> None:
    """What fpdf2 is given is what our page shows: the number, ten lines, the amount to pay."""
    shown = {one.text for one in plain.texts(invoice())}
    assert {"1001", *(line.text for line in LINES)} <= shown
    assert plain.pdf(plain.texts(invoice())).startswith(b"%PDF")


def test_plain_slices_find_the_payments_of_bgmax() -> None:
    """The bare loop finds the same references and amounts."""
    data = bgmax_file(ITEMS, PAYMENTS, odd=True)
    found = [(str(of[1]).strip(), of[2]) for of in plain.slices(BytesIO(data)) if len(of) == 7]
    assert found == plain.paid(read_payments(data))


def test_plain_iterparse_finds_the_payments_of_camt() -> None:
    """Bare lxml finds the same references and amounts."""
    data = camt_file(ITEMS, PAYMENTS, deposit=7)
    found = [(of[6], of[0], of[4], of[7:]) for of in plain.entries(BytesIO(data))]
    assert found == [
        (one.references[0].text, f"{one.amount.major:f}", one.payer.name, one.payer.address)
        for one in read_payments(data)
    ]


def test_streamed_files_hold_all_their_payments() -> None:
    """What is repeated is read as often: records, deposits and the one large entry."""
    files = (
        bank_files.giro(20, 3, bank_files.one_record),
        *(bank_files.notified(20, 3, deposit=deposit) for deposit in (7, 20)),
    )
    for data in files:
        assert len({id(one) for one in read_payments(data)}) == 60
    assert {one.deposit and one.deposit.payments for one in read_payments(files[2])} == {60}


def test_the_bare_loop_over_sie_comes_to_our_sum() -> None:
    """The same debit total, the same rows, and nothing to remark in the material."""
    data = sie.material(20_000)
    file = read_sie(data, strict=True)
    assert sie.loop(data) * 100 == sie.walked(data)
    assert file.findings == ()
    assert sum(len(voucher.rows) for voucher in file.vouchers) == data.count(b"#TRANS")


def test_a_plain_dictionary_finds_what_matching_books_when_all_is_exact() -> None:
    """With nothing odd both find the item of every payment; with odd ones matching finds more."""
    exact, odd = (read_payments(bgmax_file(ITEMS, PAYMENTS, odd=odd)) for odd in (False, True))
    known = plain.references(ITEMS)
    found = plain.look_up(known, plain.paid(exact))
    decisions = match(exact, InMemoryCandidates(ITEMS), SENDER.matching, creditor=SENDER.id)
    assert found == [one.allocations[0].item_id for one in decisions if isinstance(one, Matched)]
    assert None not in found
    assert plain.look_up(known, plain.paid(odd)).count(None) == PAYMENTS // 10


def test_bare_sqlite_adds_what_issuing_adds(tmp_path: Path) -> None:
    """The same events and documents stand in the file that bare statements wrote."""
    made = copies.Copies(tmp_path, 3, issued=False)
    ours, bare = made.path(), made.path()
    batches = copies.recorded(ours, lambda desk: (desk.invoices.issue(id, on=ON) for id in made.drafts))
    assert len(list(copies.bare(bare, batches))) == len(batches) == 3
    for (_, one), (_, other) in zip(_histories(ours), _histories(bare), strict=True):
        assert one == other


@pytest.mark.parametrize("database", [store._SQLITE, store._POSTGRES], ids=lambda one: one.name)
def test_bare_statements_store_what_the_store_stores(tmp_path: Path, database: store._Database) -> None:
    """The same rows in the same tables, in as many commits."""
    ours, bare = (database.place(tmp_path) for _ in range(2))
    with database.open(ours) as written, database.open(bare) as plain_store:
        for commit in range(3):
            store._commit(written, count(4 * commit), 4)
        with plain_store.unit("A") as unit:
            unit.take("invoice")
    rows = database.read(ours)
    assert len(list(database.write(bare, store._parts(rows, 3)))) == 3
    assert database.read(bare) == rows
    assert {table: len(some) for table, some in rows.items()} == {
        "faktura_event": 36, "faktura_head": 24, "faktura_document": 12, "faktura_index": 120, "faktura_outbox": 12,
    }  # fmt: skip


def _histories(path: Path) -> list[tuple[int, object]]:
    opened, desk = copies.desk_over(path)
    with opened, opened.read(desk.sender.id) as reading:
        return list(reading.history())
