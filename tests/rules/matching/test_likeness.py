"""Names that are told to be the same at once are the same when they are compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.payer_name import LONGEST, folded, name_keys
from faktura.rules.matching.likeness import _compared, likeness

words = st.sampled_from(
    ["Anna", "Lind", "Åsa", "AB", "och", "ß", "I\u0308", "bj??rk", "Ã¥", "B-A", ".", "\u00a0", "x" * 69, "ss"]
)
names = st.one_of(st.lists(words, max_size=9).map(" ".join), st.text(max_size=12))


@given(names, st.sampled_from([str, str.upper, str.lower, str.casefold, str.title]))
def test_the_quick_answer_is_the_slow_one(name: str, written: type[str]) -> None:
    """Whatever the capitals, the marks and the length."""
    other = written(name)
    assert likeness(name, other) == _compared(name, other)


@given(names)
def test_a_customer_is_found_by_the_words_that_are_the_name(name: str) -> None:
    """The first key is all the words of the folded name, at most six, in order, and blurred; none is without words."""
    words = sorted(word.replace("o", "a").replace("?", "a") for word in folded(name))
    assert name_keys(name)[:1] == ((" ".join(words),) if words else ())
    assert len(words) <= 6


def test_a_name_of_nothing_but_legal_forms_is_its_words() -> None:
    """A firm may be called Och AB; and what is longer than a name can be is cut."""
    assert name_keys("AB") == ("ab",)
    assert name_keys("Och AB")[0] == "ab ach"
    assert folded("a" * LONGEST + "b") == ("a" * LONGEST,)
