"""Parties and payment of a BIS 5A document, read."""

from datetime import date
from typing import Final

from attrs import evolve

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import DeliverTo
from faktura.core.errors import Finding
from faktura.core.identity import Identity
from faktura.core.party import Address, Endpoint, Party, PaymentCard, PaymentInstruction
from faktura.formats.einvoice.account import Kinds, account_in
from faktura.formats.einvoice.held import F_TAX
from faktura.formats.einvoice.party import identity_of, left_out, stated_endpoint
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.ubl import gln_among, gln_in, party_of, payee_of, vat_number_among
from faktura.formats.svefaktura_bis5a.held import bank_code, parted
from faktura.formats.svefaktura_bis5a.names import (
    ADDRESS_SCHEMES,
    AUTOGIRO,
    BANKGIRO,
    BBAN,
    CARD,
    DIRECT_DEBIT,
    GLN,
    IBAN,
    ORGANISATION,
    PLUSGIRO,
    TRANSFER,
    UNDEFINED,
)

_SCHEMES: Final = {name: number for number, name in ADDRESS_SCHEMES.items()}
_KNOWN_CODES: Final = frozenset({UNDEFINED, "30", TRANSFER, "42", CARD, DIRECT_DEBIT})
_KNOWN_CHANNELS: Final = frozenset({BANKGIRO, PLUSGIRO, AUTOGIRO, BBAN, IBAN})
_KINDS: Final[Kinds] = {
    BANKGIRO: BankgiroNumber, PLUSGIRO: PlusgiroNumber, IBAN: Iban,
    AUTOGIRO: BankgiroNumber,  # what Autogiro is paid to is a bankgiro number
}  # fmt: skip


def read_seller(root: Element, issued: date, found: list[Finding]) -> Party:
    """Return the seller, with F-tax and registered office."""
    node = root.find("AccountingSupplierParty/Party") or root.fail("AccountingSupplierParty", "", "a seller")
    party = _party(node, "seller", issued, found)
    approved, seat = node.find("PartyTaxScheme/ExemptionReason"), node.find("PartyLegalEntity/RegistrationAddress")
    f_tax = approved is not None and " ".join(approved.bare.split()).casefold() == F_TAX.casefold()
    if f_tax and approved is not None:
        approved.read()
        node.words("PartyTaxScheme/TaxScheme/ID")
    office = seat.words("CityName") if seat is not None else ""
    country = seat.find("Country/IdentificationCode") if seat is not None else None
    if office and country is not None and country.bare == "SE":
        country.read()
    return evolve(party, f_tax=f_tax, registered_office=office)


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


def _party(node: Element, role: str, issued: date, found: list[Finding]) -> Party:
    identity, gln = _identity(node, issued, found), gln_among(node, "schemeID", GLN, found)
    vat_number = vat_number_among(node, found)
    name, registered = node.words("PartyName/Name"), node.find("PartyLegalEntity/RegistrationName")
    if registered is not None and name in ("", registered.bare):
        name = registered.read()
    address = _address(node.find("PostalAddress"))
    party = party_of(node, role, name=name, identity=identity, gln=gln, vat_number=vat_number, address=address)
    return evolve(party, endpoint=_endpoint(node, party))


def _endpoint(node: Element, party: Party) -> Endpoint | None:
    stated = node.find("EndpointID")
    scheme = _SCHEMES.get(stated.attributes.get("schemeID", "").strip()) if stated is not None else None
    if stated is None or scheme is None or not stated.bare:
        return None
    return stated_endpoint(party, Endpoint(scheme, stated.read()))


def _identity(node: Element, issued: date, found: list[Finding]) -> Identity | None:
    """Return the organisation number, of the legal entity or else among the party's identifiers."""
    stated = [node.find("PartyLegalEntity/CompanyID"), *(one.find("ID") for one in node.every("PartyIdentification"))]
    for at, one in enumerate(stated):
        if one is None or one.attributes.get("schemeID", "" if at else ORGANISATION) != ORGANISATION:
            continue
        identity = identity_of(one.bare, issued)
        if identity is not None:
            one.read()
            return identity
        if "schemeID" in one.attributes:
            found.append(left_out(one))
    return None


def _address(node: Element | None) -> Address | None:
    if node is None:
        return None
    care_of, extra = parted(node.words("AdditionalStreetName"))
    return Address(
        street=node.words("StreetName"),
        care_of=care_of,
        extra=extra,
        postal_code=node.words("PostalZone"),
        city=node.words("CityName"),
        country=node.words("Country/IdentificationCode"),
    )


def read_delivery(root: Element, found: list[Finding]) -> DeliverTo | None:
    """Return where it was delivered, when a place is stated."""
    node = root.find("Delivery/DeliveryLocation")
    if node is None:
        return None
    gln = gln_in(node.find("ID"), GLN, found)
    address = _address(node.find("Address"))
    return DeliverTo(gln=gln, address=address) if gln is not None or address is not None else None


def _card(node: Element | None) -> PaymentCard | None:
    if node is None:
        return None
    return PaymentCard(digits=node.words("PrimaryAccountNumberID"), network=node.words("NetworkID"))


def payment_of(root: Element, found: list[Finding]) -> PaymentInstruction | None:
    """Return accounts and reference of every means of payment; none when there is neither."""
    means = root.every("PaymentMeans")
    reference = next((text for node in means if (text := node.words("PaymentID"))), "")
    accounts: list[PaymentAccount] = []
    debited, card = False, None
    for node in means:
        code, stated, channel = (node.find(name) for name in ("PaymentMeansCode", "PaymentID", "PaymentChannelCode"))
        if stated is not None and stated.bare == reference:
            stated.read()
        way = channel.bare.upper() if channel is not None else ""
        if code is not None and code.bare in _KNOWN_CODES:
            debited = debited or code.bare == DIRECT_DEBIT
            code.read()
        if channel is not None and way in _KNOWN_CHANNELS:
            channel.read()
        card = card or _card(node.find("CardAccount"))
        account = _account(node, way, found)
        if account is not None:
            accounts.append(account)
    if not accounts and not reference and not debited and card is None:
        return None
    return PaymentInstruction(accounts=tuple(accounts), reference=reference, ocr=False, direct_debit=debited, card=card)


def _account(node: Element, channel: str, found: list[Finding]) -> PaymentAccount | None:
    stated = node.find("PayeeFinancialAccount/ID")
    if stated is None or not stated.bare:
        return None
    kind = IBAN if stated.attributes.get("schemeID") == IBAN else channel
    account = account_in(stated, _KINDS.get(kind), found)
    bank = node.find("PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID")
    known = bank_code(account) if isinstance(account, Iban) else None
    if bank is not None and known is not None and bank.bare == known.code:
        bank.read()
    return account
