"""Errors: typed by whose fault it is, with a stable code, facts, and a sentence in two languages."""

import pickle

import pytest

from faktura.core import errors
from faktura.core.errors import (
    FakturaError,
    Finding,
    FormatError,
    InputError,
    InvalidIdentifier,
    LawNotKnown,
    MalformedFile,
    NotExpressible,
    NotFound,
    PortError,
    Refused,
    RuleRefused,
    StreamMoved,
)
from faktura.core.money import Money
from faktura.core.wording import Text, register

register(
    {
        "test.late": Text(en="{days} days late; pay", sv="{days} dagar sen; betala"),
        "test.late.remedy": Text(en="pay within {days} days", sv="betala inom {days} dagar"),
    }
)

FINDING = Finding(code="test.late", path="lines[0]", facts=(("days", "3"),))
MALFORMED = MalformedFile(format="bgmax", line=7, field="amount", found="12x", expected="digits")
EVERY = [
    FakturaError("test.late", days=3),
    InputError("test.late", days=3),
    InvalidIdentifier("identity.person.length", found="###"),
    RuleRefused("test.late", law="räntelag (1975:635) 5 §", findings=(FINDING,), days=3),
    LawNotKnown("law.not_known", table="t", law="l", span="s", day="d"),
    MALFORMED,
    NotExpressible(format="svefaktura", rule="BR-1", what="a second currency"),
    StreamMoved("store.moved", stream="s"),
    NotFound("store.not_found", kind="draft"),
]


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_errors_cross_to_another_process_whole(error: FakturaError) -> None:
    """Kind, code, facts, sentence and every attribute survive pickling, by every protocol."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301
        assert type(again) is type(error)
        assert (again.code, dict(again.facts), str(again)) == (error.code, dict(error.facts), str(error))
        assert vars(again) == vars(error)
        assert again.explain("sv") == error.explain("sv")


KINDS = [
    (InputError, (FakturaError, ValueError)),
    (InvalidIdentifier, (InputError,)),
    (errors.InvalidAmount, (InputError,)),
    (errors.CurrencyMismatch, (InputError,)),
    (errors.UnbalancedVoucher, (InputError,)),
    (RuleRefused, (FakturaError,)),
    (LawNotKnown, (FakturaError, LookupError)),
    (MalformedFile, (FormatError,)),
    (NotExpressible, (FormatError,)),
    (FormatError, (FakturaError,)),
    (StreamMoved, (PortError,)),
    (errors.AlreadyRecorded, (PortError,)),
    (errors.RecordedDifferently, (PortError,)),
    (NotFound, (PortError, LookupError)),
    (errors.Unavailable, (PortError,)),
    (PortError, (FakturaError,)),
]


@pytest.mark.parametrize(("kind", "bases"), KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_host_catches_by_whose_fault_it_is(kind: type[Exception], bases: tuple[type[Exception], ...]) -> None:
    """One root, one class for each who must act, and the builtin a caller expects."""
    assert all(issubclass(kind, base) for base in bases)
    assert issubclass(kind, ValueError) == issubclass(kind, InputError)


def test_the_sentence_comes_in_both_languages() -> None:
    """English for logs, Swedish on request."""
    error = InputError("test.late", days=3)
    assert (str(error), error.explain("sv")) == ("3 days late; pay", "3 dagar sen; betala")


def test_a_code_nobody_registered_is_said_as_it_stands() -> None:
    """A message must never itself be the cause of an error."""
    assert str(InputError("test.unheard_of", a=1)) == "test.unheard_of (a=1)"
    assert str(InputError("test.late")) == "{days} days late; pay"


def test_a_malformed_file_is_told_by_place_and_found_text_is_short() -> None:
    """Format, line, field, found and expected, in the message and as attributes."""
    assert str(MALFORMED) == "bgmax line 7, amount: found '12x', expected digits; ask its sender for a correct file"
    long = MalformedFile(format="sie", field="#VER", found="x" * 10_000, expected="a number")
    assert (long.line, len(long.found), len(str(long)) < 250) == (0, 63, True)


def test_a_refusal_lists_what_must_be_put_right() -> None:
    """The findings stand after the sentence."""
    error = Refused(code="test.late", law="l", facts=(("days", "3"),), findings=(FINDING,)).error()
    assert isinstance(error, RuleRefused)
    assert (error.law, error.findings) == ("l", (FINDING,))
    assert str(error) == "3 days late; pay: test.late lines[0]: 3 days late; pay"


def test_a_finding_says_what_is_wrong_and_what_to_do() -> None:
    """In either language."""
    assert (FINDING.problem, FINDING.remedy) == ("3 days late; pay", "pay within 3 days")
    assert (FINDING.explain("sv"), FINDING.advise("sv")) == ("3 dagar sen; betala", "betala inom 3 dagar")
    assert Finding(code="test.late", path="lines[0]", facts=(("days", "3"),)) == FINDING
    assert len({FINDING, FINDING}) == 1


def test_braces_in_a_fact_are_text() -> None:
    """A customer named {days} fills no other place."""
    assert str(InputError("test.late", days="{days}{0}")) == "{days}{0} days late; pay"


def test_a_fact_may_be_any_value() -> None:
    """Money and dates print as they do everywhere."""
    assert str(InputError("test.late", days=Money(100))) == "1.00 SEK days late; pay"
