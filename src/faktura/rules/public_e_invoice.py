"""The duty to send the public sector electronic invoices: lag (2018:1277).

>>> from faktura.rules.law.book import SWEDEN
>>> duty = public_e_invoice(PartyKind.PUBLIC_AUTHORITY, procured=date(2026, 1, 15), law=SWEDEN)
>>> duty.format, public_e_invoice(PartyKind.COMPANY, procured=date(2026, 1, 15), law=SWEDEN)
('Peppol BIS Billing 3 (EN 16931)', None)
"""

from datetime import date

from attrs import frozen

from faktura.core.dated import Confidence
from faktura.core.party import PartyKind
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences


@frozen(kw_only=True)
class EInvoiceDuty:
    """The buyer must be sent an electronic invoice in that `format`; `since` is the row of the law."""

    format: str
    since: date
    law: str
    confidence: Confidence

    def explain(self, language: Language = "en") -> str:
        """Return what is owed, in one sentence; what was read second-hand says so."""
        code = "e_invoice.duty" if self.confidence == "C" else "e_invoice.duty_unconfirmed"
        return sentence(code, language, format=self.format, since=self.since, law=self.law)


def public_e_invoice(buyer: PartyKind, *, procured: date, law: LawBook) -> EInvoiceDuty | None:
    """Return the duty towards a *buyer* of that kind under a contract *procured* on that day; none: no duty.

    Between businesses there is no duty as known; a recipient must accept electronic invoices (ML 17 kap. 20 §).

    Raises:
        LawNotKnown: The law is not known for that day.
    """
    if buyer is not PartyKind.PUBLIC_AUTHORITY:
        return None
    table = law.public_e_invoice
    row = table.row_at(procured)
    if not row.value:
        return None
    return EInvoiceDuty(format=row.value, since=row.since, law=table.law, confidence=row.confidence)
