"""Any table: polars, pandas, pyarrow and whatever speaks Arrow give the same decisions as plain rows."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from faktura import lab
from faktura.core.errors import InputError
from faktura.lab import extras
from faktura.lab.tables import rows_of

ROWS: list[dict[str, object]] = [
    {"claim_id": "F1", "ocr": "12351", "customer_id": "K", "due_date": date(2026, 10, 1), "open": Decimal("250.00")},
    {"claim_id": "F2", "ocr": None, "customer_id": "L", "due_date": date(2026, 10, 1), "open": Decimal("99.00")},
]
PAYMENTS: list[dict[str, object]] = [
    {"payment_id": "P1", "booked_on": date(2026, 10, 2), "amount": Decimal("250.00"), "reference": "12351"},
    {"payment_id": "P2", "booked_on": date(2026, 10, 2), "amount": Decimal("99.00"), "reference": None},
]
Table = Callable[[list[dict[str, object]]], object]


class Stream:
    """A table that speaks Arrow and nothing else."""

    def __init__(self, table: object) -> None:
        """Hold a table that can export itself."""
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Export it."""
        return self._table.__arrow_c_stream__(requested_schema)  # type: ignore[attr-defined]


def polars_frame(rows: list[dict[str, object]]) -> object:
    """The rows as a polars frame."""
    return pytest.importorskip("polars").DataFrame(rows)


def lazy_frame(rows: list[dict[str, object]]) -> object:
    """The rows as a query that has not run yet."""
    return pytest.importorskip("polars").LazyFrame(rows)


def pandas_frame(rows: list[dict[str, object]]) -> object:
    """The rows as a pandas frame, days as time stamps and what is missing as NaN or NaT."""
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(rows)
    for column in ("due_date", "booked_on"):
        if column in frame:
            frame[column] = pandas.to_datetime(frame[column])
    return frame


def arrow_table(rows: list[dict[str, object]]) -> object:
    """The rows as a pyarrow table."""
    return pytest.importorskip("pyarrow").Table.from_pylist(rows)


def arrow_stream(rows: list[dict[str, object]]) -> object:
    """The rows as something that only exports a stream."""
    return Stream(arrow_table(rows))


@pytest.mark.parametrize("table", [polars_frame, lazy_frame, pandas_frame, arrow_table, arrow_stream, iter])
def test_every_kind_of_table_decides_alike(table: Table) -> None:
    """Decimals, days and missing cells come through as they are."""
    plain = lab.match(ROWS, PAYMENTS)
    assert lab.match(table(ROWS), table(PAYMENTS)).records() == plain.records()
    assert [record["outcome"] for record in plain.records()] == ["auto", "suggest"]


def test_cells_become_the_text_that_files_have() -> None:
    """Days without their time, decimals written out, truth values in lower case, nothing as nothing."""
    pandas = pytest.importorskip("pandas")
    row = {
        "a": pandas.Timestamp("2026-10-01 12:00"),
        "b": Decimal("1E+2"),
        "c": True,
        "d": pandas.NaT,
        "e": 7,
        "f": "x ",
    }
    assert rows_of([row]) == [{"a": "2026-10-01", "b": "100", "c": "true", "d": "", "e": "7", "f": "x "}]


def test_a_float_amount_is_refused_and_a_missing_cell_is_empty() -> None:
    """Floats are not exact; NaN is how some frames say that nothing stands there."""
    with pytest.raises(InputError) as refusal:
        lab.match([{**ROWS[0], "open": 250.0}], PAYMENTS)
    assert refusal.value.code == "lab.float"
    assert lab.match([{**ROWS[0], "customer_name": float("nan")}], PAYMENTS[:1]).decisions


def test_the_decisions_come_out_as_a_frame() -> None:
    """Text as in CSV, probability and margin as numbers, a row for each payment even where there is none."""
    polars = pytest.importorskip("polars")
    frame = lab.match(ROWS, PAYMENTS).frame()
    assert frame.columns[:3] == ["payment_id", "outcome", "claims"]
    assert frame["claims"].to_list() == ["F1:250.00", ""]
    assert frame.schema["probability"] == frame.schema["margin"] == polars.Float64
    assert frame["suggestions"][1].startswith("F2:99.00@0.")
    assert lab.match(ROWS, []).frame().height == 0


def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody without polars or matplotlib is told what to install, in either language."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(lab.MissingExtra) as refusal:
        lab.match(ROWS, PAYMENTS).frame()
    assert "faktura[lab]" in str(refusal.value)
    assert "faktura[lab]" in refusal.value.explain("sv")
    assert isinstance(refusal.value, ImportError)
    assert extras.needed("json").loads("1") == 1


def test_the_lab_loads_no_frame_library() -> None:
    """Importing and matching plain rows needs neither polars, pandas, pyarrow nor matplotlib."""
    heavy = "{'polars', 'pandas', 'pyarrow', 'matplotlib', 'numpy'}"
    source = f"import sys; from faktura import lab; lab.match([], []); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
