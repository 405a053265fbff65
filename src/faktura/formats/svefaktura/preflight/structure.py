"""The schema of Svefaktura 1.0 (SFTI Basic Invoice), as far as a receiver refuses by it: elements, order, number and values.

An element stands with its children in their order; `?` after a name: at most once; `*`: any number; `+`: at least once;
a digit: at most so often; nothing: exactly once. Where an element has other children in one place, its parent stands
before it. The findings have the codes that the structure of UBL has (`schema.*`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding
from faktura.formats.einvoice.preflight import schema
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import decimal
from faktura.formats.einvoice.xpath import time_of
from faktura.formats.svefaktura.codes import COUNTRIES, CURRENCIES

__all__ = ["schema", "structure"]

_TYPES: Final = """
Invoice: ID IssueDate InvoiceTypeCode Note? TaxPointDate? InvoiceCurrencyCode? TaxCurrencyCode? LineItemCountNumeric
    AdditionalDocumentReference* BuyerParty SellerParty Delivery? PaymentMeans3 PaymentTerms? AllowanceCharge*
    ExchangeRate? TaxTotal* LegalTotal InvoiceLine+ RequisitionistDocumentReference+2 InitialInvoiceDocumentReference*
    DeliveryTerms? InvoicingPeriod?
AdditionalDocumentReference: ID
RequisitionistDocumentReference: ID
InitialInvoiceDocumentReference: ID
DocumentReference: ID
BuyerParty: Party?
SellerParty: Party? AccountsContact?
Party: PartyIdentification* PartyName Address PartyTaxScheme* Contact?
PartyIdentification: ID
PartyName: Name+
PayeePartyName: Name+
Address: ID? Postbox? StreetName? Department? CityName? PostalZone? AddressLine? Country?
RegistrationAddress: ID? Postbox? StreetName? Department? CityName? PostalZone? AddressLine? Country?
DeliveryAddress: ID? Postbox? StreetName? Department? CityName? PostalZone? AddressLine? Country?
AddressLine: Line+7
Country: IdentificationCode?
PartyTaxScheme: RegistrationName? CompanyID ExemptionReason? RegistrationAddress? TaxScheme
TaxScheme: ID
Contact: Name? Telephone? Telefax? ElectronicMail?
AccountsContact: Name? Telephone? Telefax? ElectronicMail?
Delivery: ActualDeliveryDateTime? DeliveryAddress?
InvoiceLine/Delivery: ActualDeliveryDateTime?
PaymentMeans: PaymentMeansTypeCode DuePaymentDate? PayeeFinancialAccount? PayeePartyName?
PayeeFinancialAccount: ID? FinancialInstitutionBranch? PaymentInstructionID?
FinancialInstitutionBranch: FinancialInstitution?
FinancialInstitution: ID?
PaymentTerms: Note? PenaltySurchargePercent?
AllowanceCharge: ChargeIndicator ReasonCode? MultiplierFactorNumeric? Amount TaxCategory+ AllowanceChargeBaseAmount?
InvoiceLine/AllowanceCharge: ChargeIndicator Amount? AllowanceChargeBaseAmount?
ExchangeRate: SourceCurrencyCode SourceCurrencyBaseRate? TargetCurrencyCode TargetUnitBaseRate? CalculationRate? Date?
TaxTotal: TotalTaxAmount TaxSubTotal*
TaxSubTotal: TaxableAmount TaxAmount TaxCategory TaxCurrencyTaxAmount? InitialInvoiceTaxAmount?
TaxCategory: ID Percent? ExemptionReason? TaxScheme
LegalTotal: LineExtensionTotalAmount TaxExclusiveTotalAmount? TaxInclusiveTotalAmount RoundOffAmount?
InvoiceLine: ID InvoicedQuantity? LineExtensionAmount Note? OrderLineReference? DespatchLineReference? Delivery?
    AllowanceCharge? Item
OrderLineReference: BuyersLineID? OrderReference?
OrderReference: BuyersID?
DespatchLineReference: LineID DocumentReference?
Item: Description? BuyersItemIdentification? SellersItemIdentification? StandardItemIdentification? TaxCategory*
    BasePrice?
BuyersItemIdentification: ID
SellersItemIdentification: ID
StandardItemIdentification: ID
BasePrice: PriceAmount BaseQuantity?
DeliveryTerms: SpecialTerms?
InvoicingPeriod: StartDateTime? EndDateTime?
"""
_CHILD: Final = re.compile(r"([A-Za-z]+)([?*+]?)([0-9]?)")


@frozen(eq=False)
class Type:
    """The children of an element: their places in order, those that must be there, the most of each, and their own types."""

    places: dict[str, int]
    needed: tuple[str, ...]
    most: dict[str, int]
    below: dict[str, "Type | None"]


def _type(written: str) -> Type:
    found = _CHILD.findall(written)
    many = 10**9
    limits = {"": 1, "?": 1, "*": many, "+": many}
    return Type(
        {name: at for at, (name, _, _) in enumerate(found)},
        tuple(name for name, kind, number in found if kind not in ("?", "*") and (kind == "+" or not number)),
        {name: int(number) if number else limits[kind] for name, kind, number in found},
        {},
    )


def _types() -> dict[str, Type]:
    rows = (row.partition(":") for row in re.split(r"\n(?=\S)", _TYPES.strip()))
    types = {name: _type(children) for name, _, children in rows}
    for name, one in types.items():
        one.below.update({child: types.get(f"{name}/{child}") or types.get(child) for child in one.places})
    return types


_BY_NAME: Final = _types()


def _is_date(text: str) -> bool:
    stripped = text.strip(" \t\r\n")
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?", stripped, re.ASCII)) and bool(
        date.fromisoformat(stripped[:10])
    )


_VALUES: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    *((end, lambda text: bool(decimal(text)) or True) for end in ("Amount", "Quantity", "Percent", "Numeric", "Rate")),
    ("DateTime", lambda text: bool(time_of(text))),
    ("Date", _is_date),
    ("Indicator", lambda text: text.strip() in ("true", "false", "1", "0")),
    ("CurrencyCode", CURRENCIES.__contains__),
    ("IdentificationCode", COUNTRIES.__contains__),
)
_AMOUNT: Final = "amountCurrencyID"


def structure(tree: Tree) -> Iterator[Finding]:
    """Yield where *tree* is not what the schema asks for, in the file's order."""
    found: list[Finding] = []
    if tree.root.name in _BY_NAME:  # of another document nothing is known
        _look(tree.root, _BY_NAME[tree.root.name], found)
    yield from found


def _look(node: Element, kind: Type | None, found: list[Finding]) -> None:
    if kind is None:
        found += [_finding("unknown", kid, name) for name, kid in _in_order(node)]
        _value(node, found)
        return
    kids, places = node.kids, kind.places
    found += [_finding("missing", node, name) for name in kind.needed if name not in kids]
    last = 0
    for name, kid in _in_order(node):
        place = places.get(name, -1)
        if place < 0:
            found.append(_finding("unknown", kid, name))
            continue
        if place < last:
            found.append(_finding("order", kid, name))
        else:
            last = place
        _look(kid, kind.below[name], found)
    for name, some in kids.items():
        if len(some) > 1 and len(some) > kind.most.get(name, len(some)):
            found.append(_finding("repeated", some[kind.most[name]], name))


def _in_order(node: Element) -> Iterable[tuple[str, Element]]:
    """Return the children with their names as they stand in the file; grouped by name they do so when none stands twice."""
    if all(len(some) == 1 for some in node.kids.values()):
        return [(name, some[0]) for name, some in node.kids.items()]
    kids = {name: iter(some) for name, some in node.kids.items()}
    names = (str(child.tag).rpartition("}")[2] for child in node.element)
    return [(name, next(kids[name])) for name in names]


def _value(node: Element, found: list[Finding]) -> None:
    name = node.name
    fits = _fits(name)
    if fits is not None:
        try:
            good = bool(fits(node.text))
        except ValueError:
            good = False
        if not good:
            found.append(_finding("value", node, name))
    currency = node.attributes.get(_AMOUNT)
    if currency is None:
        if name.endswith("Amount"):
            found.append(_finding("attribute", node, _AMOUNT))
    elif currency not in CURRENCIES:
        found.append(_finding("value", node, f"{name}/@{_AMOUNT}"))


@lru_cache(maxsize=256)
def _fits(name: str) -> Callable[[str], object] | None:
    return next((fits for end, fits in _VALUES if name.endswith(end)), None)


def _finding(what: str, node: Element, name: str) -> Finding:
    facts = (("what", name), ("line", str(node.line)))
    return Finding(code=f"schema.{what}", path=node.path, facts=facts)
