"""What Peppol BIS Billing 3 cannot say, by the rule that forbids it.

Only what depends on the document's contents is looked for; that totals add up is the business of `rules`, and of the
pre-flight. A line that was rightly rounded to whole krónur or yen is still too far from quantity times price for Peppol.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from faktura.core.document import AllowanceCharge, Attachment, Document, DocumentKind, InvoiceLine, VatBreakdown
from faktura.core.errors import NotExpressible
from faktura.core.money import Money, exponent
from faktura.core.party import Endpoint, Party, PaymentCard, PaymentInstruction
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.attachment import too_large
from faktura.formats.einvoice.en16931 import code_lists
from faktura.formats.einvoice.en16931.code_lists import COUNTRIES, EXEMPTIONS, MIME_TYPES
from faktura.formats.einvoice.en16931.subjects import REFERENCES
from faktura.formats.einvoice.en16931.units import UNITS
from faktura.formats.einvoice.held import legal_identity
from faktura.formats.einvoice.sums import made_of
from faktura.formats.einvoice.text import held, held_attribute
from faktura.formats.einvoice.vat_rows import one_each
from faktura.formats.peppol.arithmetic import SLACK
from faktura.formats.peppol.codes import CREDIT_NOTE_TYPES, CURRENCIES, GERMAN_TYPES, INVOICE_TYPES, SCHEMES
from faktura.formats.peppol.held import delivered_to, type_code_of
from faktura.formats.peppol.names import FAMILIES, FORMAT, GLN, ORGANISATION
from faktura.formats.peppol.rules.identifiers import is_gln, is_swedish_number

_SWEDISH_RATES: Final = frozenset(map(Decimal, (25, 12, 6)))
_MOST_DECIMALS: Final = 2
_DIGITS: Final = 10
_MOST_OF_A_CARD: Final = 10


@frozen
class Obstacle:
    """One reason why a document cannot be said.

    Attributes:
        rule: Id of the rule of EN 16931, Peppol or Sweden; or the element that cannot hold it.
        what: Path in the document, and what stands there.
    """

    rule: str
    what: str

    def error(self) -> NotExpressible:
        """Return the same as an exception to raise."""
        return NotExpressible(format=FORMAT, rule=self.rule, what=self.what)


def obstacles(document: Document, attachments: tuple[Attachment, ...]) -> Iterator[Obstacle]:
    """Yield what keeps *document* with its *attachments* from being said, in the order of its parts."""
    yield from _head(document)
    yield from _parties(document)
    yield from _tax(document)
    for at, one in enumerate(document.allowances):
        yield from _adjustment(one, f"allowances[{at}]", ("BR-38", "BR-33")[not one.charge])
    yield from _lines(document)
    yield from _references(document)
    yield from _payment(document)
    for at, attachment in enumerate(attachments):
        if attachment.mime_type not in MIME_TYPES:
            yield Obstacle("PEPPOL-EN16931-CL001", f"attachments[{at}].mime_type: {attachment.mime_type}")
        if not held(attachment.name):
            yield Obstacle("BR-52", f"attachments[{at}].name: none")
        if not attachment.content:
            yield Obstacle("PEPPOL-EN16931-R008", f"attachments[{at}].content: none")
    for what in too_large(attachments):
        yield Obstacle("EmbeddedDocumentBinaryObject", what)


def _head(document: Document) -> Iterator[Obstacle]:
    if document.self_billing is not None:  # type 389 belongs to a specification of its own
        yield Obstacle("PEPPOL-EN16931-P0100", "self_billing: stated")
    yield from _type(document)
    if not held(document.number):
        yield Obstacle("BR-02", "number: none")
    if document.currency not in CURRENCIES & code_lists.CURRENCIES:
        yield Obstacle("BR-CL-04", f"currency: {document.currency}")
    elif exponent(document.currency) > _MOST_DECIMALS:
        yield Obstacle("UBL-DT-01", f"currency: {document.currency}, three decimals")
    if document.totals.vat_in_kronor is not None and document.totals.vat_in_kronor.currency == document.currency:
        yield Obstacle("PEPPOL-EN16931-R005", f"totals.vat_in_kronor: {document.currency}, as the document")
    if not held(document.buyer_reference) and not held(document.order_reference):
        yield Obstacle("PEPPOL-EN16931-R003", "buyer_reference and order_reference: none")
    for at, reference in enumerate(document.preceding):
        if not held(reference.number):
            yield Obstacle("BR-55", f"preceding[{at}].number: none")


def _type(document: Document) -> Iterator[Obstacle]:
    """Check the type of document (BT-3): a few belong to one country, and self-billing to another specification."""
    code, invoice = type_code_of(document.type_code, document.kind), document.kind is DocumentKind.INVOICE
    if not code:
        return
    core, own = (
        (code_lists.INVOICE_TYPES, INVOICE_TYPES) if invoice else (code_lists.CREDIT_NOTE_TYPES, CREDIT_NOTE_TYPES)
    )
    if code not in core & own:
        yield Obstacle("PEPPOL-EN16931-P0100" if invoice else "PEPPOL-EN16931-P0101", f"type_code: {code[:20]}")
    elif code in GERMAN_TYPES and not _lives_in(document.seller, document.buyer, country="DE"):
        yield Obstacle("PEPPOL-EN16931-P0112", f"type_code: {code}, for invoices within Germany")


def _lives_in(*parties: Party, country: str) -> bool:
    return all(one.address is not None and one.address.country == country for one in parties)


def _references(document: Document) -> Iterator[Obstacle]:
    stated = document.references
    scheme = held_attribute(stated.object_scheme)
    if held(stated.invoiced_object) and scheme and scheme not in REFERENCES:
        yield Obstacle("BR-CL-07", f"references.object_scheme: {scheme[:20]}")
    delivered = delivered_to(document)
    if delivered is not None and delivered.address is not None and delivered.address.country not in COUNTRIES:
        yield Obstacle("BR-57" if not delivered.address.country else "BR-CL-14", "deliver_to.address.country: unknown")


def _parties(document: Document) -> Iterator[Obstacle]:
    seller, buyer = document.seller, document.buyer
    yield from _party(seller, "seller", ("BR-06", "BR-08", "BR-09", "PEPPOL-EN16931-R020"))
    yield from _party(buyer, "buyer", ("BR-07", "BR-10", "BR-11", "PEPPOL-EN16931-R010"))
    outside = any(row.category is VatCategory.OUTSIDE for row in document.totals.breakdown)
    if legal_identity(seller) is None and seller.gln is None and (outside or seller.vat_number is None):
        yield Obstacle("BR-CO-26", "seller.identity: none")
    if document.payee is not None:
        if not held(document.payee.name):
            yield Obstacle("BR-17", "payee.name: none")
        elif held(document.payee.name) == held(seller.name):
            yield Obstacle("UBL-SR-19", "payee.name: the seller's own")


def _party(party: Party, role: str, rules: tuple[str, str, str, str]) -> Iterator[Obstacle]:
    name, address, country, endpoint = rules
    if not held(party.name):
        yield Obstacle(name, f"{role}.name: none")
    if party.address is None:
        yield Obstacle(address, f"{role}.address: none")
    elif party.address.country not in COUNTRIES:
        yield Obstacle(country if not party.address.country else "BR-CL-14", f"{role}.address.country: unknown")
    if party.electronic_address is None:
        yield Obstacle(endpoint, f"{role}.endpoint: none")
    else:
        yield from _endpoint(party.electronic_address, role, endpoint)


def _endpoint(endpoint: Endpoint, role: str, missing: str) -> Iterator[Obstacle]:
    value = held(endpoint.value)
    if endpoint.scheme not in SCHEMES:
        yield Obstacle("PEPPOL-EN16931-CL008", f"{role}.endpoint.scheme: {endpoint.scheme}")
    if not value:
        yield Obstacle(missing, f"{role}.endpoint.value: none")
    elif endpoint.scheme == ORGANISATION:
        if len(value) != _DIGITS or not is_swedish_number(value):
            yield Obstacle("PEPPOL-COMMON-R049", f"{role}.endpoint.value: no organisation number")
    elif endpoint.scheme == GLN and not is_gln(value):
        yield Obstacle("PEPPOL-COMMON-R040", f"{role}.endpoint.value: no GLN")


def _tax(document: Document) -> Iterator[Obstacle]:
    rows = one_each(document.totals.breakdown)
    if not rows:
        yield Obstacle("BR-CO-18", "totals.breakdown: none")
    swedish = _is_swedish(document.seller)
    for at, row in enumerate(rows):
        family = FAMILIES[row.category]
        yield from _reason(row, family, f"totals.breakdown[{at}]")
        yield from _registered(document, row.category, family)
        if swedish and row.category is VatCategory.STANDARD and row.percent not in _SWEDISH_RATES:
            yield Obstacle("SE-R-006", f"totals.breakdown[{at}].percent: {row.percent}")
    if len(rows) > 1 and any(row.category is VatCategory.OUTSIDE for row in rows):
        yield Obstacle("BR-O-11", "totals.breakdown: O beside other categories")


def _reason(row: VatBreakdown, family: str, path: str) -> Iterator[Obstacle]:
    stated = bool(held(row.reason) or held(row.reason_code))
    if stated == (row.category in (VatCategory.STANDARD, VatCategory.ZERO)):
        yield Obstacle(f"{family}-10", f"{path}.reason: {'stated' if stated else 'none'}")
    if held(row.reason_code) and held(row.reason_code) not in EXEMPTIONS:
        yield Obstacle("BR-CL-22", f"{path}.reason_code: {row.reason_code[:20]}")


def _registered(document: Document, category: VatCategory, family: str) -> Iterator[Obstacle]:
    """Check the numbers that a VAT category asks of seller and buyer."""
    seller, buyer = document.seller, document.buyer
    if category is VatCategory.OUTSIDE:
        return
    strict = category in (VatCategory.INTRA_EU, VatCategory.EXPORT)
    if seller.vat_number is None and (strict or not seller.f_tax):
        yield Obstacle(f"{family}-02", "seller.vat_number: none")
    if category is VatCategory.INTRA_EU and buyer.vat_number is None:
        yield Obstacle("BR-IC-02", "buyer.vat_number: none")
    if category is VatCategory.REVERSE_CHARGE and buyer.vat_number is None and legal_identity(buyer) is None:
        yield Obstacle("BR-AE-02", "buyer.vat_number: none")


def _lines(document: Document) -> Iterator[Obstacle]:
    if not document.lines:
        yield Obstacle("BR-16", "lines: none")
    for at, line in enumerate(document.lines):
        if line.price < 0:
            yield Obstacle("BR-27", f"lines[{at}].price: negative")
        if line.unit not in UNITS:
            yield Obstacle("BR-CL-23", f"lines[{at}].unit: {line.unit[:20] or 'none'}")
        if not line.text.strip():
            yield Obstacle("BR-25", f"lines[{at}].text: none")
        if not line.id.strip():
            yield Obstacle("BR-21", f"lines[{at}].id: none")
        if line.base_quantity <= 0:
            yield Obstacle("PEPPOL-EN16931-R121", f"lines[{at}].base_quantity: {line.base_quantity}")
        if line.period is not None or line.allowances:
            yield from _line_parts(document, line, f"lines[{at}]")
        if line.base_quantity > 0 and not _comes_out(line) and _apart(line.net, made_of(line)):
            yield Obstacle("PEPPOL-EN16931-R120", f"lines[{at}].net: not its quantity times its price")


def _comes_out(line: InvoiceLine) -> bool:
    """Whether quantity times price is the amount to the last decimal: true of most lines, and told ten times as quickly."""
    return line.base_quantity == 1 and not line.allowances and line.quantity * line.price == line.net.major


def _line_parts(document: Document, line: InvoiceLine, path: str) -> Iterator[Obstacle]:
    if line.period is not None and document.period is not None:
        if line.period.start < document.period.start:
            yield Obstacle("PEPPOL-EN16931-R110", f"{path}.period: starts before the document's")
        if line.period.end > document.period.end:
            yield Obstacle("PEPPOL-EN16931-R111", f"{path}.period: ends after the document's")
    for at, one in enumerate(line.allowances):
        yield from _adjustment(one, f"{path}.allowances[{at}]", ("BR-44", "BR-42")[not one.charge])


def _is_swedish(party: Party) -> bool:
    at_home = party.address is not None and party.address.country == "SE"
    return at_home and party.vat_number is not None and party.vat_number.country == "SE"


def _adjustment(one: AllowanceCharge, path: str, nameless: str) -> Iterator[Obstacle]:
    if not held(one.text):
        yield Obstacle(nameless, f"{path}.text: none")
    if one.percent is None:
        return
    if one.base is None:
        yield Obstacle("PEPPOL-EN16931-R041", f"{path}.base: none")
    elif _apart(one.amount, one.base.minor * Fraction(one.percent) / 100):
        yield Obstacle("PEPPOL-EN16931-R040", f"{path}.amount: not {one.percent} % of its base")


def _apart(stated: Money, made: Fraction) -> bool:
    """Whether *stated* lies further from what its parts have *made*, in minor units, than Peppol lets pass."""
    return abs(stated.minor - made) > SLACK * int(10 ** exponent(stated.currency))


def _payment(document: Document) -> Iterator[Obstacle]:
    payment = document.payment
    if payment is None:
        return
    if payment.card is not None:
        yield from _card(payment, payment.card)
    elif payment.direct_debit and not held(payment.mandate):
        yield Obstacle("PEPPOL-EN16931-R061", "payment.mandate: none")


def _card(payment: PaymentInstruction, card: PaymentCard) -> Iterator[Obstacle]:
    """Check a card: never the whole number of it, and nothing else to pay by."""
    if payment.accounts or payment.direct_debit:
        yield Obstacle("UBL-SR-47", "payment.card: beside accounts or direct debit")
    if not held(card.digits) or not held(card.network):
        yield Obstacle("UBL CardAccount", "payment.card: no digits or no network")
    elif len(" ".join(card.digits.split())) > _MOST_OF_A_CARD:
        yield Obstacle("BR-51", "payment.card.digits: more than ten")
