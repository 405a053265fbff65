"""What a host gives at the desk's doors, looked at by type before anything is done: a wrong one gets a typed error.

Most wrong values are refused where their own type is made (`Money`, `Party`, a line). This is for the few that Python would let
through and fail on later, half-way or without a word: a text for a day or an amount, a day for a moment.
"""

from datetime import date, datetime

from faktura.core.errors import InputError
from faktura.core.wording import Text, register


def a(kind: type, value: object, *, name: str) -> None:
    """Refuse *value*, given as *name*, unless it is a *kind* or left out.

    Raises:
        InputError: `desk.type`, it is something else.
    """
    if value is not None and not isinstance(value, kind):
        raise wrong_type(value, name=name, kind=kind.__name__)


def a_day(value: object, *, name: str) -> None:
    """Refuse *value* unless it is a date without a time, or left out: which day a time is depends on where one stands.

    Raises:
        InputError: `desk.type`, it is something else.
    """
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise wrong_type(value, name=name, kind="datetime.date")


def a_moment(value: object, *, name: str) -> None:
    """Refuse *value* unless it is a time with its time zone, or left out.

    Raises:
        InputError: `desk.type`, it is something else; `clock.naive`, it has no time zone.
    """
    if value is not None and not isinstance(value, datetime):
        raise wrong_type(value, name=name, kind="datetime.datetime")
    if value is not None and value.tzinfo is None:
        raise InputError("clock.naive")


def a_period(since: object, until: object) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        InputError: `desk.period`, it does; `desk.type`, one of them is no date.
    """
    a_day(since, name="since")
    a_day(until, name="until")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        raise InputError("desk.period", since=since.isoformat(), until=until.isoformat())


def wrong_type(value: object, *, name: str, kind: str) -> InputError:
    """Return the error that *value*, given as *name*, is no *kind*; its type alone is told, for it may be personal."""
    return InputError("desk.type", name=name, found=type(value).__name__, kind=kind)


register(
    {
        "desk.type": Text(
            en="{name} is of the type {found}; give a {kind}",
            sv="{name} är av typen {found}; ange en {kind}",
        ),
        "desk.period": Text(
            en="the period from {since} ends before it begins, on {until}; give the earlier day first",
            sv="perioden från {since} slutar innan den börjar, {until}; ange den tidigare dagen först",
        ),
    }
)
