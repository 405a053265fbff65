"""Matching (avprickning) by exact reference: which open items each payment of a batch settles.

>>> from datetime import date
>>> from faktura.core.claim import InMemoryCandidates, OpenItem
>>> from faktura.core.money import sek
>>> from faktura.core.payment import IncomingPayment, PaymentReference, Source
>>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351", open=sek("499"),
...                 due=date(2026, 3, 1))
>>> payment = IncomingPayment(id="P1", account="bankgiro:9912346", booked_on=date(2026, 3, 2), amount=sek("499"),
...     references=(PaymentReference(text="12351", kind="ocr"),),
...     source=Source(format="bgmax", digest="", place="line 3"))
>>> print(match([payment], InMemoryCandidates([item]), MatchingPolicy(), creditor="A")[0].explain("en"))
OCR 12351 and the amount 499.00 SEK agree.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from faktura.core.claim import Candidates
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.certain import Plan, plan
from faktura.rules.matching.decision import (
    RULES,
    MatchDecision,
    Matched,
    Reason,
    Suggested,
    Unmatched,
    because,
)
from faktura.rules.matching.evidence import Case, gather
from faktura.rules.matching.suggest import look_up, suggest

MOST_TOGETHER: Final = 200
"""More payments than this that name one item are left to a person: weighing them all takes too long."""


def match(
    payments: Sequence[IncomingPayment], candidates: Candidates, policy: MatchingPolicy, *, creditor: str
) -> tuple[MatchDecision, ...]:
    """Decide each of *payments*, which came to *creditor*; the decisions stand in the order of the payments.

    Which payment goes first where two want the same does not depend on that order: amounts that
    settle to the öre go before others, then the earlier booking day, then the id. No item is given
    more than it has open by all payments together. Nothing is stored; the same call decides alike.

    Args:
        candidates: Look-ups among the creditor's items; they are asked a fixed number of times.
        policy: What may be decided without a person.
    """
    # a payment given twice counts once; which of the two does not depend on their places
    times = Counter(payment.id for payment in payments)
    order = sorted(
        range(len(payments)),
        key=lambda at: (
            payments[at].booked_on,
            payments[at].id,
            repr(payments[at]) if times[payments[at].id] > 1 else "",
        ),
    )
    first: dict[str, int] = {}
    for at in order:
        first.setdefault(payments[at].id, at)
    unique = [at for at in order if first[payments[at].id] == at]
    cases = gather([payments[at] for at in unique], candidates, creditor)
    batch = _Batch(cases, policy)
    batch.settle()
    decided = dict(zip(unique, batch.decisions(candidates, creditor), strict=True))
    repeated = (because("matching.repeated"),)
    return tuple(
        decided[at] if at in decided else Unmatched(payment_id=payment.id, reasons=repeated)
        for at, payment in enumerate(payments)
    )


class _Batch:
    """Payments in the order they are served, and what is left of each item while they are."""

    def __init__(self, cases: tuple[Case, ...], policy: MatchingPolicy) -> None:
        self._cases = cases
        self._policy = policy
        self._left = {item.id: item.open.minor for case in cases for item in case.weighed}
        self._naming: dict[str, list[int]] = defaultdict(list)
        for at, case in enumerate(cases):
            for item in case.weighed:
                self._naming[item.id].append(at)
        self._plans: dict[int, tuple[Plan, str]] = {}
        self._reasons: dict[int, Reason] = {}

    def settle(self) -> None:
        """Carry out every certain plan: exact ones first, then the others one at a time.

        Each plan changes what is left for those who name the same items, so they are looked at
        again; at the end nothing certain remains, and a second run would change nothing.
        """
        exact, other = list(range(len(self._cases))), list(range(len(self._cases)))
        heapify(exact)
        heapify(other)
        while exact or other:
            queue = exact or other
            at = heappop(queue)
            if at in self._plans:
                continue
            made = self._decide(at)
            if isinstance(made, Reason):
                self._reasons[at] = made
            elif made.exact or queue is other:
                for affected in self._carry_out(at, made):
                    heappush(exact, affected)
                    heappush(other, affected)

    def _decide(self, at: int) -> Plan | Reason:
        case = self._cases[at]
        if case.payment.reversal:
            return because("matching.reversal")
        if any(len(self._naming[item.id]) > MOST_TOGETHER for item in case.weighed):
            return because("matching.too_many")
        return plan(case, self._left, self._policy)

    def _carry_out(self, at: int, made: Plan) -> Iterator[int]:
        self._plans[at] = (made, self._digest(self._cases[at]))
        for one in made.allocations:
            self._left[one.item_id] -= one.amount.minor
        waiting = {one for claimed in made.allocations for one in self._naming[claimed.item_id]}
        return (one for one in sorted(waiting) if one not in self._plans)

    def _digest(self, case: Case) -> str:
        """Return what the decision rests on, as SHA-256; the source of the payment does not count."""
        payment = case.payment
        rests_on = (
            RULES,
            self._policy,
            (payment.id, payment.account, payment.booked_on, payment.amount, payment.reversal),
            (payment.references, payment.message, payment.payer.account, sorted(case.known)),
            sorted((item.id, self._left[item.id]) for item in case.weighed),
        )
        return hashlib.sha256(repr(rests_on).encode("utf-8", "surrogatepass")).hexdigest()

    def decisions(self, candidates: Candidates, creditor: str) -> Iterator[MatchDecision]:
        """Yield the decision of each payment, in the order they were served."""
        open_ = [case for at, case in enumerate(self._cases) if at not in self._plans and not case.payment.reversal]
        found = look_up(open_, candidates)
        for at, case in enumerate(self._cases):
            payment = case.payment
            if at in self._plans:
                made, digest = self._plans[at]
                currency = payment.amount.currency
                yield Matched(
                    payment_id=payment.id,
                    allocations=made.allocations,
                    rest=Money(made.rest, currency),
                    difference=Money(made.difference, currency),
                    reasons=made.reasons,
                    digest=digest,
                )
                continue
            reasons = (self._reasons[at],)
            digest = self._digest(case)
            choices = () if payment.reversal else suggest(case, found, self._left, creditor)
            if choices:
                yield Suggested(payment_id=payment.id, suggestions=choices, reasons=reasons, digest=digest)
            else:
                yield Unmatched(payment_id=payment.id, reasons=reasons, digest=digest)
