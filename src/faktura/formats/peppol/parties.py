"""Seller, buyer and payee of Peppol BIS Billing 3."""

from faktura.core.identity import Identity
from faktura.core.party import Address, Endpoint, Party
from faktura.formats.einvoice.held import legal_identity
from faktura.formats.einvoice.text import attribute, words
from faktura.formats.peppol.names import F_TAX, GLN, OFFICE, ORGANISATION


def seller_xml(party: Party, *, outside: bool) -> str:
    """Return the seller (BG-4); without VAT number when all is *outside* VAT (BR-O-02)."""
    taxes = "" if outside else _vat(party)
    if party.f_tax:
        taxes += _tax(F_TAX, "TAX")
    office = party.registered_office.strip()
    form = f"        <cbc:CompanyLegalForm>{words(OFFICE + office)}</cbc:CompanyLegalForm>\n" if office else ""
    return _party("AccountingSupplierParty", party, taxes, form)


def buyer_xml(party: Party, *, outside: bool) -> str:
    """Return the buyer (BG-7); without VAT number when all is *outside* VAT (BR-O-02)."""
    return _party("AccountingCustomerParty", party, "" if outside else _vat(party), "")


def payee_xml(party: Party) -> str:
    """Return the payee (BG-10): the name and its numbers, no address."""
    identity = legal_identity(party)
    legal = (
        f"    <cac:PartyLegalEntity>\n{_company(identity, '      ')}    </cac:PartyLegalEntity>\n" if identity else ""
    )
    return (
        f"  <cac:PayeeParty>\n{_gln(party, '    ')}    <cac:PartyName>\n      <cbc:Name>{words(party.name)}</cbc:Name>\n"
        f"    </cac:PartyName>\n{legal}  </cac:PayeeParty>\n"
    )


def _party(role: str, party: Party, taxes: str, form: str) -> str:
    identity = legal_identity(party)
    return (
        f"  <cac:{role}>\n    <cac:Party>\n{_endpoint(party.electronic_address)}{_gln(party, '      ')}"
        f"{address_xml('PostalAddress', party.address, '      ')}{taxes}"
        f"      <cac:PartyLegalEntity>\n        <cbc:RegistrationName>{words(party.name)}</cbc:RegistrationName>\n"
        f"{_company(identity, '        ') if identity else ''}{form}      </cac:PartyLegalEntity>\n"
        f"{_contact(party)}    </cac:Party>\n  </cac:{role}>\n"
    )


def _endpoint(endpoint: Endpoint | None) -> str:
    if endpoint is None:
        return ""
    scheme = attribute(endpoint.scheme)
    return f'      <cbc:EndpointID schemeID="{scheme}">{words(endpoint.value)}</cbc:EndpointID>\n'


def _gln(party: Party, indent: str) -> str:
    if party.gln is None:
        return ""
    return (
        f'{indent}<cac:PartyIdentification>\n{indent}  <cbc:ID schemeID="{GLN}">{party.gln.digits}</cbc:ID>\n'
        f"{indent}</cac:PartyIdentification>\n"
    )


def _company(identity: Identity, indent: str) -> str:
    return f'{indent}<cbc:CompanyID schemeID="{ORGANISATION}">{identity.digits}</cbc:CompanyID>\n'


def _leaf(name: str, value: str, indent: str = "        ") -> str:
    said = words(value)
    return f"{indent}<cbc:{name}>{said}</cbc:{name}>\n" if said else ""


def address_xml(name: str, address: Address | None, indent: str) -> str:
    """Return an address (BG-5, BG-8, BG-15) as the element *name*; c/o stands on its third line."""
    if address is None:
        return ""
    deep = indent + "  "
    care_of = words(address.care_of)
    third = f"{deep}<cac:AddressLine>\n{deep}  <cbc:Line>c/o {care_of}</cbc:Line>\n{deep}</cac:AddressLine>\n"
    return (
        f"{indent}<cac:{name}>\n{_leaf('StreetName', address.street, deep)}"
        f"{_leaf('AdditionalStreetName', address.extra, deep)}{_leaf('CityName', address.city, deep)}"
        f"{_leaf('PostalZone', address.postal_code, deep)}{third if care_of else ''}{deep}<cac:Country>\n"
        f"{deep}  <cbc:IdentificationCode>{address.country}</cbc:IdentificationCode>\n{deep}</cac:Country>\n"
        f"{indent}</cac:{name}>\n"
    )


def _vat(party: Party) -> str:
    return _tax(party.vat_number.code, "VAT") if party.vat_number else ""


def _tax(number: str, scheme: str) -> str:
    return (
        f"      <cac:PartyTaxScheme>\n        <cbc:CompanyID>{number}</cbc:CompanyID>\n        <cac:TaxScheme>\n"
        f"          <cbc:ID>{scheme}</cbc:ID>\n        </cac:TaxScheme>\n      </cac:PartyTaxScheme>\n"
    )


def _contact(party: Party) -> str:
    said = f"{_leaf('Name', party.contact)}{_leaf('Telephone', party.phone)}{_leaf('ElectronicMail', party.email)}"
    return f"      <cac:Contact>\n{said}      </cac:Contact>\n" if said else ""
