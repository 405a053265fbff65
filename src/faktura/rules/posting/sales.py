"""What a document is booked as: revenue by account, VAT by rate, rounding, and who owes it.

All amounts here are as the document states them, a credit note's positive too; `Document.sign` turns them.
Dimensions stand on revenue only: cost centres and projects belong to results, not to claims or VAT.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from faktura.core.document import AllowanceCharge, Document, InvoiceLine
from faktura.core.errors import RuleRefused
from faktura.core.ledger import AccountCode, AccountRole, Chart, Dimension
from faktura.core.money import Money
from faktura.core.product import LineRole, ProductKind
from faktura.core.vat import Vat, VatCategory
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.statutory import ground_of


@frozen(kw_only=True)
class SalePart:
    """A part of what a document is booked as; `minor` is positive for income and VAT owed."""

    account: AccountCode
    minor: int
    dimensions: tuple[Dimension, ...] = ()
    is_vat: bool = False


_SALES: Final = {25: AccountRole.SALES_25, 12: AccountRole.SALES_12, 6: AccountRole.SALES_6}
_VAT: Final = {25: AccountRole.VAT_25, 12: AccountRole.VAT_12, 6: AccountRole.VAT_6}
_LINE_ROLES: Final = {LineRole.FREIGHT: AccountRole.FREIGHT, LineRole.INVOICE_FEE: AccountRole.INVOICE_FEE}


def sales_role(vat: Vat, kind: ProductKind, *, abroad: bool = False) -> AccountRole:
    """Return the role of the revenue account for a VAT treatment; *abroad*: the buyer is not in Sweden.

    >>> from faktura.core.vat import REVERSE_CHARGE_BUILDING
    >>> sales_role(REVERSE_CHARGE_BUILDING, ProductKind.SERVICE).value
    'sales_reverse_charge'
    """
    goods, ground = kind is ProductKind.GOODS, ground_of(vat)
    match vat.category:
        case VatCategory.STANDARD:
            return _by_rate(_SALES, vat)
        case VatCategory.REVERSE_CHARGE:
            foreign = ground == "reverse_charge.eu_services" or (abroad and ground == "reverse_charge")
            return AccountRole.SALES_EU_SERVICES if foreign else AccountRole.SALES_REVERSE_CHARGE
        case VatCategory.INTRA_EU:
            moved = goods or ground.startswith("intra_eu.")
            return AccountRole.SALES_EU_GOODS if moved else AccountRole.SALES_EU_SERVICES
        case VatCategory.EXPORT:
            return AccountRole.SALES_EXPORT_GOODS if goods else AccountRole.SALES_EXPORT_SERVICES
        case _:
            return AccountRole.SALES_EXEMPT


def _by_rate(roles: dict[int, AccountRole], vat: Vat) -> AccountRole:
    role = roles.get(int(vat.percent)) if vat.percent == int(vat.percent) else None
    if role is None:
        raise RuleRefused("posting.vat_rate", percent=f"{vat.percent:f}")
    return role


def sale_parts(document: Document, chart: Chart) -> tuple[SalePart, ...]:
    """Return what *document* is booked as: revenue, VAT, rounding; the sum is what its parties owe in all.

    Each line, or each hidden component of a package, goes to its own account, else to its role's. A discount on
    the whole document lowers the lines of its VAT treatment in proportion; a charge goes to its role's account.

    Raises:
        RuleRefused: A VAT rate without an account role.
        InputError: A role the chart leaves open.
    """
    parts = [part for line in document.lines for part in _line(line, document, chart)]
    for change in document.allowances:
        parts += _change(change, document, chart)
    for row in document.totals.breakdown:
        if row.amount:
            role = _by_rate(_VAT, Vat(row.category, row.percent))
            parts.append(SalePart(account=chart.account(role), minor=row.amount.minor, is_vat=True))
    rounding = document.totals.rounding
    if rounding:
        parts.append(SalePart(account=chart.account(AccountRole.ROUNDING), minor=rounding.minor))
    return _merged(parts)


def _line(line: InvoiceLine, document: Document, chart: Chart) -> Iterator[SalePart]:
    for part in line.components:
        account = part.account or line.account or _account(line, document, chart)
        yield SalePart(account=account, minor=part.net.minor, dimensions=part.dimensions or line.dimensions)
    if not line.components:
        account = line.account or _account(line, document, chart)
        yield SalePart(account=account, minor=line.net.minor, dimensions=line.dimensions)


def _account(line: InvoiceLine, document: Document, chart: Chart) -> AccountCode:
    role = _LINE_ROLES.get(line.role) or sales_role(line.vat, line.kind, abroad=_abroad(document))
    return chart.account(role)


def _abroad(document: Document) -> bool:
    address = document.buyer.address
    return address is not None and address.country != "SE"


def _change(change: AllowanceCharge, document: Document, chart: Chart) -> Iterator[SalePart]:
    role = _LINE_ROLES.get(change.role)
    lines = [line for line in document.lines if line.vat == change.vat and line.net.minor > 0]
    if role is None and not change.charge and lines:
        yield from _spread(-change.amount, lines, document, chart)
        return
    kind = lines[0].kind if lines else ProductKind.SERVICE
    account = chart.account(role or sales_role(change.vat, kind, abroad=_abroad(document)))
    yield SalePart(account=account, minor=change.amount.minor if change.charge else -change.amount.minor)


def _spread(amount: Money, lines: Sequence[InvoiceLine], document: Document, chart: Chart) -> Iterator[SalePart]:
    """A discount on the whole document, over the accounts and cost centres that it lowers."""
    parts = [part for line in lines for part in _line(line, document, chart) if part.minor > 0]
    for part, share in zip(parts, amount.allocate([part.minor for part in parts]), strict=True):
        yield SalePart(account=part.account, minor=share.minor, dimensions=part.dimensions)


def _merged(parts: Sequence[SalePart]) -> tuple[SalePart, ...]:
    sums: dict[tuple[AccountCode, tuple[Dimension, ...], bool], int] = {}
    for part in parts:
        key = (part.account, part.dimensions, part.is_vat)
        sums[key] = sums.get(key, 0) + part.minor
    return tuple(
        SalePart(account=account, minor=minor, dimensions=dimensions, is_vat=is_vat)
        for (account, dimensions, is_vat), minor in sums.items()
        if minor
    )
