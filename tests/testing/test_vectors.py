"""The runner of worked examples: what is ok, what is wrong and what is not understood, and how a file is read."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from faktura.core.errors import InputError
from faktura.core.money import sek
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood
from faktura.testing.vectors import check, check_all, main, read, runners


def told(expected: object, got: object) -> str:
    """The status of an example of one answer."""
    known = {"x": lambda _given, _wanted: {"a": got}}
    return check({"id": "x-1", "input": {}, "expected": {"a": expected}}, known).status


SAME = [
    ("60", sek(60)),
    ("60.00", Decimal(60)),
    (60, "60.0"),
    ("163.463014", Fraction(163463014, 10**6) + Fraction(1, 10**7)),
    ("2026-05-01", date(2026, 5, 1)),
    (None, None),
    (True, True),
    (["1", "2"], (sek(1), 2)),
    ([{"a": "1"}], [{"a": 1, "more": 2}]),
    ({"a": {"b": None}}, {"a": {"b": None}}),
    ("full", "full"),
]
DIFFERENT: list[tuple[object, object]] = [
    ("60", sek("60.01")),
    ("163.463014", Fraction(163463015, 10**6)),
    ("2026-05-01", date(2026, 5, 2)),
    (None, sek(0)),
    ("0", None),
    (True, 1),
    (1, True),
    (["1"], ["1", "2"]),
    (["1"], "1"),
    ({"a": "1"}, {"b": 1}),
    ("full", "new"),
]


@pytest.mark.parametrize(("expected", "got"), SAME)
def test_the_same(expected: object, got: object) -> None:
    """Numbers as numbers, an unrounded value to the decimals given, days by ISO, only the keys expected."""
    assert told(expected, got) == "ok"


@pytest.mark.parametrize(("expected", "got"), DIFFERENT)
def test_different(expected: object, got: object) -> None:
    """One öre, one day, one element, or nothing where something was expected."""
    assert told(expected, got) == "wrong"


def refuses(given: Given, wanted: frozenset[str]) -> Answers:
    raise InputError("x.refused")


def test_a_refusal_is_an_answer() -> None:
    """An example may expect its code; otherwise it is wrong, and says so."""
    known = {"x": refuses}
    assert check({"id": "x-1", "input": {}, "expected": {"error": "x.refused"}}, known).status == "ok"
    wrong = check({"id": "x-1", "input": {}, "expected": {"a": 1}}, known)
    assert str(wrong) == 'x-1 wrong: got {"error": "x.refused"}, expected {"a": 1}'


def stumbles(given: Given, wanted: frozenset[str]) -> Answers:
    raise OverflowError


def test_one_odd_example_does_not_end_the_run() -> None:
    """A day beyond the calendar, say."""
    assert check({"id": "x-1", "input": {}, "expected": {"a": 1}}, {"x": stumbles}).status == "not understood"


NOT_UNDERSTOOD: list[dict[str, object]] = [
    {"id": "y-1", "input": {}, "expected": {"a": 1}},  # nobody answers such ids
    {"id": "x-1", "input": {}, "expected": {"a": 1, "b": 2}},  # nobody answers b
    {"id": "x-1", "input": {}, "expected": {}},  # nothing is asked
    {"id": "x-1", "input": [], "expected": {"a": 1}},
    {"input": {}, "expected": {"a": 1}},
]


@pytest.mark.parametrize("vector", NOT_UNDERSTOOD)
def test_not_understood(vector: dict[str, object]) -> None:
    """Never a guess, and never a crash."""
    known: dict[str, Callable[[Given, frozenset[str]], Answers]] = {"x": lambda _given, _wanted: {"a": 1}}
    assert check(vector, known).status == "not understood"


@pytest.mark.parametrize("id", ["x-y-001", "x-y-001b", "x-y", "x-y-new-7"])
def test_the_longest_known_prefix_answers(id: str) -> None:
    """`x-y` before `x`, whatever follows."""
    known: dict[str, Callable[[Given, frozenset[str]], Answers]] = {
        "x": lambda _given, _wanted: {"a": 1},
        "x-y": lambda _given, _wanted: {"a": 2},
    }
    assert check({"id": id, "input": {}, "expected": {"a": 2}}, known).status == "ok"


VALUES = Given({"n": 3, "t": "text", "flag": True, "percent": "12 %", "rows": [{"a": 1}], "none": None, "list": ["a"]})


def test_what_is_given_is_read_strictly() -> None:
    """A value of another shape is not bent into one."""
    assert (VALUES.whole("n"), VALUES.decimal("percent"), VALUES.flag("flag")) == (3, Decimal(12), True)
    assert VALUES.flag("absent", default=False) is False
    assert [row.whole("a") for row in VALUES.rows("rows")] == [1]
    assert VALUES.rows("absent") == ()
    assert VALUES.first(VALUES.text, "absent", "t") == "text"
    assert (VALUES.has("n", "none"), "none" in VALUES) == (False, True)
    wrong: list[Callable[[], object]] = [
        lambda: VALUES.text("n"),
        lambda: VALUES.text("none"),
        lambda: VALUES.flag("n"),
        lambda: VALUES.decimal("t"),
        lambda: VALUES.decimal("flag"),
        lambda: VALUES.money("t"),
        lambda: VALUES.day("t"),
        lambda: VALUES.rows("n"),
        lambda: VALUES.texts("rows"),
        lambda: VALUES.first(VALUES.text, "absent", "none"),
        lambda: Given({"n": "1.5"}).whole("n"),
        lambda: Given({"n": "1.555"}).money("n"),
        lambda: Given({"n": "NaN"}).decimal("n"),
    ]
    for call in wrong:
        with pytest.raises(NotUnderstood):
            call()


def test_numbers_of_a_file_are_exact() -> None:
    """0.1 in a file is a tenth, not the nearest float; a bare list is a file too."""
    (vector,) = read('[{"id": "x", "input": {"a": 0.1}, "expected": {}}]')
    assert vector["input"] == {"a": Decimal("0.1")}
    for text in ("{}", '{"vectors": 1}', "[1]", "not json"):
        with pytest.raises(ValueError):  # noqa: PT011 - json has its own kinds of it
            read(text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each example, last what passed; the status says whether all did."""
    good = {"id": "fee-1", "input": {"agreed": True, "date": "2026-05-01"}, "expected": {"reminder_fee_max": "60"}}
    odd = {"id": "moon-1", "input": {}, "expected": {"phase": "full"}}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"vectors": [good]}), encoding="utf-8")
    assert main([str(file)]) == 0
    file.write_text(json.dumps({"vectors": [good, odd]}), encoding="utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out == "fee-1 ok\n1/1\nfee-1 ok\nmoon-1 not understood\n1/2\n"
    assert main([str(tmp_path / "absent.json")]) == 2
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    """`python -m faktura.testing.vectors FILE`."""
    file = tmp_path / "cases.json"
    file.write_text('{"vectors": []}', encoding="utf-8")
    command = [sys.executable, "-m", "faktura.testing.vectors", str(file)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "0/0\n"


def test_every_example_of_the_reference_passes(shared: Callable[..., Path]) -> None:
    """The worked examples the rules were written from."""
    vectors = read(shared("rules", "vectors.json").read_text(encoding="utf-8"))
    assert len(vectors) > 100
    assert [str(outcome) for outcome in check_all(vectors) if outcome.status != "ok"] == []
    assert runners()
