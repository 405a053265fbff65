"""What is sold: products, packages and the work types of tax deductions.

>>> hour = Product(id="K", name="Konsulttimme", unit=Unit.HOUR, price=Decimal("950"), vat=VAT_25)
>>> hour.kind.value
'service'
"""

from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.ledger import AccountCode, Dimension
from faktura.core.vat import VAT_25, Vat
from faktura.core.wording import Text, register


class Unit(StrEnum):
    """Units most invoices need, as UN/ECE Recommendation 20 codes (BT-130); others are given as text."""

    PIECE = "C62"
    HOUR = "HUR"
    DAY = "DAY"
    MONTH = "MON"
    YEAR = "ANN"
    KILOGRAM = "KGM"
    KILOMETRE = "KMT"
    METRE = "MTR"
    SQUARE_METRE = "MTK"
    LITRE = "LTR"


class ProductKind(StrEnum):
    """Service or goods: steers reverse charge, EU trade and accounts."""

    SERVICE = "service"
    GOODS = "goods"


class LineRole(StrEnum):
    """What a line stands for in the books when no account of its own is given.

    `advance` is what an advance invoice asks for, and, with a negative quantity, what the final invoice deducts.
    """

    SALE = "sale"
    FREIGHT = "freight"
    INVOICE_FEE = "invoice_fee"
    ADVANCE = "advance"


class CostKind(StrEnum):
    """What a line is towards a tax deduction: only labour gives one (IL 67:18)."""

    LABOUR = "labour"
    MATERIAL = "material"
    OTHER = "other"


@frozen(kw_only=True)
class Work:
    """The work behind a labour line of a ROT or RUT invoice.

    Attributes:
        type: Element name of Skatteverket's request schema (`Bygg`, `Stadning`...).
        hours: Whole hours worked; none for standard-value services.
    """

    type: str
    hours: int | None = None


@frozen(kw_only=True)
class Component:
    """One hidden part of a package: booked apart, not shown.

    Attributes:
        weight: The part's own price, or any share; the package price is split by these weights.
    """

    name: str
    weight: Decimal
    vat: Vat = VAT_25
    account: AccountCode | None = None
    dimensions: tuple[Dimension, ...] = ()


@frozen(kw_only=True)
class Product:
    """A product of the sender's register: defaults for a line.

    Attributes:
        price: Unit price in the draft's currency and price basis, up to six decimals.
        components: The hidden parts when the product is a package; else none.
    """

    id: str
    name: str
    price: Decimal
    unit: str = Unit.PIECE
    vat: Vat = VAT_25
    kind: ProductKind = ProductKind.SERVICE
    role: LineRole = LineRole.SALE
    account: AccountCode | None = None
    dimensions: tuple[Dimension, ...] = ()
    cost: CostKind = CostKind.OTHER
    work_type: str = ""
    components: tuple[Component, ...] = field(default=())

    @components.validator
    def _splittable(self, _attribute: object, value: tuple[Component, ...]) -> None:
        if value and not (all(map(_weighs, value)) and any(part.weight for part in value)):
            raise InputError("product.components", product=self.id)


def _weighs(part: Component) -> bool:
    return part.weight.is_finite() and part.weight >= 0


register(
    {
        "product.components": Text(
            en="package {product} cannot be split by its components; give weights of zero or more, one of them more",
            sv="paketet {product} kan inte delas på sina delar; ange vikter som är noll eller mer, minst en större",
        ),
    }
)
