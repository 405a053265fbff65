"""Which payments of a file are new, and which were stored before: by their ids, and by the deposits they came in.

The same deposit is told under other ids by another kind of report. Each kind tells a booking once, so of equal bookings
there are as many as the kind that tells most of them says: a deposit of one kind is paired with one stored from another
kind that is not yet paired with that kind. What is paired is remembered, so that the order of the files does not matter.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import attrs

from faktura.core.bank_deposit import BankDeposit
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.desk import index
from faktura.desk.work import Work
from faktura.rules.same_deposit import kind_of_report, same_deposit

_KINDS: Final = ("bgmax", "camt", "autogiro", "csv")
"""The reports that tell of deposits on an account."""

Group = list[IncomingPayment]
"""The payments told of one deposit; a payment of no deposit is alone."""


def told_apart(work: Work, payments: Sequence[IncomingPayment]) -> tuple[tuple[IncomingPayment, ...], tuple[str, ...]]:
    """Return the payments not stored before, and the ids of those that were; what was learnt is remembered in *work*.

    Some banks number the entries of each message anew, so that two payments of one day have one id. The same
    payment never comes with another amount: then it is another payment, and the amount makes an id of its own.
    """
    new, known = _by_id(work, payments)
    fresh: list[IncomingPayment] = []
    deposits: dict[str, list[Group]] = defaultdict(list)
    for group in _groups(new):
        deposit = group[0].deposit
        if deposit is None:
            fresh += group
            continue
        kind, day = kind_of_report(group[0]), group[0].booked_on
        others = [index.deposit_key(one, day, deposit) for one in _KINDS if one != kind]
        begun = [earlier for key in others for earlier in deposits[key]]
        if (stored := _paired(work, deposit, group, begun)) is not None:
            known.update(one.id for one in stored)
        else:
            fresh += group
            deposits[index.deposit_key(kind, day, deposit)].append(group)
    return tuple(fresh), tuple(sorted(known))


def _by_id(work: Work, payments: Sequence[IncomingPayment]) -> tuple[list[IncomingPayment], set[str]]:
    stored = _stored(work, [payment.id for payment in payments])
    own = [f"{one.id}={one.amount.minor}" for one in payments if _differs(stored.get(one.id), one)]
    stored |= _stored(work, own)
    new: dict[str, IncomingPayment] = {}
    known = set()
    for payment in payments:
        if _differs(stored.get(payment.id) or new.get(payment.id), payment):
            payment = attrs.evolve(payment, id=f"{payment.id}={payment.amount.minor}")
        if payment.id in stored:
            known.add(payment.id)
        else:
            new.setdefault(payment.id, payment)
    return list(new.values()), known


def _stored(work: Work, ids: Sequence[str]) -> dict[str, IncomingPayment | PaymentState]:
    """Return what is stored under *ids*: the payment, or what is known of one that was erased."""
    rows = work.reading.rows(index.PAYMENT, ids) if ids else ()
    return {row.key: work.unless_erased(IncomingPayment, row.body) or work.payment(row.key) for row in rows}


def _differs(earlier: IncomingPayment | PaymentState | None, payment: IncomingPayment) -> bool:
    return earlier is not None and (earlier.amount, earlier.reversal) != (payment.amount, payment.reversal)


def _groups(payments: Sequence[IncomingPayment]) -> list[Group]:
    found: dict[tuple[str, ...], Group] = defaultdict(list)
    for payment in payments:
        key = (payment.id,) if payment.deposit is None else (kind_of_report(payment), payment.deposit.id)
        found[key].append(payment)
    return list(found.values())


def _paired(work: Work, deposit: BankDeposit, group: Group, begun: list[Group]) -> Group | None:
    """Return the stored payments of the deposit that *group* tells of again; None when it is told for the first time."""
    kind = kind_of_report(group[0])
    others = [index.deposit_key(one, group[0].booked_on, deposit) for one in _KINDS if one != kind]
    keys = [index.reference_key(kind, deposit), *others]  # the bank's own reference says more than an equal sum
    rows = dict.fromkeys(row.body for row in work.reading.rows(index.DEPOSIT, keys))
    candidates = [*_groups([work.stored(IncomingPayment, content) for content in rows]), *begun]
    told = _told(kind, deposit)
    if (earlier := work.recall(told, told)) is not None:
        return next((one for one in candidates if one[0].deposit is not None and one[0].deposit.id == earlier), [])
    for candidate in candidates:
        stored = candidate[0].deposit
        if stored is None or not same_deposit(candidate, group):
            continue
        taken = _taken(kind, stored)
        if work.recall(taken, taken) is None:
            work.remember(taken, taken, deposit.id)
            work.remember(told, told, stored.id)
            return candidate
    return None


def _told(kind: str, deposit: BankDeposit) -> str:
    return f"deposit told by {kind}: {deposit.id}"


def _taken(kind: str, deposit: BankDeposit) -> str:
    return f"deposit {deposit.id}: also told by {kind}"
