"""On which day something is done: never before what it acts on, also when the clock was set back.

A day that the host gives and that comes too early is a mistake, and refused; a clock that went back is none of the caller's, so
the later of the two days counts. The totals of every day then add up, whichever order things were recorded in.
"""

from datetime import date

from faktura.core.errors import RuleRefused
from faktura.core.event import Event
from faktura.core.wording import Text, register
from faktura.desk.arguments import a_day
from faktura.desk.work import RECEIVABLE, View


def day_of(on: date | None, today: date, *, since: date) -> date:
    """Return *on*, or *today* without it, but never a day before *since*, on which that which is acted on came to be.

    Raises:
        InputError: `desk.type`, *on* is no date.
        RuleRefused: `desk.too_early`, *on* is before *since*.
    """
    a_day(on, name="on")
    if on is not None and on < since:
        raise RuleRefused("desk.too_early", on=on.isoformat(), since=since.isoformat())
    return on or max(today, since)


def day_on(view: View, receivable_id: str, on: date | None, today: date, *after: type[Event]) -> date:
    """Return the day of what is done about a receivable: not before its document, nor before its events of the kinds *after*.

    Raises:
        NotFound: There is no such receivable.
        RuleRefused: `desk.too_early`, *on* is before them.
    """
    opened = view.receivable(receivable_id).opened_on
    days = [getattr(one, "on", opened) for one in view.events(RECEIVABLE + receivable_id) if isinstance(one, after)]
    return day_of(on, today, since=max([opened, *days]))


register(
    {
        "desk.too_early": Text(
            en="{on} is before {since}, the day of what it would act on; give that day or a later one",
            sv="{on} är före {since}, dagen för det som åtgärden gäller; ange den dagen eller en senare",
        ),
    }
)
