"""What another system owns is credited there."""

from datetime import date

import pytest
from attrs import evolve

from faktura.core.document import Document, Draft, line
from faktura.core.errors import Refused
from faktura.rules.issuing import issue_invoice
from faktura.rules.ownership import credited_elsewhere
from faktura.testing.senders import COMPANY, SENDER


def document(origin: str) -> Document:
    draft = Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=(line("Skor", 1, 100, vat=25),))
    return issue_invoice(evolve(draft, origin=origin), number="1", on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("origin", "owners", "refused"),
    [
        ("webshop", ("webshop", "till"), True),
        ("webshop", ("till",), False),  # handed over: it is ours now
        ("webshop", (), False),
        ("", ("webshop",), False),
    ],
)
def test_only_an_owner_keeps_its_documents(origin: str, owners: tuple[str, ...], refused: bool) -> None:
    """The origin alone does not own; the sender says which systems do."""
    found = credited_elsewhere(document(origin), owners=owners)
    assert isinstance(found, Refused) is refused
    if found is not None:
        assert (found.code, found.explain("sv")) == (
            "credit.owned_elsewhere",
            "dokumentet ägs av webshop; kreditera det där",
        )
