"""Netting (kvittning): a credit is set off against invoices of the same customer, from either side.

The smallest debts are set off first, so what remains stays on the document with the greatest amount.
Each pair has an id of its own, and undoing it gives back exactly what was taken. Only principal is
set off; interest and fees on a debt stay until they are paid or written off.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> day = date(2026, 3, 2)
>>> invoice = Receivable.opened(id="F1", principal=sek(100), due=day, debtor=DebtorKind.COMPANY)
>>> credit = Receivable.opened(id="K1", principal=sek(-30), due=day, debtor=DebtorKind.COMPANY)
>>> netting = net(invoice, credit, netting_id="N1", on=day)
>>> [(one.id, str(one.outstanding)) for one in netting.receivables]
[('F1', '70.00 SEK'), ('K1', '0.00 SEK')]
"""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.receivable import EntryKind, Receivable, evolve
from faktura.core.receivable_event import Netted, NettingUndone
from faktura.rules.wording import netting as _wording  # noqa: F401 - registers the sentences


@frozen(kw_only=True)
class Netting:
    """What a netting does: the receivables afterwards in the order given, and the events to store.

    Attributes:
        events: Two for each pair, one for either receivable's stream; each pair sums to zero.
    """

    receivables: tuple[Receivable, ...]
    events: tuple[Netted | NettingUndone, ...]


def net(*receivables: Receivable, netting_id: str, on: date) -> Netting | Refused:
    """Set the credits among *receivables* off against the debts, as far as the smaller side reaches.

    The pairs are named `<netting_id>:1`, `<netting_id>:2`...

    Refused:
        `netting.customers` (of several customers), `netting.currencies`, `netting.twice` (one given
        twice), `netting.nothing` (no credit, or no debt, is left).
    """
    refused = _unfit(receivables)
    if refused is not None:
        return refused
    debts = _by_size([one for one in receivables if one.left.principal.minor > 0])
    credits = _by_size([one for one in receivables if one.left.principal.minor < 0])
    if not debts or not credits:
        return Refused(code="netting.nothing")
    events: list[Netted] = []
    debt, credit = debts.pop(0), credits.pop(0)
    open_debt, open_credit = abs(debt.left.principal.minor), abs(credit.left.principal.minor)
    while True:
        step = Money(min(open_debt, open_credit), debt.principal.currency)
        events += _pair(debt, credit, step, f"{netting_id}:{len(events) // 2 + 1}", on)
        open_debt, open_credit = open_debt - step.minor, open_credit - step.minor
        if (not open_debt and not debts) or (not open_credit and not credits):
            return _applied(receivables, tuple(events))
        if not open_debt:
            debt = debts.pop(0)
            open_debt = abs(debt.left.principal.minor)
        if not open_credit:
            credit = credits.pop(0)
            open_credit = abs(credit.left.principal.minor)


def net_amount(debt: Receivable, credit: Receivable, amount: Money, *, netting_id: str, on: date) -> Netting | Refused:
    """Set *amount* of *credit* off against *debt*: what a payer did by paying that much less.

    Refused:
        As `net`, and `netting.exceeds` when either has less than *amount* left.
    """
    refused = _unfit((debt, credit))
    if refused is not None:
        return refused
    left = min(debt.left.principal, -credit.left.principal)
    if not 0 < amount.minor <= left.minor:
        return Refused(code="netting.exceeds", facts=(("amount", str(amount)), ("left", str(left))))
    return _applied((debt, credit), _pair(debt, credit, amount, netting_id, on))


def _by_size(receivables: list[Receivable]) -> list[Receivable]:
    return sorted(receivables, key=lambda one: (abs(one.left.principal.minor), one.due, one.id))


def _unfit(receivables: Sequence[Receivable]) -> Refused | None:
    if len({one.id for one in receivables}) < len(receivables):
        return Refused(code="netting.twice")
    if len({(one.debtor_id, one.debtor) for one in receivables}) > 1:
        return Refused(code="netting.customers")
    currencies = sorted({one.principal.currency for one in receivables})
    if len(currencies) > 1:
        return Refused(code="netting.currencies", facts=(("currencies", ", ".join(currencies)),))
    return None


def _pair(debt: Receivable, credit: Receivable, step: Money, netting_id: str, on: date) -> tuple[Netted, Netted]:
    return (
        Netted(receivable_id=debt.id, netting_id=netting_id, other_id=credit.id, on=on, effect=-step),
        Netted(receivable_id=credit.id, netting_id=netting_id, other_id=debt.id, on=on, effect=step),
    )


def _applied(receivables: Sequence[Receivable], events: tuple[Netted | NettingUndone, ...]) -> Netting:
    states = {one.id: one for one in receivables}
    for event in events:
        states[event.receivable_id] = evolve(states[event.receivable_id], event)
    return Netting(receivables=tuple(states[one.id] for one in receivables), events=events)


def undo_netting(*receivables: Receivable, netted: Sequence[Netted], on: date) -> Netting | Refused:
    """Undo the pairs in *netted* on the *receivables* they are about: each gets back what was taken of it.

    Refused:
        `netting.half` when a pair, or one of its receivables, is not given whole; `netting.undone`
        when a pair does not stand any longer.
    """
    given = {one.id: one for one in receivables}
    sides: dict[str, list[Netted]] = {}
    for event in netted:
        sides.setdefault(event.netting_id, []).append(event)
    for netting_id, pair in sides.items():
        known = all(event.receivable_id in given for event in pair)
        balanced = len(pair) == 2 and sum(event.effect.minor for event in pair) == 0
        if not known or not balanced:
            return Refused(code="netting.half", facts=(("id", netting_id),))
        standing = [_standing(given[event.receivable_id], netting_id) == event.effect.minor for event in pair]
        if not all(standing):
            return Refused(code="netting.undone", facts=(("id", netting_id),))
    undone = tuple(
        NettingUndone(
            receivable_id=event.receivable_id,
            netting_id=event.netting_id,
            other_id=event.other_id,
            on=on,
            effect=-event.effect,
        )
        for event in reversed(netted)
    )
    return _applied(receivables, undone)


def _standing(receivable: Receivable, netting_id: str) -> int:
    """Return what the netting moves the balance by, its undoing counted."""
    return sum(
        entry.parts.principal.minor
        for entry in receivable.entries
        if entry.kind is EntryKind.NETTED and entry.id == netting_id
    )
