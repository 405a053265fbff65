"""What BIS 5A cannot say, by the rule that forbids it."""

from collections.abc import Iterator
from typing import Final

from faktura.core.account import Iban
from faktura.core.document import Attachment, Document, DocumentKind
from faktura.core.errors import NotExpressible
from faktura.core.money import exponent
from faktura.core.party import Party
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.attachment import unsendable
from faktura.formats.einvoice.held import is_outside, rows_of
from faktura.formats.einvoice.text import held
from faktura.formats.svefaktura_bis5a.codes import COUNTRIES, CURRENCIES, INVOICE_TYPES
from faktura.formats.svefaktura_bis5a.held import bank_code
from faktura.formats.svefaktura_bis5a.media_types import MEDIA_TYPES
from faktura.formats.svefaktura_bis5a.names import ADDRESS_SCHEMES, CREDITED, FORMAT, FORMS
from faktura.formats.svefaktura_bis5a.units import UNITS

_MOST_DECIMALS: Final = 2
_GROUNDLESS: Final = frozenset({VatCategory.STANDARD, VatCategory.ZERO})


def obstacles(document: Document, attachments: tuple[Attachment, ...]) -> Iterator[NotExpressible]:
    """Yield what keeps *document* with its *attachments* from being said, in the order of its parts."""
    check = _Obstacles(document)
    yield from check.head()
    yield from check.parties()
    yield from check.payment()
    yield from check.tax()
    yield from check.totals()
    yield from check.lines()
    yield from unsendable(attachments, format=FORMAT, element="EmbeddedDocumentBinaryObject")
    for at, one in enumerate(attachments):
        if one.mime_type not in MEDIA_TYPES:
            yield check.obstacle("CL", "008", f"attachments[{at}].mime_type: {one.mime_type[:60]}")


class _Obstacles:
    """One document being looked at: its obstacles under the rule ids of its kind."""

    def __init__(self, document: Document) -> None:
        self.source, self.rules = document, FORMS[document.kind].rules
        self.invoice = document.kind is DocumentKind.INVOICE
        self.rows, self.outside = rows_of(document), is_outside(document)

    def obstacle(self, family: str, number: str, what: str) -> NotExpressible:
        """Return the obstacle by the rule of that *family* and *number*."""
        return NotExpressible(format=FORMAT, rule=f"{family}-{self.rules}-R{number}", what=what)

    def head(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in number, currency, references, discounts and charges."""
        source = self.source
        if source.self_billing is not None:  # its type, 389, is not in the list
            yield NotExpressible(format=FORMAT, rule="CL-T10-R001", what="self_billing: stated")
        known = INVOICE_TYPES if self.invoice else {CREDITED}
        if held(source.type_code) and held(source.type_code) not in known:
            yield NotExpressible(format=FORMAT, rule="CL-T10-R001", what=f"type_code: {source.type_code[:20]}")
        if not held(source.number):
            yield self.obstacle("BII2", "003", "number: none")
        if source.currency not in CURRENCIES:
            yield self.obstacle("CL", "002", f"currency: {source.currency}")
        elif exponent(source.currency) > _MOST_DECIMALS:
            yield self.obstacle(
                "EUGEN", "048" if self.invoice else "049", f"currency: {source.currency}, three decimals"
            )
        for at, reference in enumerate(source.preceding):
            if not held(reference.number):
                rule = "AdditionalDocumentReference/ID" if self.invoice else "InvoiceDocumentReference/ID"
                yield NotExpressible(format=FORMAT, rule=rule, what=f"preceding[{at}].number: none")
        for at, one in enumerate(source.allowances):
            if not held(one.text):
                yield self.obstacle("BII2", "025", f"allowances[{at}].text: none")
            if one.amount.minor < 0:
                yield self.obstacle("EUGEN", "022", f"allowances[{at}].amount: negative")

    def parties(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in names, addresses and numbers."""
        source = self.source
        yield from self._party(source.seller, "seller", ("035", "037"))
        yield from self._party(source.buyer, "buyer", ("036", "038"))
        if source.payee is not None and not held(source.payee.name):
            yield NotExpressible(format=FORMAT, rule="PayeeParty/PartyName", what="payee.name: none")

    def _party(self, party: Party, role: str, rules: tuple[str, str]) -> Iterator[NotExpressible]:
        name, address = rules
        if not held(party.name):
            yield self.obstacle("EUGEN", name, f"{role}.name: none")
        if party.address is None:
            yield self.obstacle("EUGEN", address, f"{role}.address: none")
        elif party.address.country not in COUNTRIES:
            yield self.obstacle("CL", "004", f"{role}.address.country: unknown")
        endpoint = party.electronic_address
        if endpoint is not None and endpoint.scheme not in ADDRESS_SCHEMES:
            yield self.obstacle("OP", "002", f"{role}.endpoint.scheme: {endpoint.scheme}")
        elif endpoint is not None and not held(endpoint.value):
            yield NotExpressible(format=FORMAT, rule="EndpointID", what=f"{role}.endpoint.value: none")

    def payment(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in accounts: an invoice's IBAN must have its bank's BIC."""
        payment = self.source.payment
        if (
            payment is not None
            and payment.card is not None
            and not (held(payment.card.digits) and held(payment.card.network))
        ):
            yield NotExpressible(format=FORMAT, rule="CardAccount", what="payment.card: without digits or network")
        if payment is None or payment.direct_debit or payment.card is not None or not self.invoice:
            return
        for at, account in enumerate(payment.accounts):
            if isinstance(account, Iban) and bank_code(account) is None:
                yield self.obstacle("BII2", "040", f"payment.accounts[{at}]: an IBAN of an unknown bank")

    def tax(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in VAT categories and VAT numbers."""
        if self.outside:
            return
        categories = {row.category for row in self.rows}
        if self.source.seller.vat_number is None:
            yield self.obstacle("BII2", "044", "seller.vat_number: none")
        if VatCategory.REVERSE_CHARGE in categories:
            if self.source.buyer.vat_number is None:
                yield self.obstacle("BII2", "047", "buyer.vat_number: none")
            if len(categories) > 1:
                yield self.obstacle("BII2", "048", "totals.breakdown: AE beside other categories")
        for at, row in enumerate(self.rows):
            if row.category not in _GROUNDLESS and not held(row.reason):
                yield self.obstacle("BII2", "045", f"totals.breakdown[{at}].reason: none")

    def totals(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in the totals: none may be negative."""
        totals = self.source.totals
        if (totals.with_vat + totals.rounding).minor < 0:
            yield self.obstacle("BII2", "035", "totals.with_vat: negative")
        if totals.amount_due.minor < 0:
            yield self.obstacle("BII2", "037", "totals.amount_due: negative")
        kronor = totals.vat_in_kronor
        if kronor is None:
            return
        if not totals.vat or self.outside:
            yield self.obstacle("EUGEN", "045", "totals.vat_in_kronor: no rate, there is no VAT")
        elif sum(bool(row.amount) for row in self.rows) > 1:
            yield self.obstacle("EUGEN", "046", "totals.vat_in_kronor: not specified by rate")

    def lines(self) -> Iterator[NotExpressible]:
        """Yield what is in the way in the lines."""
        if not self.source.lines:
            yield self.obstacle("BII2", "014", "lines: none")
        for at, line in enumerate(self.source.lines):
            if not line.id.strip():
                yield self.obstacle("BII2", "017", f"lines[{at}].id: none")
            if not line.text.strip():
                yield self.obstacle("EUGEN", "055", f"lines[{at}].text: none")
            if line.unit.strip() not in UNITS:
                yield self.obstacle("OP", "006", f"lines[{at}].unit: {line.unit[:20] or 'none'}")
            if line.price < 0:
                yield self.obstacle("BII2", "034", f"lines[{at}].price: negative")
            if line.base_quantity <= 0:
                yield NotExpressible(
                    format=FORMAT, rule="Price/BaseQuantity", what=f"lines[{at}].base_quantity: {line.base_quantity}"
                )
