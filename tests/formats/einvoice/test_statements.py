"""The e-invoice formats take what the rules make: an invoice on every ground for charging no VAT."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from faktura.core.document import Draft, Invoice, line
from faktura.core.identity import VatNumber
from faktura.core.party import Address, PaymentInstruction
from faktura.core.product import ProductKind
from faktura.core.vat import Vat, VatCategory
from faktura.formats.peppol import billing
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.rules.issuing import issue_invoice
from faktura.rules.wording.statutory import STATEMENTS
from faktura.testing.senders import COMPANY, SENDER
from tests.formats import official

ON = date(2026, 3, 2)
DANISH = evolve(
    COMPANY.party,
    vat_number=VatNumber.parse("DK13585628"),
    address=Address(street="Vej 1", postal_code="8000", city="Aarhus", country="DK"),
)
NORWEGIAN = evolve(COMPANY.party, vat_number=None, address=Address(street="Vei 1", city="Oslo", country="NO"))


def issued(ground: str) -> Invoice:
    """An invoice of one line on *ground*, to a buyer it may be lawful for."""
    category = STATEMENTS[ground].category
    abroad = {VatCategory.INTRA_EU: DANISH, VatCategory.EXPORT: NORWEGIAN}.get(category, COMPANY.party)
    sold = line("Vara", 1, "200000", vat=Vat(category, Decimal(0), ground))
    draft = Draft(
        id="U1",
        seller=SENDER.party,
        buyer=DANISH if ground == "reverse_charge.eu_services" else abroad,
        lines=(evolve(sold, kind=ProductKind.GOODS, note="2026-02-01, 900 km"),),
        delivery_date=ON,
        buyer_reference="R1",
        payment=PaymentInstruction(accounts=SENDER.accounts, reference="12351"),
    )
    document = issue_invoice(draft, number="1042", on=ON)
    assert isinstance(document, Invoice)
    return document


@pytest.mark.parametrize("ground", STATEMENTS)
def test_peppol_takes_every_ground(ground: str) -> None:
    """EN 16931, Peppol and Sweden find nothing fatal."""
    data = billing.write(issued(ground))
    fired = official.ubl_schema(data) + official.en16931_rules(data) + official.peppol_rules(data)
    assert official.fatal(fired) == []


@pytest.mark.parametrize("ground", STATEMENTS)
def test_svefaktura_takes_every_ground(ground: str) -> None:
    """SFTI's schema and rules find nothing fatal."""
    data = svefaktura.write(issued(ground))
    assert official.fatal(official.svefaktura_schema(data) + official.svefaktura_rules(data)) == []
