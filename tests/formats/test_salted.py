"""Contents with a salt: given back as they were, and no two alike, so that a digest tells nothing of what it was made of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.formats.salted import salted, unsalted

SALTS = st.integers(0, 16**32 - 1).map(lambda number: f"{number:032x}")


@given(st.one_of(st.binary(), st.dictionaries(st.text(), st.text()).map(lambda one: json.dumps(one).encode())), SALTS)
def test_what_is_salted_is_given_back(content: bytes, salt: str) -> None:
    """Whatever it was, whether it looks like JSON or like something salted already."""
    assert unsalted(salted(content, salt)) == content
    assert unsalted(unsalted(salted(salted(content, salt), salt))) == content


@given(st.dictionaries(st.text(), st.text()), SALTS)
def test_json_stays_json(value: dict[str, str], salt: str) -> None:
    """So that whoever looks through stored contents finds their fields."""
    found = json.loads(salted(json.dumps(value).encode(), salt))
    assert found == {"salt": salt, "value": value}


@pytest.mark.parametrize("content", [b'{"a":1}', b"<Document/>", b"", b"salt and pepper\n", b'{"salt":"1","value":2}'])
def test_what_was_stored_without_a_salt_is_read_as_it_is(content: bytes) -> None:
    """By an earlier version, or because nobody stands in it."""
    assert unsalted(content) == content


@pytest.mark.parametrize("salt", ["", "x", "0" * 31, "0" * 64, "A" * 32, "٠" * 32, "0" * 32 + "\n"])
def test_what_could_not_be_read_again_is_not_salted(salt: str) -> None:
    """A salt of another form would stay in the content for ever; it is not shown in the error either."""
    with pytest.raises(InputError) as raised:
        salted(b"{}", salt)
    assert raised.value.code == "salted.salt"
    assert raised.value.facts == {"length": len(salt)}
