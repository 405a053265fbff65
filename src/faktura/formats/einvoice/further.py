"""What further references, deliveries and ways of payment are called where a format has no place of its own for them.

They are said in the note of the document, in its language, a row each: nothing that a buyer asked for is left out.
"""

from collections.abc import Iterator
from typing import Final

from faktura.core.document import DeliverTo, Document, References
from faktura.core.wording import Text, register, sentence
from faktura.formats import swedish
from faktura.formats.einvoice.text import held, held_attribute

_NUMBERS: Final = (
    "project", "sales_order", "receiving_advice", "despatch_advice", "tender", "invoiced_object", "accounting_cost",
)  # fmt: skip


def further(document: Document, *, placed: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the further references of *document* in words, but for those that are *placed* in elements."""
    for name in _NUMBERS:
        number = held_attribute(getattr(document.references, name)) if name not in placed else ""
        if number:
            yield sentence(f"einvoice.further.{name}", document.language, number=number)
    delivered, payment = document.deliver_to, document.payment
    if delivered is not None and held(delivered.name) and "delivered_to" not in placed:
        yield sentence("einvoice.further.delivered_to", document.language, name=held_attribute(delivered.name))
    if payment is not None and payment.direct_debit and held(payment.mandate):
        yield sentence("einvoice.further.mandate", document.language, mandate=held_attribute(payment.mandate))
    if payment is not None and payment.card is not None and "card" not in placed:
        card = payment.card
        said = held_attribute(f"{card.network} {card.digits}")
        yield sentence("einvoice.further.card", document.language, card=said)
    yield from deducted(document)


def deducted(document: Document) -> Iterator[str]:
    """Yield what a part of the prepaid amount (BT-113) is that nobody has paid yet: the tax deduction of ROT and RUT."""
    amount = document.totals.deduction
    if amount:
        kind = f" {document.deduction.kind.label}" if document.deduction is not None else ""
        shown = swedish.currency(amount, document.language).replace(swedish.NO_BREAK, " ")
        yield sentence("einvoice.further.deduction", document.language, kind=kind, amount=shown)


def kept(references: References, names: tuple[str, ...]) -> References:
    """Return what comes back of *references*: those *names* that have elements."""
    return References(**{name: held(getattr(references, name)) for name in names})


def empty(place: DeliverTo) -> bool:
    """Whether *place* says nothing."""
    return not held(place.name) and place.gln is None and place.address is None


register(
    {
        "einvoice.further.project": Text(en="Project {number}", sv="Projekt {number}"),
        "einvoice.further.sales_order": Text(en="Seller's order {number}", sv="Säljarens ordernummer {number}"),
        "einvoice.further.receiving_advice": Text(en="Receiving advice {number}", sv="Mottagningsbevis {number}"),
        "einvoice.further.despatch_advice": Text(en="Despatch note {number}", sv="Följesedel {number}"),
        "einvoice.further.tender": Text(en="Tender {number}", sv="Upphandling {number}"),
        "einvoice.further.invoiced_object": Text(en="Invoiced object {number}", sv="Fakturerat objekt {number}"),
        "einvoice.further.accounting_cost": Text(en="Buyer's accounting {number}", sv="Kontering {number}"),
        "einvoice.further.delivered_to": Text(en="Delivered to {name}", sv="Levererat till {name}"),
        "einvoice.further.mandate": Text(en="Payer number {mandate}", sv="Betalarnummer {mandate}"),
        "einvoice.further.deduction": Text(
            en="The amount paid before holds the tax deduction{kind} of {amount}, which the seller asks Skatteverket for.",
            sv="I redan betalt belopp ingår skattereduktion{kind} med {amount}, som säljaren begär av Skatteverket.",
        ),
        "einvoice.further.card": Text(en="Paid by card {card}", sv="Betalt med kort {card}"),
    }
)
