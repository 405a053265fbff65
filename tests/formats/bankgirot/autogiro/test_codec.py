"""Fields of records, both ways."""

from datetime import date

import pytest

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro import codec
from faktura.formats.bankgirot.autogiro.codec import Column
from faktura.formats.bankgirot.autogiro.lines import place
from faktura.formats.bankgirot.autogiro.orders import INTERVAL, Direction
from faktura.formats.bankgirot.autogiro.private import PrivateDigits

DAY = date(2026, 11, 2)
FIELDS = [
    # column, text, value
    (codec.TEXT, "RIDLEKTION", "RIDLEKTION"),
    (codec.PAYER, "101", "101"),
    (codec.MONEY, "75000", Money(75000)),
    (codec.DAY, "20261102", DAY),
    (codec.SHORT_DAY, "261102", DAY),
    (codec.SHORT_DAY, "", None),
    (codec.DAY_OR_AT_ONCE, "20261102", DAY),
    (codec.DAY_OR_AT_ONCE, "GENAST", None),
    (codec.PRIVATE, "191212121212", PrivateDigits("191212121212")),
    (codec.PRIVATE, "", None),
    (codec.whole(3), "006", 6),
    (codec.whole(3), "", None),
    (codec.flag("AV"), "AV", True),
    (codec.flag("AV"), "", False),
    (codec.choice(Direction), "82", Direction.CHARGE),
    (codec.optional(codec.PAYER, 16), "0000000000000101", "101"),
    (codec.optional(codec.PAYER, 16), "", ""),
    (codec.optional(codec.DAY, 8), "", None),
    (codec.optional(codec.MONEY, 12), "000000075000", Money(75000)),
]


@pytest.mark.parametrize(("column", "text", "value"), FIELDS)
def test_a_field_is_its_value_and_back(column: Column, text: str, value: object) -> None:
    """Each column reads what it writes."""
    assert column.read(text, place(1, "x")) == value
    assert column.write(value) == text


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (codec.PAYER, "0000"), (codec.PAYER, ""), (codec.PAYER, "1²"), (codec.PAYER, "-1"), (codec.MONEY, "1_0"),
        (codec.MONEY, ""), (codec.DAY, "20260230"), (codec.DAY, "GENAST"), (codec.DAY_OR_AT_ONCE, "genast"),
        (codec.SHORT_DAY, "261302"), (codec.PRIVATE, "1912-1"), (codec.whole(3), "1 1"), (codec.flag("AV"), "A"),
        (codec.choice(Direction), "15"), (INTERVAL, "9"), (INTERVAL, ""),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(column: Column, text: str) -> None:
    """With the place that the caller gave."""
    with pytest.raises(MalformedFile) as error:
        column.read(text, place(12, "the field"))
    assert (error.value.line, error.value.field) == (12, "the field")


@pytest.mark.parametrize(("column", "value"), [(codec.PAYER, "01"), (codec.PAYER, "x"), (codec.MONEY, Money(-1))])
def test_what_has_no_text_is_refused(column: Column, value: object) -> None:
    """Rather than written as something else."""
    with pytest.raises(NotExpressible):
        column.write(value)
