"""What the readers of invoices in UBL 2.1 make alike of parties, periods, due dates and embedded files."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from faktura.core.document import Attachment, PaymentTerms, Period
from faktura.core.errors import Finding, InputError
from faktura.core.identity import Gln, Identity, VatNumber
from faktura.core.party import Address, Party
from faktura.formats.einvoice.attachment import decoded
from faktura.formats.einvoice.party import gln_of, left_out, party_id, vat_number_of
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.terms import early_payment_of
from faktura.formats.einvoice.text import held_attribute

_PDF = "application/pdf"


def gln_among(party: Element, attribute: str, scheme: str, found: list[Finding]) -> Gln | None:
    """Return the first of a party's identifiers that has *scheme* as its *attribute*, as a location number."""
    for one in party.every("PartyIdentification"):
        stated = one.find("ID")
        if stated is not None and stated.attributes.get(attribute) == scheme:
            return gln_in(stated, scheme, found, attribute)
    return None


def gln_in(stated: Element | None, scheme: str, found: list[Finding], attribute: str = "schemeID") -> Gln | None:
    """Return the location number that *stated* holds, when it has *scheme* as its *attribute*; a wrong one is told."""
    if stated is None or stated.attributes.get(attribute) != scheme:
        return None
    gln = gln_of(stated.bare)
    if gln is None:
        found.append(left_out(stated))
    else:
        stated.read()
    return gln


def vat_number_among(party: Element, found: list[Finding]) -> VatNumber | None:
    """Return the VAT number among a party's tax registrations; one from outside the EU has no place, and is no mistake."""
    for one in party.every("PartyTaxScheme"):
        scheme, stated = one.find("TaxScheme/ID"), one.find("CompanyID")
        if scheme is None or stated is None or scheme.bare.upper() != "VAT":
            continue
        number = vat_number_of(stated.bare)
        if number is not None:
            stated.read()
            scheme.read()
        elif stated.bare.startswith("SE"):
            found.append(left_out(stated))
        return number
    return None


def party_of(
    node: Element,
    role: str,
    *,
    name: str,
    identity: Identity | None,
    gln: Gln | None,
    vat_number: VatNumber | None,
    address: Address | None,
) -> Party:
    """Return the party in *node* with its contact; its electronic address is not read."""
    return Party(
        id=party_id(identity, gln, vat_number, role),
        name=name,
        identity=identity,
        vat_number=vat_number,
        gln=gln,
        address=address,
        contact=node.words("Contact/Name"),
        phone=node.words("Contact/Telephone"),
        email=node.words("Contact/ElectronicMail"),
    )


def payee_of(node: Element, *, identity: Identity | None, gln: Gln | None) -> Party:
    """Return a payee that is another than the seller: its name and numbers."""
    return Party(
        id=party_id(identity, gln, None, "payee"), name=node.words("PartyName/Name"), identity=identity, gln=gln
    )


def period_of(node: Element) -> Period | None:
    """Return the invoicing period of the document or a line when both its ends are stated."""
    stated = node.find("InvoicePeriod")
    if stated is None or stated.find("StartDate") is None or stated.find("EndDate") is None:
        return None
    start, end = stated.day("StartDate"), stated.day("EndDate")
    if start is None or end is None:
        return None
    try:
        return Period(start, end)
    except InputError:
        stated.fail("EndDate", end.isoformat(), f"{start.isoformat()} or later")


def due_among(root: Element, name: str) -> date | None:
    """Return the due date *name* of the means of payment; where it stands for several it is the same, or is left unread."""
    first: date | None = None
    for node in root.every("PaymentMeans"):
        stated = node.find(name)
        if stated is not None and (first is None or stated.bare == first.isoformat()):
            first = node.day(name)
    return first


def embedded(root: Element) -> Iterator[Attachment]:
    """Yield the files in the document itself; whether one is a cover page is not said.

    Raises:
        MalformedFile: Content that is no base64.
    """
    for node in root.every("AdditionalDocumentReference"):
        file = node.find("Attachment/EmbeddedDocumentBinaryObject")
        if file is None:
            continue
        named = node.find("ID")
        number = named.bare if named is not None else ""
        name = held_attribute(file.attributes.get("filename", "")) or number
        if named is not None and number == name:
            named.read()
        yield Attachment(name=name, content=decoded(file), mime_type=file.attributes.get("mimeCode", _PDF))


def terms_of(issued: date, due: date | None, root: Element) -> PaymentTerms:
    """Return the terms that the dates tell, and an early-payment discount; interest and fees are free text (BT-20)."""
    note = root.find("PaymentTerms/Note")  # left unread: the rest of it is not carried
    return evolve(days_between(issued, due), early_payment=early_payment_of(note.text) if note is not None else None)


def days_between(issued: date, due: date | None) -> PaymentTerms:
    """Return the terms that can be told from the dates alone."""
    return PaymentTerms(days=(due - issued).days) if due is not None else PaymentTerms()
