"""Every finding of the reader and the journal can be explained, and carries its line into the exception."""

import ast
import pickle
from pathlib import Path

import pytest

import faktura.formats.sie.wording as room
from faktura.core.wording import codes
from faktura.formats.sie.wording import finding, malformed

FOLDER = Path(room.__file__).parent


def used() -> set[str]:
    """Each code written out in the modules of the room."""
    return {
        node.value
        for path in FOLDER.glob("*.py")
        if path.name not in {"wording.py", "sentences.py"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("SIE-")
    }


@pytest.mark.parametrize("code", sorted(used() - {"SIE-NOT"}))
def test_a_finding_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """In both languages, with its facts filled in."""
    found = finding(code, 3, field="#TRANS", found="x", expected="y")
    assert (found.path, found.law) == ("line 3", "SIE 4B")
    for said in (found.explain("en"), found.explain("sv"), found.advise("en"), found.advise("sv")):
        assert said
        assert not said.startswith("SIE-")
        assert "{field}" not in said
        assert "{found" not in said
        assert "{expected" not in said


def test_no_sentence_is_left_without_use() -> None:
    """What is registered is found somewhere in the room."""
    assert {code for code in codes() if code.startswith("SIE-") and not code.endswith(".remedy")} == used()


def test_the_exception_survives_another_process() -> None:
    """Code, line and sentence come back from a worker."""
    error = malformed(finding("SIE-AMOUNT", 14, found="tio"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (again.code, again.line, str(again)) == ("SIE-AMOUNT", 14, "sie line 14: 'tio' is no amount")
    assert malformed(finding("SIE-MISSING", 0, field="#FNAMN")).line == 0
