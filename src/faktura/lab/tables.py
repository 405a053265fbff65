"""Any table as rows of text: data frames, Arrow tables, streams and plain rows, with no frame library imported here.

>>> rows_of([{"open": 250, "due_date": date(2026, 10, 1), "customer_org": None}])
[{'open': '250', 'due_date': '2026-10-01', 'customer_org': ''}]
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from faktura.core.errors import InputError
from faktura.core.wording import Text, register
from faktura.lab.extras import needed

Row = Mapping[str, str]

_ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("to_dicts", ()),  # polars
    ("to_pylist", ()),  # pyarrow
    ("to_dict", ("records",)),  # pandas
)


def records_of(table: object) -> list[object]:
    """Return the rows of a frame, of anything that speaks Arrow (`__arrow_c_stream__`), or of an iterable, as they are.

    Raises:
        InputError: It is no table; `lab.table`.
        MissingExtra: It speaks Arrow alone, and nothing that reads it is installed.
    """
    collect = getattr(table, "collect", None)  # a lazy frame
    if callable(collect) and not hasattr(table, "to_dicts"):
        table = collect()
    for name, arguments in _ASKED:
        call = getattr(table, name, None)
        if callable(call) and not isinstance(table, Mapping):
            rows = call(*arguments)
            return list(rows) if isinstance(rows, Iterable) else []
    if hasattr(table, "__arrow_c_stream__"):
        rows = needed("polars").DataFrame(table).to_dicts()
        return list(rows)
    if isinstance(table, Iterable) and not isinstance(table, str | bytes | Mapping):
        return list(table)
    raise InputError("lab.table", found=type(table).__name__)


def rows_of(table: object) -> list[Row]:
    """Return the rows as text by column.

    Raises:
        InputError: It is no table, or a cell is a float: an amount must be text, a whole number or a Decimal.
    """
    return [row_of(row) for row in records_of(table)]


def row_of(row: object) -> Row:
    """Return one row as text by column; nothing, NaN and NaT are empty."""
    if not isinstance(row, Mapping):
        raise InputError("lab.table", found=type(row).__name__)
    return {str(column): _text(str(column), value) for column, value in row.items()}


def _text(column: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT: how pandas says that nothing stands there
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        raise InputError("lab.float", column=column)
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


register(
    {
        "lab.table": Text(
            en="{found} is no table; give a data frame, or an iterable of rows by column name",
            sv="{found} är ingen tabell; ange en data frame eller rader med kolumnnamn",
        ),
        "lab.float": Text(
            en="column {column} holds a float, which is not exact; give text, a whole number or a Decimal",
            sv="kolumnen {column} innehåller flyttal, som inte är exakta; ange text, heltal eller Decimal",
        ),
    }
)
