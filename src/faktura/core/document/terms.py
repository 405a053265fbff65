"""What drafts and issued documents share: kinds, periods, terms, references, attachments."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from attrs import field, frozen

from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.errors import InputError
from faktura.core.identity import Gln
from faktura.core.money import Money
from faktura.core.party import Address
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
        early_payment: The discount offered to who pays early (kassarabatt); none: none is.
    """

    days: int = 30
    interest: InterestKind = InterestKind.STATUTORY
    interest_percent: Decimal = Decimal(8)
    reminder_fee: Money | None = None
    early_payment: EarlyPaymentDiscount | None = None


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
class References:
    """Further references that the buyer may ask for, all of them the parties' own numbers.

    Attributes:
        project: Project (BT-11).
        sales_order: The seller's order number (BT-14).
        receiving_advice: The buyer's receipt of the goods (BT-15).
        despatch_advice: The seller's despatch note, följesedel (BT-16).
        tender: Call for tender or lot (BT-17).
        invoiced_object: What is invoiced: a subscription, a telephone or meter number (BT-18), in
            `object_scheme`, a code of UNTDID 1153 (BT-18-1), when it has one.
        accounting_cost: The buyer's own account or cost centre, kontering (BT-19).
    """

    project: str = ""
    sales_order: str = ""
    receiving_advice: str = ""
    despatch_advice: str = ""
    tender: str = ""
    invoiced_object: str = ""
    object_scheme: str = ""
    accounting_cost: str = ""


@frozen(kw_only=True)
class DeliverTo:
    """Where it was delivered, when that is not the buyer's own address (BG-13, BG-15).

    Attributes:
        name: Who received it (BT-70).
        gln: The place as a GLN (BT-71, scheme 0088).
        address: The place as an address (BG-15); without a street, the country alone.
    """

    name: str = ""
    gln: Gln | None = None
    address: Address | None = None


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
