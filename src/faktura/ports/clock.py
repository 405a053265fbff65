"""The clock: the one place from which the desk learns what time it is, and which day it is in Sweden.

>>> clock = FixedClock(datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
>>> clock.today()
datetime.date(2026, 3, 1)
>>> clock.advance(timedelta(days=31)).isoformat()
'2026-03-31T23:30:00+00:00'
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from faktura.core.errors import InputError
from faktura.core.wording import Text, register


@cache
def _sweden() -> ZoneInfo:
    return ZoneInfo("Europe/Stockholm")


def swedish_day(moment: datetime) -> date:
    """Return the day it is in Sweden at *moment*; documents are dated and time limits counted by it.

    >>> swedish_day(datetime(2026, 7, 1, 22, 0, tzinfo=UTC))
    datetime.date(2026, 7, 2)
    """
    if moment.tzinfo is None:
        raise InputError("clock.naive")
    return moment.astimezone(_sweden()).date()


class Clock(Protocol):
    """What time it is. A clock may be set back; nothing may rely on its only going on."""

    def now(self) -> datetime:
        """Return the present moment, with its time zone."""
        ...

    def today(self) -> date:
        """Return the day it is in Sweden, wherever the computer stands."""
        return swedish_day(self.now())


class SystemClock(Clock):
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


class FixedClock(Clock):
    """A clock that stands still until it is told to move, for tests, demonstrations and replays."""

    def __init__(self, moment: datetime) -> None:
        """Let it be *moment*, which has a time zone."""
        self._moment = moment
        self.set(moment)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._moment

    def set(self, moment: datetime) -> datetime:
        """Let it be *moment*, earlier or later, and return it."""
        if moment.tzinfo is None:
            raise InputError("clock.naive")
        self._moment = moment
        return moment

    def advance(self, by: timedelta) -> datetime:
        """Let *by* pass, back in time when it is negative, and return the new moment."""
        return self.set(self._moment + by)


register(
    {
        "clock.naive": Text(
            en="a moment needs its time zone; give an aware datetime",
            sv="en tidpunkt behöver sin tidszon; ange en datetime med tidszon",
        ),
    }
)
