"""What reading an e-invoice gives."""

from attrs import frozen

from faktura.core.document import Document
from faktura.core.errors import Finding


@frozen(kw_only=True)
class ReadInvoice:
    """An e-invoice as read: what the model holds, what it does not, and what does not add up.

    Attributes:
        document: The invoice or credit note with the amounts the file states, none of them recomputed.
        not_carried: Paths of the elements that have no place in the model, in the file's order.
        findings: Amounts that do not add up, by the format's own rule ids, and numbers left out
            because they break their own rules.
    """

    document: Document
    not_carried: tuple[str, ...]
    findings: tuple[Finding, ...]
