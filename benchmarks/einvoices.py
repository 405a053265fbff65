"""E-invoices: made by the thousand beside lxml building the same tree, and received beside the official rules."""

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import evolve

from benchmarks import plain
from benchmarks.material import ON, draft, invoice
from benchmarks.measure import Row, Scale, in_turns, row
from faktura.core.document import Draft, Line, line
from faktura.core.vat import VAT_6, VAT_12
from faktura.formats.peppol import billing
from faktura.rules.issuing import issue_invoice
from tests.formats import official
from tests.reference import SHARED

_MANY = 1000
_SEVERAL = 20


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    document = invoice()
    data = billing.write(document)
    outline = plain.outline(data)
    drafted = draft()
    many = _MANY if scale.rounds > 1 else 3
    made = in_turns(
        lambda: _each(lambda _: write(drafted), data, many),
        lambda: _each(lambda _: plain.tree(outline), data, many),
        rounds=scale.slow_rounds,
        units=many,
    )
    yield row("make: lines, draft, issue, Peppol XML", "invoice", made, "plain lxml SubElement, the tree alone")
    judge, name = baseline()
    several = _SEVERAL if scale.rounds > 1 else 1
    ours = in_turns(lambda: _each(billing.receive, data, several), _nothing, rounds=scale.slow_rounds, units=several)
    theirs = in_turns(lambda: _each(judge, data, several), _nothing, rounds=scale.slow_rounds, units=several)
    yield row("receive: read Peppol XML, all rules", "invoice", (ours[0], theirs[0]), name)


def _each(work: Callable[[bytes], object], data: bytes, times: int) -> None:
    """Do *work* so many times; the official engine has threads of its own, so the two do not take turns."""
    for _ in range(times):
        work(data)


def _nothing() -> None:
    pass


def lines() -> tuple[Line, ...]:
    """Return ten lines, each made anew of what a host would say."""
    return (
        line("Snickeriarbete, kök och hall", 42, "650", vat=25, unit="HUR"),
        line("Projektledning", "8.5", "950", vat=25, unit="HUR", discount_percent=10),
        line("Gipsskivor 13 mm, 1200 × 2400", 64, "89.50", vat=25),
        line("Reglar 45 × 70, hyvlad gran", 320, "21.90", vat=25, unit="MTR"),
        line("Isolering, stenull 70 mm", 48, "74.25", vat=25, unit="MTK"),
        line("Skruv och beslag", 1, "1240", vat=25),
        line("Container, hyra och tömning", 2, "3150", vat=25),
        line("Fackboken Väggar och tak, 3:e upplagan", 3, "415", vat=VAT_6),
        line("Lunch vid besiktning", 4, "145", vat=VAT_12),
        line("Resor", 126, "3.8125", vat=25, unit="KMT"),
    )


def write(drafted: Draft) -> bytes:
    """Return an e-invoice from nothing but the parties: lines, draft, totals, XML."""
    return billing.write(issue_invoice(evolve(drafted, lines=lines()), number="1001", on=ON))


def baseline() -> tuple[Callable[[bytes], object], str]:
    """Return what judges an e-invoice officially; Peppol's own rules only where they lie beside the repository."""
    if (SHARED / "reference").exists():
        return _schema_and_all_rules, "UBL schema, EN 16931 and Peppol in saxonche"
    return _schema_and_core_rules, "UBL schema and EN 16931 in saxonche"


def _schema_and_core_rules(data: bytes) -> object:
    return official.ubl_schema(data), official.en16931_rules(data)


def _schema_and_all_rules(data: bytes) -> object:
    return official.ubl_schema(data), official.en16931_rules(data), official.peppol_rules(data)
