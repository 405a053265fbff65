"""One ledger given to the look-ups in memory and to those over a store, and everything that matching can ask of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs
from attrs import frozen

from faktura.core import claim
from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import Candidates, OpenItem, number_keys, settles
from faktura.core.money import Money, sek
from faktura.core.payer_account import payer_account_key
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import name_keys, payer_keys
from faktura.core.payment import Allocation, IncomingPayment, Payer, PaymentState, Source
from faktura.core.receivable import DebtorKind, Receivable
from faktura.desk import index
from faktura.desk.look_up_keys import Keys, kept_keys
from faktura.formats import json
from faktura.ports.store import IndexRow, Store

_T = TypeVar("_T")

CREDITOR = "A"
KEYS = Keys("secret")


@frozen(kw_only=True)
class Paid:
    """A payment of an earlier day: what of the ledger it settled, and by whose hand."""

    id: str
    account: str
    item_id: str
    on: date
    by_hand: bool = False


def rows_of(item: OpenItem) -> Sequence[IndexRow]:
    """The rows that the desk derives from a receivable like *item*, of which the rest of its total is paid."""
    kind = DebtorKind.TAX_AGENCY if item.customer_id == "tax_agency" else DebtorKind.COMPANY
    total = item.total or item.open
    state = Receivable.opened(id=item.id, principal=total, due=item.due, debtor=kind)
    if total != item.open:
        state = state.paid(total - item.open, on=item.paid_on or item.due)
    state = attrs.evolve(state, number=item.number, debtor_id=item.customer_id, reference=item.reference)
    debtor = index.Debtor(name=item.customer_name, organisation=item.customer_org)
    return index.receivable_rows(f"receivable/{item.id}", state, keys=KEYS, creditor=CREDITOR, debtor=debtor)


def kinds_of(items: Sequence[OpenItem]) -> list[OpenItem]:
    """The items as the store gives them: their kind follows from debtor and sign."""
    return [json.load(OpenItem, rows_of(item)[0].body) for item in items]


def fill(store: Store, items: Sequence[OpenItem], payments: Sequence[Paid] = ()) -> None:
    """Index *items* and *payments* as the desk does."""
    with store.unit(CREDITOR) as unit:
        assert kept_keys(unit, lambda: "secret") == KEYS
        for item in items:
            unit.index(f"receivable/{item.id}", rows_of(item))
        for paid in payments:
            unit.index(f"payment/{paid.id}", _rows_of_payment(paid))


def _rows_of_payment(paid: Paid) -> Sequence[IndexRow]:
    by = "manual" if paid.by_hand else "auto"
    link = Allocation(id=f"{paid.id}:1", receivable_id=paid.item_id, amount=sek(1), by=by, on=paid.on)
    nothing = sek(0)
    state = PaymentState(
        id=paid.id, received_on=paid.on, amount=sek(1), allocations=(link,), kept=nothing, refunded=nothing, ignored=nothing,
    )  # fmt: skip
    payment = IncomingPayment(
        id=paid.id, account="", booked_on=paid.on, amount=sek(1), payer=Payer(account=paid.account),
        source=Source(format="test", digest="d", place="line 1"),
    )  # fmt: skip
    return index.payment_rows(f"payment/{paid.id}", state, "digest", payment, keys=KEYS)


def in_memory(items: Sequence[OpenItem], payments: Sequence[Paid] = ()) -> InMemoryCandidates:
    """The look-ups in memory over the same ledger, with the links that each account's newest payments make."""
    customers = {item.id: item.customer_id for item in items}
    links: dict[str, list[PayerLink]] = {}
    for paid in sorted(payments, key=lambda one: (-one.on.toordinal(), one.id)):
        some = links.setdefault(payer_account_key(paid.account), [])
        if len(some) < claim.MOST_BY_ACCOUNT:
            some.append(PayerLink(customer_id=customers[paid.item_id], last_on=paid.on, manual=paid.by_hand))
    return InMemoryCandidates(kinds_of(items), links)


def answers(candidates: Candidates, items: Sequence[OpenItem], accounts: Sequence[str] = ()) -> dict[str, object]:
    """Every look-up of everything the ledger has, of what nobody has, and of a key given twice.

    With the keys of each answer in their order.
    """
    amounts = _each([*(item.open for item in items), *map(settles, items), sek(7), Money(7, "EUR")])
    customers = _each([*(item.customer_id for item in items), "", "K9"])
    names = _each([item.customer_name for item in items])
    keys = _each([key for name in names for key in (*name_keys(name), *payer_keys(name))])
    references = _each([*(item.reference for item in items), "99"])
    numbers = _each([*(key for item in items for key in (item.number, *number_keys(item.number))), "99"])
    asked: dict[str, Mapping[Any, object]] = {
        "reference": candidates.by_reference([*references, *references[:1]]),
        "number": candidates.by_number([*numbers, *numbers[:1]]),
        "customer": candidates.by_customer([*customers, *customers[:1]]),
        "customer amount": candidates.by_customer_amount([(one, amount) for one in customers for amount in amounts]),
        "amount": candidates.by_amount([*amounts, *amounts[:1]]),
        "account": candidates.by_account([*accounts, "bankgiro:9"]),
        "organisation": candidates.by_organisation(_each([*(item.customer_org for item in items), "5599990016"])),
        "name": candidates.by_name([(key, amount) for key in keys for amount in amounts]),
        "nothing": candidates.by_reference([]),
    }
    found: dict[str, object] = {name: list(answer.items()) for name, answer in asked.items()}
    return {**found, "tax agency": candidates.on_tax_agency()}


def _each(values: Sequence[_T]) -> list[_T]:
    return list(dict.fromkeys(values))
