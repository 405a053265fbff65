"""What a payment names: each reference looked up once, for a whole batch, in what may be settled with it.

Nothing of another creditor, in another currency or payable to another account is ever a candidate,
and Skatteverket's share of a ROT or RUT invoice is one only for payers known as Skatteverket.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve, field, frozen

from faktura.core.check_digit import is_digits, shown
from faktura.core.claim import Candidates, ItemKind, OpenItem
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentReference
from faktura.core.reference import LONGEST

Strength = Literal["named", "written", "weak"]
"""`named`: an OCR number, invoice or credit note, so the bank says. `written`: text that is exactly a payment
reference of ours. `weak`: text that is exactly a document number, which may be the payer's own."""

_BLANKS: Final = re.compile(r"[ \u00a0-]+")
_LONGEST_WRITTEN: Final = 40


@frozen(kw_only=True)
class Slot:
    """One reference of a payment and the items it names.

    Attributes:
        label: The reference for a sentence: ours as printed, an unknown one masked when it is long.
        by_number: The items were found by document number.
        amount: The part the payer gave it, if any.
        credit: The payer calls it a credit note.
        items: What it names and may be settled, open or paid.
        hindered: Why what it names may not be settled with this payment, when nothing of it may.
    """

    label: str
    strength: Strength
    by_number: bool = False
    amount: Money | None = None
    credit: bool = False
    items: tuple[OpenItem, ...] = ()
    hindered: Literal["", "account", "currency"] = ""


@frozen(kw_only=True)
class Case:
    """A payment with what it names.

    Attributes:
        known: The customers this payer's account has paid for, so far as confirmed.
        rivals: Items not named, of the customers named, that have exactly the payment's amount open.
        texts: What the payer wrote, for a closer look when nothing is certain.
    """

    payment: IncomingPayment
    slots: tuple[Slot, ...]
    known: frozenset[str]
    rivals: tuple[OpenItem, ...] = ()
    texts: tuple[str, ...] = field(repr=False)

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """Everything named, each item once."""
        return tuple({item.id: item for slot in self.slots for item in slot.items}.values())

    @property
    def weighed(self) -> tuple[OpenItem, ...]:
        """Everything a decision depends on."""
        return (*self.items, *self.rivals)


def bare(text: str) -> str:
    """Return *text* without blanks and hyphens, as far as it could be a reference."""
    return _BLANKS.sub("", text[:_LONGEST_WRITTEN])


def gather(payments: Sequence[IncomingPayment], candidates: Candidates, creditor: str) -> tuple[Case, ...]:
    """Return a case for each of *payments*, in their order, with four batch look-ups in all."""
    given = [_given(payment) for payment in payments]
    texts = _unique(key for references in given for one in references for key in _keys(one.text))
    by_reference = candidates.by_reference(texts)
    by_number = candidates.by_number(texts)
    payers = candidates.by_payer(_unique(one.payer.account for one in payments if one.payer.account))
    cases = []
    for payment, references in zip(payments, given, strict=True):
        known = frozenset(payers.get(payment.payer.account, ()))
        slots = []
        for one in references:
            found = _first(by_reference, one.text)
            numbered = () if found else _first(by_number, one.text)
            slots.append(_slot(payment, one, found or numbered, bool(numbered), creditor, known))
        wrote = (*(one.text for one in payment.references), payment.message)
        cases.append(Case(payment=payment, slots=tuple(slots), known=known, texts=wrote))
    return _with_rivals(cases, candidates, creditor)


def _with_rivals(cases: list[Case], candidates: Candidates, creditor: str) -> tuple[Case, ...]:
    """Add to each case whose amount is not that of an item it names the items that have it."""
    unlike = [not any(item.open == case.payment.amount for item in case.items) for case in cases]
    named = _unique(item.customer_id for case, odd in zip(cases, unlike, strict=True) if odd for item in case.items)
    open_ = candidates.by_customer(named) if named else {}
    made = []
    for case, odd in zip(cases, unlike, strict=True):
        items = {item.id for item in case.items}
        rivals = tuple(
            item
            for customer in _unique(item.customer_id for item in case.items if odd)
            for item in open_.get(customer, ())
            if item.open == case.payment.amount and item.id not in items
            if eligible(item, case.payment, creditor, case.known) == "yes"
        )
        made.append(evolve(case, rivals=rivals) if rivals else case)
    return tuple(made)


def eligible(
    item: OpenItem, payment: IncomingPayment, creditor: str, known: frozenset[str]
) -> Literal["yes", "no", "account", "currency"]:
    """Return whether *payment* may settle *item*, or what hinders it; `no` when it is none of its business."""
    if item.creditor != creditor:
        return "no"
    if item.kind is ItemKind.TAX_AGENCY and item.customer_id not in known:
        return "no"
    if item.accounts and payment.account and payment.account not in item.accounts:
        return "account"
    return "yes" if item.open.currency == payment.amount.currency else "currency"


def _given(payment: IncomingPayment) -> tuple[PaymentReference, ...]:
    """Return the payment's references; a message that is nothing but a number stands in for none."""
    if payment.reversal:
        return ()
    if payment.references or not payment.message:
        return payment.references
    alone = payment.message.strip()
    number = bare(alone)
    return (PaymentReference(text=alone),) if is_digits(number) and len(number) <= LONGEST else ()


def _keys(text: str) -> tuple[str, ...]:
    short = bare(text)
    return (text,) if short == text or not short else (text, short)


def _first(found: Mapping[str, tuple[OpenItem, ...]], text: str) -> tuple[OpenItem, ...]:
    return next((items for key in _keys(text) if (items := found.get(key, ()))), ())


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _slot(
    payment: IncomingPayment,
    reference: PaymentReference,
    found: tuple[OpenItem, ...],
    by_number: bool,
    creditor: str,
    known: frozenset[str],
) -> Slot:
    judged = [(item, eligible(item, payment, creditor, known)) for item in found]
    items = tuple(item for item, answer in judged if answer == "yes")
    hindrances = [answer for _, answer in judged if answer in {"account", "currency"}]
    hindered: Literal["", "account", "currency"] = ""
    if not items and hindrances:
        hindered = "account" if "account" in hindrances else "currency"
    strength: Strength = "named"
    if reference.kind == "text":
        strength = "weak" if by_number else "written"
    ours = bool(items) or bool(hindered)
    return Slot(
        label=(reference.text if ours else shown(reference.text)) or "–",
        strength=strength,
        by_number=by_number,
        amount=reference.amount,
        credit=reference.kind == "credit_note",
        items=items,
        hindered=hindered,
    )
