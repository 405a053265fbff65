"""Deductions on the desk: asked for once, when the customer has paid; the decision, the payout and what goes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Document, Line
from faktura.core.errors import NotFound, RuleRefused
from faktura.core.identity import Identity
from faktura.core.money import Money, sek
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.core.product import CostKind, Work
from faktura.core.vat import VAT_25
from faktura.desk.desk import SenderDesk
from faktura.formats.skatteverket import decision as decision_format
from faktura.formats.skatteverket import green_request as green_format
from faktura.formats.skatteverket import request as request_format
from faktura.ports.clock import FixedClock
from faktura.rules.crediting import CreditedLine
from faktura.testing.identities import COMPANIES, PERSONS
from faktura.testing.senders import PERSON
from tests.desk.acts import DAY, issued, pay, reference_of, rot_invoice

ROT, RUT, GREEN = DeductionKind.ROT, DeductionKind.RUT, DeductionKind.GREEN


def why_not(desk: SenderDesk, kind: DeductionKind = ROT) -> list[str]:
    """Why nothing can be asked for; every reason is a sentence in both languages."""
    found = desk.deductions.eligible(kind)
    assert found.cases == ()
    for one in found.left_out:
        assert one.explain("sv") != one.explain("en")
    return [one.why for one in found.left_out]


def test_a_request_is_made_when_the_customer_has_paid(desk: SenderDesk) -> None:
    """One case for each person, together what was granted; what is asked for is not asked for again."""
    rot, _ = rot_invoice(desk), issued(desk)
    assert why_not(desk) == ["payout.unpaid"]
    pay(desk, "P1", "8250", reference=reference_of(rot))
    assert why_not(desk, RUT) == ["payout.other_kind"]
    made = desk.deductions.request(ROT, name="Rot oktober")
    assert [case.requested for case in made.request.cases] == [1500, 1500]
    sent = request_format.read(made.content)
    assert (sent.kind, sent.name, sent.requested) == (ROT, "Rot oktober", 3000)
    assert {case.invoice_number for case in sent.cases} == {rot.number}
    assert desk.deductions.file("Rot oktober") == made.content  # should the answer of the call have been lost
    with pytest.raises(NotFound):
        desk.deductions.file("Rot november")
    assert why_not(desk) == ["payout.requested"]
    state = desk.invoices.balance(f"{rot.id}:tax")
    assert (state.requested, state.outstanding) == ((sek(3000),), sek(3000))
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.request(ROT, name="En till")
    assert refused.value.code == "payout.count"


def test_parts_that_are_paid_are_asked_for_in_parts(desk: SenderDesk) -> None:
    """The requests of a part-paid invoice add up to the deduction, to the krona."""
    rot = rot_invoice(desk)
    asked = []
    for number, amount in enumerate(("2750", "1000", "4500"), start=1):
        pay(desk, f"P{number}", amount, reference=reference_of(rot))
        asked.append(desk.deductions.request(ROT, name=f"Del {number}").request.requested)
    assert asked == [1000, 363, 1637]
    assert sum(asked) == 3000


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda desk, id: desk.invoices.credit(id), "payout.credited_whole"),
        (lambda desk, id: desk.payments.unlink("P1", id), "payout.unpaid"),
    ],
    ids=["credited", "payment taken out"],
)
def test_what_is_no_longer_so_is_not_asked_for(desk: SenderDesk, spoil: Callable[..., object], why: str) -> None:
    """The list follows the events, also backwards."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "4125", reference=reference_of(rot))
    assert len(desk.deductions.eligible(ROT).cases) == 2
    spoil(desk, rot.id)
    assert why in why_not(desk)


def test_a_request_is_for_the_year_of_payment(desk: SenderDesk, clock: FixedClock) -> None:
    """And no later than the last of January after it, or the Monday that follows when that is a Sunday."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    clock.set(datetime(2027, 1, 31, 9, tzinfo=UTC))
    assert why_not(desk) == ["payout.other_year"]
    assert len(desk.deductions.eligible(ROT, year=2026).cases) == 2
    clock.advance(timedelta(days=1))
    assert len(desk.deductions.eligible(ROT, year=2026).cases) == 2
    clock.advance(timedelta(days=1))
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.too_late"]


def test_the_payout_settles_the_share_of_skatteverket(desk: SenderDesk) -> None:
    """Linked by hand to the share's own id; the invoice is then settled by both its debtors."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    desk.deductions.request(ROT, name="Rot oktober")
    pay(desk, "P2", "3000")
    desk.payments.link("P2", f"{rot.id}:tax")
    assert (desk.summary().outstanding, desk.summary().paid) == (0, 11250_00)


def answered(
    *granted: int, name: str = "Rot oktober", performer: Identity = COMPANIES[0], number: str = "1001"
) -> bytes:
    """A decision file on the ROT invoice's two persons."""
    cases = tuple(
        DecidedCase(buyer=person, invoice_number=number, granted=kronor)
        for person, kronor in zip(PERSONS, granted, strict=False)
    )
    one = RequestDecision(name=name, reference="20260000185-01", cases=cases)
    return decision_format.write(PayoutDecision(version="1", performer=performer, decisions=(one,)))


def asked(desk: SenderDesk) -> Document:
    """A ROT invoice of 11 250, paid by the customer, and 3 000 asked for."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    desk.deductions.request(ROT, name="Rot oktober")
    return rot


def left(desk: SenderDesk, document: Document) -> tuple[Money, Money]:
    """What the customer owes, and Skatteverket."""
    return desk.invoices.balance(document.id).outstanding, desk.invoices.balance(f"{document.id}:tax").outstanding


def test_what_is_refused_becomes_the_customers_debt(desk: SenderDesk) -> None:
    """One person granted 1 500, the other 500: the customer owes 1 000, the document and its VAT are as they were."""
    rot = asked(desk)
    found = desk.deductions.decide(answered(1500, 500))
    assert [one.granted for one in found.shares] == [sek(1500), sek(500)]
    assert found.left_out == ()
    assert left(desk, rot) == (sek(1000), sek(2000))
    assert desk.invoices.get(rot.id) == rot
    assert desk.summary().balances
    again = desk.deductions.decide(answered(1500, 500))
    assert not any(one.news for one in again.shares)
    assert left(desk, rot) == (sek(1000), sek(2000))


def test_one_payout_settles_every_invoice_of_the_request(desk: SenderDesk) -> None:
    """In one sum, to the krona; the customer pays the rest with the same reference."""
    rot = asked(desk)
    pay(desk, "P2", "2000")
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.settle_payout("P2", name="Rot oktober")
    assert refused.value.code == "payout.undecided"
    desk.deductions.decide(answered(1500, 500))
    assert desk.deductions.settle_payout("P2", name="Rot oktober").unallocated == sek(0)
    pay(desk, "P3", "1000", reference=reference_of(rot))
    assert left(desk, rot) == (sek(0), sek(0))
    assert (desk.summary().outstanding, desk.summary().paid) == (0, 11250_00)


def test_a_decision_lowered_after_the_payout_is_paid_back(desk: SenderDesk) -> None:
    """The customer owes what Skatteverket takes back; the form is that of the payment year."""
    rot = asked(desk)
    desk.deductions.decide(answered(1500, 1500))
    pay(desk, "P2", "3000")
    desk.deductions.settle_payout("P2", name="Rot oktober")
    desk.deductions.decide(answered(1500, 300))
    assert left(desk, rot) == (sek(1200), sek(-1200))
    back = desk.deductions.repay(rot.id, decided_on=date(2026, 10, 1))
    assert (back.amount, back.form, back.pay_by) == (sek(1200), "SKV 4533", date(2026, 11, 30))
    assert left(desk, rot) == (sek(1200), sek(0))
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.repay(rot.id)
    assert refused.value.code == "payout.nothing_back"


def test_what_a_credit_means_for_the_request_is_told(desk: SenderDesk) -> None:
    """Before the request, after it, granted and paid out; after the payout the credit's part goes back."""
    rot = rot_invoice(desk)
    said = [desk.deductions.credit_advice(rot.id)]
    pay(desk, "P1", "8250", reference=reference_of(rot))
    desk.deductions.request(ROT, name="Rot oktober")
    said.append(desk.deductions.credit_advice(rot.id))
    desk.deductions.decide(answered(1500, 1500))
    said.append(desk.deductions.credit_advice(rot.id))
    pay(desk, "P2", "3000")
    desk.deductions.settle_payout("P2", name="Rot oktober")
    said.append(desk.deductions.credit_advice(rot.id, "sv"))
    assert len(set(said)) == 4
    note = desk.invoices.credit(rot.id)
    assert left(desk, note) == (sek(-8250), sek(-3000))
    assert desk.deductions.repay(note.id).amount == sek(3000)
    assert left(desk, note) == (sek(-8250), sek(0))


def test_a_credit_before_the_request_lowers_what_is_asked_for(desk: SenderDesk) -> None:
    """Half the work credited: half the deduction is asked for, and no more later."""
    rot = rot_invoice(desk)
    desk.invoices.credit(rot.id, lines=[CreditedLine(rot.lines[0].id, quantity=Decimal(4))])
    (due, _) = left(desk, rot)
    pay(desk, "P1", f"{due.major}", reference=reference_of(rot))
    made = desk.deductions.request(ROT, name="Rot oktober")
    assert made.request.requested == 1500
    assert left(desk, rot) == (sek(0), sek(1500))
    assert "payout.requested" in why_not(desk)


def test_a_decision_for_another_seller_stores_nothing(desk: SenderDesk) -> None:
    """And one on what was never asked for is told."""
    rot = asked(desk)
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.decide(answered(0, 0, performer=COMPANIES[3]))
    assert refused.value.code == "decision.other_seller"
    found = desk.deductions.decide(answered(0, 0, name="En annan"))
    assert [one.why for one in found.left_out] == ["decision.unknown"] * 2
    assert left(desk, rot) == (sek(0), sek(3000))


def test_green_technology_has_a_request_of_its_own(desk: SenderDesk) -> None:
    """Two installations are two cases in one file that names the seller, and one share of each person."""
    lines = [
        Line(
            text=type, quantity=Decimal(1), price=Decimal(price), vat=VAT_25,
            cost=CostKind.LABOUR, work=Work(type=type, hours=8),
        )
        for type, price in (("INSTALLATION_SOLCELLER", 40_000), ("INSTALLATION_LAGRING", 16_000))
    ]  # fmt: skip
    buyer = DeductionBuyer(person_id="P1", name="Person 1", identity=PERSONS[0])
    wish = DeductionWish(kind=GREEN, buyers=(buyer,), dwelling=Dwelling(designation="Provet 1:2"))
    sold = issued(desk, buyer=PERSON, lines=lines, deduction=wish, delivery_date=DAY)
    assert (sold.amount_due, sold.totals.deduction) == (sek(52_500), sek(17_500))
    assert desk.invoices.pdf(sold.id).startswith(b"%PDF")
    pay(desk, "P1", "52500", reference=reference_of(sold))
    assert why_not(desk, ROT) == ["payout.other_kind"]
    made = desk.deductions.request(GREEN, name="Sol oktober")
    sent = green_format.read(made.content)
    assert (sent.performer, [case.requested for case in sent.cases]) == (COMPANIES[0], [7_500, 10_000])
    desk.deductions.decide(answered(0, name="Sol oktober"))
    assert left(desk, sold) == (sek(17_500), sek(0))
    note = desk.invoices.credit(sold.id, lines=[CreditedLine(sold.lines[1].id, quantity=Decimal(1))], net=False)
    assert note.deduction is not None
    assert note.deduction.amount == sek(10_000)


def test_an_ambiguous_decision_is_recorded_by_hand(desk: SenderDesk) -> None:
    """For one person of one invoice; never more than was asked for, nor for what was not."""
    rot = asked(desk)
    found = desk.deductions.decide_by_hand(rot.id, "P1", name="Rot oktober", granted=sek(200))
    assert found.news
    assert left(desk, rot) == (sek(1300), sek(1700))
    for granted in (sek(1501), sek("0.50"), sek(-1)):
        with pytest.raises(RuleRefused) as refused:
            desk.deductions.decide_by_hand(rot.id, "P2", name="Rot oktober", granted=granted)
        assert refused.value.code == "decision.by_hand"
        assert "{" not in refused.value.explain("sv")
    with pytest.raises(NotFound):
        desk.deductions.decide_by_hand(rot.id, "P1", name="Rot november", granted=sek(0))


def test_a_request_can_be_for_some_invoices_only(desk: SenderDesk) -> None:
    """So that more than a hundred cases become several files."""
    first, other = rot_invoice(desk), rot_invoice(desk)
    for at, one in enumerate((first, other)):
        pay(desk, f"P{at}", "8250", reference=reference_of(one))
    made = desk.deductions.request(ROT, name="Del 1", only=[first.id])
    assert {case.document_id for case in made.request.cases} == {first.id}
    rest = desk.deductions.request(ROT, name="Del 2")
    assert {case.document_id for case in rest.request.cases} == {other.id}


def test_a_credit_after_the_request_is_not_asked_of_the_customer(desk: SenderDesk) -> None:
    """Half is credited while 3 000 are asked for: of 1 000 granted, the customer owes 500, not 2 000."""
    rot = asked(desk)
    note = desk.invoices.credit(rot.id, lines=[CreditedLine(rot.lines[0].id, quantity=Decimal(4))])
    assert left(desk, rot)[1] == sek(1500)
    desk.deductions.decide(answered(1000, 0))
    assert left(desk, rot) == (sek(500), sek(1000))
    desk.deductions.decide(answered(1500, 1500))
    assert left(desk, rot) == (sek(0), sek(1500))
    assert desk.summary().balances
    assert note.totals.deduction == sek(1500)


def test_what_comes_for_a_credited_invoice_stays_to_be_given_back(desk: SenderDesk) -> None:
    """Granted 3 000, half of it credited since: 1 500 settle the share, the rest waits for a person."""
    rot = asked(desk)
    desk.deductions.decide(answered(1500, 1500))
    desk.invoices.credit(rot.id, lines=[CreditedLine(rot.lines[0].id, quantity=Decimal(4))])
    pay(desk, "P2", "3000")
    assert desk.deductions.settle_payout("P2", name="Rot oktober").unallocated == sek(1500)
    assert left(desk, rot)[1] == sek(0)
    assert desk.payments.refund("P2").refunded == sek(1500)


def test_the_day_the_money_left_the_buyer_decides_the_year(desk: SenderDesk, clock: FixedClock) -> None:
    """Booked here on 4 January, sent by the buyer on 30 December: asked for with the old year."""
    rot = rot_invoice(desk)
    clock.set(datetime(2027, 1, 11, 9, tzinfo=UTC))
    pay(desk, "P1", "8250", reference=reference_of(rot), on=date(2027, 1, 4))
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.other_year"]
    left_on = {rot.id: date(2026, 12, 30)}
    assert len(desk.deductions.eligible(ROT, year=2026, paid_on=left_on).cases) == 2
    made = desk.deductions.request(ROT, name="Rot 2026", year=2026, paid_on=left_on)
    assert {case.paid_on for case in made.request.cases} == {date(2026, 12, 30)}
