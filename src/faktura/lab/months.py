"""A longer time replayed month by month: what is settled closes claims, and what is confirmed is learnt from.

Each month decides against what is open then and the links known then. Automatic decisions stand as they were made, right
or wrong; what is left to the clerk is settled after the truth at the month's end, and counts as a link made by hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs
from attrs import define, field, frozen

from faktura.core.claim import LastPayment, OpenItem
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.lab.charts import Chart, months_chart
from faktura.lab.keys import Key, Names
from faktura.lab.metrics import Evaluation, Score
from faktura.lab.replay import Run, TruthOf, match, truths
from faktura.lab.synthetic.truth import Truth
from faktura.lab.text import aligned, html_table
from faktura.rules.matching.again import said_by
from faktura.rules.matching.decision import Matched

_HEAD = ("month", "payments", "auto", "wrong", "recall", "of all", "links")


@frozen(kw_only=True)
class Month:
    """One month of a replay; `links` were known when it was decided."""

    month: str
    run: Run = field(repr=False)
    evaluation: Evaluation = field(repr=False)
    links: int

    @property
    def score(self) -> Score:
        """The counts over all payments of the month."""
        return self.evaluation.overall


@frozen(kw_only=True)
class Months:
    """A replay month by month."""

    months: tuple[Month, ...]

    def table(self) -> str:
        """Return a line for each month as aligned text."""
        return aligned([_HEAD, *self._rows()])

    def plot(self) -> Chart:
        """Return the share settled automatically over the months; `MissingExtra` without matplotlib."""
        shares = {
            "of the decidable": [one.score.recall or 0.0 for one in self.months],
            "of all": [one.score.straight_through or 0.0 for one in self.months],
        }
        return months_chart([one.month for one in self.months], shares, "share settled automatically")

    def _rows(self) -> list[Sequence[str]]:
        def said(share: float | None) -> str:
            return "-" if share is None else f"{share:.3f}"

        return [
            (
                one.month, str(one.score.payments), str(one.score.automatic), str(one.score.automatic - one.score.right),
                said(one.score.recall), said(one.score.straight_through), str(one.links),
            )
            for one in self.months
        ]  # fmt: skip

    def _repr_html_(self) -> str:
        return html_table([_HEAD, *self._rows()])


def replay_months(
    items: object,
    payments: object,
    links: object = (),
    *,
    truth: TruthOf,
    policy: MatchingPolicy | None = None,
    learn: bool = True,
) -> Months:
    """Replay *payments* in the months they were booked, each month on what the months before it left.

    Args:
        items: As for `match`; a claim is seen from the month it was issued in.
        payments: As for `match`.
        links: What is known before the first month.
        truth: What each payment was for: what the clerk does with those left over.
        policy: What may be decided without a person.
        learn: Whether confirmed links are remembered; without it every month knows *links* alone.
    """
    whole = match(items, (), links, policy=policy)
    received = match((), payments, policy=policy).payments
    books = _Books(items={(one.creditor, one.id): one for one in whole.items}, links=_counted(whole.links))
    told = truths(truth)
    names = Names.of(
        ((creditor, one.id) for creditor, one in received), ((one.creditor, one.payment_id) for one in told)
    )
    known = {names.key(one.creditor, one.payment_id): one for one in told}
    by_month: dict[str, list[tuple[str, IncomingPayment]]] = defaultdict(list)
    for creditor, payment in received:
        by_month[payment.booked_on.isoformat()[:7]].append((creditor, payment))
    found = []
    for month in sorted(by_month):
        run = Run(
            items=tuple(
                one for one in books.items.values() if one.issued is None or one.issued.isoformat()[:7] <= month
            ),
            payments=tuple(by_month[month]),
            links=books.history() if learn else whole.links,
            policy=whole.policy,
        )
        keys = [(creditor, one.id) for creditor, one in by_month[month]]
        mine = [known[key] for key in keys if key in known]
        found.append(Month(month=month, run=run, evaluation=run.evaluate(mine), links=len(run.links)))
        books.close(run, known)
    return Months(months=tuple(found))


PayerKey = tuple[str, str, str]
"""Creditor, payer account, customer."""


def _counted(links: Iterable[tuple[str, str, PayerLink]]) -> dict[PayerKey, PayerLink]:
    return {(creditor, account, one.customer_id): one for creditor, account, one in links}


@define
class _Books:
    """The ledger between two months."""

    items: dict[tuple[str, str], OpenItem]
    links: dict[PayerKey, PayerLink]

    def history(self) -> tuple[tuple[str, str, PayerLink], ...]:
        """Return what is known of payers by now."""
        return tuple((creditor, account, one) for (creditor, account, _), one in self.links.items())

    def close(self, run: Run, known: Mapping[Key, Truth]) -> None:
        """Settle what the month decided, then what the clerk finds out."""
        left = []
        for (creditor, payment), decision in zip(run.payments, run.decisions, strict=True):
            if not isinstance(decision, Matched):
                left.append((creditor, payment))
                continue
            parts = [(one.item_id, one.amount.minor) for one in decision.allocations]
            written_off = decision.difference.minor if decision.relation not in ("part", "deduction") else 0
            self._settle(creditor, payment, parts, max(written_off, 0), manual=False)
        for creditor, payment in left:
            one = known.get((creditor, payment.id))
            if one is not None and one.claims:
                self._settle(creditor, payment, list(one.claims), 0, manual=True)

    def _settle(
        self, creditor: str, payment: IncomingPayment, parts: list[tuple[str, int]], written_off: int, *, manual: bool
    ) -> None:
        for at, (item_id, minor) in enumerate(parts, start=1):
            item = self.items.get((creditor, item_id))
            if item is None:
                continue
            taken = minor + (written_off if at == len(parts) else 0)
            self.items[creditor, item_id] = _less(item, taken, Money(minor, item.open.currency), payment)
            if at == 1 and payment.payer.account:
                self._learn((creditor, payment.payer.account, item.customer_id), payment.booked_on, manual=manual)

    def _learn(self, key: PayerKey, on: date, *, manual: bool) -> None:
        before = self.links.get(key)
        self.links[key] = PayerLink(
            customer_id=key[2],
            count=1 + (before.count if before else 0),
            last_on=on,
            manual=manual or bool(before and before.manual),
        )


def _less(item: OpenItem, taken: int, part: Money, payment: IncomingPayment) -> OpenItem:
    """Return *item* with so much less open, never beyond nothing, and what the payment paid of it as paid last."""
    before = item.open.minor
    after = max(before - taken, 0) if before >= 0 else min(before - taken, 0)
    total = item.total if item.total is not None else item.open
    last = LastPayment(part=part, amount=payment.amount, said=said_by(payment))
    return attrs.evolve(item, open=Money(after, item.open.currency), paid_on=payment.booked_on, total=total, last=last)
