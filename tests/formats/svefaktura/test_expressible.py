"""What Svefaktura 1.0 refuses, by SFTI's rule number or by the element there is no room in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from faktura.core.document import AllowanceCharge, Attachment, Document, DocumentReference, SelfBilling
from faktura.core.errors import NotExpressible
from faktura.core.money import sek
from faktura.core.party import Address, Party
from faktura.formats.svefaktura.invoice import obstacles, write
from tests.formats.sample_documents import (
    EXEMPT,
    OUTSIDE,
    PAYMENT,
    SAMPLES,
    charge,
    credit_note,
    discount,
    invoice,
    line,
    totals_of,
)

PLAIN = SAMPLES["plain"]
FEE = line(1, "1", "60", OUTSIDE)
TWO = (discount("1", "10", "10"), charge("1"))


def seller(**changes: Any) -> Document:
    """The plain invoice with another seller."""
    return evolve(PLAIN, seller=evolve(PLAIN.seller, **changes))


def lined(**changes: Any) -> Document:
    """The plain invoice with another line."""
    return evolve(PLAIN, lines=(evolve(PLAIN.lines[0], **changes),))


def totalled(**changes: Any) -> Document:
    """The plain invoice with other totals."""
    return evolve(PLAIN, totals=evolve(PLAIN.totals, **changes))


def _unreasoned() -> Document:
    document = invoice(line(1, "1", "1", EXEMPT))
    bare = evolve(document.totals.breakdown[0], reason="")
    return evolve(document, totals=evolve(document.totals, breakdown=(bare,)))


def _two_rates_in_euro() -> Document:
    vats = (PLAIN.lines[0].vat, SAMPLES["mixed rates"].lines[1].vat)
    lines = tuple(line(at, "1", "100", vat, currency="EUR") for at, vat in enumerate(vats, 1))
    totals = evolve(totals_of(lines, currency="EUR"), vat_in_kronor=sek(400))
    return invoice(*lines, currency="EUR", totals=totals)


NAMELESS = AllowanceCharge(charge=True, text=" ", amount=sek(1), vat=PLAIN.lines[0].vat)

REFUSED: list[tuple[str, Callable[[], Document]]] = [
    ("InvoiceTypeCode", lambda: evolve(PLAIN, self_billing=SelfBilling(date(2026, 1, 1), "tio dagar"))),
    ("R-22", lambda: evolve(PLAIN, type_code="386")),
    ("Invoice/ID", lambda: evolve(PLAIN, number="")),
    ("InvoiceCurrencyCode", lambda: evolve(PLAIN, currency="RSD")),
    ("R-79", lambda: evolve(PLAIN, buyer_reference=" ")),
    ("EncodedData/@filename", lambda: evolve(PLAIN, attachments=(Attachment(name="", content=b"a"),))),
    ("PartyName/Name", lambda: seller(name="")),
    ("Party/Address", lambda: seller(address=None)),
    ("Country/IdentificationCode", lambda: seller(address=Address(country="ME"))),
    ("R-38", lambda: seller(identity=None, vat_number=None)),
    ("PartyTaxScheme/CompanyID", lambda: seller(identity=None)),
    ("R-88", lambda: seller(vat_number=None)),
    ("R-52", lambda: evolve(PLAIN, payee=Party(id="P", name=PLAIN.seller.name))),
    ("PayeePartyName/Name", lambda: evolve(PLAIN, payee=Party(id="P", name=""))),
    ("PaymentMeans/PayeePartyName", lambda: evolve(PLAIN, payment=None, payee=Party(id="P", name="Finans AB"))),
    (
        "PaymentMeans/PayeePartyName",
        lambda: evolve(PLAIN, payment=evolve(PAYMENT, direct_debit=True), payee=Party(id="P", name="Finans AB")),
    ),
    ("R-91", _unreasoned),
    ("R-10", lambda: invoice(FEE, line(2, "1", "1"))),
    ("R-90", lambda: invoice(FEE, allowances=(evolve(charge("1"), vat=OUTSIDE),))),
    ("R-71", lambda: totalled(prepaid=sek(1))),
    ("R-71", lambda: totalled(deduction=sek(1))),
    ("R-105", lambda: totalled(amount_due=sek(-1))),
    ("R-5", lambda: totalled(vat_in_kronor=sek(1))),
    ("R-25", _two_rates_in_euro),
    ("R-57", lambda: evolve(PLAIN, allowances=(NAMELESS,))),
    ("R-29", lambda: evolve(PLAIN, lines=())),
    ("InvoiceLine/ID", lambda: lined(id="")),
    ("R-102", lambda: lined(text="")),
    ("InvoiceLine/AllowanceCharge", lambda: lined(allowances=TWO)),
    ("R-15", lambda: lined(base_quantity=Decimal(0))),
    ("PaymentTerms", lambda: credit_note(payment=evolve(PAYMENT, direct_debit=True))),
    ("InitialInvoiceDocumentReference/ID", lambda: evolve(PLAIN, preceding=(DocumentReference(number=" "),))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "make"), REFUSED, ids=[f"{rule}-{at}" for at, (rule, _) in enumerate(REFUSED)])
def test_a_refusal_names_the_rule_or_the_element(rule: str, make: Callable[[], Document]) -> None:
    """`write` raises the first of the obstacles, in the format's name."""
    document = make()
    with pytest.raises(NotExpressible) as error:
        write(document)
    found = [one.rule for one in obstacles(document, document.attachments)]
    assert error.value.rule == found[0]
    assert rule in found
    assert error.value.format == "svefaktura"


def test_attachments_can_be_left_to_another_way() -> None:
    """Whoever sends the files apart says so."""
    assert write(SAMPLES["everything said"], attachments=())
