"""Seller and buyer of Svefaktura 1.0."""

from typing import Final

from faktura.core.document import DeliverTo
from faktura.core.party import Address, Party
from faktura.formats.einvoice.held import F_TAX, legal_identity
from faktura.formats.einvoice.text import words
from faktura.formats.svefaktura.names import CARE_OF, GS1, ORGANISATION, VAT, postal, telephone


def leaf(name: str, value: str, indent: str) -> str:
    """Return an element with a text, or nothing when the text is empty."""
    said = words(value)
    return f"{indent}<{name}>{said}</{name}>\n" if said else ""


def buyer_xml(party: Party) -> str:
    """Return the buyer with its numbers."""
    taxes = _organisation(party, "", "") + _vat(party)
    return f"  <cac:BuyerParty>\n{_party(party, taxes)}  </cac:BuyerParty>\n"


def seller_xml(party: Party) -> str:
    """Return the seller with F-tax and registered office beside its organisation number."""
    f_tax = f"        <cbc:ExemptionReason>{F_TAX}</cbc:ExemptionReason>\n" if party.f_tax else ""
    office = leaf("cbc:CityName", party.registered_office, "          ")
    seat = (
        f"        <cac:RegistrationAddress>\n{office}          <cac:Country>\n"
        "            <cac:IdentificationCode>SE</cac:IdentificationCode>\n          </cac:Country>\n"
        "        </cac:RegistrationAddress>\n"
    )
    taxes = _organisation(party, f_tax, seat if office else "") + _vat(party)
    return f"  <cac:SellerParty>\n{_party(party, taxes)}  </cac:SellerParty>\n"


def _party(party: Party, taxes: str) -> str:
    gln = party.gln
    number = (
        f'      <cac:PartyIdentification>\n        <cac:ID identificationSchemeAgencyID="{GS1}">{gln.digits}</cac:ID>\n'
        "      </cac:PartyIdentification>\n"
        if gln is not None
        else ""
    )
    return (
        f"    <cac:Party>\n{number}      <cac:PartyName>\n{leaf('cbc:Name', party.name, '        ')}"
        f"      </cac:PartyName>\n{_address(party.address or Address())}{taxes}{_contact(party)}    </cac:Party>\n"
    )


def delivery_xml(place: DeliverTo) -> str:
    """Return where it was delivered: its location number, who received it as a free line, and its address."""
    name = f"          <cbc:Line>{words(place.name)}</cbc:Line>\n" if place.name.strip() else ""
    gln = place.gln
    number = f'        <cac:ID identificationSchemeAgencyID="{GS1}">{gln.digits}</cac:ID>\n' if gln is not None else ""
    content = number + _address_parts(place.address, name)
    said = f"    <cac:DeliveryAddress>\n{content}    </cac:DeliveryAddress>\n"
    return f"  <cac:Delivery>\n{said}  </cac:Delivery>\n" if content else ""


def _address(address: Address) -> str:
    return f"      <cac:Address>\n{_address_parts(address, '')}      </cac:Address>\n"


def _address_parts(address: Address | None, line: str) -> str:
    """Return what stands in an address, after the free *line* of a delivery."""
    if address is None:
        return f"        <cac:AddressLine>\n{line}        </cac:AddressLine>\n" if line else ""
    care_of = words(address.care_of)
    lines = line + (f"          <cbc:Line>{CARE_OF}{care_of}</cbc:Line>\n" if care_of else "")
    return (
        f"{leaf('cbc:StreetName', address.street, '        ')}"
        f"{leaf('cbc:Department', address.extra, '        ')}{leaf('cbc:CityName', address.city, '        ')}"
        f"{leaf('cbc:PostalZone', postal(address.postal_code), '        ')}"
        f"{f'        <cac:AddressLine>{_LF}{lines}        </cac:AddressLine>{_LF}' if lines else ''}"
        f"        <cac:Country>\n          <cac:IdentificationCode>{address.country}</cac:IdentificationCode>\n"
        "        </cac:Country>\n"
    )


_LF: Final = "\n"


def _organisation(party: Party, f_tax: str, seat: str) -> str:
    identity = legal_identity(party)
    return _tax(identity.digits, ORGANISATION, f_tax + seat) if identity is not None else ""


def _vat(party: Party) -> str:
    return _tax(party.vat_number.code, VAT, "") if party.vat_number is not None else ""


def _tax(number: str, scheme: str, more: str) -> str:
    return (
        f"      <cac:PartyTaxScheme>\n        <cac:CompanyID>{number}</cac:CompanyID>\n{more}"
        f"        <cac:TaxScheme>\n          <cac:ID>{scheme}</cac:ID>\n        </cac:TaxScheme>\n"
        "      </cac:PartyTaxScheme>\n"
    )


def _contact(party: Party) -> str:
    said = (
        leaf("cbc:Name", party.contact, "        ")
        + leaf("cbc:Telephone", telephone(party.phone), "        ")
        + leaf("cbc:ElectronicMail", party.email, "        ")
    )
    return f"      <cac:Contact>\n{said}      </cac:Contact>\n" if said else ""
