"""From which day late-payment interest feels what moved a debt, where that is not the day it moved.

A debt that falls due when banks are closed is paid in time on the next weekday: what is paid, credited or written off
up to that day bears no interest, what is paid later bears it from the due day (`last_day_in_time`, decision 50).

What Skatteverket refused of a deduction passes over to the customer, and is asked of him first then: no day was fixed
for it in advance, so it bears interest thirty days after (räntelagen 4 §). What is granted after all takes back first
what does not bear interest yet.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import evolve

from faktura.core.money import Money
from faktura.core.receivable import Entry, EntryKind, Receivable
from faktura.core.receivable_event import Parts
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.law.book import LawBook


def interest_days(receivable: Receivable, *, law: LawBook, on: date) -> tuple[Entry, ...]:
    """Return the movements of *receivable*, each on the day from which interest is counted with it.

    Raises:
        LawNotKnown: The days after a bill are not known for a day on which something passed over, or not
            whether the due day moves.
    """
    entries, due = receivable.entries, receivable.due
    last = last_day_in_time(due, law=law, on=on)
    if any(entry.kind is EntryKind.TRANSFERRED for entry in entries):
        entries = tuple(_passed_over(entries, law))
    if last == due:
        return entries
    return tuple(
        evolve(entry, on=due) if due < entry.on <= last and entry.parts.principal.minor < 0 else entry
        for entry in entries
    )


def _passed_over(entries: Iterable[Entry], law: LawBook) -> Iterator[Entry]:
    """Yield *entries* by day, with what passed over later on; what passes back takes the newest that waits first."""
    waiting: list[tuple[date, Money]] = []  # from when it bears interest, and how much
    for entry in sorted(entries, key=lambda each: each.on):
        effect = entry.parts.principal
        if entry.kind is not EntryKind.TRANSFERRED:
            yield entry
        elif effect.minor > 0:
            since = entry.on + timedelta(days=law.days_after_bill.at(entry.on))
            waiting.append((since, effect))
            yield evolve(entry, on=since)
        else:
            back = -effect
            while back and waiting and waiting[-1][0] > entry.on:
                since, held = waiting.pop()
                taken = min(back, held)
                back -= taken
                if held > taken:
                    waiting.append((since, held - taken))
                yield evolve(entry, on=since, parts=Parts.of_principal(-taken))
            yield evolve(entry, parts=Parts.of_principal(-back))
