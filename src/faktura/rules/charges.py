"""Charges put right: interest counted again when a payment turns out to be older, and fees or interest given back.

Interest is charged for days; the last of them is the watermark. When a payment is booked later with a day
before the watermark, the days after it were charged on too much. `recount_interest` counts every charged period
again as it is known now, and gives back the difference (or makes up for it): each day stays charged once, and at
what it is worth. What of a charge was paid already falls on the principal when it is given back.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind, evolve
>>> from faktura.core.receivable_event import InterestCharged
>>> from faktura.rules.law.book import SWEDEN
>>> claim = Receivable.opened(id="F1", principal=sek("36500"), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
>>> claim = evolve(claim, InterestCharged(receivable_id="F1", charge_id="c1", on=date(2026, 3, 31), amount=sek(300),
...                                       since=date(2026, 3, 1), until=date(2026, 3, 31)))
>>> late_news = claim.paid(sek("18250"), on=date(2026, 3, 11), order=(Part.PRINCIPAL, Part.INTEREST, Part.FEES))
>>> events = recount_interest(late_news, law=SWEDEN, correction_id="k1", on=date(2026, 4, 2))
>>> print(events[0].parts.interest)
-100.00 SEK
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Final

import attrs

from faktura.core.collection_event import ChargeCorrected
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, total
from faktura.core.receivable import DebtorKind, EntryKind, Part, Receivable, evolve
from faktura.core.receivable.collection import INTEREST, RECOUNTED, Charge
from faktura.core.receivable_event import Parts
from faktura.rules.costs import COMPENSATION
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.interest import interest_between
from faktura.rules.law.book import LawBook
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

HARDSHIP_LAW: Final = "räntelagen (1975:635) 8 §"


def recount_interest(
    receivable: Receivable, *, law: LawBook, correction_id: str, on: date
) -> tuple[ChargeCorrected, ...]:
    """Return what must be given back, or made up for, of the interest charged so far; nothing when all is right.

    Call it when a payment takes effect before `interest_until`, when such a payment is undone, or when
    a reference rate was corrected afterwards. Interest that was given back for another reason (`Charge.waived`)
    stays given back. A second call finds nothing more.
    """
    events: list[ChargeCorrected] = []
    for charge in receivable.collection.charges:
        if charge.kind != INTEREST or charge.since is None or charge.until is None:
            continue
        worth = interest_between(receivable, law=law, since=charge.since, until=charge.until).amount
        wanted = max(worth - charge.waived, Money.zero(worth.currency))
        difference = wanted - charge.amount
        if difference:
            event = _corrected(receivable, charge, difference, f"{correction_id}:{charge.id}", on, RECOUNTED)
            events.append(event)
            receivable = evolve(receivable, event)
    return tuple(events)


def needless_fees(receivable: Receivable, *, law: LawBook, correction_id: str, on: date) -> tuple[ChargeCorrected, ...]:
    """Return what gives back the fees of reminders and demands made when the principal was paid already.

    Call it when a payment turns out to have come before them: costs are owed only for what was called for
    (lag (1981:739) 4 §), and fees charged by mistake are credited. A second call finds nothing more.
    """
    events: list[ChargeCorrected] = []
    for charge in receivable.collection.charges:
        day = charge.on - timedelta(days=1)  # paid the same day: it was called for
        if charge.kind == COMPENSATION:
            day = min(day, last_day_in_time(receivable.due, law=law, on=on))  # owed as soon as anything was late
        owed = receivable.principal_on(day)
        if charge.kind == INTEREST or charge.amount.minor <= 0 or owed.minor > 0:
            continue
        event = _corrected(receivable, charge, -charge.amount, f"{correction_id}:{charge.id}", on, "mistake")
        events.append(event)
        receivable = evolve(receivable, event)
    return tuple(events)


def put_right(receivable: Receivable, happened: Sequence[Event], *, law: LawBook, on: date) -> Receivable:
    """Return *receivable* as it is when *happened* is stored, and what was charged too much has been given back."""
    after = reduce(evolve, happened, receivable)
    after = reduce(evolve, recount_interest(after, law=law, correction_id="", on=on), after)
    return reduce(evolve, needless_fees(after, law=law, correction_id="", on=on), after)


def charged_rightly(receivable: Receivable, after: Receivable) -> Receivable:
    """Return *receivable* with less left of the charges that are given back in what it is *after* a payment.

    The payment is split against it, so that no part of the money pays what nobody owes. What of such a charge was paid
    before stays out of it: that money falls on the principal when the charge is given back, not before.
    """
    left = {Part.INTEREST: receivable.left.interest, Part.FEES: receivable.left.fees}
    for before, right in zip(receivable.collection.charges, after.collection.charges, strict=True):
        part = Part.INTEREST if before.kind == INTEREST else Part.FEES
        gone = max(before.amount - right.amount, Money.zero(right.amount.currency))
        left[part] -= min(gone, max(left[part], Money.zero(gone.currency)))
    parts = Parts(principal=receivable.left.principal, interest=left[Part.INTEREST], fees=left[Part.FEES])
    return attrs.evolve(receivable, left=parts)


def give_back(
    receivable: Receivable,
    charge_id: str,
    *,
    correction_id: str,
    on: date,
    reason: str,
    amount: Money | None = None,
) -> ChargeCorrected | Refused:
    """Give back a fee or interest, or *amount* of it: it was charged by mistake, or the creditor lets it go.

    Never more than is left of the charge. *reason* is kept: `mistake`, `recalled`, `dispute`, `goodwill`.
    """
    charge = next((one for one in receivable.collection.charges if one.id == charge_id), None)
    if charge is None:
        return Refused(code="charge.unknown", facts=(("id", charge_id),))
    back = charge.amount if amount is None else amount
    if back.minor <= 0 or back > charge.amount:
        return Refused(code="charge.exceeds", facts=(("amount", str(back)), ("left", str(charge.amount))))
    return _corrected(receivable, charge, -back, correction_id, on, reason)


def relieve_interest(
    receivable: Receivable, charge_id: str, *, keep: Money, correction_id: str, on: date, reason: str
) -> ChargeCorrected | Refused:
    """Lower a consumer's late-payment interest to *keep*: illness, unemployment or the like hindered payment.

    Only a natural person's interest is lowered so; *reason* is kept, and must not describe the person's health.
    """
    if receivable.debtor is not DebtorKind.CONSUMER:
        return Refused(code="interest.relief_consumer", law=HARDSHIP_LAW)
    charge = next((one for one in receivable.collection.charged(INTEREST) if one.id == charge_id), None)
    if charge is None:
        return Refused(code="charge.unknown", facts=(("id", charge_id),))
    back = charge.amount - keep
    return give_back(receivable, charge_id, correction_id=correction_id, on=on, reason=reason, amount=back)


def _corrected(
    receivable: Receivable, charge: Charge, difference: Money, correction_id: str, on: date, reason: str
) -> ChargeCorrected:
    """Return the event that moves the balance by *difference*.

    Giving back takes what is left of the charge's own part, and the rest, paid already, off the principal;
    making up first restores what earlier corrections took off the principal.
    """
    part = Part.INTEREST if charge.kind == INTEREST else Part.FEES
    nothing = Money.zero(difference.currency)
    if difference.minor < 0:
        own = max(difference, -max(receivable.left.of(part.value), nothing))
    else:
        own = difference - min(difference, _taken_off_principal(receivable))
    rest = difference - own
    return ChargeCorrected(
        receivable_id=receivable.id,
        correction_id=correction_id,
        charge_id=charge.id,
        kind=charge.kind,
        on=on,
        parts=Parts(
            principal=rest,
            interest=own if part is Part.INTEREST else nothing,
            fees=own if part is Part.FEES else nothing,
        ),
        reason=reason,
    )


def _taken_off_principal(receivable: Receivable) -> Money:
    charged = (entry.parts.principal for entry in receivable.entries if entry.kind is EntryKind.CHARGED)
    return -total(charged, receivable.principal.currency)
