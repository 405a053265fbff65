"""Amounts and dates of files from outside: a strict pattern first, and the place in every error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.formats.fields import Place

HERE = Place(format="camt.054", line=7, field="Ntry/Amt")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("0", "SEK", 0),
        ("1250.5", "SEK", 125050),
        ("1250.50000", "SEK", 125050),
        ("00012.00", "SEK", 1200),
        ("2700", "JPY", 2700),
        ("2700.00", "JPY", 2700),
        ("1.234", "KWD", 1234),
        ("9999999999999.99", "SEK", 999999999999999),
    ],
)
def test_an_amount_in_major_units(text: str, currency: str, minor: int) -> None:
    """Decimals as many as the currency has; more only when they are zeros."""
    assert HERE.amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "-1", "+1", "1.", ".5", "1,50", "1_000", "1 000", "1E3", "NaN", "Infinity", "²", "１２", "0x10",
     "1.005", "1.2.3", "12345678901234", "9" * 5000],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_its_place(text: str) -> None:
    """What `Decimal` or `int` would take and a bank never writes."""
    with pytest.raises(MalformedFile) as error:
        HERE.amount(text, "SEK")
    assert (error.value.format, error.value.line, error.value.field) == ("camt.054", 7, "Ntry/Amt")


@pytest.mark.parametrize("currency", ["", "sek", "SEKK", "SE1", "kr"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    """Three capital letters."""
    for read in (lambda: HERE.amount("1", currency), lambda: HERE.decimals_of(currency)):
        with pytest.raises(MalformedFile):
            read()


@given(st.integers(0, 10**15))
def test_minor_units_are_read_zero_filled(minor: int) -> None:
    """Eighteen positions, as bank files have them."""
    assert HERE.minor_units(f"{minor:018d}", "SEK") == Money(minor, "SEK")


@pytest.mark.parametrize("text", ["", " ", "12 ", "-1", "1.0", "²", "1_0", "9" * 18, "9" * 19])
def test_what_is_no_count_of_minor_units_is_refused(text: str) -> None:
    """Digits only, and no more money than there can be."""
    with pytest.raises(MalformedFile):
        HERE.minor_units(text, "SEK")


@given(st.dates(), st.sampled_from(["", "Z", "+01:00", "T23:59:59", "T23:30:00.123Z", "T00:10:00+01:00"]))
def test_a_day_is_the_writers_own_whatever_follows(day: date, after: str) -> None:
    """The bank's calendar day stands in front; a zone never moves it."""
    assert HERE.day(f"{day:%Y-%m-%d}".rjust(10, "0") + after) == day


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "2026-13-01", "20261102", "2026-1-1", "02-11-2026", "２０２６-01-01"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """A day that is not in the calendar, or written otherwise."""
    with pytest.raises(MalformedFile):
        HERE.day(text)


def test_a_short_day() -> None:
    """YYYYMMDD and nothing else."""
    assert HERE.short_day("20261102") == date(2026, 11, 2)
    for wrong in ("2026-11-02", "20261132", "202611020", "00000000", ""):
        with pytest.raises(MalformedFile):
            HERE.short_day(wrong)


def test_an_error_never_shows_what_could_be_a_personal_number() -> None:
    """Ten digits or more are masked: a shifted line may hold one in any field."""
    with pytest.raises(MalformedFile) as error:
        HERE.day("191212121212")
    assert "1212" not in str(error.value)
