"""What the readers of e-invoices and their `carried` make of a party's numbers, alike in every format."""

from datetime import date

from faktura.core.errors import Finding, InvalidIdentifier
from faktura.core.identity import Gln, Identity, OrganisationNumber, VatNumber, parse_identity
from faktura.core.party import Endpoint, Party
from faktura.formats.einvoice import wording
from faktura.formats.einvoice.readable import Readable

__all__ = [
    "gln_of", "identity_of", "left_out", "party_id", "restated", "stated_endpoint", "vat_number_of", "wording",
]  # fmt: skip


def left_out(node: Readable) -> Finding:
    """Return the finding that the number in *node* breaks its own rules; the number itself is not repeated."""
    return Finding(code="einvoice.identifier", path=node.path, severity="warning", facts=(("what", node.path),))


def identity_of(text: str, on: date) -> Identity | None:
    """Return the number *text* as stated *on* that day; none when it breaks its own rules."""
    try:
        return parse_identity(text, on)
    except InvalidIdentifier:
        return None


def vat_number_of(text: str) -> VatNumber | None:
    """Return the VAT number *text*; none when it is no EU number or breaks its own rules."""
    try:
        return VatNumber.parse(text)
    except InvalidIdentifier:
        return None


def gln_of(text: str) -> Gln | None:
    """Return the location number *text*; none when it breaks its own rules."""
    try:
        return Gln.parse(text)
    except InvalidIdentifier:
        return None


def restated(identity: Identity | None, on: date) -> Identity | None:
    """Return *identity* as ten digits written *on* that day give it back: their century is lost."""
    return identity_of(identity.digits, on) if identity is not None else None


def party_id(identity: Identity | None, gln: Gln | None, vat_number: VatNumber | None, role: str) -> str:
    """Return the id of a party read from a file: made of its numbers, but never of a personal one."""
    if isinstance(identity, OrganisationNumber):
        return f"0007:{identity.digits}"
    if gln is not None:
        return f"0088:{gln.digits}"
    if vat_number is not None and not (vat_number.country == "SE" and vat_number.code[4] < "2"):
        return vat_number.code
    return role


def stated_endpoint(party: Party, endpoint: Endpoint | None) -> Endpoint | None:
    """Return *endpoint* unless it is what the numbers of *party* give by themselves."""
    return None if endpoint == party.electronic_address else endpoint
