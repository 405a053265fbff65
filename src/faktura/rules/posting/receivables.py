"""A document and its debts: issue, payment, netting, charges, write-off, refund and year-end, by either method.

Accrual (faktureringsmetoden): the claim, the revenue and the VAT are booked on the invoice date, charges when
they are charged or when they are paid, and a payment clears the claim. Cash (kontantmetoden): nothing at issue;
revenue, VAT and charges are booked as they are paid, in proportion, exact over any sequence of parts, and what is
unpaid on the last day of the financial year is booked then; what is paid next year clears the claim.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import evolve

from faktura.core.bookkeeping_event import (
    ClaimsRevalued,
    InvoiceSold,
    LossFeared,
    LossFearLifted,
    SoldInvoicePaid,
    SoldInvoiceReturned,
    YearEndBooked,
)
from faktura.core.collection_event import ChargeCorrected
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import AccountBinding, AccountRole, Reason, VoucherKind
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
from faktura.rules.posting.account import FEES, INTEREST, DocumentAccount, Rows
from faktura.rules.posting.books import Books, DocumentHistory, Movement
from faktura.rules.posting.charging import charge_rows, corrected_rows
from faktura.rules.posting.falls import LOSSES, Fall, covered_rows, fall_rows
from faktura.rules.posting.fears import Fears
from faktura.rules.posting.issue import issue_rows, revaluation_rows, year_end_rows
from faktura.rules.posting.item import Item, Key
from faktura.rules.posting.portion import Stretch
from faktura.rules.posting.rates import Around, Scale
from faktura.rules.posting.reasons import reason
from faktura.rules.posting.sold import paid_rows, returned_rows, sale_rows


def _name(document: Document) -> str:
    """The counterparty, which a voucher must name (BFL 5 kap. 7 §), unless the identity is protected."""
    return "" if document.buyer.protected else document.buyer.name


class Postings:
    """The items of one document, one movement after the other.

    Attributes:
        account: Where the document stands.
    """

    def __init__(self, history: DocumentHistory, books: Books, around: Around) -> None:
        """Begin before the issue is booked."""
        self._history, self._document, self._books, self._around = history, history.document, books, around
        self.account = DocumentAccount(history.document, books, around.rates, history.rate)
        self._fears = Fears(self.account)
        self._payments: dict[str, str] = {}
        self._passing: dict[str, tuple[Stretch, ...]] = {}
        self._paid_by = _payments_by_command(history)
        self._lost_on: dict[str, date] = {}

    def issue(self) -> Item:
        """The issue: the claim, income and VAT under accrual; under cash what was paid beforehand."""
        document, history, on = self._document, self._history, self._history.on
        credit = document.kind is DocumentKind.CREDIT_NOTE
        rows = issue_rows(self.account, on)
        return Item(
            key=("document", document.id, on, history.cause),
            kind=VoucherKind.CREDIT_NOTE if credit else VoucherKind.INVOICE,
            what="credit_note" if credit else "invoice",
            number=document.number,
            name=_name(document),
            document=document.id,
            source=document.id,
            cause=history.cause or document.id,
            rows=rows,
            reason=self._reason("credit_note" if credit else "invoice", "document.issued"),
            rates=self.account.rates_used() if rows else (),
            tags=self.account.tags,
            binding=self._binding(rows, "document.issued"),
        )

    def items(self, movement: Movement) -> Iterator[Item]:
        """What *movement* is booked as; nothing when it moves no money."""
        item = self._item_of(movement)
        if item is not None:
            yield item

    def _item_of(self, movement: Movement) -> Item | None:
        match movement.event:
            case PaymentAllocated() | PaymentReleased() as event:
                return self._paid(event, movement)
            case WrittenOff() | WriteOffReversed() as event:
                return self._written_off(event, movement)
            case Netted() | NettingUndone() as event:
                return self._netted(event, movement)
            case Refunded() as event:
                return self._refunded(event, movement)
            case ShareTransferred() as event:
                return self._transferred(event, movement)
            case FeeCharged() | InterestCharged() as event:
                return self._charged(event, movement)
            case ChargeCorrected() as event:
                return self._corrected(event, movement)
            case LossFeared() | LossFearLifted() as event:
                return self._feared(event, movement)
            case InvoiceSold() | SoldInvoicePaid() | SoldInvoiceReturned() as event:
                return self._sale(event, movement)
            case _:
                return None

    def year_end(self, on: date) -> Iterator[Item]:
        """Cash method: what is unpaid at the end of *on* becomes claim, income and VAT (BFL 5 kap. 2 §)."""
        rows = year_end_rows(self.account, on)
        if rows:
            key: Key = ("year_end", self._document.id, on, "")
            yield self._item(key, "year_end", f"year_end:{on.isoformat()}", rows, YearEndBooked.name)

    def revaluation(self, on: date) -> Iterator[Item]:
        """The unrealised exchange difference at the end of *on*, taken back the day after."""
        rows = revaluation_rows(self.account, on)
        back = tuple(evolve(one, amount=-one.amount) for one in rows)
        for day, some in ((on, rows), (on + timedelta(days=1), back)):
            if some:
                key: Key = ("revaluation", self._document.id, day, "")
                yield self._item(key, "revalued", f"revalued:{day.isoformat()}", some, ClaimsRevalued.name)

    # -- one method for each kind of event ----------------------------------------------------------------------

    def _paid(self, event: PaymentAllocated | PaymentReleased, movement: Movement) -> Item:
        self._payments[event.allocation_id] = event.payment_id
        back = isinstance(event, PaymentReleased)
        parts = -event.parts if back else event.parts
        scale = Scale()
        worth: int | None = None
        known = self._around.scales.get(event.payment_id)
        if known is not None and (known.rate is None) is bool(self.account.foreign):
            found, given = self._document.currency, known.rate.currency if known.rate else self._books.currency
            raise RuleRefused("posting.currency", what=self._document.number, found=found, books=given)
        if self.account.foreign:
            scale = known if known is not None else self.account.scale(event.on)
            size = self._around.worth.get(event.allocation_id, scale.at(event.parts.sum.minor))
            worth = -size if back else size
            self.account.used_scale(scale)
        unmatched = self.account.role(AccountRole.UNMATCHED_PAYMENTS)
        fall = Fall(parts=parts, id=f"paid:{event.allocation_id}", against=unmatched, worth=worth, scale=scale)
        key = ("payment", event.payment_id, movement.on, movement.cause)
        return self._fell(event, key, "released" if back else "payment", event.allocation_id, fall)

    def _netted(self, event: Netted | NettingUndone, movement: Movement) -> Item:
        claim = self.account.role(AccountRole.RECEIVABLE)
        parts = Parts.of_principal(-event.effect)
        scale = self._netting_scale(event) if self.account.foreign else Scale()
        worth = scale.at(parts.sum.minor) if self.account.foreign else None
        fall = Fall(parts=parts, against=claim, id=f"netted:{event.netting_id}", worth=worth, scale=scale)
        key = ("netting", event.netting_id, movement.on, movement.cause)
        return self._fell(event, key, "netted", event.netting_id, fall)

    def _netting_scale(self, event: Netted | NettingUndone) -> Scale:
        """Both legs at one rate: that of the day, or the one both documents were issued at."""
        own, other = self._around.issued.get(self._document.id), self._around.issued.get(event.other_id)
        same = own if other is None or (own is not None and own.rate == other.rate) else None
        known = self._around.rates.at(self._document.currency, event.on)
        return self.account.scale(event.on, same if own is not None and same is not None else known)

    def _refunded(self, event: Refunded, movement: Movement) -> Item:
        scale = self.account.scale(event.on)
        parts = Parts.of_principal(-event.amount)
        worth = scale.at(parts.sum.minor) if self.account.foreign else None
        bank = self.account.role(AccountRole.BANK)
        fall = Fall(parts=parts, against=bank, id=f"refund:{event.refund_id}", worth=worth, scale=scale)
        key = ("refund", event.refund_id, movement.on, movement.cause)
        return self._fell(event, key, "refunded", event.refund_id, fall)

    def _transferred(self, event: ShareTransferred, movement: Movement) -> Item | None:
        """One claim becomes the other; income and VAT stay, and what is no claim in the books is not booked."""
        account, minor = self.account, event.effect.minor
        tax_agency = account.is_tax_agency(event.receivable_id)
        key = self._joined(("transfer", event.transfer_id, movement.on, movement.cause))
        if minor > 0:
            covered = account.lines[tax_agency].receive(self._passing.pop(event.transfer_id, ()))
            account.bind(movement.on)
            rows = covered_rows(account, covered, tax_agency=tax_agency)
            return self._item(key, "transferred", event.transfer_id, rows, event.name) if rows else None
        ceded = account.lines[tax_agency].cede(-minor)
        self._passing[event.transfer_id] = ceded
        split = account.claims.split(ceded)
        if not split.booked:
            return None
        rows = (
            account.row(account.claim(tax_agency=not tax_agency), split.value, split.length),
            account.row(account.claim(tax_agency=tax_agency), -split.value, -split.length),
        )
        return self._item(key, "transferred", event.transfer_id, rows, event.name)

    def _charged(self, event: FeeCharged | InterestCharged, movement: Movement) -> Item | None:
        """A fee or interest: booked when charged, or when paid. Neither carries VAT."""
        fee = isinstance(event, FeeCharged)
        rows = charge_rows(self.account, FEES if fee else INTEREST, event.amount.minor, on=event.on)
        if not rows:
            return None
        key = ("charge", event.receivable_id, movement.on, movement.cause)
        return self._item(key, "charged" if fee else "interest", event.charge_id, rows, event.name)

    def _corrected(self, event: ChargeCorrected, movement: Movement) -> Item:
        """A charge given back, or made up for: its income goes back; what of it was paid settles the principal."""
        if event.parts.principal:
            self.account.bind(movement.on)
        rows = corrected_rows(self.account, event)
        key = ("charge", event.receivable_id, movement.on, movement.cause)
        return self._item(key, "corrected", event.correction_id, rows, event.name)

    def _written_off(self, event: WrittenOff | WriteOffReversed, movement: Movement) -> Item:
        """Given up, or owed again; with a payment of the same command it joins its voucher."""
        lost = isinstance(event, WrittenOff)
        if lost:
            self._lost_on.setdefault(event.write_off_id, movement.on)
        key: Key = ("write_off", event.write_off_id, movement.on, movement.cause)
        paid = self._payments.get(event.write_off_id.removesuffix(":rounding"), "")
        if event.reason == "rounding" and paid:
            key = ("payment", paid, movement.on, movement.cause)
        elif event.reason in _WITH_PAYMENT or not lost:
            key = self._joined(key)
        back = not lost and event.reason == "bad_debt"
        recovered = back and (key[0] == "payment" or self._of_earlier_year(event.write_off_id, movement.on))
        what = "recovered" if recovered else event.reason if event.reason in LOSSES else "bad_debt"
        fall = Fall(
            parts=event.parts if lost else -event.parts,
            id=f"written_off:{event.write_off_id}",
            against=self.account.role(LOSSES.get(event.reason, AccountRole.BAD_DEBT)),
            scale=Scale()
            if self._books.accrual or self._books.gives_vat_back(event.reason)
            else self.account.scale(event.on),
            reason=event.reason or "bad_debt",
            recovered=recovered,
        )
        return self._fell(event, key, what, event.write_off_id, fall)

    def _of_earlier_year(self, write_off_id: str, on: date) -> bool:
        """Whether the loss stands in the result of a year that is over: then it cannot be made smaller."""
        lost_on = self._lost_on.get(write_off_id, on)
        return self._books.year_of(lost_on).end < on

    def _feared(self, event: LossFeared | LossFearLifted, movement: Movement) -> Item | None:
        if isinstance(event, LossFeared):
            rows = self._fears.fear(event.loss_id, event.amount.minor)
        else:
            rows = self._fears.lift(event.amount.minor, event.loss_id)
        if not rows:
            return None
        what = "feared" if isinstance(event, LossFeared) else "fear_lifted"
        key = ("feared_loss", event.loss_id, movement.on, movement.cause)
        return self._item(key, what, event.loss_id, rows, event.name)

    def _sale(self, event: InvoiceSold | SoldInvoicePaid | SoldInvoiceReturned, movement: Movement) -> Item:
        account = self.account
        account.bind(movement.on)
        match event:
            case InvoiceSold():
                what, rows = "pledged" if event.recourse else "sold", sale_rows(account, event)
            case SoldInvoicePaid():
                what, rows = "sold_paid", paid_rows(account, event)
            case _:
                what, rows = "returned", returned_rows(account, event)
        key = ("invoice_sale", event.sale_id, movement.on, movement.cause)
        return self._item(key, what, event.sale_id, (*rows, *self._fears.follow(0)), event.name)

    # -- putting an item together -------------------------------------------------------------------------------

    def _fell(self, event: Event, key: Key, what: str, id: str, fall: Fall) -> Item:
        self.account.bind(key[2])
        tax_agency = self.account.is_tax_agency(str(getattr(event, "receivable_id", "")))
        rows = fall_rows(self.account, fall, tax_agency=tax_agency)
        lost = fall.parts.principal.minor if fall.reason == "bad_debt" else 0
        return self._item(key, what, id, (*rows, *self._fears.follow(max(lost, 0))), event.name)

    def _joined(self, key: Key) -> Key:
        """Return the key of the payment that the same command took on the same day, else *key*."""
        paid = self._paid_by.get((key[3], key[2]), "")
        return ("payment", paid, key[2], key[3]) if paid else key

    def _item(self, key: Key, what: str, id: str, rows: Rows, event: str) -> Item:
        return Item(
            key=key,
            kind=VoucherKind(key[0]),
            what=what,
            number=self._document.number,
            name=_name(self._document),
            document=self._document.id,
            source=key[1] if key[0] in {"payment", "netting"} else self._document.id,
            cause=key[3] or id,
            rows=rows,
            reason=self._reason(what, event),
            rates=self.account.rates_used(),
            tags=self.account.tags,
            binding=self._binding(rows, event),
        )

    def _binding(self, rows: Rows, event: str) -> Reason | None:
        """Say on a voucher with income that its products' accounts were bound at booking, and on which day."""
        bound = self.account.bound_on
        income = any(row.account.is_result for row in rows)
        if self._books.binding is AccountBinding.ISSUE or bound is None or not income:
            return None
        facts = (("on", bound.isoformat()),)
        return Reason(rule="posting.why.bound", event=event, document=self._document.number, facts=facts)

    def _reason(self, what: str, event: str) -> Reason:
        if what == "discount" and not self._books.gives_vat_back(what):
            what = "discount.vat_kept"
        return reason(what, event=event, document=self._document.number, accrual=self._books.accrual)


_WITH_PAYMENT: Final = frozenset({"rounding", "discount"})
"""What a payment brings about; a loss is decided by itself."""


def _payments_by_command(history: DocumentHistory) -> dict[tuple[str, date], str]:
    """Return the payment that each command took on a day, by cause and day; what else it did joins that voucher."""
    found: dict[tuple[str, date], str] = {}
    for one in history.movements:
        if isinstance(one.event, PaymentAllocated) and one.cause:
            found.setdefault((one.cause, one.on), one.event.payment_id)
    return found
