"""The benchmark runs, prints every line, and measures each work against one that comes to the same result."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from benchmarks import copies, plain
from benchmarks.__main__ import table
from benchmarks.material import LINES, ON, bgmax_file, camt_file, invoice, open_items
from benchmarks.measure import Row, in_turns
from faktura.core.claim import InMemoryCandidates
from faktura.core.document import Document
from faktura.formats.bank import read_payments
from faktura.formats.peppol import billing
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.rules.matching.decision import Matched
from faktura.rules.matching.match import match
from faktura.testing.senders import SENDER
from tests.reference import ROOT

WORKS: Final = (
    "issue: draft to document", "issue and store: the desk", "PDF, the first", "PDF, every one after it",
    "XML, Peppol BIS Billing 3", "XML, Svefaktura 1.0", "read Peppol XML back",
    "store: a unit of an invoice's size", "store: the same, ", "read BgMax", "read camt.054",
    "match, all exact", "match, one in ten odd", "take: read, match, settle",
    "match, weighed, 400", "match, weighed, 40 ", "ten times the data", "match, 400 open of one amount",
    "import faktura ", "import faktura, take",
)  # fmt: skip
ITEMS: Final = open_items(60)
PAYMENTS: Final = 30


def test_quick_run_prints_every_line() -> None:
    """`python -m benchmarks --quick` measures everything once; each line has two times and their ratio."""
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    _, head, *lines, ours, by_ocr, by_name, memory, verdict = done.stdout.splitlines()
    for work, line in zip(WORKS, lines, strict=True):
        assert line.startswith(work)
        numbers = [float(word.replace(",", "")) for word in line[head.index("per") :].split()[1:4]]
        assert all(number > 0 for number in numbers)
    assert (ours[:8], by_ocr[:4], by_name[:6]) == ("faktura:", "OCR ", "fuzzy ")
    assert 0 < int(memory.split(":")[1].split()[0].replace(",", "")) < 1_500
    assert verdict.startswith("import faktura takes ")


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
    found = [(of["reference"].strip(), minor) for of, minor in plain.slices(data) if minor]
    assert found == plain.paid(read_payments(data))


def test_plain_iterparse_finds_the_payments_of_camt() -> None:
    """Bare lxml finds the same references and amounts."""
    data = camt_file(ITEMS, PAYMENTS, deposit=7)
    found = [(reference, amount) for amount, _, _, reference in plain.entries(data)]
    assert found == [(one.references[0].text, f"{one.amount.major:f}") for one in read_payments(data)]


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


def _histories(path: Path) -> list[tuple[int, object]]:
    store, desk = copies.desk_over(path)
    with store, store.read(desk.sender.id) as reading:
        return list(reading.history())
