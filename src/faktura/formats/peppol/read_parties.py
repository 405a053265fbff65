"""Parties and delivery of a Peppol BIS Billing 3 document, read."""

from datetime import date
from typing import Final

from attrs import evolve

from faktura.core.document import DeliverTo
from faktura.core.errors import Finding
from faktura.core.identity import Identity
from faktura.core.party import Address, Endpoint, Party
from faktura.formats.einvoice.party import identity_of, left_out, stated_endpoint
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.ubl import gln_among, gln_in, party_of, payee_of, vat_number_among
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
    identity, gln = _identity(node, issued, found), gln_among(node, "schemeID", GLN, found)
    return payee_of(node, identity=identity, gln=gln)


def _party(
    node: Element, role: str, issued: date, found: list[Finding], *, f_tax: bool = False, seat: str = ""
) -> Party:
    identity, gln = _identity(node, issued, found), gln_among(node, "schemeID", GLN, found)
    vat_number = vat_number_among(node, found)
    name = node.words("PartyLegalEntity/RegistrationName")
    trading = node.find("PartyName/Name")
    if trading is not None and name in ("", trading.bare):
        name = trading.read()
    address = _address(node.find("PostalAddress"))
    party = party_of(node, role, name=name, identity=identity, gln=gln, vat_number=vat_number, address=address)
    return evolve(party, endpoint=_endpoint(node, party), f_tax=f_tax, registered_office=seat)


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
    gln = gln_in(node.find("DeliveryLocation/ID"), GLN, found)
    name = node.words("DeliveryParty/PartyName/Name")
    return stated_delivery(name, gln, _address(node.find("DeliveryLocation/Address")), buyer)
