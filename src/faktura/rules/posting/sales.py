"""What a document is booked as: revenue by account, VAT by rate, rounding, and who owes it.

All amounts here are as the document states them, a credit note's positive too; `Document.sign` turns them.
Dimensions stand on revenue only: cost centres and projects belong to results, not to claims or VAT.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs
from attrs import frozen

from faktura.core.document import AllowanceCharge, Document, InvoiceLine, Period
from faktura.core.errors import RuleRefused
from faktura.core.ledger import AccountCode, AccountRole, Chart, Dimension
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

    @property
    def is_income(self) -> bool:
        """Whether it is neither VAT nor a debt, as an advance is: only income can be lost."""
        return not self.is_vat and self.account.is_result


_SALES: Final = {25: AccountRole.SALES_25, 12: AccountRole.SALES_12, 6: AccountRole.SALES_6}
_VAT: Final = {25: AccountRole.VAT_25, 12: AccountRole.VAT_12, 6: AccountRole.VAT_6}
_LINE_ROLES: Final = {
    LineRole.FREIGHT: AccountRole.FREIGHT,
    LineRole.INVOICE_FEE: AccountRole.INVOICE_FEE,
    LineRole.ADVANCE: AccountRole.ADVANCE,
}


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


def vat_role(vat: Vat) -> AccountRole:
    """Return the role of the account of output VAT at the rate of *vat*."""
    return _by_rate(_VAT, vat)


def _by_rate(roles: dict[int, AccountRole], vat: Vat) -> AccountRole:
    role = roles.get(int(vat.percent)) if vat.percent == int(vat.percent) else None
    if role is None:
        raise RuleRefused("posting.vat_rate", percent=f"{vat.percent:f}")
    return role


def sale_parts(document: Document, chart: Chart, *, bound_on: date | None = None) -> tuple[SalePart, ...]:
    """Return what *document* is booked as: revenue, VAT, rounding; the sum is what its parties owe in all.

    Each line, or each hidden component of a package, goes to its own account, else to its role's. A discount on
    the whole document lowers the lines of its VAT treatment in proportion; a charge goes to its role's account.
    With *bound_on* the account the chart has for a line's product on that day comes before the line's own.

    Raises:
        RuleRefused: A VAT rate without an account role.
        InputError: A role the chart leaves open.
    """
    parts = [part for _, part in parts_by_period(document, chart, bound_on=bound_on)]
    for row in document.totals.breakdown:
        if row.amount:
            role = vat_role(Vat(row.category, row.percent))
            parts.append(SalePart(account=chart.account(role), minor=row.amount.minor, is_vat=True))
    rounding = document.totals.rounding
    if rounding:
        parts.append(SalePart(account=chart.account(AccountRole.ROUNDING), minor=rounding.minor))
    return _merged(parts)


def parts_by_period(
    document: Document, chart: Chart, *, bound_on: date | None = None
) -> Iterator[tuple[Period | None, SalePart]]:
    """Yield the income of *document* with the period it belongs to: the line's, else the document's, else none."""
    lines = [_bound(line, chart, bound_on) for line in document.lines]
    for line in lines:
        for part in line_parts(line, document, chart):
            yield line.period or document.period, part
    for change in document.allowances:
        yield from _change(change, lines, document, chart)


def _bound(line: InvoiceLine, chart: Chart, on: date | None) -> InvoiceLine:
    account = chart.product_account(line.product_id, on) if on is not None else None
    return line if account is None else attrs.evolve(line, account=account)


def line_parts(line: InvoiceLine, document: Document, chart: Chart) -> Iterator[SalePart]:
    """Yield what one line of *document* is booked as: itself, or each of its hidden components."""
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


def _change(
    change: AllowanceCharge, lines: Sequence[InvoiceLine], document: Document, chart: Chart
) -> Iterator[tuple[Period | None, SalePart]]:
    """A discount on the whole document lowers the accounts and cost centres of its lines; a charge has its own."""
    role = _LINE_ROLES.get(change.role)
    alike = [line for line in lines if line.vat == change.vat and line.net.minor > 0]
    if role is None and not change.charge and alike:
        held = [(line.period or document.period, part) for line in alike for part in line_parts(line, document, chart)]
        held = [(period, part) for period, part in held if part.minor > 0]
        shares = (-change.amount).allocate([part.minor for _, part in held])
        for (period, part), share in zip(held, shares, strict=True):
            yield period, SalePart(account=part.account, minor=share.minor, dimensions=part.dimensions)
        return
    kind = alike[0].kind if alike else ProductKind.SERVICE
    account = chart.account(role or sales_role(change.vat, kind, abroad=_abroad(document)))
    yield (
        document.period,
        SalePart(account=account, minor=change.amount.minor if change.charge else -change.amount.minor),
    )


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
