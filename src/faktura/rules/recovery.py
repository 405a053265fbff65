"""Recovery (återvunnen fordran): money that comes for a debt that was written off.

The write-off is taken back for as much as came, and the payment then settles it as any other. What is left of the
write-off stands. Each write-off is taken back with its own id and reason, so the books turn exactly what they booked.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind, evolve
>>> from faktura.core.receivable_event import WrittenOff
>>> claim = Receivable.opened(id="F1", principal=sek(1000), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
>>> lost = evolve(claim, WrittenOff(receivable_id="F1", write_off_id="W1", on=date(2026, 9, 1),
...                                 parts=claim.left, reason="bad_debt"))
>>> back = recover(lost, sek(400), on=date(2026, 10, 1))
>>> print(evolve(lost, back[0]).outstanding)
400.00 SEK
"""

from datetime import date

from faktura.core.errors import InputError, Refused
from faktura.core.money import Money, total
from faktura.core.receivable import COSTS_FIRST, EntryKind, Part, Receivable
from faktura.core.receivable_event import Parts, WriteOffReversed
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

_LOST = "bad_debt"


def recover(
    receivable: Receivable, amount: Money, *, on: date, order: tuple[Part, ...] = COSTS_FIRST
) -> tuple[WriteOffReversed, ...] | Refused:
    """Return the events that let *amount* of what was written off as lost be owed again, the newest first.

    Raises:
        InputError: The amount is zero or less.
    """
    if amount.minor <= 0:
        raise InputError("settlement.amount", amount=str(amount))
    events: list[WriteOffReversed] = []
    rest = amount
    for id, parts in reversed(_lost(receivable).items()):
        taken = _split(parts, min(rest, parts.sum), order)
        if not taken.sum:
            continue
        event = WriteOffReversed(receivable_id=receivable.id, write_off_id=id, on=on, parts=taken, reason=_LOST)
        events.append(event)
        rest -= taken.sum
    if rest:
        facts = (("amount", str(amount)), ("lost", str(amount - rest)))
        return Refused(code="recovery.exceeds", facts=facts)
    return tuple(events)


def written_off_as_lost(receivable: Receivable) -> Money:
    """Return what of the debt stands written off as lost."""
    return total((parts.sum for parts in _lost(receivable).values()), receivable.principal.currency)


def principal_lost(receivable: Receivable) -> Money:
    """Return what of the principal stands written off as lost: what a credit note can be set off against."""
    return total((parts.principal for parts in _lost(receivable).values()), receivable.principal.currency)


def _lost(receivable: Receivable) -> dict[str, Parts]:
    """Return what each write-off as a bad debt still takes of the debt, oldest first."""
    found: dict[str, Parts] = {}
    for entry in receivable.entries:
        if entry.kind is EntryKind.WRITTEN_OFF and entry.reason == _LOST:
            before = found.get(entry.id, Parts.zero(receivable.principal.currency))
            found[entry.id] = before + -entry.parts
    return found


def _split(parts: Parts, amount: Money, order: tuple[Part, ...]) -> Parts:
    """Return *amount* of *parts*, taken in *order*."""
    rest, taken = amount, dict.fromkeys(Part, Money.zero(amount.currency))
    for part in order:
        taken[part] = min(rest, parts.of(part.value))
        rest -= taken[part]
    return Parts(principal=taken[Part.PRINCIPAL], interest=taken[Part.INTEREST], fees=taken[Part.FEES])
