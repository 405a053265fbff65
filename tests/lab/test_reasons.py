"""Every sentence that keeps a payment from being booked is true of the payment: checked against the rows themselves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest

from faktura.core.claim import OpenItem
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.lab import Run, match
from faktura.lab.synthetic import PROFILES, Profile, generate
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.reason import Reason

DAYS: Final = timedelta(16)


class Facts:
    """What a clerk can look up about the payments of a run."""

    def __init__(self, run: Run) -> None:
        self.items = {one.id: one for one in run.items}
        self.named: dict[str, list[OpenItem]] = defaultdict(list)
        for one in run.items:
            for key in {one.reference, one.number} - {""}:
                self.named[key].append(one)
        self.links = {
            account: {link.customer_id for _, its, link in run.links if its == account} for _, account, _ in run.links
        }
        self.payments = {one.id: one for _, one in run.payments}
        self.settled = {
            claimed.item_id for one in run.decisions if isinstance(one, Matched) for claimed in one.allocations
        }
        self.amounts: dict[Money, list[IncomingPayment]] = defaultdict(list)
        for payment in self.payments.values():
            self.amounts[payment.amount].append(payment)

    def first(self, decision: MatchDecision) -> list[OpenItem]:
        some = decision.suggestions[0].allocations if isinstance(decision, Suggested) else ()
        return [self.items[one.item_id] for one in some]

    def is_true(self, reason: Reason, decision: MatchDecision) -> bool:
        """Whether what *reason* claims is so."""
        payment, facts = self.payments[decision.payment_id], dict(reason.facts)
        labels = [one for one in str(facts.get("reference", facts.get("references", ""))).split(", ") if one]
        text = " ".join([*(one.text for one in payment.references), payment.message]).strip()
        known, first = self.links.get(payment.payer.account, set()), self.first(decision)
        owners = {one.customer_id for one in first}
        match reason.code.removeprefix("matching."):
            case "no_reference":
                return not text
            case "nothing_named":
                return bool(text)
            case "unknown_reference":
                return not any(self.named.get(one) for one in labels)
            case "already_paid" | "settled" | "paid_lately" | "only_earlier":
                some = [item for one in labels for item in self.named[one]]
                return any(not one.open.minor or one.id in self.settled for one in some)
            case "paid_before":
                return self._equal_lately(payment)
            case "same_day":
                return sum(one.amount.minor > 0 for one in self.payments.values()) > 1
            case "currency":
                return all(item.open.currency != payment.amount.currency for one in labels for item in self.named[one])
            case "amount_differs":
                return facts["amount"] != facts["open"]
            case "other_payer":
                return facts["amount"] != facts["open"] and bool(known) and not owners <= known
            case "other_payer_exact" | "called_otherwise":
                return bool(known) and not owners <= known
            case "agent_names_none":
                return len(known) > 2
            case "only_payer":
                return bool(known & owners if owners else known) or bool(payment.payer.organisation_number)
            case "weak_evidence":
                return not any(one.reference and one.reference in text.split() for one in first)
            case "some_named" | "named_otherwise" | "names_another" | "named_not":
                return all(self.named.get(one) for one in labels)
            case "named_too":
                return all(self.named.get(one) for one in str(facts["others"]).split(", "))
            case "named_other_payer":
                theirs = {item.customer_id for one in labels for item in self.named[one] if item.open.minor}
                return bool(theirs) and owners.isdisjoint(theirs)
            case "only_name":
                return bool(payment.payer.name) and not known & owners
            case "discount_late":
                (item,) = first or self.named[labels[0]][:1]
                return item.discount_until is not None and item.discount_until < payment.booked_on
            case "second_fits" | "two_fit":
                return facts["first"] != facts["second"]
        return True

    def _equal_lately(self, payment: IncomingPayment) -> bool:
        near = [one for one in self.amounts[payment.amount] if abs(one.booked_on - payment.booked_on) <= DAYS]
        before = (
            one.paid_on is not None and one.total is not None and abs(payment.booked_on - one.paid_on) <= DAYS
            for one in self.items.values()
        )
        return len(near) > 1 or any(before)


def stopped(run: Run) -> Iterator[tuple[Reason, MatchDecision]]:
    """Yield why each payment was not booked."""
    for one in run.decisions:
        if not isinstance(one, Matched):
            yield one.reasons[0], one


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.name)
def test_what_a_clerk_reads_is_true(profile: Profile) -> None:
    """Of each payment left to a person, in made-up ledgers of every kind."""
    ledger = generate(profile, claims=600, seed=41)
    run = match(ledger.items, ledger.payments, ledger.links)
    facts = Facts(run)
    told = list(stopped(run))
    assert len(told) > 10
    untrue = [(one.payment_id, reason.explain("en")) for reason, one in told if not facts.is_true(reason, one)]
    assert untrue == []
