"""Reconciliation of the books: the open items of a day against the claim accounts, and why they differ.

For each document, in its own currency: what is owed by what has happened, what its claims stand at in the books, and
the difference explained: booked on another day than it took effect, not booked yet by the sender's method or choice,
sold, or without an exchange rate. What is left over is `unexplained`; it is nothing as long as both come from the
same events. Given the balances of another bookkeeping program, its accounts are compared too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from faktura.core.bookkeeping_event import InvoiceSold, SoldInvoicePaid
from faktura.core.collection_event import ChargeCorrected
from faktura.core.event import Event
from faktura.core.ledger import AccountCode, AccountRole, Rates, VoucherKind
from faktura.core.money import Money
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import (
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    PaymentAllocated,
    PaymentReleased,
    Refunded,
    WriteOffReversed,
    WrittenOff,
)
from faktura.core.wording import Language, sentence
from faktura.rules.posting.books import Books, DocumentHistory, PaymentHistory
from faktura.rules.posting.documents import document_items, unbooked
from faktura.rules.posting.item import Item
from faktura.rules.posting.post import surroundings
from faktura.rules.posting.rates import Around
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences

CLAIMS: Final = (AccountRole.RECEIVABLE, AccountRole.PLEDGED_RECEIVABLE, AccountRole.TAX_AGENCY_RECEIVABLE)
"""The roles of the accounts that open items stand on."""


@frozen(kw_only=True)
class Difference:
    """One reason why the books differ from the open items, and by how much (books − open items).

    Attributes:
        code: `reconciliation.booked_later`, `.not_booked`, `.sold`, `.no_rate`, `.other_program`, `.unexplained`.
        document: The document's number; empty for a whole account.
        what: What it is about: the event, or the account.
        on: The day it takes effect in the other of the two.
    """

    code: str
    amount: Money
    document: str = ""
    what: str = ""
    on: date | None = None

    def explain(self, language: Language = "en") -> str:
        """Return the difference in one sentence."""
        on = self.on.isoformat() if self.on is not None else "-"
        facts = {"document": self.document, "what": self.what, "amount": str(self.amount), "on": on}
        return sentence(self.code, language, **facts)


@frozen(kw_only=True)
class Reconciled:
    """One document on the day: what is open on it, what its claims stand at, both in its own currency."""

    document_id: str
    number: str
    open: Money
    booked: Money
    differences: tuple[Difference, ...] = ()


@frozen(kw_only=True)
class Reconciliation:
    """The open items against the books at the end of a day.

    Attributes:
        documents: Every document with anything open or booked.
        accounts: The balance of each claim account in the currency of the books.
        others: Differences to the balances of another program.
    """

    on: date
    documents: tuple[Reconciled, ...]
    accounts: Mapping[AccountCode, Money] = field(factory=dict)
    others: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every difference, document by document, then account by account."""
        return (*(one for each in self.documents for one in each.differences), *self.others)

    @property
    def agrees(self) -> bool:
        """Whether the open items are what the accounts say."""
        return not self.differences

    @property
    def is_explained(self) -> bool:
        """Whether every difference has a reason that the events know."""
        return not any(one.code in _WRONG for one in self.differences)

    def open(self, currency: str) -> Money:
        """Return the sum of the open items in *currency*."""
        return Money(sum(one.open.minor for one in self.documents if one.open.currency == currency), currency)

    def booked(self, currency: str) -> Money:
        """Return what the claims of documents in *currency* stand at, in that currency."""
        return Money(sum(one.booked.minor for one in self.documents if one.booked.currency == currency), currency)

    def explain(self, language: Language = "en") -> str:
        """Return the reconciliation as lines of text."""
        told = [f"{code} {balance}" for code, balance in self.accounts.items()]
        head = sentence("reconciliation.head", language, on=self.on.isoformat())
        end = [] if self.differences else [sentence("reconciliation.agrees", language)]
        return "\n".join([head, *told, *(one.explain(language) for one in self.differences), *end])


_WRONG: Final = frozenset({"reconciliation.unexplained", "reconciliation.other_program"})


def reconcile(
    documents: Iterable[DocumentHistory],
    payments: Iterable[PaymentHistory] = (),
    *,
    books: Books,
    on: date,
    rates: Rates = Rates(),  # noqa: B008 - a frozen value
    without_rate: Iterable[DocumentHistory] = (),
    balances: Mapping[AccountCode, Money] | None = None,
) -> Reconciliation:
    """Return the open items of *documents* against the books at the end of *on*.

    Args:
        documents: With every movement of their debts.
        payments: The payments that settled them.
        books: How the books are kept.
        on: The day.
        rates: Exchange rates, as for posting.
        without_rate: Documents that are not posted, for want of an exchange rate.
        balances: What another program says of accounts at the end of the day, debit positive.
    """
    told = tuple(documents)
    then = evolve(books, year_ends=_until(books.year_ends, on), revaluations=_until(books.revaluations, on))
    of_payments, around = surroundings(told, payments, books=then, rates=rates)
    of_documents = (item for one in told for item in document_items(one, then, around))
    items = [item for item in (*of_payments, *of_documents) if item.on <= on]
    claims = {books.chart.account(role) for role in CLAIMS}
    stand = _standing(items, claims)
    made = [_document(one, stand.get(one.document.id, 0), then, around, on) for one in told]
    made += [_left_out(one, on) for one in without_rate]
    accounts: dict[AccountCode, int] = dict.fromkeys(sorted(claims, key=str), 0)
    for item in items:
        for row in item.rows:
            if row.account in claims:
                accounts[row.account] += row.amount.minor
    held = {code: Money(minor, books.currency) for code, minor in accounts.items()}
    return Reconciliation(
        on=on,
        documents=tuple(one for one in made if one.open or one.booked or one.differences),
        accounts=held,
        others=tuple(_against(held, balances or {})),
    )


def _until(days: Iterable[date], on: date) -> tuple[date, ...]:
    return tuple(day for day in days if day <= on)


def _standing(items: Iterable[Item], claims: set[AccountCode]) -> dict[str, int]:
    """What the claims of each document stand at, in its own currency.

    The first row of a set-off is the other document's side: over both documents those rows cancel out. A revaluation
    is of kronor only.
    """
    sums: dict[str, int] = defaultdict(int)
    for item in items:
        for row in item.rows[1:] if item.kind is VoucherKind.NETTING else item.rows:
            if row.account in claims and item.kind is not VoucherKind.REVALUATION:
                sums[item.document] += (row.foreign or row.amount).minor
    return sums


def _document(history: DocumentHistory, booked: int, books: Books, around: Around, on: date) -> Reconciled:
    owed, differences = _owed(history, on)
    known = tuple(one for one in history.movements if hasattr(one.event, "on") and one.on <= on)
    if history.on <= on and not books.charges_claimed:
        waiting = unbooked(evolve(history, movements=known), books, around)
        differences.append(_difference(history, "not_booked", -waiting))
    differences = [one for one in differences if one.amount]
    left = booked - owed - sum(one.amount.minor for one in differences)
    if left:
        differences.append(_difference(history, "unexplained", left))
    currency = history.document.currency
    return Reconciled(
        document_id=history.document.id,
        number=history.document.number,
        open=Money(owed, currency),
        booked=Money(booked, currency),
        differences=tuple(differences),
    )


def _owed(history: DocumentHistory, on: date) -> tuple[int, list[Difference]]:
    """What is open at the end of *on* by the days things take effect, and what is booked on a later day or sold."""
    totals, issued_on = history.document.totals, history.document.issue_date
    opened = history.document.sign * (totals.amount_due + totals.deduction).minor
    owed, differences = opened if issued_on <= on else 0, list[Difference]()
    if issued_on <= on < history.on:
        differences.append(_difference(history, "booked_later", -opened, "document.issued", history.on))
    for movement in history.movements:
        effect, happened = balance_effect(movement.event), getattr(movement.event, "on", None)
        if effect and happened is not None and happened <= on:
            owed += effect
            if movement.on > on:
                differences.append(_difference(history, "booked_later", -effect, movement.event.name, movement.on))
        match movement.event:
            case InvoiceSold(recourse=False, claim=gone) | SoldInvoicePaid(amount=gone) if movement.on <= on:
                differences.append(_difference(history, "sold", -gone.minor, movement.event.name, movement.on))
            case _:
                pass
    return owed, differences


def balance_effect(event: Event) -> int:
    """Return what *event* does to what is owed, in minor units: charged is more, paid and given up is less."""
    match event:
        case PaymentAllocated(parts=parts) | WrittenOff(parts=parts):
            return -parts.sum.minor
        case PaymentReleased(parts=parts) | WriteOffReversed(parts=parts) | ChargeCorrected(parts=parts):
            return parts.sum.minor
        case Netted(effect=amount) | NettingUndone(effect=amount) | ShareTransferred(effect=amount):
            return amount.minor
        case FeeCharged(amount=amount) | InterestCharged(amount=amount) | Refunded(amount=amount):
            return amount.minor
        case _:
            return 0


def _left_out(history: DocumentHistory, on: date) -> Reconciled:
    """A document that is not posted, for want of an exchange rate."""
    owed, _ = _owed(history, on)
    document = history.document
    differences = (_difference(history, "no_rate", -owed),) if owed else ()
    nothing = Money.zero(document.currency)
    return Reconciled(
        document_id=document.id,
        number=document.number,
        open=Money(owed, document.currency),
        booked=nothing,
        differences=differences,
    )


def _difference(history: DocumentHistory, code: str, minor: int, what: str = "", on: date | None = None) -> Difference:
    document = history.document
    amount = Money(minor, document.currency)
    return Difference(code=f"reconciliation.{code}", amount=amount, document=document.number, what=what, on=on)


def _against(held: Mapping[AccountCode, Money], balances: Mapping[AccountCode, Money]) -> Iterator[Difference]:
    """Yield where another program's balance is another one than ours (theirs − ours)."""
    for code in sorted(balances, key=str):
        ours = held.get(code, Money.zero(balances[code].currency))
        if balances[code] != ours:
            yield Difference(code="reconciliation.other_program", amount=balances[code] - ours, what=str(code))
