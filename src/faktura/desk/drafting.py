"""What a host may say of a draft, by keyword, typed: the fields of `core.document.Draft`."""

from datetime import date
from typing import TypedDict

from faktura.core.deduction import DeductionWish
from faktura.core.delivery import Channel
from faktura.core.document import (
    Adjustment,
    Attachment,
    DocumentKind,
    DocumentReference,
    Line,
    PaymentTerms,
    Period,
    PriceBasis,
    RoundingPolicy,
    SelfBilling,
)
from faktura.core.money import Money
from faktura.core.party import Party, PaymentInstruction
from faktura.core.wording import Language


class DraftFields(TypedDict, total=False):
    """Everything of a draft beside buyer and lines; what is left out follows the customer, then the sender."""

    kind: DocumentKind | None
    currency: str
    price_basis: PriceBasis
    rounding: RoundingPolicy
    adjustments: tuple[Adjustment, ...]
    terms: PaymentTerms
    due_date: date | None
    delivery_date: date | None
    period: Period | None
    buyer_reference: str
    order_reference: str
    contract_reference: str
    notes: tuple[str, ...]
    payment: PaymentInstruction | None
    payee: Party | None
    deduction: DeductionWish | None
    credits: tuple[DocumentReference, ...]
    prepaid: Money | None
    language: Language
    attachments: tuple[Attachment, ...]
    channels: tuple[Channel, ...]
    origin: str
    simplified: bool
    self_billing: SelfBilling | None


class ChangedFields(DraftFields, total=False):
    """What may be changed on a draft: buyer and lines too."""

    buyer: Party
    lines: tuple[Line, ...]
