"""Parties and delivery of a Peppol BIS Billing 3 document, read."""

from datetime import date
from typing import Final

from attrs import evolve

from faktura.core.document import DeliverTo
from faktura.core.errors import Finding
from faktura.core.identity import Gln, Identity, VatNumber
from faktura.core.party import Address, Endpoint, Party
from faktura.formats.einvoice.party import gln_of, identity_of, left_out, party_id, stated_endpoint, vat_number_of
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.peppol.held import stated_delivery
from faktura.formats.peppol.names import F_TAX, GLN, OFFICE, ORGANISATION

_CARE_OF: Final = "c/o "


def read_seller(root: Element, issued: date, found: list[Finding]) -> Party:
    """Return the seller: with F-tax and registered office."""
    node = root.find("AccountingSupplierParty/Party") or root.fail("AccountingSupplierParty", "", "a seller")
    office = node.find("PartyLegalEntity/CompanyLegalForm")
    seat = ""
    if office is not None and office.bare.startswith(OFFICE):
        seat = office.read().removeprefix(OFFICE).strip()
    return _party(node, "seller", issued, found, f_tax=_f_tax(node), seat=seat)


def read_buyer(root: Element, issued: date, found: list[Finding]) -> Party:
    """Return the buyer."""
    node = root.find("AccountingCustomerParty/Party") or root.fail("AccountingCustomerParty", "", "a buyer")
    return _party(node, "buyer", issued, found)


def read_payee(root: Element, issued: date, found: list[Finding]) -> Party | None:
    """Return the payee when it is another than the seller: its name and numbers."""
    node = root.find("PayeeParty")
    if node is None:
        return None
    identity, gln = _identity(node, issued, found), _gln(node, found)
    return Party(
        id=party_id(identity, gln, None, "payee"), name=node.words("PartyName/Name"), identity=identity, gln=gln
    )


def _party(
    node: Element, role: str, issued: date, found: list[Finding], *, f_tax: bool = False, seat: str = ""
) -> Party:
    identity, gln, vat_number = _identity(node, issued, found), _gln(node, found), _vat_number(node, found)
    name = node.words("PartyLegalEntity/RegistrationName")
    trading = node.find("PartyName/Name")
    if trading is not None and name in ("", trading.bare):
        name = trading.read()
    party = Party(
        id=party_id(identity, gln, vat_number, role),
        name=name,
        identity=identity,
        vat_number=vat_number,
        gln=gln,
        address=_address(node.find("PostalAddress")),
        contact=node.words("Contact/Name"),
        phone=node.words("Contact/Telephone"),
        email=node.words("Contact/ElectronicMail"),
        f_tax=f_tax,
        registered_office=seat,
    )
    endpoint = _endpoint(node, party)
    return evolve(party, endpoint=endpoint) if endpoint is not None else party


def _endpoint(node: Element, party: Party) -> Endpoint | None:
    stated = node.find("EndpointID")
    if stated is None or not stated.bare:
        return None
    return stated_endpoint(party, Endpoint(stated.attributes.get("schemeID", ""), stated.read()))


def _identity(node: Element, issued: date, found: list[Finding]) -> Identity | None:
    stated = node.find("PartyLegalEntity/CompanyID")
    if stated is None or stated.attributes.get("schemeID", ORGANISATION) != ORGANISATION:
        return None
    identity = identity_of(stated.bare, issued)
    if identity is not None:
        stated.read()
    elif "schemeID" in stated.attributes:
        found.append(left_out(stated))
    return identity


def _gln(node: Element, found: list[Finding]) -> Gln | None:
    for one in node.every("PartyIdentification"):
        stated = one.find("ID")
        if stated is not None and stated.attributes.get("schemeID") == GLN:
            gln = gln_of(stated.bare)
            if gln is None:
                found.append(left_out(stated))
            else:
                stated.read()
            return gln
    return None


def _vat_number(node: Element, found: list[Finding]) -> VatNumber | None:
    for one in node.every("PartyTaxScheme"):
        scheme, stated = one.find("TaxScheme/ID"), one.find("CompanyID")
        if scheme is None or stated is None or scheme.bare.upper() != "VAT":
            continue
        number = vat_number_of(stated.bare)
        if number is not None:
            stated.read()
            scheme.read()
        elif stated.bare.startswith("SE"):  # a number from outside the EU has no place here, and is no mistake
            found.append(left_out(stated))
        return number
    return None


def _f_tax(node: Element) -> bool:
    for one in node.every("PartyTaxScheme"):
        scheme, stated = one.find("TaxScheme/ID"), one.find("CompanyID")
        if stated is not None and " ".join(stated.bare.split()).casefold() == F_TAX.casefold():
            stated.read()
            if scheme is not None:
                scheme.read()
            return True
    return False


def _address(node: Element | None) -> Address | None:
    if node is None:
        return None
    third = node.find("AddressLine/Line")
    care_of, extra = "", node.words("AdditionalStreetName")
    if third is not None and third.bare.startswith(_CARE_OF):
        care_of = third.read().removeprefix(_CARE_OF).strip()
    elif third is not None and third.bare:
        extra = ", ".join(part for part in (extra, third.read()) if part)
    return Address(
        street=node.words("StreetName"),
        care_of=care_of,
        extra=extra,
        postal_code=node.words("PostalZone"),
        city=node.words("CityName"),
        country=node.words("Country/IdentificationCode"),
    )


def deliver_to_of(root: Element, buyer: Party, found: list[Finding]) -> DeliverTo | None:
    """Return where it was delivered; the buyer's own country alone says nothing more."""
    node = root.find("Delivery")
    if node is None:
        return None
    place = node.find("DeliveryLocation/ID")
    gln = None
    if place is not None and place.attributes.get("schemeID") == GLN:
        gln = gln_of(place.bare)
        if gln is None:
            found.append(left_out(place))
        else:
            place.read()
    name = node.words("DeliveryParty/PartyName/Name")
    return stated_delivery(name, gln, _address(node.find("DeliveryLocation/Address")), buyer)
