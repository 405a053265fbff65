"""Which payments of a file are new, and which were stored before: by their ids, and by the deposits they came in.

The same deposit is told under other ids by another kind of report. Each kind tells a booking once, so of equal bookings
there are as many as the kind that tells most of them says: a deposit of one kind is paired with one stored from another
kind that is not yet paired with that kind. What is paired is remembered, so that neither the order of the files nor how
they are shared out over calls matters. A sum told alone gives way to the payments it is made of.
"""

from collections.abc import Sequence

import attrs
from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.told_deposits import Group, ToldDeposits, groups_of, is_alone
from faktura.desk.work import Work


@frozen(kw_only=True)
class ToldApart:
    """What is new among payments that came.

    Attributes:
        new: The payments not stored before, in their order.
        known: The ids of those that were, under which they are stored.
        sums: Stored sums that nobody has decided on, whose payments are among the new ones.
        findings: Sums whose payments came too late.
    """

    new: tuple[IncomingPayment, ...]
    known: tuple[str, ...]
    sums: tuple[IncomingPayment, ...] = ()
    findings: tuple[Finding, ...] = ()


def told_apart(work: Work, payments: Sequence[IncomingPayment]) -> ToldApart:
    """Return which of *payments* are new; what was learnt is remembered in *work*.

    Some banks number the entries of each message anew, so that two payments of one day have one id. The same
    payment never comes with another amount: then it is another payment, and the amount makes an id of its own.
    """
    new, known = _by_id(work, payments)
    groups = sorted(groups_of(new), key=is_alone)  # what is told payment by payment goes before a sum
    deposits = ToldDeposits(work, groups)
    fresh: set[str] = set()
    sums: dict[str, IncomingPayment] = {}
    findings: list[Finding] = []
    for group in groups:
        earlier = deposits.told_before(group)
        if earlier is None:
            deposits.begin(group)
        else:
            known.update(one.id for one in earlier)
            outcome = None if any(one.id in sums for one in earlier) else _in_parts(work, earlier, group)
            if isinstance(outcome, Finding):
                findings.append(outcome)
            if not isinstance(outcome, IncomingPayment):
                continue
            deposits.give_way(earlier, group)
            sums[outcome.id] = outcome
        fresh.update(one.id for one in group)
    told = tuple(one for one in new if one.id in fresh)
    return ToldApart(new=told, known=tuple(sorted(known)), sums=tuple(sums.values()), findings=tuple(findings))


def _in_parts(work: Work, earlier: Group, group: Group) -> IncomingPayment | Finding | None:
    """Return the stored sum that gives way to the payments of *group*; a finding if it was decided on; else nothing."""
    if not earlier or not is_alone(earlier) or is_alone(group):
        return None
    (whole,) = earlier
    parts = sum(-one.amount.minor if one.reversal else one.amount.minor for one in group)
    deposit, state = group[0].deposit, work.payment(whole.id)
    if deposit is None or len(group) != deposit.payments or parts != deposit.amount.minor:
        return None
    if state.unallocated == state.amount:
        return whole
    if state.ignored == state.amount or len(group) == 1:
        return None
    facts = (("payment", whole.id), ("parts", str(len(group))))
    return Finding(code="payments.sum_decided", path=whole.id, severity="warning", facts=facts)


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


register(
    {
        "payments.sum_decided": Text(
            en="payment {payment} is a sum that was decided on before its {parts} payments were told",
            sv="betalningen {payment} är en klumpsumma som fördelades innan dess {parts} betalningar redovisades",
        ),
        "payments.sum_decided.remedy": Text(
            en="compare it with what its payments say, and undo the decision where they belong elsewhere",
            sv="jämför med vad betalningarna säger, och ångra beslutet där de hör hemma någon annanstans",
        ),
    }
)
