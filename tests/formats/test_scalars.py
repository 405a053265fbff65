"""Each single value has one text, and only that text is the value."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankAccountNumber, PaymentAccount
from faktura.core.errors import InvalidIdentifier, NotExpressible
from faktura.core.identity import Identity, PersonalIdentityNumber
from faktura.core.money import LARGEST, Money
from faktura.formats import scalars
from faktura.formats.scalars import SCALARS, TAGGED, Misfit, tagged_of, tagged_text
from faktura.testing.identities import (
    BANK,
    BANK_ACCOUNT,
    BANKGIRO,
    COORDINATED,
    GLNS,
    IBANS,
    ORGANISATIONS,
    PERSONS,
    PLUSGIRO,
    SWISH,
    VAT_NUMBERS,
)

MONEY = st.builds(Money, st.integers(-LARGEST, LARGEST), st.sampled_from(["SEK", "EUR", "JPY", "KWD", "XXX"]))


@given(MONEY)
def test_money_is_read_as_it_was_written(amount: Money) -> None:
    """To the last minor unit, in currencies of none, two and three decimals."""
    text = scalars.money_text(amount)
    assert scalars.money_of(text) == amount
    assert text == str(amount)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_decimals_are_read_digit_for_digit(number: Decimal) -> None:
    """Trailing zeros are a part of what was said: 950.00 is not 950."""
    assert scalars.decimal_of(scalars.decimal_text(number)).as_tuple() == number.as_tuple()


def test_an_exponent_is_written_out() -> None:
    """Nobody need know what 1E+2 is."""
    assert scalars.decimal_text(Decimal("1E+2")) == "100"
    assert scalars.decimal_text(Decimal("1E-3")) == "0.001"


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1E+1000000", "1E-1000000", "sNaN"])
def test_a_number_beyond_measure_is_refused(number: str) -> None:
    """Before it becomes a million zeros."""
    with pytest.raises(NotExpressible):
        scalars.decimal_text(Decimal(number))


@given(st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-11, minutes=-30)))))
def test_one_moment_has_one_text(moment: datetime) -> None:
    """Whatever zone it was told in, it is written in UTC."""
    try:
        text = scalars.time_text(moment)
    except OverflowError:  # the last hours of the year 9999 are next year in UTC
        return
    assert text.endswith("+00:00")
    assert scalars.time_of(text) == moment
    assert scalars.time_text(scalars.time_of(text)) == text


@given(st.binary())
def test_bytes_are_read_byte_for_byte(content: bytes) -> None:
    """In plain base64."""
    assert scalars.bytes_of(scalars.bytes_text(content)) == content


NOT_READ: list[tuple[Callable[[object], object], list[object]]] = [
    (
        scalars.money_of,
        ["125 SEK", "125.5 SEK", "125.500 SEK", "1E3 SEK", "125,50 SEK", " 125.50 SEK", "125.50 sek", "125.50",
         "+1.00 SEK", "１.00 SEK", "300.00 JPY", "1" * 17 + ".00 SEK", 12550, None, ["1.00 SEK"], "1.00 SEK\n"],
    ),
    (
        scalars.decimal_of,
        ["", "1.", ".5", "+1", "1e3", "1E+1000000", "NaN", "1_000", "１", "1,5", " 1", "0x1", "9" * 41, 1, True, None, "1\n"],
    ),
    (scalars.day_of, ["20260301", "2026-W09-1", "2026-02-30", "2026-3-1", "２026-03-01", "2026-03-01T00:00:00", 2026, None]),
    (
        scalars.time_of,
        ["2026-03-01", "2026-03-01T12:00:00", "2026-03-01 12:00:00+00:00", "2026-03-01T12+00:00", "2026-03-01T25:00:00Z",
         "2026-03-01T12:00:00+0100", "0001-01-01T00:00:00+01:00", 1, None],
    ),
    (scalars.bytes_of, ["a", "YQ", "YQ=\n=", "Y Q==", "ÅQ==", b"YQ==", None]),
]  # fmt: skip


@pytest.mark.parametrize(("read", "value"), [(read, value) for read, values in NOT_READ for value in values])
def test_only_the_exact_text_is_read(read: Callable[[object], object], value: object) -> None:
    """Nothing is guessed, trimmed or rounded."""
    with pytest.raises(Misfit):
        read(value)


def test_a_moment_is_no_day_and_a_day_no_moment() -> None:
    """They would be written without an error, and read as something else."""
    with pytest.raises(TypeError):
        scalars.day_text(datetime(2026, 3, 1, tzinfo=UTC))
    with pytest.raises(TypeError):
        scalars.time_text(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
    assert scalars.day_text(date(2026, 3, 1)) == "2026-03-01"


EVERY_TAGGED = (*ORGANISATIONS, *PERSONS, *COORDINATED, *BANKGIRO, *PLUSGIRO, *IBANS, *SWISH, BANK_ACCOUNT,
                BankAccountNumber("83279", "1234567890"))  # fmt: skip


def test_identities_and_accounts_carry_their_kind() -> None:
    """The same digits can be of two kinds, so the text says which, and holds every digit."""
    assert {type(one) for one in EVERY_TAGGED} == TAGGED
    assert TAGGED.issuperset([*get_args(Identity), *get_args(PaymentAccount)])
    for one in EVERY_TAGGED:
        assert tagged_of(tagged_text(one), TAGGED) == one
        assert tagged_of(tagged_text(one), frozenset({type(one)})) == one
        with pytest.raises(Misfit):
            tagged_of(tagged_text(one), TAGGED - {type(one)})
    assert tagged_text(PERSONS[0]) == "person:191212121212"


@pytest.mark.parametrize("value", ["person:191212121213", "bankgiro:9912347", "account:5839", "iban:SE00", "person:"])
def test_a_stored_number_is_checked_again(value: str) -> None:
    """Holding one is the proof that it is right, wherever it comes from; and no message tells it."""
    with pytest.raises(InvalidIdentifier) as refused:
        tagged_of(value, TAGGED)
    assert "191212121213" not in str(refused.value)


@pytest.mark.parametrize("value", ["191212121212", "PERSON:191212121212", "giro:1237856901", "", None, 5])
def test_a_number_without_its_kind_is_refused(value: object) -> None:
    """It could be several things."""
    with pytest.raises(Misfit):
        tagged_of(value, TAGGED)


@pytest.mark.parametrize("value", [VAT_NUMBERS[0], GLNS[0], BANK])
def test_other_identifiers_are_their_own_text(value: object) -> None:
    """Nothing else can stand where they stand."""
    write, read = SCALARS[type(value)]
    assert read(write(value)) == value
    with pytest.raises(Misfit):
        read(5)


def test_what_was_found_is_told_by_kind_only() -> None:
    """A misplaced personal number must not reach a message."""
    with pytest.raises(Misfit) as refused:
        tagged_of("191212121212", frozenset({PersonalIdentityNumber}))
    assert (refused.value.found, refused.value.expected) == ("text", "person:...")
