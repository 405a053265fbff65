"""The draft: what a host writes before an invoice or credit note is issued.

>>> draft_line = line("Konsult", 8, "950.00", vat=25)
>>> draft_line.quantity, draft_line.price, str(draft_line.unit)
(Decimal('8'), Decimal('950.00'), 'C62')
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from attrs import frozen

from faktura.core.deduction import DeductionWish
from faktura.core.delivery import Channel
from faktura.core.document.issued import Computed
from faktura.core.document.terms import (
    Attachment,
    DeliverTo,
    DocumentKind,
    DocumentReference,
    PaymentTerms,
    Period,
    PriceBasis,
    References,
    RoundingPolicy,
    SelfBilling,
)
from faktura.core.errors import InputError
from faktura.core.ledger import AccountCode, Dimension
from faktura.core.money import Money
from faktura.core.number import exact
from faktura.core.party import Party, PaymentInstruction
from faktura.core.product import Component, CostKind, LineRole, Product, ProductKind, Unit, Work
from faktura.core.vat import Vat
from faktura.core.vat import vat as vat_of
from faktura.core.wording import Language, Text, register


@frozen(kw_only=True)
class Adjustment:
    """A discount or charge as drafted, on a line or on the whole document: an amount or a percentage.

    Attributes:
        kind: `discount` (allowance) lowers the price, `charge` raises it.
        text: The reason, printed (BT-97, BT-104, BT-139, BT-144).
        percent: Percent of the line or of the sum of lines; or else
        amount: an amount in the draft's price basis, zero or more.
        vat: VAT of a document-level adjustment; none: spread over the lines' own rates.
        role: What a document-level charge is in the books (freight, invoice fee, else sales).
    """

    kind: Literal["discount", "charge"] = "discount"
    text: str
    percent: Decimal | None = None
    amount: Money | None = None
    vat: Vat | None = None
    role: LineRole = LineRole.SALE

    def __attrs_post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise InputError("document.adjustment", text=self.text)
        size = self.percent if self.amount is None else self.amount.minor
        if size is None or not Decimal(size).is_finite() or size < 0:
            raise InputError("document.adjustment", text=self.text)


@frozen(kw_only=True)
class Line:
    """A line as drafted.

    Attributes:
        text: What is sold (BT-153).
        quantity: How many (BT-129); negative takes back.
        unit: UN/ECE Recommendation 20 code (BT-130).
        price: Price for one unit in the draft's price basis, up to six decimals; never negative in
            the e-invoice formats, so a reduction is a negative quantity.
        note: Free text below the line (BT-127).
        cost, work: What the line is towards ROT and RUT.
        components: Hidden parts of a package: the line's price is split by their weights.
    """

    text: str
    quantity: Decimal
    price: Decimal
    vat: Vat
    unit: str = Unit.PIECE
    kind: ProductKind = ProductKind.SERVICE
    role: LineRole = LineRole.SALE
    note: str = ""
    period: Period | None = None
    adjustments: tuple[Adjustment, ...] = ()
    product_id: str = ""
    account: AccountCode | None = None
    dimensions: tuple[Dimension, ...] = ()
    cost: CostKind = CostKind.OTHER
    work: Work | None = None
    components: tuple[Component, ...] = ()


def line(
    text: str,
    quantity: int | str | Decimal,
    price: int | str | Decimal,
    *,
    vat: int | str | Decimal | Vat,
    unit: str = Unit.PIECE,
    discount_percent: int | str | Decimal | None = None,
) -> Line:
    """Return a plain draft line; see `Line` for everything a line can say.

    Raises:
        InvalidAmount: *quantity* or *price* is not a plain number.
    """
    treatment = vat if isinstance(vat, Vat) else vat_of(vat)
    adjustments = (Adjustment(text="Rabatt", percent=exact(discount_percent)),) if discount_percent is not None else ()
    return Line(
        text=text, quantity=exact(quantity), price=exact(price), vat=treatment, unit=unit, adjustments=adjustments
    )


def product_line(product: Product, quantity: int | str | Decimal = 1, *, hours: int | None = None) -> Line:
    """Return a draft line for *product*, taking every default from the register; *hours* for ROT and RUT."""
    return Line(
        text=product.name,
        quantity=exact(quantity),
        price=product.price,
        vat=product.vat,
        unit=product.unit,
        kind=product.kind,
        role=product.role,
        product_id=product.id,
        account=product.account,
        dimensions=product.dimensions,
        cost=product.cost,
        work=Work(type=product.work_type, hours=hours) if product.work_type else None,
        components=product.components,
    )


@frozen(kw_only=True)
class Draft:
    """An invoice or credit note that is not issued: may be changed and deleted, has no number.

    Attributes:
        kind: Left open it follows the sign of the total: a negative total becomes a credit note.
        buyer_reference: The buyer's own reference (BT-10), "Er referens", demanded by authorities.
        delivery_date: When it was supplied (BT-72), the tax point; none: the issue date.
        credits: The documents a credit note refers to (BG-3).
        computed: The amounts, when they mirror a document instead of being computed from `lines`;
            such a draft has no lines of its own (`rules.crediting`).
        self_billing: The buyer issues it in the seller's name; printed as self-billing.
        type_code: A special type by UNTDID 1001 (BT-3), such as 386 for a prepayment invoice.
        deliver_to: Where it was delivered when that is not the buyer's address.
        channels: Ways to deliver it, in order of preference; none: what the buyer's addresses allow.
    """

    id: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    kind: DocumentKind | None = None
    currency: str = "SEK"
    price_basis: PriceBasis = PriceBasis.WITHOUT_VAT
    rounding: RoundingPolicy = RoundingPolicy.NONE
    adjustments: tuple[Adjustment, ...] = ()
    terms: PaymentTerms = PaymentTerms()
    due_date: date | None = None
    delivery_date: date | None = None
    period: Period | None = None
    buyer_reference: str = ""
    order_reference: str = ""
    contract_reference: str = ""
    notes: tuple[str, ...] = ()
    payment: PaymentInstruction | None = None
    payee: Party | None = None
    deduction: DeductionWish | None = None
    credits: tuple[DocumentReference, ...] = ()
    prepaid: Money | None = None
    language: Language = "sv"
    attachments: tuple[Attachment, ...] = ()
    channels: tuple[Channel, ...] = ()
    origin: str = ""
    simplified: bool = False
    self_billing: SelfBilling | None = None
    computed: Computed | None = None
    type_code: str = ""
    references: References = References()
    deliver_to: DeliverTo | None = None

    def __attrs_post_init__(self) -> None:
        if self.computed is not None and (self.lines or self.adjustments):
            raise InputError("document.computed", draft=self.id)

    def due_on(self, issued_on: date) -> date:
        """Return the last day to pay when it is issued that day: its own due date, else as many days later as the terms say."""
        return self.due_date or issued_on + timedelta(days=self.terms.days)


register(
    {
        "document.computed": Text(
            en="draft {draft} has both lines and amounts that mirror a document; give one of them",
            sv="utkastet {draft} har både rader och belopp som speglar ett dokument; ange ett av dem",
        ),
        "document.adjustment": Text(
            en="the discount or charge {text!r} needs either a percentage or an amount, zero or more; give one of them",
            sv="rabatten eller avgiften {text!r} behöver antingen procent eller belopp, noll eller mer; ange ett av dem",
        ),
    }
)
