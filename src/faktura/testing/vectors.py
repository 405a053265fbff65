"""Worked examples of the rules, run from a file: `python -m faktura.testing.vectors FILE`.

The file is JSON: `{"vectors": [{"id": "fee-002", "input": {...}, "expected": {...}}, ...]}`; money is text in
kronor. So a host can check an update of the law, or its own law book, with the cases of its auditor. One
line is printed for each example: `id ok`, `id wrong: got ..., expected ...` or `id not understood`; last
comes `passed/total`. The exit status is 0 when all passed, 1 otherwise, 2 when the file cannot be read.

The id's prefix (`fee` in `fee-002`, `rot-calc` in `rot-calc-001`) chooses the runner, the keys of the input
choose the question. Only what `expected` names is compared: amounts and percentages as numbers, an
unrounded value to the decimals the file gives.

>>> print(check({"id": "fee-002", "input": {"agreed": True, "date": "2026-05-01"},
...              "expected": {"reminder_fee_max": "60.00"}}))
fee-002 ok
>>> print(check({"id": "fee-002", "input": {"agreed": False, "date": "2026-05-01"},
...              "expected": {"reminder_fee_max": "60"}}))
fee-002 wrong: got {"reminder_fee_max": "0.00"}, expected {"reminder_fee_max": "60"}
>>> print(check({"id": "moon-1", "input": {}, "expected": {"phase": "full"}}))
moon-1 not understood
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from faktura.core.errors import FakturaError, LawNotKnown
from faktura.core.money import Money
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood, number

Runner = Callable[[Given, frozenset[str]], Answers]
"""Answers what an example asks: its input, and the names that `expected` asks for."""

MODULES: Final = ("late_payment", "vat", "deductions")
"""The modules of `vector_rules` that have `RUNNERS`: prefix of the id to runner."""

Status = Literal["ok", "wrong", "not understood"]
_SERIAL: Final = re.compile(r"-?[0-9]+[a-z]?$", re.ASCII)


@frozen(kw_only=True)
class Outcome:
    """What became of one example; `got` and `expected` are JSON when they differ."""

    id: str
    status: Status
    got: str = ""
    expected: str = ""

    def __str__(self) -> str:
        told = f": got {self.got}, expected {self.expected}" if self.status == "wrong" else ""
        return f"{self.id} {self.status}{told}"


def runners() -> dict[str, Runner]:
    """Return every runner by the prefix of the ids it answers."""
    found: dict[str, Runner] = {}
    for name in MODULES:
        found |= import_module(f"faktura.testing.vector_rules.{name}").RUNNERS
    return found


def check(vector: Mapping[str, object], known: Mapping[str, Runner] | None = None) -> Outcome:
    """Return what becomes of one example as it stands in a file."""
    id, given, expected = str(vector.get("id", "?")), vector.get("input"), vector.get("expected")
    runner = _runner(id, runners() if known is None else known)
    if runner is None or not isinstance(given, dict) or not isinstance(expected, dict) or not expected:
        return Outcome(id=id, status="not understood")
    try:
        answers = runner(Given(given), frozenset(expected))
    except NotUnderstood:
        return Outcome(id=id, status="not understood")
    except FakturaError as error:  # a refusal is an answer; an example may expect it
        return _refused(id, error, expected)
    except (ArithmeticError, LookupError, TypeError, ValueError):  # one odd example must not end the run
        return Outcome(id=id, status="not understood")
    answered = {key: value for key, value in expected.items() if key in answers}
    got = {key: answers[key] for key in answered}
    if not all(_same(got[key], value) for key, value in answered.items()):
        return _wrong(id, got, answered)
    return Outcome(id=id, status="ok" if len(answered) == len(expected) else "not understood")


def check_all(vectors: Iterable[Mapping[str, object]]) -> tuple[Outcome, ...]:
    """Return what becomes of each example, in their order."""
    known = runners()
    return tuple(check(vector, known) for vector in vectors)


def read(text: str) -> tuple[Mapping[str, object], ...]:
    """Return the examples of a file; `ValueError` when it is not of that form."""
    content = json.loads(text, parse_float=Decimal)
    listed = content.get("vectors") if isinstance(content, dict) else content
    if not isinstance(listed, list) or not all(isinstance(vector, dict) for vector in listed):
        raise ValueError("no list of vectors")
    return tuple(listed)


def _runner(id: str, known: Mapping[str, Runner]) -> Runner | None:
    """Return the runner of the longest known prefix of *id*, cut at its hyphens."""
    prefix = _SERIAL.sub("", id)
    while prefix and prefix not in known:
        prefix = prefix.rpartition("-")[0]
    return known.get(prefix)


def _refused(id: str, error: FakturaError, expected: Answers) -> Outcome:
    """Return the outcome of a refusal: right when the example expects one, or expects that nothing is known."""
    named = {error.code, type(error).__name__}
    told = {"error": expected.get("error") if expected.get("error") in named else error.code, "refused": True}
    unknown = isinstance(error, LawNotKnown)
    answers = {key: told.get(key, not unknown if key == "known" else None) for key in expected}
    right = _same(answers, expected) and (unknown or bool(told.keys() & expected.keys()))
    return Outcome(id=id, status="ok") if right else _wrong(id, {"error": error.code}, expected)


def _wrong(id: str, got: Answers, expected: Answers) -> Outcome:
    return Outcome(id=id, status="wrong", got=_shown(got), expected=_shown(expected))


def _same(got: object, expected: object) -> bool:
    """Whether *got* is what the file expects, numbers compared as numbers."""
    match expected:
        case None | bool():
            return got is expected
        case dict():
            return isinstance(got, Mapping) and all(key in got and _same(got[key], expected[key]) for key in expected)
        case list():
            if not isinstance(got, list | tuple) or len(got) != len(expected):
                return False
            return all(_same(one, other) for one, other in zip(got, expected, strict=True))
        case _:
            return _same_value(got, expected)


def _same_value(got: object, expected: object) -> bool:
    if isinstance(got, date):
        return got.isoformat() == expected
    try:
        wanted = number(expected, "")
        found = _rounded(got, wanted) if isinstance(got, Fraction) else number(_plain(got), "")
    except NotUnderstood:
        return str(got) == str(expected)
    return found == wanted


def _rounded(exact: Fraction, like: Decimal) -> Decimal:
    """Return *exact* with as many decimals as *like*, rounded half up."""
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return quotient.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent)), ROUND_HALF_UP)


def _plain(value: object) -> object:
    """Return *value* as JSON has it."""
    match value:
        case Money():
            return f"{value.major:f}"
        case Fraction():
            return f"{Decimal(value.numerator) / Decimal(value.denominator):.6f}"
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)


def _shown(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def main(arguments: Sequence[str]) -> int:
    """Run the examples of the file named in *arguments*, print a line for each, and say how it went."""
    if len(arguments) != 1:
        print("usage: python -m faktura.testing.vectors FILE", file=sys.stderr)
        return 2
    try:
        vectors = read(Path(arguments[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{arguments[0]} cannot be read: {error}", file=sys.stderr)
        return 2
    outcomes = check_all(vectors)
    for outcome in outcomes:
        print(outcome)
    passed = sum(outcome.status == "ok" for outcome in outcomes)
    print(f"{passed}/{len(outcomes)}")
    return 0 if passed == len(outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
