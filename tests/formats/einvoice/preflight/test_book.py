"""The frame of every pre-flight: which rule speaks of which element, and what is said."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Check, Gated, Pattern, Rule, RuleBook
from faktura.formats.einvoice.preflight.tree import Element, Tree


def never(code: str) -> Check:
    """A check that always fires, so that one sees which rule spoke."""
    return Check(f"test.{code}", lambda _: False, Text(en="en", sv="sv"), Text(en="do this", sv="gör så här"))


def fired(patterns: tuple[Pattern, ...], data: bytes, blank: Check | None = None) -> list[tuple[str, str]]:
    """Code and path of each finding."""
    book = RuleBook("example", patterns, blank=blank)
    return [(one.code.removeprefix("test."), one.path) for one in book.findings(data)]


def test_in_a_pattern_the_first_rule_that_fits_is_the_only_one_that_speaks() -> None:
    """As in Schematron: a later rule never sees what an earlier one has taken."""
    first = Rule("b", (never("one"), never("two")), when=lambda node: node.text == "x")
    rest = Rule("b", (never("rest"),))
    data = b"<a><b>x</b><b>y</b></a>"
    assert fired(((first, rest),), data) == [("one", "a/b[1]"), ("two", "a/b[1]"), ("rest", "a/b[2]")]
    assert sorted(fired(((first,), (rest,)), data)) == [
        ("one", "a/b[1]"),
        ("rest", "a/b[1]"),
        ("rest", "a/b[2]"),
        ("two", "a/b[1]"),
    ]


def test_a_path_is_the_end_of_the_way_or_with_a_slash_the_whole() -> None:
    """`b/c` is any c in a b; `/a/c` only the root's own; `c` is no `bc`."""
    data = b"<a><c/><bc/><b><c/></b></a>"
    assert fired(((Rule("c", (never("c"),)),),), data) == [("c", "a/c"), ("c", "a/b/c")]
    assert fired(((Rule("b/c", (never("c"),)),),), data) == [("c", "a/b/c")]
    assert fired(((Rule(("/a/c", "/c"), (never("c"),)),),), data) == [("c", "a/c")]


def test_an_empty_element_is_one_without_children_and_text() -> None:
    """White space is no text."""
    data = b"<a><b/><b> \n</b><b>0</b><b><c>1</c></b></a>"
    assert fired((), data, never("blank")) == [("blank", "a/b[1]"), ("blank", "a/b[2]")]


def test_a_value_that_cannot_be_read_breaks_no_rule_by_itself() -> None:
    """It is for the schema to say that a number is none; the rules on it say nothing."""

    def number(node: Element) -> bool:
        return int(node.text) > 0

    check = Check("test.number", number, Text(en="en", sv="sv"), Text(en="do this", sv="gör så här"))
    assert fired(((Rule("b", (check,)),),), b"<a><b>x</b><b>0</b></a>") == [("number", "a/b[2]")]


def test_elements_are_found_by_name_path_and_place() -> None:
    """In the file's order, with texts as they stand."""
    book = RuleBook("example", ())
    tree = book.tree(b"<a><b>1<!-- no -->2</b><c k='v'><d> 3 </d><d>4</d></c><b>5</b></a>")
    assert tree.root.texts("b") == ["12", "5"]
    assert tree.root.texts("c/d") == [" 3 ", "4"]
    assert tree.root.said("c/d") == "3"
    assert tree.root.said("c/e") == ""
    assert [one.path for one in tree.every("d")] == ["a/c/d[1]", "a/c/d[2]"]
    assert tree.attributes == {"k": 1}
    assert (tree.root.has("c/d"), tree.root.has("d"), tree.root.find("d")) == (True, False, None)


def test_too_deep_a_file_is_refused() -> None:
    """Sixty levels are more than any format has."""
    data = b"<a>" * 100 + b"</a>" * 100
    with pytest.raises(MalformedFile, match="levels"):
        RuleBook("example", ()).findings(data)


def test_names_of_a_files_own_making_are_not_kept_for_ever() -> None:
    """A rule book remembers the places of a format, not whatever a hostile file calls its elements."""
    book = RuleBook("example", ())
    for start in range(0, 30_000, 1000):
        book.findings(b"<a>" + b"".join(b"<e%d/>" % at for at in range(start, start + 1000)) + b"</a>")
    assert len(book._tops["a"].below) <= 20_000


def test_a_gate_is_asked_once_and_what_it_cannot_answer_it_keeps_shut() -> None:
    """The rules of one country, say; a file that cannot tell its country breaks none of them."""
    asked: list[str] = []

    def gate(tree: Tree) -> bool:
        asked.append(tree.root.name)
        return bool(int(tree.root.attributes["open"]))

    rule = Gated(gate, (Rule("b", (never("gated"),)),))
    book = RuleBook("example", (rule,))
    counts = [len(book.findings(f"<a open='{value}'><b/><b/></a>".encode())) for value in ("1", "0", "x")]
    assert counts == [2, 0, 0]
    assert asked == ["a"] * 3


def test_one_value_that_cannot_be_read_hides_none_of_its_neighbours() -> None:
    """Of several elements at one place, those that can be read are judged."""

    def positive(node: Element) -> bool:
        return int(node.text) > 0

    check = Check("test.positive", positive, Text(en="en", sv="sv"), Text(en="do this", sv="gör så här"))
    data = b"<a><b>0</b><b>x</b><b>0</b><b>1</b></a>"
    assert fired(((Rule("b", (check,)),),), data) == [("positive", "a/b[1]"), ("positive", "a/b[3]")]
