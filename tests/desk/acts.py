"""What the desk's tests do again and again: issue, and let money come."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Unpack

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Document, Line, line
from faktura.core.event import Event
from faktura.core.money import sek
from faktura.core.party import Party
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.core.product import CostKind, Unit, Work
from faktura.core.sender import Customer
from faktura.core.vat import VAT_25
from faktura.desk.desk import SenderDesk
from faktura.desk.drafting import DraftFields
from faktura.formats import json
from faktura.ports.store import Store
from faktura.testing.identities import PERSONS
from faktura.testing.senders import COMPANY, PERSON, SENDER

DAY = date(2026, 10, 1)
"""The day of the tests' clock."""


def issued(
    desk: SenderDesk,
    price: str = "100",
    *,
    buyer: Customer | Party = COMPANY,
    lines: Sequence[Line] = (),
    on: date | None = None,
    **fields: Unpack[DraftFields],
) -> Document:
    """Issue an invoice of *price* kronor and 25 percent VAT, or of *lines*; nothing is delivered."""
    draft = desk.invoices.draft(buyer=buyer, lines=lines or [line("Konsult", 1, price, vat=25)], **fields)
    return desk.invoices.issue(draft.id, on=on, deliver=False)


def rot_invoice(desk: SenderDesk, *, persons: int = 2) -> Document:
    """Issue a ROT invoice: 10 000 kronor with VAT, of which Skatteverket pays 30 percent, and 1 250 of material."""
    work = Line(
        text="Snickeri", quantity=Decimal(8), price=Decimal(1000), vat=VAT_25, unit=Unit.HOUR,
        cost=CostKind.LABOUR, work=Work(type="Bygg", hours=8),
    )  # fmt: skip
    material = Line(text="Virke", quantity=Decimal(1), price=Decimal(1000), vat=VAT_25, cost=CostKind.MATERIAL)
    buyers = tuple(
        DeductionBuyer(person_id=f"P{at}", name=f"Person {at}", identity=identity)
        for at, identity in enumerate(PERSONS[:persons], start=1)
    )
    wish = DeductionWish(kind=DeductionKind.ROT, buyers=buyers, dwelling=Dwelling(designation="Provet 1:2"))
    return issued(desk, buyer=PERSON, lines=(work, material), deduction=wish, delivery_date=DAY)


def reference_of(document: Document) -> str:
    """The payment reference printed on *document*."""
    assert document.payment is not None
    return document.payment.reference


def payment(
    id: str,
    amount: str,
    *,
    reference: str = "",
    on: date = DAY,
    account: str = "bankgiro:9912346",
    payer: str = "bankgiro:3783511",
    reversal: bool = False,
) -> IncomingPayment:
    """Money that came to the sender's bankgiro."""
    return IncomingPayment(
        id=id,
        account=account,
        booked_on=on,
        amount=sek(amount),
        references=(PaymentReference(text=reference, kind="ocr"),) if reference else (),
        payer=Payer(name="Betalare", account=payer),
        reversal=reversal,
        source=Source(format="test", digest="d", place=id),
    )


def pay(desk: SenderDesk, id: str, amount: str, *, reference: str = "", on: date = DAY) -> None:
    """Let money come, and settle what matching is certain of."""
    desk.payments.take([payment(id, amount, reference=reference, on=on)])


def events(store: Store, sender_id: str = SENDER.id) -> list[Event]:
    """Every event stored of a sender, in the order of commit."""
    with store.read(sender_id) as reading:
        return [json.event_of(record) for _, record in reading.history()]
