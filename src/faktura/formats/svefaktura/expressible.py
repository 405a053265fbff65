"""What Svefaktura 1.0 cannot say, by the rule or the element that stands in the way."""

from collections.abc import Iterator

from faktura.core.account import PaymentAccount
from faktura.core.document import Attachment, Document, DocumentKind
from faktura.core.errors import NotExpressible
from faktura.core.party import Party
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.attachment import unsendable
from faktura.formats.einvoice.held import is_outside, legal_identity, rows_of
from faktura.formats.einvoice.text import held
from faktura.formats.svefaktura.codes import COUNTRIES, CURRENCIES
from faktura.formats.svefaktura.names import FORMAT, MOST_ACCOUNTS, TYPES


def obstacles(document: Document, attachments: tuple[Attachment, ...]) -> Iterator[NotExpressible]:
    """Yield what keeps *document* from being said, in the order of its parts; rule ids are SFTI's."""
    if document.self_billing is not None:
        yield _obstacle("InvoiceTypeCode", "self_billing: stated")
    if held(document.type_code) not in ("", TYPES[document.kind]):
        yield _obstacle("R-22", f"type_code: {document.type_code[:20]}")
    if not held(document.number):
        yield _obstacle("Invoice/ID", "number: none")
    if document.currency not in CURRENCIES:
        yield _obstacle("InvoiceCurrencyCode", f"currency: {document.currency}")
    if not held(document.buyer_reference):
        yield _obstacle("R-79", "buyer_reference: none")
    yield from unsendable(attachments, format=FORMAT, element="EncodedData")
    yield from _parties(document)
    yield from _tax(document)
    yield from _totals(document)
    for at, one in enumerate(document.allowances):
        if not held(one.text):
            yield _obstacle("R-57", f"allowances[{at}].text: none")
    yield from _lines(document)
    accounts: tuple[PaymentAccount, ...] = document.payment.accounts if document.payment is not None else ()
    if len(accounts) > MOST_ACCOUNTS:
        yield _obstacle("PaymentMeans{0,3}", f"payment.accounts: {len(accounts)}")
    yield from _credited(document)


def _obstacle(rule: str, what: str) -> NotExpressible:
    return NotExpressible(format=FORMAT, rule=rule, what=what)


def _parties(document: Document) -> Iterator[NotExpressible]:
    for role, party in (("seller", document.seller), ("buyer", document.buyer)):
        yield from _party(party, role)
    seller = document.seller
    if legal_identity(seller) is None and seller.vat_number is None:
        yield _obstacle("R-38", "seller.identity: none")
    if legal_identity(seller) is None and (seller.f_tax or held(seller.registered_office)):
        yield _obstacle("PartyTaxScheme/CompanyID", "seller.identity: none, beside F-tax or registered office")
    payee = document.payee
    if payee is not None and not held(payee.name):
        yield _obstacle("PayeePartyName/Name", "payee.name: none")
    if payee is not None and held(payee.name) == held(seller.name):
        yield _obstacle("R-52", "payee.name: the seller's own")
    payment = document.payment
    if payee is not None and (payment is None or not payment.buyer_pays or not payment.accounts):
        yield _obstacle("PaymentMeans/PayeePartyName", "payee: without an account")


def _party(party: Party, role: str) -> Iterator[NotExpressible]:
    if not held(party.name):
        yield _obstacle("PartyName/Name", f"{role}.name: none")
    if party.address is None:
        yield _obstacle("Party/Address", f"{role}.address: none")
    elif party.address.country not in COUNTRIES:
        yield _obstacle("Country/IdentificationCode", f"{role}.address.country: unknown")


def _tax(document: Document) -> Iterator[NotExpressible]:
    rows = rows_of(document)
    if is_outside(document):
        if document.allowances:
            yield _obstacle("R-90", "allowances: outside VAT")
        return
    if any(row.category is VatCategory.OUTSIDE for row in rows):
        yield _obstacle("R-10", "totals.breakdown: O beside other categories")
    if document.seller.vat_number is None:
        yield _obstacle("R-88", "seller.vat_number: none")
    for at, row in enumerate(rows):
        if row.category is not VatCategory.STANDARD and not held(row.reason):
            yield _obstacle("R-91", f"totals.breakdown[{at}].reason: none")


def _totals(document: Document) -> Iterator[NotExpressible]:
    totals = document.totals
    if totals.prepaid:
        yield _obstacle("R-71", "totals.prepaid: no element")
    if totals.deduction:
        yield _obstacle("R-71", "totals.deduction: no element")
    if totals.amount_due.minor < 0:
        yield _obstacle("R-105", "totals.amount_due: negative")
    kronor = totals.vat_in_kronor
    if kronor is None:
        return
    if kronor.currency == document.currency:
        yield _obstacle("R-5", f"totals.vat_in_kronor: {kronor.currency}, as the document")
    if sum(bool(row.amount) for row in rows_of(document)) > 1 or is_outside(document):
        yield _obstacle("R-25", "totals.vat_in_kronor: not specified by rate")


def _lines(document: Document) -> Iterator[NotExpressible]:
    if not document.lines:
        yield _obstacle("R-29", "lines: none")
    for at, line in enumerate(document.lines):
        if not line.id.strip():
            yield _obstacle("InvoiceLine/ID", f"lines[{at}].id: none")
        if not line.text.strip():
            yield _obstacle("R-102", f"lines[{at}].text: none")
        if len(line.allowances) > 1:
            yield _obstacle("InvoiceLine/AllowanceCharge", f"lines[{at}].allowances: {len(line.allowances)}")
        if line.base_quantity <= 0:
            yield _obstacle("R-15", f"lines[{at}].base_quantity: {line.base_quantity}")


def _credited(document: Document) -> Iterator[NotExpressible]:
    if document.kind is DocumentKind.CREDIT_NOTE and document.payment is not None and document.payment.direct_debit:
        yield _obstacle("PaymentTerms", "payment.direct_debit: on a credit note")
    for at, reference in enumerate(document.preceding):
        if not held(reference.number):
            yield _obstacle("InitialInvoiceDocumentReference/ID", f"preceding[{at}].number: none")
