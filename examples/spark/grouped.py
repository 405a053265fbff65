"""Matching where the data are: over Spark's grouped Arrow map, or over the processes of one machine.

    python examples/spark/grouped.py FOLDER [--spark | --processes N]

FOLDER holds `open-items.csv`, `payments.csv` and perhaps `links.csv`, with the columns of `python -m faktura match`; decisions
are written to `decisions.csv` beside them. Nothing of one creditor or currency can settle anything of another, so the pair
is the partition key, and the work inside a partition is one pure function that can be pickled: `match_partition`. An
engine only has to bring the rows of a partition together.

Spark is no dependency of faktura: install pyspark (4.0 or later, which has `applyInArrow`) and pyarrow beside it, on the
driver and on the workers.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faktura.desk.matching_records import COLUMNS, csv_row
from faktura.desk.matching_rows import item_of, link_of, payment_of
from faktura.desk.matching_tables import Partition, match_partition, partitioned

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Row = Mapping[str, str]
Decision = dict[str, str]
SCHEMA = ", ".join(f"{column} string" for column in ("creditor", "currency", *COLUMNS))


def partitions_of(items: Iterable[Row], payments: Iterable[Row], links: Iterable[Row]) -> list[Partition]:
    """Return the partitions of whole tables, each with the history it needs."""
    found, _ = partitioned(
        [item_of(row, line) for line, row in enumerate(items, start=1)],
        [(row.get("creditor", ""), payment_of(row, line)) for line, row in enumerate(payments, start=1)],
        [link_of(row, line) for line, row in enumerate(links, start=1)],
    )
    return found


def decide(partition: Partition) -> list[Decision]:
    """Decide one partition and return its decisions as text by column; this is what every worker runs."""
    rows = []
    for decision in match_partition(partition):
        cells = ("" if cell is None else str(cell) for cell in csv_row(decision, "en"))
        rows.append(
            {"creditor": partition.creditor, "currency": partition.currency, **dict(zip(COLUMNS, cells, strict=True))}
        )
    return rows


def on_processes(items: Iterable[Row], payments: Iterable[Row], links: Iterable[Row], processes: int) -> list[Decision]:
    """Decide all payments on one machine, partition by partition, so many at a time."""
    partitions = partitions_of(items, payments, links)
    with ProcessPoolExecutor(processes) as pool:
        return [row for rows in pool.map(decide, partitions) for row in rows]


def decide_arrow(group: "pa.Table") -> "pa.Table":
    """Decide the rows of one partition, as Spark's grouped Arrow map hands them over: which table, and the row as JSON."""
    import pyarrow as pa

    tables: dict[str, list[Row]] = {"item": [], "payment": [], "link": []}
    for name, row in zip(group["table"].to_pylist(), group["row"].to_pylist(), strict=True):
        tables[name].append(json.loads(row))
    partitions = partitions_of(tables["item"], tables["payment"], tables["link"])
    decided = [row for partition in partitions for row in decide(partition)]
    schema = pa.schema([(column, pa.string()) for column in ("creditor", "currency", *COLUMNS)])
    return pa.Table.from_pylist(decided, schema=schema)


def on_spark(items: Any, payments: Any, links: Any = None) -> Any:
    """Return a Spark data frame of decisions for Spark data frames of text columns; links there need not be.

    The tables are laid one after the other, each row as JSON under its creditor and the currency of a payment. A link
    has no currency, so it goes to every currency in which its creditor is paid. So does a claim: one in another
    currency settles nothing there, but a payment that names it is told so (`Partition.elsewhere`).
    """
    from pyspark.sql import functions as f  # type: ignore[import-not-found]

    def keyed(frame: Any) -> Any:
        """Let an empty creditor be one, and an empty currency the krona, as the rows are read."""
        currency = f.coalesce(f.col("currency"), f.lit(""))
        frame = frame.withColumn("creditor", f.coalesce(f.col("creditor"), f.lit("")))
        return frame.withColumn("currency", f.when(currency == "", f.lit("SEK")).otherwise(currency))

    def tagged(name: str, frame: Any, columns: list[str]) -> Any:
        whole = f.to_json(f.struct(*(f.coalesce(f.col(column), f.lit("")).alias(column) for column in columns)))
        return frame.select("creditor", "paid_in", f.lit(name).alias("table"), whole.alias("row"))

    items, payments = keyed(items), keyed(payments)
    paid_in = payments.select("creditor", f.col("currency").alias("paid_in")).distinct()
    rows = tagged("payment", payments.withColumn("paid_in", f.col("currency")), payments.columns)
    rows = rows.unionByName(tagged("item", items.join(paid_in, on="creditor"), items.columns))
    if links is not None:
        links = links.withColumn("creditor", f.coalesce(f.col("creditor"), f.lit("")))
        rows = rows.unionByName(tagged("link", links.join(paid_in, on="creditor"), links.columns))
    return rows.groupBy("creditor", "paid_in").applyInArrow(decide_arrow, schema=SCHEMA)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Decide the payments of a folder and write the decisions beside them."""
    parser = argparse.ArgumentParser(description="match the payments of a folder, partition by partition")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--spark", action="store_true", help="over Spark instead of processes")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    paths = [asked.folder / f"{name}.csv" for name in ("open-items", "payments", "links")]
    decided: list[Decision]
    if asked.spark:
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.appName("faktura").getOrCreate()
        frames = [spark.read.csv(str(path), header=True, inferSchema=False) for path in paths if path.exists()]
        decided = [row.asDict() for row in on_spark(*frames).collect()]
    else:
        items, payments, links = (_read(path) if path.exists() else [] for path in paths)
        decided = on_processes(items, payments, links, asked.processes)
    with (asked.folder / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["creditor", "currency", *COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(decided, key=lambda row: (row["creditor"], row["currency"], row["payment_id"])))


if __name__ == "__main__":
    main()
