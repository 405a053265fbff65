"""Clocks tell the moment, and the day it is in Sweden."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from faktura.core.errors import InputError
from faktura.ports.clock import Clock, FixedClock, SystemClock, swedish_day
from faktura.testing.contracts import ClockContract

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TestSystemClock(ClockContract):
    def make_clock(self) -> Clock:
        return SystemClock()

    def test_it_goes_with_the_computers(self) -> None:
        """Within the two moments the computer itself gives."""
        before = datetime.now(UTC)
        assert before <= SystemClock().now() <= datetime.now(UTC)


class TestFixedClock(ClockContract):
    def make_clock(self) -> Clock:
        return FixedClock(NOON)

    def test_it_stands_still_until_told(self) -> None:
        """Forwards, backwards, and to any moment."""
        clock = FixedClock(NOON)
        assert clock.now() == clock.now() == NOON
        assert clock.advance(timedelta(days=40)) == clock.now() == NOON + timedelta(days=40)
        assert clock.advance(-timedelta(hours=1)) == clock.now()
        assert clock.set(NOON) == clock.now() == NOON

    def test_a_moment_without_zone_is_refused(self) -> None:
        """And the clock stays as it was."""
        with pytest.raises(InputError):
            FixedClock(NOON.replace(tzinfo=None))
        clock = FixedClock(NOON)
        with pytest.raises(InputError):
            clock.set(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
        assert clock.now() == NOON


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        # winter: an hour ahead of UTC; summer: two; the nights of both changes
        ("2026-01-01T22:59:59", "2026-01-01"),
        ("2026-01-01T23:00:00", "2026-01-02"),
        ("2026-07-01T21:59:59", "2026-07-01"),
        ("2026-07-01T22:00:00", "2026-07-02"),
        ("2026-03-28T22:59:59", "2026-03-28"),
        ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"),
        ("2026-10-25T22:59:59", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26"),
        ("2026-12-31T23:00:00", "2027-01-01"),
        ("2028-02-28T23:00:00", "2028-02-29"),
    ],
)
def test_the_day_changes_at_swedish_midnight(utc: str, day: str) -> None:
    """Whatever zone the moment is given in."""
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert swedish_day(moment) == date.fromisoformat(day)
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        assert FixedClock(moment.astimezone(ZoneInfo(zone))).today() == date.fromisoformat(day)


def test_a_moment_without_zone_has_no_day() -> None:
    """It would be a guess."""
    with pytest.raises(InputError):
        swedish_day(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
