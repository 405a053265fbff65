"""JSON of other people's services: amounts without floats, and nothing left open."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import LARGEST, Money, sek
from faktura.formats.payload import Value, read, write


@given(st.integers(0, LARGEST // 100))
def test_an_amount_keeps_its_digits(minor: int) -> None:
    """Written as a number, read from a number or a text."""
    money = Money(minor)
    assert read(write({"due": money}), format="t").amount("due") == money
    assert read(write({"due": f"{money.major:f}"}), format="t").amount("due") == money


def test_nested_values_in_their_order() -> None:
    """Lists, objects, truth values and nothing."""
    fields: dict[str, Value] = {"b": True, "a": [1, None, {"å": "\"'"}], "n": sek("0")}
    assert write(fields).decode() == '{"b":true,"a":[1,null,{"å":"\\"\'"}],"n":0.00}'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"1", b"null", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":', b"\xff", b'{"a":"\\ud800"}',
        b"[" * 100_000, b'{"x":"' + b"x" * 300_000 + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_object_is_refused(data: bytes) -> None:
    """Also what would take a reader's memory or stack."""
    with pytest.raises(MalformedFile) as refused:
        read(data, format="t")
    assert refused.value.format == "t"


@pytest.mark.parametrize("value", ["1E3", "-1", "1.234567", '"1_0"', '"１"', "true", "null", "[1]", '""'])
def test_what_is_no_amount_is_refused(value: str) -> None:
    """Neither exponents nor signs nor digits of other scripts."""
    with pytest.raises(MalformedFile):
        read(f'{{"a":{value}}}', format="t").amount("a")


@pytest.mark.parametrize("value", ["1", "true", "[]", "{}"])
def test_a_text_is_a_text(value: str) -> None:
    """A number where a text belongs is no text; null is absent."""
    with pytest.raises(MalformedFile):
        read(f'{{"a":{value}}}', format="t").text("a")
    fields = read('{"a":null}', format="t")
    assert (fields.text("a"), fields.text("b"), fields.optional_amount("a"), fields.moment("a")) == ("", "", None, None)
    with pytest.raises(MalformedFile):
        fields.text("a", needed=True)


@pytest.mark.parametrize("value", ['"1"', "1.5", "null", "-1", "1234567890"])
def test_a_whole_number_is_one(value: str) -> None:
    """No text, no decimals, no sign, and of a size that can be."""
    with pytest.raises(MalformedFile):
        read(f'{{"a":{value}}}', format="t").number("a")
    assert read('{"a":12}', format="t").number("a") == 12


def test_a_time_has_a_zone() -> None:
    """Without one nobody knows the day."""
    fields = read('{"a":"2026-11-02T14:29:51.092Z","b":"2026-11-02T14:29:51","c":"soon"}', format="t")
    assert fields.moment("a") == datetime(2026, 11, 2, 14, 29, 51, 92_000, UTC)
    for name in ("b", "c"):
        with pytest.raises(MalformedFile):
            fields.moment(name)


def test_half_a_character_is_not_written() -> None:
    """UTF-8 cannot hold it."""
    with pytest.raises(NotExpressible):
        write({"a": "\ud800"})


def test_one_object_or_a_list_of_them() -> None:
    """Nothing when absent; anything else is refused."""
    fields = read('{"a":{"x":1},"b":[{"x":1},{"x":2}],"c":[1],"d":"x"}', format="t")
    assert [len(fields.objects(name)) for name in ("a", "b", "absent")] == [1, 2, 0]
    assert fields.objects("b")[1].number("x") == 2
    for name in ("c", "d"):
        with pytest.raises(MalformedFile):
            fields.objects(name)
