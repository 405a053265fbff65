"""Tables of law: the right row for each day, and no answer for the days nobody knows."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.dated import DatedTable, Row
from faktura.core.errors import InputError, LawNotKnown

DAYS = st.dates(date(1980, 1, 1), date(2040, 12, 31))
DAY = timedelta(days=1)

RATE = DatedTable(
    name="reference rate",
    law="räntelag (1975:635) 9 §",
    unit="percent per year",
    source="Sveriges riksbank",
    rows=(
        Row(date(2024, 1, 1), Decimal("4.00")),
        Row(date(2023, 7, 1), Decimal("3.50"), note="raised twice in the spring", confidence="S"),
        Row(date(2023, 1, 1), Decimal("2.50")),
    ),
    known_until=date(2024, 6, 30),
)

CASES = [
    # day,               the value, or None where the law is not known
    (date(2022, 12, 31), None),
    (date(2023, 1, 1), "2.50"),
    (date(2023, 6, 30), "2.50"),
    (date(2023, 7, 1), "3.50"),
    (date(2023, 12, 31), "3.50"),
    (date(2024, 1, 1), "4.00"),
    (date(2024, 6, 30), "4.00"),
    (date(2024, 7, 1), None),
    (date.max, None),
    (date.min, None),
]


@pytest.mark.parametrize(("day", "expected"), CASES)
def test_a_value_holds_from_its_day_until_the_next(day: date, expected: str | None) -> None:
    """The last value is never carried on by itself, nor the first one back."""
    if expected is None:
        with pytest.raises(LawNotKnown) as refused:
            RATE.at(day)
        assert refused.value.code == "law.not_known"
        assert refused.value.facts["day"] == day.isoformat()
    else:
        assert RATE.at(day) == Decimal(expected)
        assert RATE.row_at(day).value == Decimal(expected)


def test_a_rule_can_say_which_row_it_used() -> None:
    """The row carries its note and how well it is founded."""
    row = RATE.row_at(date(2023, 9, 15))
    assert (row.since, row.note, row.confidence) == (date(2023, 7, 1), "raised twice in the spring", "S")


def test_the_refusal_names_table_law_span_and_day_in_both_languages() -> None:
    """Whoever must extend the table reads which one, and how far it goes."""
    with pytest.raises(LawNotKnown) as refused:
        RATE.at(date(2025, 1, 1))
    for language in ("en", "sv"):
        told = refused.value.explain("sv" if language == "sv" else "en")
        for part in ("reference rate", "räntelag (1975:635) 9 §", "2023-01-01 - 2024-06-30", "2025-01-01"):
            assert part in told


@given(st.lists(DAYS, min_size=1, max_size=12, unique=True), DAYS, st.integers(0, 400))
def test_look_up_agrees_with_reading_the_rows_one_by_one(since: list[date], day: date, known: int) -> None:
    """The fast way and the plain way give the same row, or both nothing."""
    newest_first = tuple(Row(one, index) for index, one in enumerate(sorted(since, reverse=True)))
    until = newest_first[0].since + timedelta(days=known)
    table = DatedTable(name="n", law="l", unit="u", source="s", rows=newest_first, known_until=until)
    plain = next((row for row in newest_first if row.since <= day), None) if day <= until else None
    if plain is None:
        with pytest.raises(LawNotKnown):
            table.at(day)
    else:
        assert table.row_at(day) is plain


def test_a_law_without_a_set_end_holds_on() -> None:
    """`known_until=None` is said by the author of the table, never assumed."""
    table = evolve(RATE, known_until=None)
    assert table.at(date(2100, 1, 1)) == Decimal("4.00")
    assert table.span == "2023-01-01 - ..."
    with pytest.raises(LawNotKnown):
        table.at(date(2022, 1, 1))


def make(*since: date, until: date = date(2030, 1, 1)) -> DatedTable[int]:
    """A table of numbered rows."""
    rows = tuple(Row(one, index) for index, one in enumerate(since))
    return DatedTable(name="n", law="l", unit="u", source="s", rows=rows, known_until=until)


BAD_TABLES: dict[str, tuple[str, Callable[[], object]]] = {
    "no rows": ("dated.empty", make),
    "oldest first": ("dated.order", lambda: make(date(2023, 1, 1), date(2024, 1, 1))),
    "one day twice": ("dated.order", lambda: make(date(2024, 1, 1), date(2024, 1, 1))),
    "ends before its newest row": ("dated.until", lambda: make(date(2024, 1, 1), until=date(2023, 12, 31))),
    "added on a day it has": (
        "dated.order",
        lambda: RATE.extended(Row(date(2024, 1, 1), Decimal(1)), date(2025, 1, 1)),
    ),
    "added and ending before": (
        "dated.until",
        lambda: RATE.extended(Row(date(2024, 7, 1), Decimal(1)), date(2024, 6, 30)),
    ),
    "added after a gap": (
        "dated.gap",
        lambda: RATE.extended(Row(date(2024, 7, 2), Decimal(1)), date(2025, 1, 1)),
    ),
    "declared to end earlier": ("dated.until", lambda: RATE.extended(None, date(2023, 12, 31))),
}


@pytest.mark.parametrize(("code", "build"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_a_table_that_would_have_to_guess_is_refused(code: str, build: Callable[[], object]) -> None:
    """Wrong order, the same day twice, no rows, an end before its newest row, or a gap."""
    with pytest.raises(InputError) as refused:
        build()
    assert refused.value.code == code


def test_adding_next_half_years_rate_is_one_row() -> None:
    """The host extends the table without a release; the shipped one stays as it was."""
    extended = RATE.extended(Row(date(2024, 7, 1), Decimal("3.75")), date(2024, 12, 31))
    assert extended.at(date(2024, 7, 1)) == Decimal("3.75")
    assert extended.at(date(2024, 6, 30)) == RATE.at(date(2024, 6, 30)) == Decimal("4.00")
    with pytest.raises(LawNotKnown):
        RATE.at(date(2024, 7, 1))
    with pytest.raises(LawNotKnown):
        extended.at(date(2025, 1, 1))


def test_an_amendment_may_come_before_the_known_end() -> None:
    """A law changed in the middle of what was known: the new row wins from its day."""
    amended = RATE.extended(Row(date(2024, 3, 1), Decimal("4.10")), date(2024, 6, 30))
    assert (amended.at(date(2024, 2, 29)), amended.at(date(2024, 3, 1))) == (Decimal("4.00"), Decimal("4.10"))


def test_an_unchanged_value_is_declared_to_hold_longer() -> None:
    """Without a new row only the known end moves."""
    longer = RATE.extended(None, date(2024, 12, 31))
    assert longer.at(date(2024, 12, 31)) == Decimal("4.00")
    assert longer.rows == RATE.rows


def test_a_moment_is_no_day() -> None:
    """A time of day and a zone say nothing about which law holds."""
    with pytest.raises(TypeError):
        RATE.at(datetime(2023, 9, 15, tzinfo=UTC))


def test_tables_are_values() -> None:
    """Equal when their rows are, and the same in another process."""
    assert pickle.loads(pickle.dumps(RATE)) == RATE == evolve(RATE)  # noqa: S301
    assert pickle.loads(pickle.dumps(RATE)).at(date(2023, 1, 1)) == Decimal("2.50")  # noqa: S301
