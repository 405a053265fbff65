"""Invoices and credit notes: the draft, what is issued, and the terms they share.

Line and term names follow EN 16931; BT and BG numbers stand beside them.
"""

from faktura.core.document.draft import (
    Adjustment,
    Draft,
    Line,
    line,
    product_line,
)
from faktura.core.document.issued import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    BookedComponent,
    Computed,
    CreditNote,
    Document,
    Invoice,
    InvoiceLine,
    Totals,
    VatBreakdown,
)
from faktura.core.document.terms import (
    Attachment,
    DeliverTo,
    DocumentKind,
    DocumentReference,
    InterestKind,
    PaymentTerms,
    Period,
    PriceBasis,
    References,
    RoundingPolicy,
    SelfBilling,
)

__all__ = [
    "DOCUMENT_CLASSES",
    "Adjustment",
    "AllowanceCharge",
    "Attachment",
    "BookedComponent",
    "Computed",
    "CreditNote",
    "DeliverTo",
    "Document",
    "DocumentKind",
    "DocumentReference",
    "Draft",
    "InterestKind",
    "Invoice",
    "InvoiceLine",
    "Line",
    "PaymentTerms",
    "Period",
    "PriceBasis",
    "References",
    "RoundingPolicy",
    "SelfBilling",
    "Totals",
    "VatBreakdown",
    "line",
    "product_line",
]
