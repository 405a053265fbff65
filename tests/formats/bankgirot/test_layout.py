"""Layouts as data: positions as in a manual, and never a text cut to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import NotExpressible
from faktura.formats.bankgirot import records
from faktura.formats.bankgirot.layout import Layout

SMALL = Layout("07", 20, """
     3-7   name     text    left
     8-12  number   right
    14-20  amount   zeros   öre
""")  # fmt: skip


def test_a_record_is_filled_as_the_layout_says() -> None:
    """Text from the left, right from the right, zeros before digits, blanks in between."""
    packed = SMALL.pack({"name": "AB", "number": "12", "amount": "345"}, format="t")
    assert packed == "07AB      12 0000345"
    assert SMALL.unpack(packed) == {"name": "AB", "number": "   12", "amount": "0000345"}
    assert SMALL.pack({}, format="t") == "07" + " " * 11 + "0000000"


@pytest.mark.parametrize(
    "values", [{"name": "ABCDEF"}, {"amount": "12345678"}, {"name": "A "}, {"name": "A\nB"}, {"name": "\x85"}, {"name": "\t"}]
)  # fmt: skip
def test_what_does_not_fit_is_refused_never_cut(values: dict[str, str]) -> None:
    """Too long, ending in a blank that would be lost, or breaking the line."""
    with pytest.raises(NotExpressible):
        SMALL.pack(values, format="t")


@given(st.text("ABC å", max_size=5).filter(lambda text: text == text.rstrip()), st.integers(0, 9_999_999))
def test_what_is_packed_is_unpacked(name: str, amount: int) -> None:
    """Each field comes back as it went in."""
    unpacked = SMALL.unpack(SMALL.pack({"name": name, "amount": str(amount)}, format="t"))
    assert (unpacked["name"], int(unpacked["amount"])) == (name, amount)


@pytest.mark.parametrize("fields", ["3-7 name", "1-5 name text", "3-7 a text\n7-9 b text", "3-21 a text", "x"])
def test_a_layout_that_cannot_be_is_refused(fields: str) -> None:
    """Overlapping, over the code, beyond the record, or without a kind."""
    with pytest.raises(ValueError, match="field"):
        Layout("07", 20, fields)


@pytest.mark.parametrize(
    ("layout", "fields"),
    [
        (records.START, {"layout": (3, 22), "created": (25, 44), "mark": (45, 45)}),
        (records.OPENING, {"bankgiro": (3, 12), "plusgiro": (13, 22), "currency": (23, 25)}),
        (records.PAYMENT, {"reference": (13, 37), "amount": (38, 55), "serial": (58, 69), "image": (70, 70)}),
        (records.DEDUCTION, {"deduction_code": (71, 71)}),
        (records.DEPOSIT, {"paid_on": (38, 45), "serial": (46, 50), "amount": (51, 68), "count": (72, 79)}),
        (records.END, {"payments": (3, 10), "deposits": (27, 34)}),
    ],
)
def test_bgmax_stands_where_the_manual_says(layout: Layout, fields: dict[str, tuple[int, int]]) -> None:
    """Positions of Bankgirot's manual, 1-based and inclusive."""
    found = {one.name: (one.start + 1, one.end) for one in layout.positions}
    assert fields.items() <= found.items()
