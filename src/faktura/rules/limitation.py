"""Limitation (preskription): how long a debt can be claimed, what interrupts it, and how it is kept alive.

Three years from when the claim arose for a consumer's goods or services, else ten (preskriptionslagen 2 §). A new
period of the same length runs from each interruption that comes in time (5-7 §§): the debtor's own promise, payment or
acknowledgement, a written demand or reminder that *reaches* the debtor, or proceedings, and then from their end. A
letter that was only sent proves nothing. Interest and fees fall with the principal (8 §).

Proceedings that ended before the debtor was served or told of them otherwise begin no new period; the claim falls a
year after their end at the earliest, and the same period is lengthened so only once (7 §).

The last day has the date of the first, 29 February giving 28 February; an interruption on that day is in time. When it
is no working day, lag (1930:173) 2 § may move it to the next weekday; that is not settled, so it is moved only on request.

>>> from faktura.rules.law.book import SWEDEN
>>> state = limitation_of(date(2023, 5, 11), consumer=True, law=SWEDEN, on=date(2026, 5, 12))
>>> state.expires, state.expired
(datetime.date(2026, 5, 11), True)
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.calendar import add_months, next_bank_day
from faktura.core.collection_event import LimitationBroken
from faktura.core.errors import Refused
from faktura.core.receivable import DebtorKind, EntryKind, LimitationBreak, Receivable
from faktura.core.receivable.collection import Interruption
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

_LAW: Final = "preskriptionslagen (1981:130)"
_OWN_ACTS: Final = frozenset(
    {
        LimitationBreak.PROMISE,
        LimitationBreak.INTEREST_PAID,
        LimitationBreak.PART_PAID,
        LimitationBreak.ACKNOWLEDGED,
    }
)
_MONTHS: Final = 12


@frozen(kw_only=True)
class LimitationPeriod:
    """A period that ran: from when, to its last day, and what it began with (none: the claim itself)."""

    start: date
    last_day: date | None
    began_with: Interruption | None = None


@frozen(kw_only=True)
class LimitationState:
    """Where a claim stands on a day.

    Attributes:
        years: The length of each period.
        expires: The last day the claim can be kept alive; none while proceedings go on.
        expired: Whether that day has passed.
        periods: Every period, the first from when the claim arose. Proceedings of which the debtor was never told
            stand among them, with the period that went on.
        too_late: Interruptions that came after the claim had fallen.
    """

    years: int
    expires: date | None
    expired: bool
    periods: tuple[LimitationPeriod, ...]
    too_late: tuple[Interruption, ...] = ()
    law: str = f"{_LAW} 2, 5-7 §§"

    def explain(self, language: Language = "en") -> str:
        """Return how the last day came about, a line for each period."""
        first = self.periods[0]
        lines = [
            sentence("limitation.arose", language, start=first.start, years=self.years, last=_shown(first, language))
        ]
        for period in self.periods[1:]:
            cause = period.began_with
            assert cause is not None  # noqa: S101 - only the first period begins without one
            kind = sentence(f"limitation.kind.{cause.kind.value}", language)
            facts = {"kind": kind, "on": cause.on, "section": section_of(cause.kind), "evidence": cause.evidence}
            code = "limitation.renewed" if cause.told or period.last_day is None else "limitation.untold"
            lines.append(sentence(code, language, last=_shown(period, language), ended=cause.ended, **facts))
        for late in self.too_late:
            kind = sentence(f"limitation.kind.{late.kind.value}", language)
            lines.append(sentence("limitation.too_late", language, kind=kind, on=late.on))
        return "\n".join(lines)


def section_of(kind: LimitationBreak) -> str:
    """Return the point of preskriptionslagen 5 § an interruption falls under."""
    if kind in _OWN_ACTS:
        return f"{_LAW} 5 § 1"
    return f"{_LAW} 5 § 3" if kind is LimitationBreak.PROCEEDINGS else f"{_LAW} 5 § 2"


def limitation_of(
    arose: date,
    *,
    consumer: bool,
    law: LawBook,
    on: date,
    interruptions: Iterable[Interruption] = (),
    move_to_weekday: bool = False,
) -> LimitationState:
    """Return where a claim that *arose* on a day stands, with what has interrupted its limitation.

    *consumer*: goods or services sold by a business to a consumer, mainly for private use.
    """
    years = (law.limitation_consumer if consumer else law.limitation_ordinary).at(arose)

    def last_day(start: date) -> date:
        last = add_months(start, years * _MONTHS)
        return next_bank_day(last) if move_to_weekday else last

    start, pending, least = arose, False, arose  # since when it runs, what goes on, and the day it does not fall before
    lengthened: date | None = None  # the start of the period that was
    periods, too_late = [LimitationPeriod(start=arose, last_day=last_day(arose))], []
    for one in sorted(interruptions, key=lambda each: each.on):
        if one.on > on or one.on < arose:
            continue
        expires = periods[-1].last_day
        if expires is not None and one.on > expires:
            too_late.append(one)
            continue
        runs_from = _start(one, on)
        pending = pending or runs_from is None  # what ended since does not end the proceedings that go on
        if runs_from is not None and not one.told:
            year_after = add_months(runs_from, law.limitation_untold.at(arose) * _MONTHS)
            if lengthened != start and year_after > max(last_day(start), least):
                least, lengthened = year_after, start
        else:
            start = max(start, runs_from or one.on)  # an act while proceedings go on shortens nothing
        last = None if pending else max(last_day(start), least)
        periods.append(LimitationPeriod(start=start, last_day=last, began_with=one))
    expires = periods[-1].last_day
    return LimitationState(
        years=years,
        expires=expires,
        expired=expires is not None and on > expires,
        periods=tuple(periods),
        too_late=tuple(too_late),
    )


def _start(one: Interruption, on: date) -> date | None:
    """Return the day a new period runs from; none while the proceedings go on."""
    if one.kind is not LimitationBreak.PROCEEDINGS:
        return one.on
    return one.ended if one.ended is not None and one.ended <= on else None


def limitation(
    receivable: Receivable,
    *,
    law: LawBook,
    on: date,
    arose: date | None = None,
    move_to_weekday: bool = False,
) -> LimitationState:
    """Return where the debt stands: its own payments interrupt, and what was recorded with proof.

    *arose*: when the claim came to be, as a rule the agreement or the delivery. Without it the day the debt was
    opened counts: the document's, or the due date of a debt opened on a host's own data without `opened_on`. Both
    are later as a rule, so the answer errs towards "not fallen yet": give it when the time is short.
    """
    paid: dict[str, list[tuple[date, int]]] = {}
    for entry in receivable.entries:
        if entry.kind is EntryKind.PAID:
            paid.setdefault(entry.id, []).append((entry.on, entry.parts.sum.minor))
    payments = (
        Interruption(id=id, on=moves[0][0], kind=LimitationBreak.PART_PAID, evidence=id)
        for id, moves in paid.items()
        if sum(minor for _, minor in moves)  # an allocation that was undone was nobody's payment of this debt
    )
    return limitation_of(
        arose or receivable.opened_on,
        consumer=receivable.debtor is DebtorKind.CONSUMER,
        law=law,
        on=on,
        interruptions=(*payments, *receivable.collection.interruptions),
        move_to_weekday=move_to_weekday,
    )


def fallen(receivable: Receivable, *, law: LawBook, on: date, arose: date | None = None) -> Refused | None:
    """Return the refusal `limitation.expired` of a debt that fell before *on*, else none: nothing of it is demanded.

    Interest and fees fall with the principal (preskriptionslagen 8 §), so no step may charge them either.
    """
    state = limitation(receivable, law=law, on=on, arose=arose)
    if not state.expired:
        return None
    return Refused(code="limitation.expired", law=state.law, facts=(("expires", str(state.expires)),))


def interrupt(
    receivable: Receivable,
    *,
    break_id: str,
    kind: LimitationBreak,
    evidence: str,
    law: LawBook,
    on: date,
    arose: date | None = None,
) -> tuple[LimitationBroken, ...] | Refused:
    """Record what interrupted the limitation, with its proof; refused without proof, or when the claim has fallen."""
    if not evidence.strip():
        return Refused(code="limitation.evidence", law=section_of(kind))
    expired = fallen(receivable, law=law, on=on, arose=arose)
    if expired is not None:
        return expired
    broken = LimitationBroken(receivable_id=receivable.id, break_id=break_id, on=on, kind=kind.value, evidence=evidence)
    return (broken,)


@frozen
class WatchLetter:
    """A letter that keeps a debt alive: the day to send it, and the last day it must have reached the debtor."""

    send: date
    last_day: date


def watch_plan(
    receivable: Receivable,
    *,
    law: LawBook,
    on: date,
    letters: int = 3,
    months_before: int = 6,
    arose: date | None = None,
) -> tuple[WatchLetter, ...] | Refused:
    """Return the letters of long-term watch: each some months before the claim would fall, each renewing it.

    The days after the first rest on the letter before it reaching the debtor on the day it is sent; plan anew when
    its receipt is recorded. Refused when the claim has fallen; empty while proceedings go on.
    """
    expired = fallen(receivable, law=law, on=on, arose=arose)
    if expired is not None:
        return expired
    state = limitation(receivable, law=law, on=on, arose=arose)
    plan: list[WatchLetter] = []
    last = state.expires
    for _ in range(letters if last is not None else 0):
        assert last is not None  # noqa: S101 - the range is empty without a last day
        send = max(add_months(last, -months_before), on)
        plan.append(WatchLetter(send, last))
        last = add_months(send, state.years * _MONTHS)
    return tuple(plan)


def _shown(period: LimitationPeriod, language: Language) -> str:
    return period.last_day.isoformat() if period.last_day else sentence("limitation.pending", language)
