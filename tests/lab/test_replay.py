"""The lab decides as the desk does, over any table, and counts what it decided."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from faktura import lab
from faktura.core.claim import OpenItem
from faktura.core.errors import InputError, MalformedFile, NotFound
from faktura.core.money import sek
from faktura.core.sender import MatchingPolicy
from faktura.desk.matching_files import match_files
from faktura.desk.matching_records import COLUMNS, json_lines
from faktura.lab.synthetic import SUPPLIER, generate, to_csv

ITEMS: list[dict[str, object]] = [
    {"claim_id": "F1", "ocr": "12351", "customer_id": "K", "due_date": date(2026, 10, 1), "open": Decimal("250.00")},
    {"claim_id": "F2", "ocr": "12369", "customer_id": "L", "due_date": "2026-10-01", "open": 99},
]
PAYMENTS: list[dict[str, object]] = [
    {"payment_id": "P1", "booked_on": "2026-10-02", "amount": "250.00", "reference": "12351", "payer_org": None},
    {"payment_id": "P2", "booked_on": "2026-10-02", "amount": "99.00", "reference": "", "message": "hej"},
    {"payment_id": "P3", "booked_on": "2026-10-02", "amount": "7.00", "reference": "", "message": "hej"},
]


class Frame:
    """A data frame as polars has it."""

    def __init__(self, rows: Sequence[dict[str, object]]) -> None:
        """Hold *rows*."""
        self._rows = rows

    def to_dicts(self) -> list[dict[str, object]]:
        """Give the rows."""
        return list(self._rows)


def test_every_payment_is_decided_and_explained() -> None:
    """One is settled, one suggested by its amount, one nobody knows; each says why."""
    run = lab.match(ITEMS, PAYMENTS)
    assert [record["outcome"] for record in run.records()] == ["auto", "suggest", "unmatched"]
    assert run.counts() == {"auto": 1, "suggest": 1, "unmatched": 1}
    assert run.why("P1", "sv") == "OCR 12351 och belopp 250,00\u00a0kr stämmer."
    assert run.table().splitlines()[1].split() == ["P1", "auto", "F1:250.00", "0.00"]
    assert len(run.table(1).splitlines()) == 2
    assert run.payment("P3").message == "hej"
    with pytest.raises(NotFound):
        run.why("P9")


def test_a_frame_decides_as_its_rows() -> None:
    """Anything with `to_dicts` is a table; no frame library is imported."""
    assert lab.match(Frame(ITEMS), Frame(PAYMENTS)) == lab.match(ITEMS, PAYMENTS)


def test_the_lab_decides_as_the_command_line_does() -> None:
    """The same rows, with history, give the same records as the files do."""
    ledger = generate(SUPPLIER, claims=300, seed=4)
    run = lab.match(ledger.items, ledger.payments, ledger.links)
    files = (to_csv(table).encode() for table in (ledger.items, ledger.payments))
    written = list(match_files(*files, links=to_csv(ledger.links).encode()))
    assert list(json_lines(run.decisions, "en")) == written
    assert {tuple(record) for record in run.records()} == {(*COLUMNS, "creditor")}


def test_items_of_the_library_go_as_they_are() -> None:
    """`OpenItem`s and rows may be mixed with nothing lost."""
    item = OpenItem(
        id="F1", creditor="", customer_id="K", number="", reference="12351", open=sek(250), due=date(2026, 10, 1)
    )
    assert lab.match([item], PAYMENTS[:1]).decisions == lab.match(ITEMS[:1], PAYMENTS[:1]).decisions


def test_creditors_are_kept_apart() -> None:
    """A payment to one creditor never settles another's item; rows that do not say theirs are all of one."""
    other = [{**PAYMENTS[0], "creditor": "B"}]
    assert [r["outcome"] for r in lab.match([{**ITEMS[0], "creditor": "A"}], other).records()] == ["unmatched"]
    assert [r["outcome"] for r in lab.match([{**ITEMS[0], "creditor": "B"}], other).records()] == ["auto"]
    assert [r["outcome"] for r in lab.match(ITEMS[:1], other, creditor="B").records()] == ["auto"]


def test_a_run_is_scored_against_the_truth() -> None:
    """Automatic and right, left and suggested first; a plain mapping of ids will do."""
    run = lab.match(ITEMS, PAYMENTS)
    score = run.score({"P1": ["F1"], "P2": ["F2"], "P3": []})
    assert (score.automatic, score.right, score.first, score.left) == (1, 1, 1, 1)
    assert (score.precision, score.recall) == (1, 0.5)
    assert run.score({"P1": ["F2"]}).precision == 0
    assert run.evaluate({"P1": ["F1"]}).over_allocated == ()
    assert lab.match(ITEMS, []).score({}).precision is None


def test_another_policy_decides_the_same_payments() -> None:
    """What asks for more certainty than there is settles nothing."""
    run = lab.match(ITEMS, PAYMENTS)
    strict = run.under(MatchingPolicy(auto=Decimal(1), margin=10_000))
    assert strict.counts()["auto"] == 0
    assert strict.payments == run.payments


def test_a_notebook_shows_a_run_with_the_payers_text_escaped() -> None:
    """Counts first, then the first rows; what came from outside is text, never markup."""
    rows = [{**PAYMENTS[0], "payment_id": f"<b>{at}</b>"} for at in range(30)]
    html = lab.match(ITEMS, rows)._repr_html_()
    assert "30 payments" in html
    assert "10 more" in html
    assert "<b>" not in html
    assert "&lt;b&gt;0" in html


def test_a_row_that_lacks_what_it_needs_is_told() -> None:
    """With its number, counted from 1."""
    with pytest.raises(MalformedFile) as refusal:
        lab.match(ITEMS, [PAYMENTS[0], {**PAYMENTS[1], "amount": None}])
    assert (refusal.value.line, refusal.value.field) == (2, "amount")


@pytest.mark.parametrize("table", [7, "text", {"claim_id": "F1"}, [7]])
def test_what_is_no_table_is_refused(table: object) -> None:
    """A number, a text or one row alone is told apart from a table."""
    with pytest.raises(InputError):
        lab.match(table, PAYMENTS)
