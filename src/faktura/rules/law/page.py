"""The page of the law: every table of a law book as Markdown. `docs/law.md` is this page of `SWEDEN`.

A test compares the two; the page is written anew with `python -m faktura.rules.law.page > docs/law.md`.
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import fields

from faktura.core.dated import DatedTable
from faktura.core.money import Money
from faktura.rules.law.book import SWEDEN, LawBook
from faktura.rules.law.tax_reduction_act import WorkArea, YearDay, YearlyCap

_OPENING = """\
# The law, as tables

Every number of the law that faktura works with stands in one of these tables, and nowhere else. The day that the
rule names selects the row; a day outside a table is refused (`LawNotKnown`), never guessed. This page is generated
from `faktura.rules.law`.

Founded: **C** read in a source, **S** second-hand, **G** general knowledge, **U** unconfirmed.
"""


def law_page(book: LawBook) -> str:
    """Return *book* as Markdown: a section for each table, its rows newest first.

    >>> law_page(SWEDEN).splitlines()[0]
    '# The law, as tables'
    """
    sections = [_section(field.name, getattr(book, field.name)) for field in fields(LawBook)]
    return "\n".join([_OPENING, *sections])


def _section(attribute: str, table: DatedTable[Any]) -> str:
    last = table.known_until
    lines = [
        f"## {table.name[:1].upper()}{table.name[1:]}",
        "",
        f"`law.{attribute}` · {table.law} · {table.unit} · {table.source}",
        "",
        "| From | To | Value | Founded | Note |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in table.rows:
        to = last.isoformat() if last else ""
        note = "; ".join(part for part in (row.source, row.note) if part)
        lines.append(f"| {row.since.isoformat()} | {to} | {_shown(row.value)} | {row.confidence} | {note} |")
        last = row.since - timedelta(days=1)
    return "\n".join([*lines, ""])


def _shown(value: object) -> str:
    match value:
        case Money():
            return f"{value.major.normalize():f}"
        case bool():
            return "yes" if value else "no"
        case Decimal() | Fraction() | int() | str():
            return str(value)
        case YearDay():
            return f"{value.month:02}-{value.day:02}"
        case YearlyCap():
            senior = f", RUT from 65 years {_shown(value.rut_senior)}" if value.rut_senior else ""
            return f"ROT {_shown(value.rot)}, RUT {_shown(value.rut)}{senior}, together {_shown(value.together)}"
        case WorkArea():
            return f"{value.type} ({value.kind.name}{'' if value.hours else ', standard value'})"
        case frozenset():
            return ", ".join(_shown(part) for part in sorted(value))
        case tuple():
            return ", ".join(_shown(part) for part in value)
        case _:
            raise TypeError(f"no way to show {type(value).__name__} in the page of the law")


if __name__ == "__main__":
    print(law_page(SWEDEN), end="")
