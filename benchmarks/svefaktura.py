"""Both Svefakturor per invoice of ten lines: BIS 5A written, and what a receiver would reject told of either."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import plain
from benchmarks.material import invoice
from benchmarks.measure import Row, Scale, in_turns, row
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    document = invoice()
    newer, older = bis5a.write(document), svefaktura.write(document)
    outline = plain.outline(newer)
    times = in_turns(lambda: bis5a.write(document), lambda: plain.tree(outline), rounds=scale.rounds)
    yield row("XML, Svefaktura BIS 5A", "invoice", times, "plain lxml SubElement, same tree")
    yield _preflight(scale, "Svefaktura 1.0", older, svefaktura.preflight)
    yield _preflight(scale, "BIS 5A", newer, bis5a.preflight)


def _preflight(scale: Scale, name: str, data: bytes, preflight: Callable[[bytes], object]) -> Row:
    times = in_turns(lambda: preflight(data), lambda: plain.parse(data), rounds=scale.rounds)
    return row(f"pre-flight, {name}", "invoice", times, "plain lxml, parsed only")
