"""Matching (avprickning): which open items each payment of a batch settles, how sure that is, and why.

>>> from datetime import date
>>> from faktura.core.candidates import InMemoryCandidates
>>> from faktura.core.claim import OpenItem
>>> from faktura.core.money import sek
>>> from faktura.core.payment import IncomingPayment, PaymentReference, Source
>>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351", open=sek("499"),
...                 due=date(2026, 3, 1))
>>> payment = IncomingPayment(id="P1", account="bankgiro:9912346", booked_on=date(2026, 3, 2), amount=sek("499"),
...     references=(PaymentReference(text="12351", kind="ocr"),),
...     source=Source(format="bgmax", digest="", place="line 3"))
>>> (decision,) = match([payment], InMemoryCandidates([item]), statistics=Statistics.of([item]), creditor="A")
>>> print(decision.explain("en"))
OCR 12351 and the amount 499.00 SEK agree.
"""

from collections.abc import Sequence
from typing import Final

from faktura.core.claim import Candidates
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Unmatched
from faktura.rules.matching.explanation import Grounds
from faktura.rules.matching.reason import because
from faktura.rules.matching.rounds import Rounds
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.uncollected import Uncollected

_PLAIN: Final = MatchingPolicy()
_NOTHING_KNOWN: Final = Statistics()


def match(
    payments: Sequence[IncomingPayment],
    candidates: Candidates,
    policy: MatchingPolicy = _PLAIN,
    *,
    creditor: str = "",
    statistics: Statistics = _NOTHING_KNOWN,
) -> tuple[MatchDecision, ...]:
    """Decide each of *payments*, which came to *creditor*; the decisions stand in the order of the payments.

    No item is given more than it has open by all payments together, and neither the order of the payments nor that
    of the items decides anything. Nothing is stored; the same call decides alike.

    Args:
        candidates: Look-ups among the creditor's items; for the batch, and for what waits in it, they are asked a
            fixed number of times.
        policy: What may be decided without a person.
        creditor: Only its items count.
        statistics: How common amounts are in the ledger, and what confirmed links have taught.
    """
    with Uncollected():
        some, repeated = _each_once(payments)
        unique = [payments[at] for at in some] if repeated else payments
        decided = Rounds(unique, candidates, policy, creditor, Scales(statistics)).decide()
        if not repeated:
            return decided
        made = dict(zip(some, decided, strict=True)) | {at: _repeated(payments[at], policy) for at in repeated}
        return tuple([made[at] for at in range(len(payments))])


def _repeated(payment: IncomingPayment, policy: MatchingPolicy) -> MatchDecision:
    grounds = Grounds(payment, policy, gate="repeated", stopped=because("matching.repeated"))
    return Unmatched(payment_id=payment.id, grounds=grounds)


def _each_once(payments: Sequence[IncomingPayment]) -> tuple[list[int], list[int]]:
    """Return the places of the payments, each id once, and those of the repeated; which is which the places do not tell."""
    if len({payment.id for payment in payments}) == len(payments):
        return list(range(len(payments))), []
    first: dict[str, int] = {}
    for at in sorted(range(len(payments)), key=lambda at: (payments[at].booked_on, repr(payments[at]))):
        first.setdefault(payments[at].id, at)
    unique = sorted(first.values())
    return unique, [at for at, payment in enumerate(payments) if first[payment.id] != at]
