"""What BIS 5A refuses, by the official rule or by the element there is no room in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from faktura.core.document import AllowanceCharge, Attachment, Document, DocumentReference, SelfBilling
from faktura.core.errors import NotExpressible
from faktura.core.money import Money, sek
from faktura.core.party import Address, Endpoint, Party, PaymentCard
from faktura.formats.svefaktura_bis5a.invoice import obstacles, write
from tests.formats.sample_documents import EXEMPT, PAYMENT, REVERSED, SAMPLES, credit_note, invoice, line, totals_of

PLAIN = SAMPLES["plain"]
PDF = Attachment(name="a.pdf", content=b"%PDF")


def seller(**changes: Any) -> Document:
    """The plain invoice with another seller."""
    return evolve(PLAIN, seller=evolve(PLAIN.seller, **changes))


def lined(**changes: Any) -> Document:
    """The plain invoice with another line."""
    return evolve(PLAIN, lines=(evolve(PLAIN.lines[0], **changes),))


def totalled(**changes: Any) -> Document:
    """The plain invoice with other totals."""
    return evolve(PLAIN, totals=evolve(PLAIN.totals, **changes))


def attached(**changes: Any) -> Document:
    """The plain invoice with a file."""
    return evolve(PLAIN, attachments=(evolve(PDF, **changes),))


def _unreasoned() -> Document:
    document = invoice(line(1, "1", "1", EXEMPT))
    bare = evolve(document.totals.breakdown[0], reason="")
    return evolve(document, totals=evolve(document.totals, breakdown=(bare,)))


def _two_rates_in_euro() -> Document:
    vats = (PLAIN.lines[0].vat, SAMPLES["mixed rates"].lines[1].vat)
    lines = tuple(line(at, "1", "100", vat, currency="EUR") for at, vat in enumerate(vats, 1))
    totals = evolve(totals_of(lines, currency="EUR"), vat_in_kronor=sek(400))
    return invoice(*lines, currency="EUR", totals=totals)


def _adjusted(**changes: Any) -> Document:
    one = AllowanceCharge(charge=True, text="Frakt", amount=sek(1), vat=PLAIN.lines[0].vat)
    return evolve(PLAIN, allowances=(evolve(one, **changes),))


REFUSED: list[tuple[str, Callable[[], Document]]] = [
    ("CL-T10-R001", lambda: evolve(PLAIN, self_billing=SelfBilling(date(2026, 1, 1), "tio dagar"))),
    ("CL-T10-R001", lambda: evolve(PLAIN, type_code="386")),
    ("CL-T10-R001", lambda: credit_note(type_code="384")),
    ("CardAccount", lambda: evolve(PLAIN, payment=evolve(PAYMENT, card=PaymentCard(digits="", network="VISA")))),
    ("BII2-T10-R003", lambda: evolve(PLAIN, number="")),
    ("BII2-T14-R003", lambda: credit_note(number=" ")),
    ("CL-T10-R002", lambda: evolve(PLAIN, currency="XCG")),
    ("EUGEN-T10-R048", lambda: evolve(PLAIN, currency="BHD")),
    ("EUGEN-T14-R049", lambda: credit_note(currency="BHD")),
    ("AdditionalDocumentReference/ID", lambda: evolve(PLAIN, preceding=(DocumentReference(number=" "),))),
    ("InvoiceDocumentReference/ID", lambda: credit_note(preceding=(DocumentReference(number=" "),))),
    ("BII2-T10-R025", lambda: _adjusted(text=" ")),
    ("EUGEN-T10-R022", lambda: _adjusted(amount=sek(-1))),
    ("EUGEN-T10-R035", lambda: seller(name="")),
    ("EUGEN-T10-R037", lambda: seller(address=None)),
    ("CL-T10-R004", lambda: seller(address=Address(country="XX"))),
    ("EUGEN-T10-R036", lambda: evolve(PLAIN, buyer=evolve(PLAIN.buyer, name=" "))),
    ("EUGEN-T10-R038", lambda: evolve(PLAIN, buyer=evolve(PLAIN.buyer, address=None))),
    ("OP-T10-R002", lambda: seller(endpoint=Endpoint("0204", "1"))),
    ("EndpointID", lambda: seller(endpoint=Endpoint("0007", " "))),
    ("PayeeParty/PartyName", lambda: evolve(PLAIN, payee=Party(id="P", name=""))),
    ("BII2-T10-R044", lambda: seller(vat_number=None)),
    ("BII2-T10-R047", lambda: invoice(line(1, "1", "1", REVERSED))),
    ("BII2-T10-R048", lambda: invoice(line(1, "1", "1", REVERSED), line(2, "1", "1"))),
    ("BII2-T10-R045", _unreasoned),
    ("BII2-T10-R035", lambda: totalled(with_vat=sek(-1))),
    ("BII2-T10-R037", lambda: totalled(amount_due=sek(-1))),
    ("BII2-T14-R037", lambda: credit_note(totals=evolve(PLAIN.totals, amount_due=sek(-1)))),
    ("EUGEN-T10-R045", lambda: totalled(vat_in_kronor=sek(1), vat=Money.zero("SEK"))),
    ("EUGEN-T10-R046", _two_rates_in_euro),
    ("BII2-T10-R014", lambda: evolve(PLAIN, lines=())),
    ("BII2-T10-R017", lambda: lined(id="")),
    ("EUGEN-T10-R055", lambda: lined(text="")),
    ("OP-T10-R006", lambda: lined(unit="styck")),
    ("OP-T10-R006", lambda: lined(unit="")),
    ("BII2-T10-R034", lambda: lined(price=Decimal(-1))),
    ("Price/BaseQuantity", lambda: lined(base_quantity=Decimal(0))),
    ("EmbeddedDocumentBinaryObject/@filename", lambda: attached(name="")),
    ("EmbeddedDocumentBinaryObject", lambda: attached(content=b"")),
    ("CL-T10-R008", lambda: attached(mime_type="application/x-unknown")),
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
    assert error.value.format == "svefaktura-bis5a"
