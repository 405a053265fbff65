"""Issuing (attestera): from a complete draft to the document that never changes, and the debt it opens.

Nothing is decided about the number, the day or the id here: they are arguments. The preview is the
same computation without a number.

>>> from faktura.core.document import line
>>> from faktura.core.identity import OrganisationNumber, VatNumber
>>> from faktura.core.party import Address
>>> company = OrganisationNumber("5599990008")
>>> seller = Party(id="S", name="Vi AB", identity=company, vat_number=VatNumber.of(company), f_tax=True,
...                registered_office="Umeå", address=Address(street="Ån 1", postal_code="903 25", city="Umeå"))
>>> buyer = Party(id="C", name="Kund AB", address=Address(street="Väg 2", postal_code="111 22", city="Stockholm"))
>>> draft = Draft(id="U1", seller=seller, buyer=buyer, lines=(line("Konsult", 8, "950.00", vat=25),))
>>> invoice = issue_invoice(draft, number="1042", on=date(2026, 3, 2))
>>> print(invoice.number, invoice.due_date, invoice.amount_due, invoice.statements)
1042 2026-04-01 9500.00 SEK ('Godkänd för F-skatt',)
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    Computed,
    CreditNote,
    Document,
    DocumentKind,
    Draft,
    InterestKind,
    Invoice,
    PaymentTerms,
)
from faktura.core.errors import Finding, Refused, RuleRefused
from faktura.core.party import Party, PartyKind
from faktura.core.receivable import DebtorKind
from faktura.core.receivable_event import ReceivableOpened
from faktura.rules.completeness import finding, structural_findings, total_findings
from faktura.rules.law.book import SWEDEN, LawBook
from faktura.rules.totals import compute
from faktura.rules.wording import issuing as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.statutory import F_TAX, SELF_BILLING

TAX_AGENCY_SUFFIX: Final = ":tax"
"""What is added to the document's id to name the share of it that Skatteverket pays."""

_DEBTORS: Final = {
    PartyKind.PERSON: DebtorKind.CONSUMER,
    PartyKind.COMPANY: DebtorKind.COMPANY,
    PartyKind.PUBLIC_AUTHORITY: DebtorKind.PUBLIC_AUTHORITY,
}


def issue_invoice(
    draft: Draft,
    *,
    number: str,
    on: date,
    law: LawBook = SWEDEN,
    document_id: str | None = None,
    kronor_rate: Decimal | None = None,
) -> Invoice | CreditNote:
    """Return *draft* as the issued invoice or credit note *number*, dated *on*.

    The document's id is *document_id*, else the draft's. The due date is the draft's, else the terms'
    days from *on*; a credit note has none. *kronor_rate*: see `rules.totals.compute`.

    Raises:
        RuleRefused: `issue.incomplete` with the findings (errors and warnings), or the refusal of the
            totals or of the deduction.
        LawNotKnown: The day is outside what *law* knows.
    """
    found = structural_findings(draft, on=on, law=law)
    if not number.strip():
        found = (finding("INV-26", "number", law="ML 17 kap. 24 § 2"), *found)
    _refuse_errors(found)
    computed = _computed(draft, on=on, law=law, kronor_rate=kronor_rate)
    _refuse_errors((*found, *total_findings(draft, computed, on=on, law=law)))
    return _document(draft, computed, number=number.strip(), on=on, id=document_id or draft.id)


def preview(
    draft: Draft, *, on: date, law: LawBook = SWEDEN, kronor_rate: Decimal | None = None
) -> Invoice | CreditNote:
    """Return what `issue_invoice` would make of *draft*, complete or not; its number is empty, which marks it.

    Raises:
        RuleRefused: The totals or the deduction cannot be computed.
    """
    computed = _computed(draft, on=on, law=law, kronor_rate=kronor_rate)
    return _document(draft, computed, number="", on=on, id=draft.id)


def _refuse_errors(found: tuple[Finding, ...]) -> None:
    wrong = [one for one in found if one.severity == "error"]
    if wrong:
        raise RuleRefused("issue.incomplete", law=wrong[0].law, findings=found, count=len(wrong))


def _computed(draft: Draft, *, on: date, law: LawBook, kronor_rate: Decimal | None) -> Computed:
    computed = compute(draft, on=on, law=law, kronor_rate=kronor_rate)
    if isinstance(computed, Refused):
        raise computed.error()
    return computed


def _terms(draft: Draft, on: date) -> PaymentTerms:
    """Return the terms with the days to the last day of a discount as it falls; beside a tax deduction nothing is offered."""
    early = draft.terms.early_payment
    offered = early.fixed(on) if early is not None and draft.deduction is None else None
    return draft.terms if offered == early else evolve(draft.terms, early_payment=offered)


def _document(draft: Draft, computed: Computed, *, number: str, on: date, id: str) -> Invoice | CreditNote:
    invoice = computed.kind is DocumentKind.INVOICE
    delivered = draft.delivery_date
    document = DOCUMENT_CLASSES[computed.kind](
        id=id,
        number=number,
        issue_date=on,
        seller=draft.seller,
        buyer=draft.buyer,
        lines=computed.lines,
        totals=computed.totals,
        terms=_terms(draft, on) if invoice else evolve(draft.terms, early_payment=None),
        currency=draft.currency,
        due_date=draft.due_on(on) if invoice else None,
        allowances=computed.allowances,
        delivery_date=delivered if delivered != on else None,
        period=draft.period,
        buyer_reference=draft.buyer_reference,
        order_reference=draft.order_reference,
        contract_reference=draft.contract_reference,
        notes=draft.notes,
        statements=tuple(_statements(draft, computed)),
        payment=draft.payment,
        payee=draft.payee,
        deduction=computed.deduction,
        preceding=draft.credits,
        language=draft.language,
        price_basis=draft.price_basis,
        attachments=draft.attachments,
        origin=draft.origin,
        simplified=draft.simplified,
        self_billing=draft.self_billing,
        type_code=draft.type_code,
        references=draft.references,
        deliver_to=draft.deliver_to,
    )
    assert isinstance(document, Invoice | CreditNote)  # noqa: S101 - the table of classes has no others
    return document


def _statements(draft: Draft, computed: Computed) -> Iterator[str]:
    """Yield the statutory texts: self-billing, each ground for no VAT once, then F-tax."""
    if draft.self_billing is not None:
        yield SELF_BILLING.say(draft.language)
    yield from dict.fromkeys(row.reason for row in computed.totals.breakdown if row.reason)
    if draft.seller.f_tax:
        yield F_TAX.say(draft.language)


def debtor_kind(buyer: Party) -> DebtorKind:
    """Return what kind of debtor *buyer* is: the rules for interest, fees and limitation depend on it."""
    return _DEBTORS[buyer.kind]


def opening(document: Document) -> tuple[ReceivableOpened, ...]:
    """Return the events that open the debt of an issued *document*: the customer's share, then Skatteverket's.

    A credit note opens negative shares, due at once. Skatteverket's share of a ROT or RUT invoice has
    an id of its own, so that only the customer's is reminded; it bears no interest and is expected
    when the customer is expected to have paid. A document of zero opens too: its history starts there.
    """
    payment, terms = document.payment, document.terms
    customer = ReceivableOpened(
        receivable_id=document.id,
        on=document.issue_date,
        principal=document.amount_due * document.sign,
        due=document.due_date or document.issue_date,
        debtor=debtor_kind(document.buyer).value,
        document_id=document.id,
        number=document.number,
        debtor_id=document.buyer.id,
        reference=payment.reference if payment is not None else "",
        interest=terms.interest,
        interest_percent=terms.interest_percent,
        reminder_fee=terms.reminder_fee,
        early_payment=document.discount_offer,
    )
    deduction = document.deduction
    if deduction is None or not deduction.amount:
        return (customer,)
    share = ReceivableOpened(
        receivable_id=f"{document.id}{TAX_AGENCY_SUFFIX}",
        on=document.issue_date,
        principal=deduction.amount * document.sign,
        due=deduction.expected_payment if document.sign > 0 else document.issue_date,
        debtor=DebtorKind.TAX_AGENCY.value,
        document_id=document.id,
        number=document.number,
        debtor_id=DebtorKind.TAX_AGENCY.value,
        interest=InterestKind.NONE,
        interest_percent=Decimal(0),
    )
    return (customer, share)
