"""Partition by partition, on processes or on Spark, the decisions are those of the whole."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs
import pytest

from faktura import lab
from faktura.desk.matching_records import COLUMNS
from faktura.lab.synthetic import SUPPLIER, Ledger, generate, mixed
from tests.reference import ROOT

COMPARED: Final = ("outcome", "claims", "remainder", "remainder_reason", "gate", "explanation", "suggestions")
EXAMPLE: Final = ROOT / "examples" / "spark" / "grouped.py"


def load(path: Path) -> ModuleType:
    """The example as a module, under the name by which other processes find it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


grouped: Any = load(EXAMPLE)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Six creditors, one of them with two currencies, in the other of which some payments name claims."""
    made = mixed(claims=250, seed=1) + generate(SUPPLIER, claims=400, seed=2, creditor="other")
    paid = [row for row in made.payments if row["creditor"] == "other" and row["reference"]][:5]
    others = {"SEK": "EUR", "EUR": "SEK"}
    crossed = [{**row, "payment_id": f"X{at}", "currency": others[row["currency"]]} for at, row in enumerate(paid)]
    return attrs.evolve(made, payments=(*made.payments, *crossed))


def expected(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """What the whole decides, as text by payment."""
    frame = lab.match(ledger.items, ledger.payments, ledger.links).frame()
    return {row[0]: tuple(str(row[COLUMNS.index(column)] or "") for column in COMPARED) for row in frame.rows()}


def found(rows: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """The same columns of decided rows."""
    return {row["payment_id"]: tuple(row[column] for column in COMPARED) for row in rows}


def test_processes_decide_as_the_whole(ledger: Ledger, tmp_path: Path) -> None:
    """By way of the command line of the example, two processes, and files."""
    pytest.importorskip("polars")
    ledger.write(tmp_path)
    subprocess.run([sys.executable, str(EXAMPLE), str(tmp_path), "--processes", "2"], check=True, timeout=100)
    rows = list(grouped._read(tmp_path / "decisions.csv"))
    assert found(rows) == expected(ledger)
    assert "currency" in {row["gate"] for row in rows if row["payment_id"].startswith("X")}
    assert {row["creditor"] for row in rows} == {row["creditor"] for row in ledger.payments}
    assert len({(row["creditor"], row["currency"]) for row in rows}) > 6


def test_an_arrow_group_is_decided_by_itself(ledger: Ledger) -> None:
    """The function that Spark's workers run takes an Arrow table and returns one, without any Spark."""
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("polars")
    import json

    mine = [("item", row) for row in ledger.items] + [("payment", row) for row in ledger.payments]
    rows = [*mine, *(("link", row) for row in ledger.links)]
    group = pyarrow.table({"table": [name for name, _ in rows], "row": [json.dumps(row) for _, row in rows]})
    decided = grouped.decide_arrow(group)
    assert decided.column_names == ["creditor", "currency", *COLUMNS]
    assert found(decided.to_pylist()) == expected(ledger)
    assert grouped.decide_arrow(group.slice(0, 0)).num_rows == 0


def test_spark_decides_as_the_whole(ledger: Ledger, tmp_path: Path) -> None:
    """Over the grouped Arrow map of a local Spark; skipped where pyspark is not installed, as it is no dependency."""
    pytest.importorskip("pyspark", reason="pyspark is no dependency; install it with Java to run the example")
    pytest.importorskip("polars")
    ledger.write(tmp_path)
    subprocess.run([sys.executable, str(EXAMPLE), str(tmp_path), "--spark"], check=True, timeout=110)
    assert found(list(grouped._read(tmp_path / "decisions.csv"))) == expected(ledger)
