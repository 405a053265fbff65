"""JSON text: one writing, and a reading that refuses whatever JSON leaves open."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.formats.canonical import parse, write

TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read(value: object) -> None:
    """As text and as bytes, and as any other JSON reader reads it."""
    text = write(value)
    assert parse(text) == parse(text.encode()) == json.loads(text) == value


@given(st.dictionaries(TEXTS, st.integers(0, 9)), st.randoms(use_true_random=False))
def test_one_value_has_one_text(value: dict[str, int], chance: object) -> None:
    """Whatever order its fields were put in."""
    turned = dict(reversed(value.items()))
    assert write(turned) == write(value)
    assert "\n" not in write(value)


def test_swedish_is_written_as_it_is() -> None:
    """UTF-8, nothing escaped that need not be, no blanks."""
    assert write({"ö": ["å", 1, True, None], "a": {}}) == '{"a":{},"ö":["å",1,true,null]}'


REFUSED = [
    # text,                                 field,      found
    ('{"a":1,"b":{"c":1,"c":1}}', "c", "the field twice"),
    ("[NaN]", "number", "NaN"),
    ("[-Infinity]", "number", "-Infinity"),
    ("[1.0]", "number", "1.0"),
    ("[1E+1000000]", "number", "1E+1000000"),
    ("[" + "9" * 5000 + "]", "number", "5000 digits"),
    ("[12345678901234567890]", "number", "20 digits"),
    ("", "column 1", "Expecting value"),
    ("{} {}", "column 4", "Extra data"),
    ("{'a':1}", "column 2", "Expecting property name enclosed in double quotes"),
    ("[01]", "column 3", "Expecting ',' delimiter"),
    ('["\n"]', "column 3", "Invalid control character at"),
    ("\ufeff{}", "column 1", "Expecting value"),
    ("[" * 100_000, "text", "values within values beyond measure"),
    ('["\\ud800"]', "text", "bytes that are no UTF-8"),
    (b'["\xff"]', "text", "bytes that are no UTF-8"),
    (b"\xef\xbb\xbf{}", "column 1", "Expecting value"),
]


@pytest.mark.parametrize(("text", "field", "found"), REFUSED, ids=range(len(REFUSED)))
def test_what_json_leaves_open_is_refused(text: str | bytes, field: str, found: str) -> None:
    """Fields twice, numbers that are none, values without end, text that is none."""
    with pytest.raises(MalformedFile) as refused:
        parse(text)
    assert (refused.value.format, refused.value.line, refused.value.field) == ("json", 1, field)
    assert refused.value.found == found


def test_a_mistake_is_told_with_its_line() -> None:
    """For a file written by hand."""
    with pytest.raises(MalformedFile) as refused:
        parse('{\n "a": 1,\n "b" 2\n}')
    assert (refused.value.line, refused.value.field) == (3, "column 6")


@pytest.mark.parametrize("value", ["\ud800", {"\udc00": 1}, {1, 2}, b"bytes", float("nan"), object()])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    """Nothing is replaced or left out."""
    with pytest.raises(NotExpressible):
        write(value)


@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    """Never another error, whatever comes."""
    try:
        value = parse(text)
    except MalformedFile:
        return
    assert parse(write(value)) == value
