"""Parties and payment of a Svefaktura 1.0, read."""

from datetime import date

from attrs import evolve

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import DeliverTo
from faktura.core.errors import Finding
from faktura.core.identity import Identity, VatNumber
from faktura.core.party import Address, Party, PaymentInstruction
from faktura.formats.einvoice.account import Kinds, account_in
from faktura.formats.einvoice.held import F_TAX
from faktura.formats.einvoice.party import gln_of, identity_of, left_out, party_id, vat_number_of
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.ubl import gln_among
from faktura.formats.svefaktura.names import (
    BANKGIRO,
    CARE_OF,
    GS1,
    IBAN,
    OLD_F_TAX,
    ORGANISATION,
    PLUSGIRO,
    VAT,
)

_F_TAX = {F_TAX.casefold(), OLD_F_TAX.casefold()}
_KINDS: Kinds = {BANKGIRO: BankgiroNumber, PLUSGIRO: PlusgiroNumber, IBAN: Iban}


def read_seller(root: Element, issued: date, found: list[Finding]) -> Party:
    """Return the seller, with F-tax and registered office; the accounts contact stands in for a missing one."""
    node = root.find("SellerParty/Party") or root.fail("SellerParty", "", "a seller")
    party = _party(node, "seller", issued, found)
    if not party.contact:
        party = evolve(party, contact=root.words("SellerParty/AccountsContact/Name"))
    f_tax, office = False, ""
    for tax in node.every("PartyTaxScheme"):
        reason, seat = tax.find("ExemptionReason"), tax.find("RegistrationAddress/CityName")
        if reason is not None and reason.bare.casefold() in _F_TAX:
            f_tax = bool(reason.read())
        if seat is not None and seat.bare and not office:
            office = seat.read()
            country = tax.find("RegistrationAddress/Country/IdentificationCode")
            if country is not None and country.bare == "SE":
                country.read()
    return evolve(party, f_tax=f_tax, registered_office=office)


def read_buyer(root: Element, issued: date, found: list[Finding]) -> Party:
    """Return the buyer: one of whom nothing is said, which schema and rules let pass, has no name."""
    stated = root.find("BuyerParty") or root.fail("BuyerParty", "", "a buyer")
    node = stated.find("Party")
    if node is None:
        return Party(id="buyer", name="")
    return _party(node, "buyer", issued, found)


def read_delivery(root: Element, found: list[Finding]) -> DeliverTo | None:
    """Return where it was delivered: who received it is the first free line that is no care-of."""
    node = root.find("Delivery/DeliveryAddress")
    if node is None:
        return None
    stated, lines = node.find("ID"), node.find("AddressLine")
    gln = None
    if stated is not None and stated.attributes.get("identificationSchemeAgencyID") == GS1:
        gln = gln_of(stated.bare)
        _carry(stated, gln, found)
    named = [line for line in lines.every("Line") if not line.bare.startswith(CARE_OF)] if lines is not None else []
    name = named[0].read() if named else ""
    address = (
        _address(node, named=bool(named)) if any(name not in ("ID", "AddressLine") for name in node.kids) else None
    )
    return DeliverTo(name=name, gln=gln, address=address) if name or gln is not None or address is not None else None


def payee_of(root: Element) -> Party | None:
    """Return who is paid in the seller's place, known by name only."""
    name = next((text for node in root.every("PaymentMeans") if (text := node.words("PayeePartyName/Name"))), "")
    return Party(id="payee", name=name) if name else None


def _party(node: Element, role: str, issued: date, found: list[Finding]) -> Party:
    identity, vat_number = _numbers(node, issued, found)
    gln = gln_among(node, "identificationSchemeAgencyID", GS1, found)
    return Party(
        id=party_id(identity, gln, vat_number, role),
        name=node.words("PartyName/Name"),
        identity=identity,
        vat_number=vat_number,
        gln=gln,
        address=_address(node.find("Address") or node.fail("Address", "", "an address")),
        contact=node.words("Contact/Name"),
        phone=node.words("Contact/Telephone"),
        email=node.words("Contact/ElectronicMail"),
    )


def _numbers(node: Element, issued: date, found: list[Finding]) -> tuple[Identity | None, VatNumber | None]:
    identity: Identity | None = None
    vat_number: VatNumber | None = None
    for tax in node.every("PartyTaxScheme"):
        scheme, stated = tax.find("TaxScheme/ID"), tax.find("CompanyID")
        if scheme is None or stated is None or scheme.bare not in (ORGANISATION, VAT):
            continue
        scheme.read()
        if scheme.bare == ORGANISATION and identity is None:
            identity = identity_of(stated.bare, issued)
            _carry(stated, identity, found)
        elif scheme.bare == VAT and vat_number is None:
            vat_number = vat_number_of(stated.bare)
            if vat_number is not None or stated.bare.startswith("SE"):
                _carry(stated, vat_number, found)
    return identity, vat_number


def _carry(stated: Element, value: object, found: list[Finding]) -> None:
    if value is None:
        found.append(left_out(stated))
    else:
        stated.read()


def _address(node: Element, *, named: bool = False) -> Address:
    """Return an address; *named* tells that the first free line is the name of whoever is there."""
    written = node.find("AddressLine")
    lines = [line for line in written.every("Line") if line.bare] if written is not None else []
    if named:
        lines.remove(next(line for line in lines if not line.bare.startswith(CARE_OF)))
    care_of, extra, street = "", node.words("Department"), node.words("StreetName")
    if lines and lines[0].bare.startswith(CARE_OF):
        care_of = lines.pop(0).read().removeprefix(CARE_OF).strip()
    if not street:
        street = node.words("Postbox")
    if not extra and lines:
        extra = ", ".join(line.read() for line in lines)
    return Address(
        street=street,
        care_of=care_of,
        extra=extra,
        postal_code=node.words("PostalZone"),
        city=node.words("CityName"),
        country=node.words("Country/IdentificationCode") or "SE",
    )


def payment_of(root: Element, found: list[Finding]) -> PaymentInstruction | None:
    """Return accounts and reference; none when there is neither."""
    means = root.every("PaymentMeans")
    path = "PayeeFinancialAccount/PaymentInstructionID"
    reference = next((text for node in means if (text := node.words(path))), "")
    accounts: list[PaymentAccount] = []
    for node in means:
        node.words("PaymentMeansTypeCode")
        payee, stated = node.find("PayeePartyName/Name"), node.find(path)
        if stated is not None and stated.bare == reference:
            stated.read()
        if payee is not None:
            payee.read()
        account = _account(node, found)
        if account is not None:
            accounts.append(account)
    if not accounts and not reference:
        return None
    return PaymentInstruction(accounts=tuple(accounts), reference=reference, ocr=False)


def _account(node: Element, found: list[Finding]) -> PaymentAccount | None:
    stated = node.find("PayeeFinancialAccount/ID")
    branch = node.find("PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID")
    if stated is None or not stated.bare:
        return None
    kind = branch.bare if branch is not None else stated.attributes.get("identificationSchemeName", "")
    account = account_in(stated, _KINDS.get(kind), found)
    if account is not None and branch is not None and kind in (BANKGIRO, PLUSGIRO):
        branch.read()
    return account
