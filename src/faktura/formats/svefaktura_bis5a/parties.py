"""Seller, buyer and payee of BIS 5A."""

from faktura.core.document import DeliverTo
from faktura.core.identity import Identity
from faktura.core.party import Address, Endpoint, Party, PaymentCard
from faktura.formats.einvoice.held import F_TAX, legal_identity
from faktura.formats.einvoice.text import words
from faktura.formats.svefaktura_bis5a.held import second_line, vat_scheme
from faktura.formats.svefaktura_bis5a.names import ADDRESS_SCHEMES, GLN, LISTS, ORGANISATION

_COUNTRY = LISTS["country"]


def leaf(name: str, value: str, indent: str) -> str:
    """Return an element with a text, or nothing when the text is empty."""
    said = words(value)
    return f"{indent}<cbc:{name}>{said}</cbc:{name}>\n" if said else ""


def seller_xml(party: Party) -> str:
    """Return the seller with F-tax and registered office."""
    f_tax = f"        <cbc:ExemptionReason>{F_TAX}</cbc:ExemptionReason>\n" if party.f_tax else ""
    office = leaf("CityName", party.registered_office, "          ")
    seat = (
        f"        <cac:RegistrationAddress>\n{office}{_country('SE', '          ')}        </cac:RegistrationAddress>\n"
    )
    return _role("AccountingSupplierParty", party, _tax(party, f_tax), seat if office else "", "")


def buyer_xml(party: Party, reference: str) -> str:
    """Return the buyer; the *reference* it has given stands as the id of its contact."""
    return _role("AccountingCustomerParty", party, _tax(party, ""), "", reference)


def payee_xml(party: Party) -> str:
    """Return who is paid in the seller's place: name and numbers."""
    identity = legal_identity(party)
    legal = (
        f"    <cac:PartyLegalEntity>\n{_company(identity, '      ')}    </cac:PartyLegalEntity>\n" if identity else ""
    )
    name = f"    <cac:PartyName>\n{leaf('Name', party.name, '      ')}    </cac:PartyName>\n"
    return f"  <cac:PayeeParty>\n{_gln(party, '    ')}{name}{legal}  </cac:PayeeParty>\n"


def _role(role: str, party: Party, tax: str, seat: str, reference: str) -> str:
    identity = legal_identity(party)
    number = _company(identity, "        ") if identity is not None else ""
    return (
        f"  <cac:{role}>\n    <cac:Party>\n{_endpoint(party.electronic_address)}{_gln(party, '      ')}"
        f"      <cac:PartyName>\n{leaf('Name', party.name, '        ')}      </cac:PartyName>\n"
        f"{_address(party.address or Address())}{tax}      <cac:PartyLegalEntity>\n"
        f"{leaf('RegistrationName', party.name, '        ')}{number}{seat}      </cac:PartyLegalEntity>\n"
        f"{_contact(party, reference)}    </cac:Party>\n  </cac:{role}>\n"
    )


def _endpoint(endpoint: Endpoint | None) -> str:
    if endpoint is None:
        return ""
    scheme = ADDRESS_SCHEMES[endpoint.scheme]
    return f'      <cbc:EndpointID schemeID="{scheme}">{words(endpoint.value)}</cbc:EndpointID>\n'


def _gln(party: Party, indent: str) -> str:
    if party.gln is None:
        return ""
    number = f'{indent}  <cbc:ID schemeID="{GLN}">{party.gln.digits}</cbc:ID>\n'
    return f"{indent}<cac:PartyIdentification>\n{number}{indent}</cac:PartyIdentification>\n"


def _company(identity: Identity, indent: str) -> str:
    return f'{indent}<cbc:CompanyID schemeID="{ORGANISATION}">{identity.digits}</cbc:CompanyID>\n'


def location_xml(place: DeliverTo) -> str:
    """Return where it was delivered: its location number and its address; a name has no place there."""
    gln = place.gln
    number = f'      <cbc:ID schemeID="{GLN}">{gln.digits}</cbc:ID>\n' if gln is not None else ""
    address = _parts("Address", place.address) if place.address is not None else ""
    located = number + address
    return f"    <cac:DeliveryLocation>\n{located}    </cac:DeliveryLocation>\n" if located else ""


def card_xml(card: PaymentCard) -> str:
    """Return the card that was paid with; who holds it has no place."""
    said = leaf("PrimaryAccountNumberID", card.digits, "      ") + leaf("NetworkID", card.network, "      ")
    return f"    <cac:CardAccount>\n{said}    </cac:CardAccount>\n"


def _address(address: Address) -> str:
    return _parts("PostalAddress", address)


def _parts(name: str, address: Address) -> str:
    lines = (
        leaf("StreetName", address.street, "        ")
        + leaf("AdditionalStreetName", second_line(address), "        ")
        + leaf("CityName", address.city, "        ")
        + leaf("PostalZone", address.postal_code, "        ")
    )
    return f"      <cac:{name}>\n{lines}{_country(address.country, '        ')}      </cac:{name}>\n"


def _country(code: str, indent: str) -> str:
    named = f'{indent}  <cbc:IdentificationCode listID="{_COUNTRY}">{code}</cbc:IdentificationCode>\n'
    return f"{indent}<cac:Country>\n{named}{indent}</cac:Country>\n"


def _tax(party: Party, f_tax: str) -> str:
    number = party.vat_number
    if number is None and not f_tax:
        return ""
    company = (
        f'        <cbc:CompanyID schemeID="{vat_scheme(number)}">{number.code}</cbc:CompanyID>\n' if number else ""
    )
    scheme = "        <cac:TaxScheme>\n          <cbc:ID>VAT</cbc:ID>\n        </cac:TaxScheme>\n"
    return f"      <cac:PartyTaxScheme>\n{company}{f_tax}{scheme}      </cac:PartyTaxScheme>\n"


def _contact(party: Party, reference: str) -> str:
    said = (
        leaf("ID", reference, "        ")
        + leaf("Name", party.contact, "        ")
        + leaf("Telephone", party.phone, "        ")
        + leaf("ElectronicMail", party.email, "        ")
    )
    return f"      <cac:Contact>\n{said}      </cac:Contact>\n" if said else ""
