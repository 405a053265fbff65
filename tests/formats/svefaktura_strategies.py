"""What both Svefakturor are tried with beside the random documents of all e-invoices: further references, deliveries, cards."""

from attrs import evolve
from hypothesis import strategies as st

from faktura.core.document import DeliverTo, Document, References
from faktura.core.party import Address, PaymentCard
from faktura.testing.identities import GLNS, VAT_NUMBERS
from faktura.testing.kept import kept
from tests.formats.einvoice_strategies import documents

_numbers = st.sampled_from(["", "", "17", " P 1 & 2 "])
_references = st.builds(
    References,
    project=_numbers,
    sales_order=_numbers,
    receiving_advice=_numbers,
    despatch_advice=_numbers,
    tender=_numbers,
    invoiced_object=_numbers,
    accounting_cost=_numbers,
)
_places = st.builds(
    DeliverTo,
    name=st.sampled_from(["", "Godsmottagningen", "c/o"]),
    gln=st.sampled_from([None, GLNS[1]]),
    address=st.sampled_from(
        [None, Address(), Address(street="Kajen 1", care_of="Vakten", city="Lund", postal_code="222 33")]
    ),
)
_cards = st.builds(
    PaymentCard, digits=st.sampled_from(["1234", ""]), network=st.just("VISA"), holder=st.sampled_from(["", "B"])
)


@kept
@st.composite
def fuller(draw: st.DrawFn) -> Document:
    """A random document with everything further now there, now not."""
    document = draw(documents())
    payment = document.payment
    if payment is not None:
        payment = evolve(payment, mandate=draw(_numbers), card=draw(st.one_of(st.none(), st.none(), _cards)))
    if draw(st.booleans()):
        document = evolve(document, buyer=evolve(document.buyer, vat_number=VAT_NUMBERS[0]))
    return evolve(
        document,
        references=draw(_references),
        deliver_to=draw(st.one_of(st.none(), _places)),
        payment=payment,
        type_code=draw(st.sampled_from(["", "", "380", "381", "393", "386"])),
    )
