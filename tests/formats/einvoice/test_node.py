"""The tree that remembers what was read of it."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.formats.einvoice.node import Node, tree


def root(xml: str) -> Node:
    """The root of a small document."""
    return tree(xml.encode(), format="example")[0]


def test_what_nobody_reads_is_named_by_its_path() -> None:
    """Elements with a text only, numbered among their like, in the file's order."""
    found = root("<a><b>1</b><b>2</b><c><d>3</d></c><e/></a>")
    assert found.words("b") == "1"
    assert found.unread() == ("a/b[2]", "a/c/d")


def test_names_are_local_and_the_namespace_is_the_roots() -> None:
    """Prefixes say nothing."""
    found, namespace = tree(b'<x:a xmlns:x="urn:x" xmlns:y="urn:y"><y:b>1</y:b></x:a>', format="example")
    assert (found.name, namespace, found.words("b")) == ("a", "urn:x", "1")


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("6225", Money(622500)), ("25.0", Money(2500)), ("-0.05", Money(-5)), ("1.500000", Money(150)), ("+1", Money(100)),
    ],
)  # fmt: skip
def test_amounts_are_read_as_xml_schema_writes_them(text: str, money: Money) -> None:
    """Zeros beyond the currency's decimals say nothing."""
    assert root(f"<a><b>{text}</b></a>").amount("b", "SEK") == money


@pytest.mark.parametrize(
    "text",
    ["", "1.005", "1,50", "1_000", "1E+1000000", "NaN", "\u0661", "1" * 40, "10000000000000.01", "1 000"],
)
def test_what_is_no_amount_is_refused_where_it_stands(text: str) -> None:
    """A strict pattern, before any number is made; the error names the path."""
    with pytest.raises(MalformedFile) as error:
        root(f"<a><b>{text}</b></a>").amount("b", "SEK")
    assert error.value.field == "a/b"


def test_an_amount_in_another_currency_is_refused() -> None:
    """`currencyID` and `amountCurrencyID` must be the document's."""
    with pytest.raises(MalformedFile) as error:
        root('<a><b currencyID="EUR">1</b></a>').amount("b", "SEK")
    assert error.value.found == "EUR"


@pytest.mark.parametrize("text", ["2026-11-02", "2026-11-02Z", "2026-11-02T00:00:00", "2026-11-02+01:00"])
def test_dates_are_read_with_or_without_time(text: str) -> None:
    """The formats' times of day are midnight."""
    assert root(f"<a><b>{text}</b></a>").day("b") == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "20261102", "02/11/2026", "2026-11-02 or so"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """Another order or a day that never was."""
    with pytest.raises(MalformedFile):
        root(f"<a><b>{text}</b></a>").day("b")


def test_absent_is_the_default_where_there_is_one() -> None:
    """Without one it is demanded."""
    found = root("<a/>")
    assert found.amount("b", "SEK", Money(0)) == Money(0)
    assert found.number("b", Decimal(1)) == 1
    assert found.day("b") is None
    with pytest.raises(MalformedFile):
        found.number("b")
    with pytest.raises(MalformedFile):
        found.demanded("b")


def test_a_tree_that_is_too_deep_is_refused() -> None:
    """Before the interpreter's own stack is."""
    with pytest.raises(MalformedFile):
        root("<a>" * 100 + "</a>" * 100)
