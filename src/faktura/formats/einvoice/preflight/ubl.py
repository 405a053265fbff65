"""The schema of UBL 2.1 invoices and credit notes, read from its table."""

from typing import Final

from faktura.formats.einvoice.preflight.schema import Schema
from faktura.formats.einvoice.preflight.ubl_types import TYPES

_BASE: Final = "urn:oasis:names:specification:ubl:schema:xsd:"

UBL: Final = Schema.of(
    TYPES,
    {
        f"{_BASE}CommonAggregateComponents-2": "aggregate",
        f"{_BASE}CommonBasicComponents-2": "basic",
        f"{_BASE}CommonExtensionComponents-2": "extension",
        f"{_BASE}Invoice-2": "root",
        f"{_BASE}CreditNote-2": "root",
    },
    lax=frozenset({"UBLExtensions"}),
    others={"ResponsibleTransportServiceProviderParty": "Party"},
)
"""Invoice, CreditNote, and every aggregate that can stand in them."""
