"""Vouchers (verifikationer, BFL 5 kap. 6-7 §§): they balance, in every currency, and say why they are.

>>> made = Voucher(series="K", on=date(2026, 3, 2), text="Faktura 1", rows=(
...     VoucherRow(AccountCode("1510"), Money(11200_00), foreign=Money(1000_00, "EUR")),
...     VoucherRow(AccountCode("3308"), Money(-11200_00), foreign=Money(-1000_00, "EUR"))))
>>> made.debit_total.minor
1120000
"""

from collections import defaultdict
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from faktura.core.errors import UnbalancedVoucher
from faktura.core.ledger.chart import AccountCode
from faktura.core.ledger.dimension import Dimension
from faktura.core.ledger.rate import ExchangeRate
from faktura.core.money import Money, total
from faktura.core.wording import Language, Text, register, sentence


class VoucherKind(StrEnum):
    """What a voucher is about; each kind may have a series of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    REFUND = "refund"
    NETTING = "netting"
    TRANSFER = "transfer"
    CHARGE = "charge"
    WRITE_OFF = "write_off"
    FEARED_LOSS = "feared_loss"
    YEAR_END = "year_end"
    REVALUATION = "revaluation"
    ACCRUAL = "accrual"
    CARD_SETTLEMENT = "card_settlement"
    CLIENT_FUNDS = "client_funds"
    INVOICE_SALE = "invoice_sale"
    OTHER = "other"


@frozen(kw_only=True)
class Reason:
    """Why something stands on a voucher: the rule, the event it answers and the document it is about.

    Attributes:
        rule: Stable code of the rule, under which its sentence is registered (`posting.why.payment`).
        event: Name of the event (`receivable.payment_allocated`); the document itself: `document.issued`.
        document: Number of the document, if any.
        law: Act and section the rule rests on, if any.
        facts: What else fills the rule's sentence, as name and text pairs.
    """

    rule: str
    event: str = ""
    document: str = ""
    law: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return the rule, what it rests on and what it answers, in one sentence."""
        parts = [sentence(self.rule, language, document=self.document or "-", **dict(self.facts))]
        if self.law:
            parts.append(sentence("ledger.why.law", language, law=self.law))
        if self.event:
            parts.append(sentence("ledger.why.event", language, event=self.event))
        return "; ".join(parts)


@frozen
class VoucherRow:
    """One row of a voucher: debit positive, credit negative, in the currency of the books.

    Attributes:
        foreign: The amount in the document's currency when that is another.
    """

    account: AccountCode
    amount: Money
    dimensions: tuple[Dimension, ...] = ()
    text: str = ""
    foreign: Money | None = field(default=None, kw_only=True)


@frozen(kw_only=True)
class Voucher:
    """A verification (verifikation): rows whose sum is zero, or it cannot exist.

    Attributes:
        series: Voucher series, one or more letters or digits; the receiving system numbers it.
        on: The accounting date.
        text: Document number and what happened; no personal data beyond the customer's name.
        source: Id of the document or payment behind it.
        documents: Ids of the documents it concerns: what is filed with it (underlag, BFL 5 kap. 7 §).
        cause: Id of the event that caused it, so that no event is posted twice.
        id: The same for the same facts for ever: what a receiver who was given it before knows it by.
        reasons: Why it is as it is, one for each thing that stands on it.
        rates: The exchange rates used, with their days and sources.
    """

    series: str
    on: date
    text: str
    rows: tuple[VoucherRow, ...] = field()
    number: str = ""
    source: str = ""
    documents: tuple[str, ...] = ()
    cause: str = ""
    id: str = ""
    kind: VoucherKind = VoucherKind.OTHER
    reasons: tuple[Reason, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()

    @rows.validator
    def _balances(self, _attribute: object, rows: tuple[VoucherRow, ...]) -> None:
        if not rows:
            raise UnbalancedVoucher("ledger.empty", text=self.text)
        difference = total((row.amount for row in rows), rows[0].amount.currency)
        if difference:
            raise UnbalancedVoucher("ledger.unbalanced", text=self.text, difference=str(difference))
        abroad: dict[str, int] = defaultdict(int)
        for row in rows:
            if row.foreign is not None:
                abroad[row.foreign.currency] += row.foreign.minor
        for currency, minor in abroad.items():
            if minor:
                raise UnbalancedVoucher("ledger.unbalanced", text=self.text, difference=str(Money(minor, currency)))

    @property
    def debit_total(self) -> Money:
        """The sum of the debit rows."""
        currency = self.rows[0].amount.currency
        return total((row.amount for row in self.rows if row.amount.minor > 0), currency)

    def explain(self, language: Language = "en") -> str:
        """Return what the voucher is, and for each thing on it which rule, event and document it comes from."""
        head = f"{self.on.isoformat()} {self.text}"
        rates = [
            sentence(
                "ledger.why.rate", language, currency=r.currency, rate=f"{r.rate:f}", on=r.on, source=r.source or "-"
            )
            for r in self.rates
        ]
        return "\n".join(
            [head, *(f"- {reason.explain(language)}" for reason in self.reasons), *map("- {}".format, rates)]
        )


register(
    {
        "ledger.empty": Text(
            en="the voucher {text!r} has no rows; a voucher needs at least two",
            sv="verifikationen {text!r} saknar rader; en verifikation behöver minst två",
        ),
        "ledger.unbalanced": Text(
            en="the voucher {text!r} is out of balance by {difference}; debit and credit must be equal",
            sv="verifikationen {text!r} är i obalans med {difference}; debet och kredit måste vara lika",
        ),
        "ledger.why.law": Text(en="by {law}", sv="enligt {law}"),
        "ledger.why.event": Text(en="event {event}", sv="händelse {event}"),
        "ledger.why.rate": Text(
            en="one {currency} at {rate}, the rate of {on} ({source})",
            sv="en {currency} till {rate}, kursen {on} ({source})",
        ),
    }
)
