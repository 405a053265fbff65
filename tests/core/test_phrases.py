"""Phrases of readers and writers: everything they say of a file can be said in Swedish."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import faktura
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.phrases import in_swedish
from faktura.core.phrases.fields import FIELDS
from faktura.core.phrases.reading import READING
from faktura.core.phrases.writing import WRITING
from faktura.core.phrases.xml import XML
from faktura.core.wording import Said

PACKAGE: Final = Path(faktura.__path__[0])
ROOMS: Final = ("core", "formats", "ports", "desk")
PRINTED: Final = "formats/pdf/"
"""Layouts of our own pages are no files from outside; they have places and columns of their own."""
TABLES: Final = (FIELDS, READING, WRITING, XML)
FACTS: Final = ("field", "found", "expected", "what", "rule")
MAKERS: Final = frozenset({
    "MalformedFile", "NotExpressible", "Misfit", "Obstacle", "Place", "_broken", "_day", "_refused", "_wrong", "broken",
    "differs", "fail", "identity", "malformed", "odd", "place", "wrong",
})  # fmt: skip
"""Who is given facts of these errors by position."""

ELEMENTS: Final = re.compile(
    r"[@#{}\w:./*\[\]-]*[A-Z@#/{}][\w:./{}\[\]*,-]*(?: [A-Z0-9{}#][\w:./{}-]*)*|[a-z0-9_.-]+(?:\.[a-z0-9_{}-]+)+|[\W\d{}]*"
)
"""Names of elements and standards, codes, and what has no letters: the same in every language."""

VALUE: Final = re.compile(r"[a-z_.]+: \{\}|\{\}, 0-9 A-Z .*")
"""A path of the document and what stands there, and the characters that may."""

CODES: Final = frozenset({
    "UTF-8", "ISO 8859-1", "SEK", "base64", "camt", "open-items", "links", "channel", "address", "contents", "is", "vat",
    "tp 1", "tp 1, due", "acc, iref", "iref", "amt, msg", "edit=amt,msg", "cur", "bc", "idt", "ddt", "uqr", "pt", "acc", "id",
    "utforare", "Begaran in {}", "#ORGNR nnnnnn-nnnn",
})  # fmt: skip
"""What formats and columns are called."""


def said(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be, with `{}` for what is filled in."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from said(one)
            yield from said(other)
        case ast.BinOp(left=one, op=ast.Add(), right=other):
            for left in said(one):
                yield from (left + right for right in (*said(other),) or ("{}",))
        case ast.BoolOp(values=several):
            for one in several:
                yield from said(one)
        case _:
            return


def phrases() -> Iterator[tuple[str, str]]:
    """Each text that is given to an error of a file as a fact, with its place."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if path.relative_to(PACKAGE).as_posix().startswith(PRINTED):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = [one.value for one in node.keywords if one.arg in FACTS and name != "Dispatch"]
                if name in MAKERS and room in ("formats", "ports"):
                    given += node.args
                for one in given:
                    for text in said(one):
                        yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text


def is_name(text: str) -> bool:
    """Whether *text* is said the same in both languages."""
    return text in CODES or bool(ELEMENTS.fullmatch(text) or VALUE.fullmatch(text))


def test_everything_said_of_a_file_has_its_swedish() -> None:
    """A text that a reader or writer gives to an error is a phrase of the tables, or a name."""
    given = [(place, text) for place, text in phrases() if not is_name(text)]
    assert len(given) > 300
    missing = {text: place for place, text in given if in_swedish(text.replace("{}", "X")) == text.replace("{}", "X")}
    same = {english for table in TABLES for english, swedish in table.items() if english == swedish}
    assert {text: place for text, place in missing.items() if text not in same} == {}


def test_phrases_have_the_same_holes() -> None:
    """In both languages, and each phrase stands in one table."""
    every = [phrase for table in TABLES for phrase in table]
    assert len(set(every)) == len(every)
    for table in TABLES:
        for english, swedish in table.items():
            holes = english.count("{}") - swedish.count("{}")  # what the XML parser says beside, it says in English
            assert holes == 0 or (holes > 0 and table is XML), english
            assert swedish.strip() == swedish, english


@pytest.mark.parametrize(
    ("phrase", "swedish"),
    [
        ("", ""),
        ("12 characters", "12 tecken"),
        ("a date YYYY-MM-DD, or nothing", "ett datum ÅÅÅÅ-MM-DD, eller inget"),
        ("lines[2].price: negative", "lines[2].price: negativt"),
        ("Anna and Bo", "Anna and Bo"),
        ("Storgatan 1\nnothing", "Storgatan 1\nnothing"),
        ("a {} b", "a {} b"),
    ],
)
def test_what_is_no_phrase_is_left_alone(phrase: str, swedish: str) -> None:
    """Holes are filled in Swedish where they hold a phrase; braces of a file are only braces."""
    assert in_swedish(phrase) == swedish


def test_an_error_is_said_in_either_language() -> None:
    """Field, what was found and what was expected; in English as they were given."""
    error = MalformedFile(format="bgmax", line=3, field="record type", found="nothing", expected="one of 20, 21")
    assert error.explain("en") == (
        "bgmax line 3, record type: found 'nothing', expected one of 20, 21; ask its sender for a correct file"
    )
    assert error.explain("sv") == (
        "bgmax rad 3, posttyp: fann 'inget', väntade ett av 20, 21; be avsändaren om en riktig fil"
    )
    assert "säljarens eget" in NotExpressible(format="f", rule="r", what="payee.name: the seller's own").explain("sv")


def test_a_sentence_within_a_sentence_keeps_both_languages() -> None:
    """Also when it is long, and when the error comes from another process."""
    why = Said("x" * 100, "y" * 100)
    error = MalformedFile(format="swish", field="payee", found=why, expected=why)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    for one in (error, again):
        assert "yy" not in one.explain("en")
        assert one.explain("sv").count("y" * 100) == 2
