"""What drafts and issued documents share: kinds, periods, terms, references, attachments."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.money import Money
from faktura.core.wording import Text, register


class DocumentKind(StrEnum):
    """Invoice (BT-3 380) or credit note (381)."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class PriceBasis(StrEnum):
    """Whether the draft's prices, discounts and charges exclude or include VAT."""

    WITHOUT_VAT = "without_vat"
    WITH_VAT = "with_vat"


class RoundingPolicy(StrEnum):
    """Whether the amount to pay is rounded to whole kronor (lag (1970:1029)) or left in öre."""

    NONE = "none"
    WHOLE_KRONOR = "whole_kronor"


@frozen
class Period:
    """First and last day of what is invoiced (BG-14, BG-26)."""

    start: date
    end: date = field()

    @end.validator
    def _ordered(self, _attribute: object, value: date) -> None:
        if value < self.start:
            raise InputError("document.period", start=self.start.isoformat(), end=value.isoformat())


class InterestKind(StrEnum):
    """How late-payment interest is agreed."""

    STATUTORY = "statutory"  # reference rate plus eight percentage points, räntelagen 6 §
    OVER_REFERENCE = "over_reference"
    FIXED = "fixed"
    NONE = "none"


@frozen(kw_only=True)
class PaymentTerms:
    """What the parties agreed on payment, printed on the document.

    Attributes:
        days: Days from issue to due date.
        interest: How late interest is set; `interest_percent` is the margin or the fixed rate per year.
        reminder_fee: The reminder fee agreed at the latest when the debt arose (lag (1981:739) 5 §);
            none: not agreed, so none may be charged.
    """

    days: int = 30
    interest: InterestKind = InterestKind.STATUTORY
    interest_percent: Decimal = Decimal(8)
    reminder_fee: Money | None = None


@frozen
class SelfBilling:
    """The agreement that the buyer issues the seller's invoices (självfakturering, ML 17 kap. 15 §).

    Attributes:
        agreed_on: The day it was made; only invoices from then on are issued by the buyer.
        acceptance: How the seller accepts each invoice, in the parties' words.
    """

    agreed_on: date
    acceptance: str


@frozen(kw_only=True)
class DocumentReference:
    """A reference to a preceding document (BG-3): its number, its date and its id here if it is ours."""

    number: str
    issue_date: date | None = None
    document_id: str = ""


@frozen(kw_only=True)
class Attachment:
    """A PDF that goes with the document, as cover page before it or appendix after it."""

    name: str
    content: bytes = field(repr=False)
    position: Literal["cover", "appendix"] = "appendix"
    mime_type: str = "application/pdf"


register(
    {
        "document.period": Text(
            en="the period ends {end}, before it starts {start}; put the first day first",
            sv="perioden slutar {end}, innan den börjar {start}; ange första dagen först",
        ),
    }
)
