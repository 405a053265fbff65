"""A document and its debts: issue, payment, netting, charges, write-off and refund, by either method.

Accrual (faktureringsmetoden): the claim, the revenue and the VAT are booked on the invoice date, charges when
they are charged, and a payment clears the claim. Cash (kontantmetoden): nothing at issue; revenue, VAT and
charges are booked as they are paid, in proportion, exact over any sequence of parts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.collection_event import ChargeCorrected
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import RuleRefused
from faktura.core.ledger import AccountCode, AccountRole, VoucherRow
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import (
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    Parts,
    PaymentAllocated,
    PaymentReleased,
    Refunded,
    WriteOffReversed,
    WrittenOff,
)
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.posting.books import Books, DocumentHistory, Movement, in_step
from faktura.rules.posting.item import Item, row
from faktura.rules.posting.portion import Line, Moved, Stretch, worth
from faktura.rules.posting.sales import SalePart, sale_parts

Rows = tuple[VoucherRow, ...]


@frozen(kw_only=True)
class _Fall:
    """A movement that makes a debt fall (or rise again): by what, against which account, in whose name."""

    parts: Parts
    against: AccountRole
    id: str
    reason: str = ""


def document_items(history: DocumentHistory, books: Books) -> Iterator[Item]:
    """Yield what the issue of a document and each movement of its debts are booked as.

    Raises:
        RuleRefused: Another currency than that of the books, or a VAT rate without an account role.
    """
    document = history.document
    if document.currency != books.currency:
        raise RuleRefused("posting.currency", what=document.number, found=document.currency, books=books.currency)
    account = _Account(document, books)
    yield Item(
        key=("document", document.id, document.issue_date, history.cause),
        what="credit_note" if document.kind is DocumentKind.CREDIT_NOTE else "invoice",
        number=document.number,
        name=_name(document),
        source=document.id,
        cause=history.cause or document.id,
        rows=account.issued(),
    )
    for movement in in_step(history):
        item = account.item(movement)
        if item is not None:
            yield item


def _name(document: Document) -> str:
    """The counterparty, which a voucher must name (BFL 5:7), unless the identity is protected."""
    return "" if document.buyer.protected else document.buyer.name


class _Account:
    """One document in the books: what it is booked as, and which öre of it are taken by whom."""

    def __init__(self, document: Document, books: Books) -> None:
        totals = document.totals
        self._document, self._books = document, books
        self._parts = sale_parts(document, books.chart)
        self._whole = sum(part.minor for part in self._parts)
        self._prepaid = totals.prepaid.minor
        owed, start = totals.amount_due.minor, min(self._prepaid, self._whole)
        self._lines = {
            False: Line(start, owed),
            True: Line(start + owed, totals.deduction.minor),
        }
        self._payments: dict[str, str] = {}
        self._passing: dict[str, tuple[Stretch, ...]] = {}

    def issued(self) -> Rows:
        """The rows of the issue: under the cash method only what was paid beforehand, or a document of zero."""
        totals, sign = self._document.totals, self._document.sign
        credit = self._role(AccountRole.CUSTOMER_CREDIT) if self._prepaid else None
        prepaid = (row(credit, sign * self._prepaid, self._books),) if credit is not None else ()
        if self._books.accrual:
            owed = (
                row(self._claim(tax_agency=False), sign * totals.amount_due.minor, self._books),
                row(self._claim(tax_agency=True), sign * totals.deduction.minor, self._books)
                if totals.deduction
                else None,
            )
            sold = self._sold(tuple(part.minor for part in self._parts), -sign)
            return (*(one for one in owed if one is not None), *prepaid, *sold)
        if not self._whole:
            return self._sold(tuple(part.minor for part in self._parts), -sign)
        used = min(self._prepaid, self._whole)
        if credit is None or used <= 0:
            return ()
        return (row(credit, sign * used, self._books), *self._sold(worth(self._parts, [(0, used)]), -sign))

    def item(self, movement: Movement) -> Item | None:
        """What *movement* is booked as; none when it moves no money."""
        event = movement.event
        cause = movement.cause
        match event:
            case PaymentAllocated() | PaymentReleased():
                self._payments[event.allocation_id] = event.payment_id
                back = isinstance(event, PaymentReleased)
                fall = _Fall(
                    parts=-event.parts if back else event.parts,
                    against=AccountRole.UNMATCHED_PAYMENTS,
                    id=f"paid:{event.allocation_id}",
                )
                key = ("payment", event.payment_id, movement.on, cause)
                return self._item(key, "released" if back else "payment", event.allocation_id, self._fall(event, fall))
            case WrittenOff() | WriteOffReversed():
                return self._written_off(event, movement)
            case Netted() | NettingUndone():
                fall = _Fall(
                    parts=Parts.of_principal(-event.effect),
                    against=AccountRole.RECEIVABLE,
                    id=f"netted:{event.netting_id}",
                )
                key = ("netting", event.netting_id, movement.on, cause)
                return self._item(key, "netted", event.netting_id, self._fall(event, fall))
            case Refunded():
                fall = _Fall(
                    parts=Parts.of_principal(-event.amount), against=AccountRole.BANK, id=f"refund:{event.refund_id}"
                )
                key = ("refund", event.refund_id, movement.on, cause)
                return self._item(key, "refunded", event.refund_id, self._fall(event, fall))
            case ShareTransferred():
                return self._transferred(event, movement)
            case FeeCharged() | InterestCharged():
                return self._charged(event, movement)
            case ChargeCorrected():
                return self._corrected(event, movement)
            case _:
                return None

    def _transferred(self, event: ShareTransferred, movement: Movement) -> Item | None:
        """One claim becomes the other; sales and VAT stay as they were, and under cash nothing is booked."""
        tax_agency = event.receivable_id == f"{self._document.id}{TAX_AGENCY_SUFFIX}"
        minor = event.effect.minor
        if minor > 0:
            self._lines[tax_agency].receive(self._passing.pop(event.transfer_id, ()))
            return None
        self._passing[event.transfer_id] = self._lines[tax_agency].cede(-minor)
        if not self._books.accrual:
            return None
        rows = (
            row(self._claim(tax_agency=not tax_agency), -minor, self._books),
            row(self._claim(tax_agency=tax_agency), minor, self._books),
        )
        key = ("transfer", event.transfer_id, movement.on, movement.cause)
        return self._item(key, "transferred", event.transfer_id, rows)

    def _charged(self, event: FeeCharged | InterestCharged, movement: Movement) -> Item | None:
        """A fee or interest: booked when charged under accrual, when paid under cash. Neither carries VAT."""
        if not self._books.accrual:
            return None
        fee = isinstance(event, FeeCharged)
        rows = (
            row(self._claim(tax_agency=False), event.amount.minor, self._books),
            row(
                self._role(AccountRole.REMINDER_FEE if fee else AccountRole.LATE_INTEREST),
                -event.amount.minor,
                self._books,
            ),
        )
        key = ("charge", event.receivable_id, movement.on, movement.cause)
        return self._item(key, "charged" if fee else "interest", event.charge_id, rows)

    def _corrected(self, event: ChargeCorrected, movement: Movement) -> Item:
        """A charge given back, or made up for: its income goes back; what of it was paid settles the principal."""
        role = AccountRole.LATE_INTEREST if event.kind == _INTEREST else AccountRole.REMINDER_FEE
        charge = (event.parts.interest + event.parts.fees).minor if self._books.accrual else 0
        rows: Rows = (
            row(self._claim(tax_agency=False), charge, self._books),
            row(self._role(role), -charge, self._books),
        )
        if event.parts.principal:
            parts = Parts.of_principal(-event.parts.principal)
            rows += self._fall(event, _Fall(parts=parts, against=role, id=f"corrected:{event.correction_id}"))
        key = ("charge", event.receivable_id, movement.on, movement.cause)
        return self._item(key, "corrected", event.correction_id, rows)

    def _written_off(self, event: WrittenOff | WriteOffReversed, movement: Movement) -> Item:
        """A rounding difference joins the voucher of the payment it came with."""
        fall = _Fall(
            parts=event.parts if isinstance(event, WrittenOff) else -event.parts,
            against=_AGAINST.get(event.reason, AccountRole.BAD_DEBT),
            id=f"written_off:{event.write_off_id}",
            reason=event.reason,
        )
        payment_id = self._payments.get(event.write_off_id.removesuffix(":rounding"), "")
        joins = event.reason == "rounding" and payment_id
        kind, id = ("payment", payment_id) if joins else ("write_off", event.write_off_id)
        what = event.reason if event.reason in _AGAINST else "bad_debt"
        return self._item((kind, id, movement.on, movement.cause), what, event.write_off_id, self._fall(event, fall))

    def _item(self, key: tuple[str, str, date, str], what: str, id: str, rows: Rows) -> Item:
        return Item(
            key=key,
            what=what,
            number=self._document.number,
            name=_name(self._document),
            source=key[1] if key[0] in {"payment", "netting"} else self._document.id,
            cause=key[3] or id,
            rows=rows,
        )

    def _fall(self, event: "_Event", fall: _Fall) -> Rows:
        """The rows of a debt that falls by `fall.parts`, all signs turned when it rises again."""
        tax_agency = event.receivable_id == f"{self._document.id}{TAX_AGENCY_SUFFIX}"
        moved = self._lines[tax_agency].move(("", fall.id), self._document.sign * fall.parts.principal.minor)
        if self._books.accrual:
            return self._accrual(fall, moved, self._claim(tax_agency=tax_agency))
        return self._cash(fall, moved)

    def _accrual(self, fall: _Fall, moved: Moved, claim: AccountCode) -> Rows:
        """The claim falls; of a bad debt and an agreed discount, the VAT comes back by rate."""
        whole = fall.parts.sum.minor
        cleared = row(claim, -whole, self._books)
        if not fall.reason or fall.reason == "rounding":
            return (row(self._role(fall.against), whole, self._books), cleared)
        tax: Rows = ()
        if fall.reason in _WITH_VAT_BACK:
            shares = worth(self._parts, moved.stretches)
            tax = self._sold(shares, moved.sign * self._document.sign, vat_only=True)
        charges: Rows = ()
        if fall.reason != "bad_debt":  # given back, not lost: the income was never earned
            charges = self._charges(fall.parts, 1)
        net = whole - sum(one.amount.minor for one in (*tax, *charges))
        return (row(self._role(fall.against), net, self._books), *tax, *charges, cleared)

    def _cash(self, fall: _Fall, moved: Moved) -> Rows:
        """What is paid becomes income now; what is never paid was never income.

        A rounding difference and a gift are booked as paid and given back, for they leave the VAT as it was.
        """
        if fall.reason in _WITH_VAT_BACK:
            return ()
        sign = moved.sign * self._document.sign
        sold = self._sold(worth(self._parts, moved.stretches), -sign)
        beyond: Rows = ()
        if moved.beyond:
            beyond = (row(self._role(AccountRole.CUSTOMER_CREDIT), -sign * moved.beyond, self._books),)
        charges = () if fall.reason else self._charges(fall.parts, -1)
        rows = (*sold, *beyond, *charges)
        against = -sum(one.amount.minor for one in rows)
        return (row(self._role(fall.against), against, self._books), *rows)

    def _charges(self, parts: Parts, sign: int) -> Rows:
        """Fees and interest of *parts*, on their own accounts."""
        charged = ((AccountRole.REMINDER_FEE, parts.fees), (AccountRole.LATE_INTEREST, parts.interest))
        return tuple(row(self._role(role), sign * amount.minor, self._books) for role, amount in charged if amount)

    def _sold(self, shares: tuple[int, ...], sign: int, *, vat_only: bool = False) -> Rows:
        wanted: list[tuple[SalePart, int]] = [
            pair for pair in zip(self._parts, shares, strict=True) if pair[0].is_vat or not vat_only
        ]
        return tuple(row(part.account, sign * share, self._books, dimensions=part.dimensions) for part, share in wanted)

    def _claim(self, *, tax_agency: bool) -> AccountCode:
        return self._role(AccountRole.TAX_AGENCY_RECEIVABLE if tax_agency else AccountRole.RECEIVABLE)

    def _role(self, role: AccountRole) -> AccountCode:
        return self._books.chart.account(role)


_INTEREST: Final = "interest"
_Event = (
    PaymentAllocated
    | PaymentReleased
    | WrittenOff
    | WriteOffReversed
    | Netted
    | NettingUndone
    | Refunded
    | ChargeCorrected
)

_AGAINST: Final = {
    "rounding": AccountRole.ROUNDING,
    "bad_debt": AccountRole.BAD_DEBT,
    "discount": AccountRole.DISCOUNT,
    "goodwill": AccountRole.DISCOUNT,
}
_WITH_VAT_BACK: Final = frozenset({"bad_debt", "discount"})
"""A confirmed loss and a discount stated on the invoice lower the taxable amount; a gift needs a credit note."""
