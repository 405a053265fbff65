"""The issued invoice and credit note: lines, VAT specification and totals in EN 16931's order.

An issued document never changes. Its amounts were computed once, by `rules.issuing`; every writer
only places them. A credit note carries positive amounts (type 381); its effect on the customer's
account is negative.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from attrs import frozen

from faktura.core.deduction import Deduction
from faktura.core.document.terms import (
    Attachment,
    DeliverTo,
    DocumentKind,
    DocumentReference,
    PaymentTerms,
    Period,
    PriceBasis,
    References,
    SelfBilling,
)
from faktura.core.early_payment import DiscountOffer
from faktura.core.ledger import AccountCode, Dimension
from faktura.core.money import Money
from faktura.core.party import Party, PaymentInstruction
from faktura.core.product import CostKind, LineRole, ProductKind, Work
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language


@frozen(kw_only=True)
class AllowanceCharge:
    """A discount or charge as issued: its amount without VAT, and what it was counted on.

    Attributes:
        charge: True for a charge, False for an allowance (discount).
        amount: Without VAT, zero or more (BT-92, BT-99, BT-136, BT-141).
        base: What the percentage was counted on (BT-93, BT-100), without VAT.
    """

    charge: bool
    text: str
    amount: Money
    vat: Vat
    base: Money | None = None
    percent: Decimal | None = None
    role: LineRole = LineRole.SALE


@frozen(kw_only=True)
class BookedComponent:
    """A hidden part of a package line: what it is booked as; the parts sum to the line's net."""

    name: str
    net: Money
    account: AccountCode | None = None
    dimensions: tuple[Dimension, ...] = ()


@frozen(kw_only=True)
class InvoiceLine:
    """A line as issued: one VAT treatment, its net amount, and its price without VAT.

    Attributes:
        id: Line number (BT-126), "1", "2"...
        price: Price without VAT (BT-146) for `base_quantity` units (BT-149); zero or more.
        net: Line net amount (BT-131): quantity × price / base_quantity less allowances plus charges.
        stated_price: The unit price as the draft stated it, for print with VAT-inclusive prices.
        gross: What the line costs including VAT, by the draft's price basis, for print.
        package: Name of the package the line is a part of: lines of one package with several VAT
            rates share it and `package_id`, and are printed as one line.
        components: Hidden parts booked apart; empty: the whole line by its own account.
    """

    id: str
    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Money
    vat: Vat
    base_quantity: Decimal = Decimal(1)
    stated_price: Decimal
    gross: Money
    allowances: tuple[AllowanceCharge, ...] = ()
    kind: ProductKind = ProductKind.SERVICE
    role: LineRole = LineRole.SALE
    note: str = ""
    period: Period | None = None
    product_id: str = ""
    account: AccountCode | None = None
    dimensions: tuple[Dimension, ...] = ()
    cost: CostKind = CostKind.OTHER
    work: Work | None = None
    package: str = ""
    package_id: str = ""
    components: tuple[BookedComponent, ...] = ()


@frozen(kw_only=True)
class VatBreakdown:
    """One row of the VAT specification (BG-23): one category and rate.

    Attributes:
        base: Taxable amount (BT-116).
        amount: VAT (BT-117), rounded half up to the minor unit on the sum of the rate.
        reason: Exemption reason text (BT-120), the statutory wording; empty for S.
        reason_code: VATEX code (BT-121), or empty.
    """

    category: VatCategory
    percent: Decimal
    base: Money
    amount: Money
    reason: str = ""
    reason_code: str = ""


@frozen(kw_only=True)
class Totals:
    """The totals of a document, in EN 16931's order.

    Attributes:
        lines: Sum of line net amounts (BT-106).
        allowances: Sum of document-level allowances (BT-107).
        charges: Sum of document-level charges (BT-108).
        without_vat: BT-106 − BT-107 + BT-108 (BT-109).
        vat: Sum of the VAT breakdown (BT-110).
        with_vat: BT-109 + BT-110 (BT-112).
        prepaid: What is paid before (BT-113), without the tax deduction.
        deduction: ROT or RUT, which Skatteverket pays; a part of BT-113 in the e-invoice formats.
        rounding: Rounding amount (BT-114, öresutjämning), within half a krona either way.
        amount_due: BT-112 − BT-113 − deduction + BT-114 (BT-115): what the buyer pays.
        vat_in_kronor: VAT in kronor (BT-111) when the document is in another currency.
    """

    lines: Money
    allowances: Money
    charges: Money
    without_vat: Money
    vat: Money
    with_vat: Money
    prepaid: Money
    deduction: Money
    rounding: Money
    amount_due: Money
    breakdown: tuple[VatBreakdown, ...]
    vat_in_kronor: Money | None = None


@frozen(kw_only=True)
class Computed:
    """Everything of a document that is arithmetic: what `rules.totals` computes and issuing only places.

    A draft that credits a document carries it ready made, so that the amounts mirror the original
    to the öre instead of being computed anew.

    Attributes:
        kind: Invoice, or credit note when the drafted total was negative.
        allowances: Document-level discounts and charges, one for each VAT treatment.
    """

    kind: DocumentKind
    lines: tuple[InvoiceLine, ...]
    allowances: tuple[AllowanceCharge, ...]
    totals: Totals
    deduction: Deduction | None = None


@frozen(kw_only=True)
class Document:
    """What an invoice and a credit note have in common; it never changes after issue.

    Attributes:
        id: The host's or the desk's own id, unique for the sender.
        number: Document number (BT-1).
        issue_date: BT-2. due_date: BT-9, none on a credit note.
        delivery_date: Date of supply (BT-72) when it differs from the issue date.
        preceding: The documents it corrects or refers to (BG-3).
        statements: Statutory texts to print, in the document's language.
        self_billing: The agreement by which the buyer issued it in the seller's name; none: the seller did.
        price_basis: How the draft stated prices; print follows it, the totals do not need it.
        type_code: The type by UNTDID 1001 (BT-3) when it is a special one: 386 a prepayment invoice,
            393 a factored invoice...; empty: 380, or 381 for a credit note.
        deliver_to: Where it was delivered when that is not the buyer's address.
    """

    kind: ClassVar[DocumentKind]

    id: str
    number: str
    issue_date: date
    seller: Party
    buyer: Party
    lines: tuple[InvoiceLine, ...]
    totals: Totals
    terms: PaymentTerms
    currency: str = "SEK"
    due_date: date | None = None
    allowances: tuple[AllowanceCharge, ...] = ()
    delivery_date: date | None = None
    period: Period | None = None
    buyer_reference: str = ""
    order_reference: str = ""
    contract_reference: str = ""
    notes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    payment: PaymentInstruction | None = None
    payee: Party | None = None
    deduction: Deduction | None = None
    preceding: tuple[DocumentReference, ...] = ()
    language: Language = "sv"
    price_basis: PriceBasis = PriceBasis.WITHOUT_VAT
    attachments: tuple[Attachment, ...] = ()
    origin: str = ""
    simplified: bool = False
    self_billing: SelfBilling | None = None
    type_code: str = ""
    references: References = References()
    deliver_to: DeliverTo | None = None

    @property
    def amount_due(self) -> Money:
        """What the document asks for (BT-115): of the buyer, or, on a credit note, back to the buyer."""
        return self.totals.amount_due

    @property
    def discount_offer(self) -> DiscountOffer | None:
        """The early-payment discount offered, with its last day; none on a credit note, or beside a tax deduction."""
        offered = self.terms.early_payment
        if offered is None or self.kind is DocumentKind.CREDIT_NOTE or self.deduction is not None:
            return None  # a document that was issued elsewhere may state both
        return offered.offered(self.issue_date)

    @property
    def sign(self) -> int:
        """1 for an invoice, -1 for a credit note: the direction of its effect on the customer's account."""
        return -1 if self.kind is DocumentKind.CREDIT_NOTE else 1


@frozen(kw_only=True)
class Invoice(Document):
    """An issued invoice (faktura)."""

    kind: ClassVar[DocumentKind] = DocumentKind.INVOICE


@frozen(kw_only=True)
class CreditNote(Document):
    """An issued credit note (kreditfaktura): positive amounts that are owed back."""

    kind: ClassVar[DocumentKind] = DocumentKind.CREDIT_NOTE


DOCUMENT_CLASSES: Final[dict[DocumentKind, type[Document]]] = {
    DocumentKind.INVOICE: Invoice,
    DocumentKind.CREDIT_NOTE: CreditNote,
}
