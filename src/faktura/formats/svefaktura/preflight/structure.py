"""The schema of Svefaktura 1.0 (SFTI Basic Invoice), as far as a receiver refuses by it: elements, order, number and values.

An element stands with its children in their order; `?` after a name: at most once; `*`: any number; `+`: at least once;
a digit: at most so often; nothing: exactly once. Where an element has other children in one place, its parent stands
before it. The findings have the codes that the structure of UBL has (`schema.*`).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
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


@frozen
class Type:
    """The children of an element: their places in order, the fewest and the most of each."""

    places: dict[str, int]
    fewest: dict[str, int]
    most: dict[str, int]


def _type(written: str) -> Type:
    found = _CHILD.findall(written)
    many = 10**9
    limits = {"": 1, "?": 1, "*": many, "+": many}
    return Type(
        {name: at for at, (name, _, _) in enumerate(found)},
        {name: 0 if kind in ("?", "*") or (number and kind != "+") else 1 for name, kind, number in found},
        {name: int(number) if number else limits[kind] for name, kind, number in found},
    )


def _types() -> dict[str, Type]:
    rows = (row.partition(":") for row in re.split(r"\n(?=\S)", _TYPES.strip()))
    return {name: _type(children) for name, _, children in rows}


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
    yield from _look(tree.root)


def _look(node: Element) -> Iterator[Finding]:
    above = node.parent.name if node.parent is not None else ""
    kind = _BY_NAME.get(f"{above}/{node.name}") or _BY_NAME.get(node.name)
    if kind is None:
        yield from _value(node)
        return
    for name, fewest in kind.fewest.items():
        if fewest and name not in node.kids:
            yield _finding("missing", node, name)
    last, kids = 0, {name: iter(some) for name, some in node.kids.items()}
    for child in node.element:
        name = str(child.tag).rpartition("}")[2]
        kid = next(kids[name])
        place = kind.places.get(name, -1)
        if place < 0:
            yield _finding("unknown", kid, name)
            continue
        if place < last:
            yield _finding("order", kid, name)
        last = max(last, place)
        yield from _look(kid)
    for name, some in node.kids.items():
        if len(some) > kind.most.get(name, len(some)):
            yield _finding("repeated", some[kind.most[name]], name)


def _value(node: Element) -> Iterator[Finding]:
    for end, fits in _VALUES:
        if node.name.endswith(end):
            try:
                good = bool(fits(node.text))
            except ValueError:
                good = False
            if not good:
                yield _finding("value", node, node.name)
            break
    currency = node.attributes.get(_AMOUNT)
    if currency is None and node.name.endswith("Amount"):
        yield _finding("attribute", node, _AMOUNT)
    elif currency is not None and currency not in CURRENCIES:
        yield _finding("value", node, f"{node.name}/@{_AMOUNT}")


def _finding(what: str, node: Element, name: str) -> Finding:
    facts = (("what", name), ("line", str(node.line)))
    return Finding(code=f"schema.{what}", path=node.path, facts=facts)
