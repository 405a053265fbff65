"""The claims as they are once what was decided is booked, looked up as a later run will look them up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import attrs
from attrs import define, field

from faktura.core.candidates import by_age
from faktura.core.claim import (
    MOST_BY_AMOUNT,
    MOST_BY_NAME,
    Candidates,
    LastPayment,
    OpenItem,
    of_one_amount,
    settles,
)
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import name_keys
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.again import said_by
from faktura.rules.matching.batch import last_debt
from faktura.rules.matching.case import Case
from faktura.rules.matching.contests import rank
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.reach import Changed
from faktura.rules.matching.weighed import Weighed

Asked = TypeVar("Asked")


@define
class Booked:
    """`Candidates` among the claims that *candidates* finds, less what has been settled of them since.

    What confirmed payments tell of payers is as it was: like the statistics it is what was known beforehand. Where a
    look-up of *candidates* stops at so many, none comes in the place of one that is settled.

    Attributes:
        plain: The plain payments; they are booked the first time.
        customers: Whose claims the others have settled.
        paid: Those of the others that settled all that was open of a claim, and no more than that, by its id.
        last: Those that settled claims otherwise, the last of each by its id.
        items: Claims as they are now, by id, as far as they were settled otherwise or have been asked for.
        moved: Those that are open still or were paid by another amount than they had open, by their customer.
    """

    candidates: Candidates
    plain: PlainPayments = field(factory=lambda: PlainPayments.among(()))
    customers: set[str] = field(factory=set)
    paid: dict[str, IncomingPayment] = field(factory=dict)
    last: dict[str, IncomingPayment] = field(factory=dict)
    items: dict[str, OpenItem] = field(factory=dict)
    moved: dict[str, list[OpenItem]] = field(factory=dict)

    def take(self, plain: PlainPayments, odd: Iterable[tuple[Case, Weighed]]) -> Changed:
        """Book the *plain* payments, and the *odd* with the set that each settles; return what that changes."""
        changed = Changed(plain)
        parts: list[tuple[IncomingPayment, OpenItem, int, int]] = []
        if plain.of_claim:
            self.plain = plain
        for case, first in odd:
            changed.settled(case, first.set.items)
            self.customers.update([item.customer_id for item in first.set.items])
            for item, part in zip(first.set.items, first.set.fit.parts, strict=True):
                if part == item.open.minor and item.id not in self.items and not _is_older(case.payment, item):
                    self.paid[item.id] = case.payment
                else:
                    given = max(first.set.fit.difference, 0) if item is last_debt(first) else 0
                    parts.append((case.payment, item, part, given))
        for payment, item, part, given in sorted(parts, key=lambda one: rank(one[0])):
            changed.left_over(self._take_part(payment, item, part, given))
        return changed

    def _take_part(self, payment: IncomingPayment, item: OpenItem, part: int, given: int) -> OpenItem:
        """Take *part* of *item* as paid, and what is *given* away beside it; return it as it is now."""
        before = self.last.get(item.id)
        if before is None or rank(before) < rank(payment):
            self.last[item.id] = payment
        held = self.items.get(item.id, item)
        left = self.items[item.id] = _less(held, part, given, payment, after=self.last[item.id] is payment)
        others = [one for one in self.moved.get(item.customer_id, ()) if one.id != item.id]
        self.moved[item.customer_id] = [*others, left]
        return left

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference."""
        return self._each(self.candidates.by_reference(references))

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        return self._each(self.candidates.by_number(numbers))

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        found = self.candidates.by_customer(customer_ids)
        left = {key: [item for item in items if self._open(item)] for key, items in found.items()}
        return {key: tuple(map(self._current, items)) for key, items in left.items() if items}

    def by_customer_amount(
        self, asked: Sequence[tuple[str, Money]]
    ) -> Mapping[tuple[str, Money], tuple[OpenItem, ...]]:
        """Return each customer's items with that amount open, or paid in that amount."""
        found = self.candidates.by_customer_amount(asked)
        answer = {}
        for key in asked:
            customer, amount = key
            more = self.moved.get(customer, ()) if customer else ()  # what is nobody's is not found by customer
            same = self._still(found.get(key, ()), more, amount)
            if same:
                answer[key] = of_one_amount(same)
        return answer

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        found = self.candidates.by_amount(amounts)
        moved = self._moved_to()
        answer = {}
        for amount in amounts:
            some = self._still(found.get(amount, ()), moved.get(amount, ()), amount)
            same = [item for item in some if item.open.minor]
            if same:
                answer[amount] = tuple(same[:MOST_BY_AMOUNT])
        return answer

    def by_account(self, accounts: Sequence[str]) -> Mapping[str, tuple[PayerLink, ...]]:
        """Return the customers each payer account has paid for."""
        return self.candidates.by_account(accounts)

    def by_organisation(self, numbers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers with each organisation number."""
        return self.candidates.by_organisation(numbers)

    def by_name(self, asked: Sequence[tuple[str, Money]]) -> Mapping[tuple[str, Money], tuple[str, ...]]:
        """Return the customers under each key who have exactly that amount open."""
        found = self.candidates.by_name(asked)
        pairs = dict.fromkeys([(one, amount) for (_, amount), some in found.items() for one in some if self._paid(one)])
        before = dict(self.candidates.by_customer_amount(tuple(pairs))) if pairs else {}
        if nobodys := [amount for one, amount in pairs if not one]:
            same = self.candidates.by_amount(nobodys)
            before |= {("", amount): items for amount, items in same.items()}
        moved, answer = self._moved_to(), {}
        for pair in asked:
            key, amount = pair
            some = [one for one in found.get(pair, ()) if self._called(key, one, before.get((one, amount), ()), amount)]
            some += [item.customer_id for item in moved.get(amount, ()) if key in name_keys(item.customer_name)]
            if some:
                answer[pair] = tuple(dict.fromkeys(some))[:MOST_BY_NAME]
        return answer

    def on_tax_agency(self) -> tuple[OpenItem, ...]:
        """Return the open claims on Skatteverket."""
        return tuple([item for item in map(self._current, self.candidates.on_tax_agency()) if item.open.minor > 0])

    def _moved_to(self) -> Mapping[Money, Sequence[OpenItem]]:
        """Return the open ones of the moved by what they have open now."""
        found: dict[Money, list[OpenItem]] = {}
        for item in (item for some in self.moved.values() for item in some if item.open.minor):
            found.setdefault(item.open, []).append(item)
        return found

    def _payment(self, claim: str) -> IncomingPayment | None:
        """Return what settled all that *claim* had open, if something did."""
        one = self.plain.of_claim.get(claim)
        return one.payment if one is not None else self.paid.get(claim)

    def _open(self, item: OpenItem) -> int:
        """Return how much *item* has open now."""
        if (found := self.items.get(item.id)) is not None:
            return found.open.minor
        return 0 if self._payment(item.id) is not None else item.open.minor

    def _current(self, item: OpenItem) -> OpenItem:
        """Return *item* as it is now."""
        found = self.items.get(item.id)
        if found is None:
            payment = self._payment(item.id)
            if payment is None:
                return item
            found = self.items[item.id] = _less(item, item.open.minor, 0, payment)
        return found

    def _each(self, found: Mapping[Asked, tuple[OpenItem, ...]]) -> Mapping[Asked, tuple[OpenItem, ...]]:
        return {key: tuple(map(self._current, items)) for key, items in found.items()}

    def _still(self, items: Sequence[OpenItem], more: Iterable[OpenItem], amount: Money) -> Sequence[OpenItem]:
        """Return those of *items*, and of *more*, that have *amount* open now or are paid in it, oldest due first."""
        same = [item for item in map(self._current, items) if settles(item) == amount]
        known = {item.id for item in same}
        others = [item for item in more if settles(item) == amount and item.id not in known]
        return by_age([*same, *others]) if others else same

    def _paid(self, customer: str) -> bool:
        """Whether something of the customer's, or of nobody's, may have been settled."""
        return not customer or customer in self.customers or customer in self.plain.customers

    def _called(self, key: str, customer: str, items: Sequence[OpenItem], amount: Money) -> bool:
        """Whether one of the customer's *items*, found under *key* before, has *amount* open still and is found so."""
        was = [item for item in items if item.open == amount and item.customer_id == customer]
        left = [item for item in was if self._open(item) == amount.minor]
        return len(left) == len(was) or any(key in name_keys(item.customer_name) for item in left)


def _is_older(payment: IncomingPayment, item: OpenItem) -> bool:
    """Whether *payment* came before what was paid last of *item*."""
    return item.paid_on is not None and payment.booked_on < item.paid_on


def _less(item: OpenItem, part: int, given: int, payment: IncomingPayment, *, after: bool = True) -> OpenItem:
    """Return *item* with so much less open; what was paid on the latest day, or *after* all others, was paid last."""
    currency = item.open.currency
    open_, total = Money(item.open.minor - part - given, currency), item.open if item.total is None else item.total
    if not after or _is_older(payment, item):
        return attrs.evolve(item, open=open_, total=total)
    last = LastPayment(part=Money(part, currency), amount=payment.amount, said=said_by(payment))
    return attrs.evolve(item, open=open_, total=total, paid_on=payment.booked_on, last=last)
