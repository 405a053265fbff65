"""The lab decides as the desk does, over any table, and counts what it decided."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from faktura import lab
from faktura.core.claim import OpenItem
from faktura.core.errors import InputError, MalformedFile, NotFound
from faktura.core.money import sek

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
    assert run.why("P1", "sv") == "OCR 12351 och belopp 250,00\u00a0kr stämmer."
    assert run.table().splitlines()[1] == "P1       auto       F1:250.00  0.00"
    with pytest.raises(NotFound):
        run.why("P9")


def test_a_frame_decides_as_its_rows() -> None:
    """Anything with `to_dicts` is a table; no frame library is imported."""
    assert lab.match(Frame(ITEMS), Frame(PAYMENTS)) == lab.match(ITEMS, PAYMENTS)


def test_items_of_the_library_go_as_they_are() -> None:
    """`OpenItem`s and rows may be mixed with nothing lost."""
    item = OpenItem(
        id="F1", creditor="", customer_id="K", number="", reference="12351", open=sek(250), due=date(2026, 10, 1)
    )
    assert lab.match([item], PAYMENTS[:1]).decisions == lab.match(ITEMS[:1], PAYMENTS[:1]).decisions


def test_creditors_are_kept_apart() -> None:
    """A payment to one creditor never settles another's item."""
    other = [{**PAYMENTS[0], "creditor": "B"}]
    assert [r["outcome"] for r in lab.match([{**ITEMS[0], "creditor": "A"}], other).records()] == ["unmatched"]
    assert [r["outcome"] for r in lab.match([{**ITEMS[0], "creditor": "B"}], other).records()] == ["auto"]


def test_a_run_is_scored_against_the_truth() -> None:
    """Automatic and right, left and suggested first; precision without a float."""
    run = lab.match(ITEMS, PAYMENTS)
    score = run.score({"P1": ["F1"], "P2": ["F2"], "P3": []})
    assert (score.automatic, score.right, score.suggested_first, score.left) == (1, 1, 1, 1)
    assert score.precision == 1
    assert run.score({"P1": ["F2"]}).precision == 0
    assert lab.match(ITEMS, []).score({}).precision is None


@pytest.mark.parametrize("table", [7, "text", {"claim_id": "F1"}, [7]])
def test_what_is_no_table_is_refused(table: object) -> None:
    """A number, a text or one row alone is told apart from a table."""
    with pytest.raises(InputError):
        lab.match(table, PAYMENTS)


def test_a_float_amount_is_refused_and_a_missing_cell_is_empty() -> None:
    """Floats are not exact; NaN is how some frames say that nothing stands there."""
    with pytest.raises(InputError) as refusal:
        lab.match([{**ITEMS[0], "open": 250.0}], PAYMENTS)
    assert refusal.value.code == "lab.float"
    assert lab.match([{**ITEMS[0], "customer_name": float("nan")}], PAYMENTS[:1]).decisions
    with pytest.raises(MalformedFile):
        lab.match([{**ITEMS[0], "open": float("nan")}], PAYMENTS)
