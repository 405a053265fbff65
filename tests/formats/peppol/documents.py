"""Documents with what only Peppol BIS Billing 3 has places for: types, references, deliveries, cards, mandates."""

from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from faktura.core.document import CreditNote, DeliverTo, Document, References
from faktura.core.party import Address, PaymentCard, PaymentInstruction
from faktura.formats.peppol.billing import as_negative_invoice
from faktura.testing.identities import GLNS
from faktura.testing.kept import kept
from tests.formats.einvoice_strategies import documents
from tests.formats.sample_documents import SAMPLES as SHARED

PAYMENT: Final = PaymentInstruction(accounts=(), reference="104265")
EVERYTHING: Final = evolve(
    SHARED["everything said"],
    references=References(
        project="P 9",
        sales_order="SO 4",
        receiving_advice="ML 1",
        despatch_advice="FS 1",
        tender="UH 2026/1",
        invoiced_object="08-123 45 67",
        object_scheme="AAB",
        accounting_cost="4010:22",
    ),
    deliver_to=DeliverTo(
        name="Lagret", gln=GLNS[1], address=Address(street="Hamnen 1", postal_code="411 01", city="Göteborg")
    ),
)
_CREDIT: Final = SHARED["credit note"]
assert isinstance(_CREDIT, CreditNote)
SAMPLES: Final[dict[str, Document]] = {
    "every reference": EVERYTHING,
    "every reference, credited": evolve(
        _CREDIT, references=EVERYTHING.references, deliver_to=EVERYTHING.deliver_to, order_reference="PO 17"
    ),
    "sales order alone": evolve(SHARED["plain"], references=References(sales_order="SO 4")),
    "prepayment": evolve(SHARED["plain"], type_code="386"),
    "direct debit": evolve(SHARED["plain"], payment=evolve(PAYMENT, direct_debit=True, mandate="5599990008")),
    "card": evolve(
        SHARED["plain"], payment=evolve(PAYMENT, card=PaymentCard(digits="1234", network="VISA", holder="A Andersson"))
    ),
    "intra-EU, delivered elsewhere": evolve(
        SHARED["intra-EU"], deliver_to=DeliverTo(address=Address(street="Kaj 1", city="Gdynia", country="PL"))
    ),
    "credited by a negative invoice": as_negative_invoice(_CREDIT),
}
"""One document for each of these things, by name."""

_texts = st.sampled_from(["", "", "A 1", " x ", "<&>"])
_references = st.builds(
    References,
    project=_texts,
    sales_order=_texts,
    receiving_advice=_texts,
    despatch_advice=_texts,
    tender=_texts,
    invoiced_object=_texts,
    object_scheme=st.sampled_from(["", "AAB", "ABT", "no scheme"]),
    accounting_cost=_texts,
)
_deliveries = st.builds(
    DeliverTo,
    name=_texts,
    gln=st.sampled_from([None, GLNS[1]]),
    address=st.sampled_from(
        [None, Address(), Address(country="DE"), Address(street="Kaj 1", city="Åbo", care_of="B", country="FI")]
    ),
)
_payments = st.sampled_from(
    [
        evolve(PAYMENT, direct_debit=True, mandate="42"),
        evolve(PAYMENT, direct_debit=True),
        evolve(PAYMENT, card=PaymentCard(digits="123456 1234", network="VISA")),
        evolve(PAYMENT, card=PaymentCard(digits="4111111111111111", network="VISA")),
        evolve(PAYMENT, card=PaymentCard(digits="1234", network="")),
    ]
)


@kept
@st.composite
def peppol_documents(draw: st.DrawFn) -> Document:
    """Issued documents as other formats have them, and with what Peppol alone can say; some as negative invoices."""
    plain = draw(documents())
    document = evolve(
        plain,
        type_code=draw(st.sampled_from(["", "", "", "380", "386", "381", "384", "389", "326"])),
        references=draw(_references),
        deliver_to=draw(st.one_of(st.none(), _deliveries)),
        payment=draw(st.one_of(st.just(plain.payment), _payments)),
    )
    if isinstance(document, CreditNote) and draw(st.booleans()):
        return as_negative_invoice(document)
    return document
