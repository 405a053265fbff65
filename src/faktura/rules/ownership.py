"""Which system owns a document: what another system issued is credited there, not here.

Payments, reminders and matching of such a document go on here as for any other; only its amounts are the owner's.

>>> from faktura.core.document import Draft, line
>>> from faktura.core.party import Party
>>> from datetime import date
>>> from faktura.rules.issuing import preview
>>> seller, buyer = Party(id="S", name="Vi AB"), Party(id="C", name="Kund AB")
>>> draft = Draft(id="U1", seller=seller, buyer=buyer, lines=(line("Skor", 1, 100, vat=25),), origin="webshop")
>>> refused = credited_elsewhere(preview(draft, on=date(2026, 3, 2)), owners=("webshop",))
>>> print(refused.explain("en"))
the document belongs to webshop; credit it there
>>> credited_elsewhere(preview(draft, on=date(2026, 3, 2)), owners=()) is None
True
"""

from collections.abc import Collection

from faktura.core.document import Document
from faktura.core.errors import Refused
from faktura.rules.wording import crediting as _wording  # noqa: F401 - registers the sentences


def credited_elsewhere(document: Document, *, owners: Collection[str]) -> Refused | None:
    """Return why *document* may not be credited here: its origin is one of the *owners*; none when it may.

    *owners* are the systems that keep the ownership of what they hand over (`Sender.owners`).

    Refused:
        `credit.owned_elsewhere`.
    """
    if document.origin and document.origin in owners:
        return Refused(code="credit.owned_elsewhere", facts=(("owner", document.origin),))
    return None
