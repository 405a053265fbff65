"""Short ways to write open items and payments for the tests of matching."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import attrs

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import ItemKind, LastPayment, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import said_by
from faktura.rules.matching.contests import natural
from faktura.rules.matching.decision import MatchDecision, Matched
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics

GIRO = "bankgiro:9912346"
DUE = date(2026, 3, 1)
PLAIN = MatchingPolicy(write_off=sek(0), oldest_of_equals=False)
OLDEST = MatchingPolicy(write_off=sek(0), oldest_first=True)
ROUNDING = MatchingPolicy(write_off=sek(1))


def item(
    id: str,
    reference: str,
    kronor: str | int,
    *,
    customer: str = "",
    number: str = "",
    days: int = 0,
    creditor: str = "A",
    currency: str = "SEK",
    accounts: tuple[str, ...] = (),
    kind: ItemKind | None = None,
) -> OpenItem:
    """An open item; by default each is its own customer's, and a negative one a credit note."""
    open_ = Money.parse(str(kronor), currency)
    return OpenItem(
        id=id,
        creditor=creditor,
        customer_id=customer or f"C-{id}",
        number=number or f"N{id}",
        reference=reference,
        open=open_,
        due=DUE + timedelta(days),
        kind=kind or (ItemKind.CREDIT_NOTE if open_.minor < 0 else ItemKind.INVOICE),
        accounts=accounts,
    )


def ocr(text: str, part: str | None = None) -> PaymentReference:
    return PaymentReference(text=text, kind="ocr", amount=sek(part) if part else None)


def invoice(text: str, part: str | None = None) -> PaymentReference:
    return PaymentReference(text=text, kind="invoice", amount=sek(part) if part else None)


def credit(text: str, part: str | None = None) -> PaymentReference:
    return PaymentReference(text=text, kind="credit_note", amount=sek(part) if part else None)


def text(text: str) -> PaymentReference:
    return PaymentReference(text=text)


def payment(
    id: str,
    kronor: str | int,
    *references: PaymentReference,
    days: int = 0,
    payer: str = "",
    message: str = "",
    account: str = GIRO,
    currency: str = "SEK",
    reversal: bool = False,
) -> IncomingPayment:
    """A payment of so much with these references."""
    return IncomingPayment(
        id=id,
        account=account,
        booked_on=DUE + timedelta(days),
        amount=Money.parse(str(kronor), currency),
        references=references,
        message=message,
        payer=Payer(account=payer),
        reversal=reversal,
        source=Source(format="bgmax", digest="", place=f"line {id}"),
    )


def decide(
    items: Sequence[OpenItem],
    *payments: IncomingPayment,
    policy: MatchingPolicy = PLAIN,
    payers: Mapping[str, Sequence[str | PayerLink]] | None = None,
    statistics: Statistics | None = None,
) -> tuple[MatchDecision, ...]:
    """The decisions about *payments*, given these items; the statistics are theirs unless others are given."""
    candidates = InMemoryCandidates(items, payers)
    return match(payments, candidates, policy, creditor="A", statistics=statistics or Statistics.of(items))


def after(
    items: Sequence[OpenItem], paid: Sequence[IncomingPayment], decisions: Sequence[MatchDecision]
) -> list[OpenItem]:
    """The items when what was decided is booked, rounding included; each tells its total and what was paid last."""
    booked, payments = {one.id: one for one in items}, {one.id: one for one in paid}
    sure = [(payments[one.payment_id], one) for one in decisions if isinstance(one, Matched)]
    for by, decision in sorted(sure, key=lambda pair: (pair[0].booked_on, natural(pair[0].id))):
        debts = [one.item_id for one in decision.allocations if one.amount.minor > 0]
        for claimed in decision.allocations:
            before = booked[claimed.item_id]
            given = max(decision.difference.minor, 0) if before.id == debts[-1] else 0
            left = attrs.evolve(
                before,
                open=Money(before.open.minor - claimed.amount.minor - given, before.open.currency),
                total=before.total or before.open,
            )
            if before.paid_on is None or before.paid_on <= by.booked_on:
                last = LastPayment(part=claimed.amount, amount=by.amount, said=said_by(by))
                left = attrs.evolve(left, paid_on=by.booked_on, last=last)
            booked[before.id] = left
    return [booked[one.id] for one in items]
