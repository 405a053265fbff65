"""Generated SIE files: everything the format can carry, for the properties of reader and writer."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from faktura.formats.sie.record import Record, Row, RowKind, SieFile, SieVoucher
from faktura.testing.kept import kept

LETTERS: Final = "".join(chr(code) for code in range(33, 127)) + "åäöÅÄÖéüÿ "
KINDS: Final[tuple[RowKind, ...]] = ("TRANS", "RTRANS", "BTRANS")


@kept
def texts(most: int = 12) -> st.SearchStrategy[str]:
    """Text that code page 437 holds; one that ends in a backslash is ambiguous in the format itself."""
    return st.text(LETTERS, max_size=most).filter(lambda text: not text.endswith("\\"))


@kept
def words() -> st.SearchStrategy[str]:
    return st.text("ABCabc019", min_size=1, max_size=6)


@kept
def rows() -> st.SearchStrategy[Row]:
    pairs = st.lists(st.tuples(st.sampled_from(["1", "6", "20"]), texts(5)), max_size=2)
    return st.builds(
        Row,
        kind=st.sampled_from(KINDS),
        account=st.integers(1000, 8999).map(str) | words(),
        objects=pairs.map(lambda found: tuple(text for pair in found for text in pair)),
        amount=st.integers(-(10**15), 10**15),
        on=st.sampled_from(["", "20260131", "31 januari"]),
        text=texts(),
        quantity=st.sampled_from(["", "3", "-2.5"]),
        sign=texts(4),
        extra=st.just(()) | st.tuples(words()),
        written=st.just(""),
    ) | st.sampled_from([Row("TRANS", "1510", amount=Decimal("0.5")), Row("TRANS", "1510", written="tio")])


@kept
def own_records() -> st.SearchStrategy[Record]:
    """Records of a program's own making, with and without object lists."""
    fields = st.one_of(texts(), st.lists(texts(4), max_size=3).map(tuple))
    tags = words().map(lambda text: f"EGEN{text.upper()}")
    return st.builds(Record, tags, st.lists(fields, max_size=3).map(tuple), st.just(0))


@kept
def vouchers() -> st.SearchStrategy[SieVoucher]:
    return st.builds(
        SieVoucher,
        series=texts(3),
        number=st.sampled_from(["", "1", "42"]),
        on=st.sampled_from(["20260131", "2026-01-31", ""]),
        text=texts(),
        registered=st.sampled_from(["", "20260201"]),
        sign=texts(4),
        extra=st.just(()) | st.tuples(words()),
        rows=st.lists(rows(), max_size=4).map(tuple),
        others=st.lists(own_records(), max_size=1).map(tuple),
        line=st.just(0),
        row_lines=st.just(()),
    )


@kept
def files() -> st.SearchStrategy[SieFile]:
    declared: Callable[[str, str], Record] = lambda number, name: Record("KONTO", (number, name))  # noqa: E731
    accounts = st.builds(declared, st.integers(1000, 8999).map(str), texts())
    foreign = st.just(Record("", ("ingen post alls",)))
    items = st.lists(st.one_of(vouchers(), accounts, own_records(), foreign), max_size=6)
    return st.builds(
        lambda head, rest, checksummed: SieFile(items=(head, *rest), checksummed=checksummed),
        st.just(Record("FLAGGA", ("0",))),
        items,
        st.booleans(),
    )
