"""Made-up ledgers and payments with their truth: realistic, seeded, the same for the same seed for ever.

>>> ledger = generate(CONSUMER, claims=200, seed=1)
>>> sorted(ledger.items[0]) == sorted(ITEM_COLUMNS), len(ledger.truth) == len(ledger.payments)
(True, True)
>>> generate(CONSUMER, claims=200, seed=1) == ledger
True
"""

from datetime import date
from functools import lru_cache
from random import Random
from typing import Final

from faktura.lab.synthetic.books import Books, Claim, open_books
from faktura.lab.synthetic.clerk import Clerk
from faktura.lab.synthetic.draft import Draft
from faktura.lab.synthetic.payments import PaymentMaker
from faktura.lab.synthetic.profiles import (
    ASSOCIATION,
    CONSUMER,
    CRAFTSMAN,
    LANDLORD,
    PROFILES,
    SUPPLIER,
    Profile,
)
from faktura.lab.synthetic.truth import (
    ITEM_COLUMNS,
    LINK_COLUMNS,
    PAYMENT_COLUMNS,
    Ledger,
    Row,
    Truth,
    decimal,
    to_csv,
    to_jsonl,
)

__all__ = [
    "ASSOCIATION", "CONSUMER", "CRAFTSMAN", "ITEM_COLUMNS", "LANDLORD", "LINK_COLUMNS", "PAYMENT_COLUMNS", "PROFILES",
    "SUPPLIER", "Ledger", "Profile", "Truth", "generate", "mixed", "to_csv", "to_jsonl",
]  # fmt: skip

DAY: Final = date(2026, 11, 30)
"""The day of the ledgers unless another is asked for."""


def generate(
    profile: Profile,
    *,
    claims: int,
    seed: int,
    payments: int | None = None,
    creditor: str = "",
    on: date = DAY,
    days: int = 30,
) -> Ledger:
    """Return the ledger of one creditor, and the payments booked in the *days* up to *on*.

    Args:
        profile: What kind of creditor, and how its customers pay.
        claims: Open claims of customers; paid ones and claims on Skatteverket come on top.
        seed: The same seed and arguments give the same ledger.
        payments: How many payments; by default six for ten open claims. Fewer when everything has been paid.
        creditor: Its id; by default the profile's name.
        on: The last day of the period.
        days: The length of the period.
    """
    chance = Random(f"{seed}:{profile.name}:{creditor}")  # noqa: S311 - a repeatable draw is what is wanted
    books = open_books(profile, chance, creditor=creditor or profile.name, claims=claims, on=on, days=days)
    maker = PaymentMaker(books, chance)
    drafts = maker.make(claims * 6 // 10 if payments is None else payments)
    ids = {id(draft): f"{books.creditor}-P{at}" for at, draft in enumerate(drafts, start=1)}
    clerk = Clerk(books)
    items = [_item_row(books, claim) for claim in books.claims]
    chance.shuffle(items)
    return Ledger(
        items=tuple(items),
        payments=tuple(_payment_row(books, draft, ids[id(draft)]) for draft in drafts),
        links=tuple(_link_row(books, link) for link in books.links),
        truth=tuple(_truth(books, draft, ids, clerk) for draft in drafts),
    )


def mixed(*, claims: int, seed: int) -> Ledger:
    """Return the ledgers of the five kinds of creditor as one, a fifth of the *claims* each."""
    whole = Ledger(items=(), payments=(), links=(), truth=())
    for profile in PROFILES:
        whole += generate(profile, claims=claims // len(PROFILES), seed=seed)
    return whole


@lru_cache(maxsize=4096)
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal else ""


def _item_row(books: Books, claim: Claim) -> Row:
    return {
        "creditor": books.creditor,
        "claim_id": claim.id,
        "kind": claim.kind,
        "invoice_number": claim.number,
        "ocr": claim.ocr,
        "customer_id": claim.customer.id,
        "customer_name": " ".join(claim.customer.payer.name).strip(),
        "customer_org": claim.customer.org,
        "issue_date": _day(claim.issued),
        "due_date": _day(claim.due),
        "currency": claim.currency,
        "total": decimal(claim.total),
        "open": decimal(claim.open),
        "deduction": decimal(claim.deduction) if claim.deduction else "",
        "discount_percent": str(claim.discount or ""),
        "discount_until": _day(claim.until),
        "status": "paid" if claim.paid_on else "open",
        "paid_on": _day(claim.paid_on),
    }


def _payment_row(books: Books, draft: Draft, payment_id: str) -> Row:
    original, currency = draft.paid.original or (0, "")
    return {
        "creditor": books.creditor,
        "payment_id": payment_id,
        "booked_on": _day(draft.booked),
        "amount": decimal(draft.paid.amount),
        "currency": draft.currency,
        "channel": draft.channel,
        "reference": draft.reference,
        "extra_references": draft.extra,
        "message": draft.message,
        "payer_name": draft.name,
        "payer_account": draft.account,
        "payer_org": draft.org,
        "original_amount": decimal(original) if currency else "",
        "original_currency": currency,
    }


def _link_row(books: Books, link: tuple[str, str, int, int, bool]) -> Row:
    account, customer, count, last, manual = link
    return {
        "creditor": books.creditor,
        "payer_account": account,
        "customer_id": customer,
        "count": str(count),
        "last_on": _day(last),
        "manual": "true" if manual else "false",
    }


def _truth(books: Books, draft: Draft, ids: dict[int, str], clerk: Clerk) -> Truth:
    judged = clerk.judge(draft)
    twin = draft.copy_of or draft.copied
    return Truth(
        payment_id=ids[id(draft)],
        creditor=books.creditor,
        claims=tuple((one.id, placed) for one, placed in zip(draft.claims, draft.paid.placed, strict=True)),
        remainder=draft.paid.remainder,
        written_off=draft.paid.written_off,
        same=judged.same,
        reference=draft.reference_kind,
        amount=draft.paid.kind,
        structure=draft.structure,
        payer=draft.payer_kind,
        name=draft.damage,
        evidence=judged.evidence,
        decidable=judged.decidable,
        twin=ids[id(twin)] if twin else "",
    )
