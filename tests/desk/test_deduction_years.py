"""Deductions paid in two years, by several persons, above a cap: what is asked for, and what the buyer is to pay."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Document, Line
from faktura.core.errors import RuleRefused
from faktura.core.money import Money, sek
from faktura.core.product import CostKind, Work
from faktura.core.vat import VAT_25
from faktura.desk.desk import SenderDesk
from faktura.ports.clock import FixedClock
from faktura.testing.identities import PERSONS
from faktura.testing.senders import PERSON
from tests.desk.acts import DAY, issued, pay, payment, reference_of, rot_invoice

ROT, RUT = DeductionKind.ROT, DeductionKind.RUT
JANUARY = datetime(2026, 1, 15, 9, tzinfo=UTC)


def worked(desk: SenderDesk, price: int, *, hours: int = 40, kind: DeductionKind = RUT, persons: int = 1) -> Document:
    """An invoice of work for *price* kronor including VAT."""
    work = Line(
        text="Arbete", quantity=Decimal(1), price=Decimal(price) * 4 / 5, vat=VAT_25,
        cost=CostKind.LABOUR, work=Work(type="Bygg" if kind is ROT else "Stadning", hours=hours),
    )  # fmt: skip
    buyers = tuple(
        DeductionBuyer(person_id=f"P{at}", name=f"Person {at}", identity=PERSONS[at - 1])
        for at in range(1, persons + 1)
    )
    dwelling = Dwelling(designation="Provet 1:2") if kind is ROT else None
    wish = DeductionWish(kind=kind, buyers=buyers, dwelling=dwelling)
    return issued(desk, buyer=PERSON, lines=(work,), deduction=wish)


@pytest.fixture
def over_new_year(desk: SenderDesk, clock: FixedClock) -> Document:
    """ROT of 100 000 at 50 percent: 30 000 paid in December 2025, 20 000 in January, when 30 percent holds."""
    clock.set(datetime(2025, 12, 1, 9, tzinfo=UTC))
    document = worked(desk, 100_000, kind=ROT)
    for id, amount, on in (("P1", "30000", date(2025, 12, 20)), ("P2", "20000", date(2026, 1, 8))):
        clock.set(datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
        desk.payments.take([payment(id, amount, reference=reference_of(document), on=on)])
        if desk.payments.state(id).unallocated:
            desk.payments.link(id, document.id)
    clock.set(JANUARY)
    return document


def left(desk: SenderDesk, document: Document) -> tuple[Money, Money]:
    """What the buyer owes, and Skatteverket."""
    return desk.invoices.balance(document.id).outstanding, desk.invoices.balance(f"{document.id}:tax").outstanding


def test_each_years_payments_are_asked_for_and_the_rest_of_the_buyer(desk: SenderDesk, over_new_year: Document) -> None:
    """30 000 for 2025, 8 571 for 2026, and 11 429 that the buyer owes again; nothing is asked for twice."""
    assert left(desk, over_new_year) == (sek(0), sek(50_000))
    for year, asked in ((2026, 8_571), (2025, 30_000)):
        assert desk.deductions.request(ROT, name=f"Rot {year}", year=year).request.requested == asked
        assert desk.deductions.eligible(ROT, year=year).cases == ()
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.beyond"]
    assert desk.deductions.claim_from_buyer(over_new_year.id) == sek(11_429)
    assert left(desk, over_new_year) == (sek(11_429), sek(38_571))
    assert desk.invoices.balance(over_new_year.id).postponed_until == date(2026, 2, 14)
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.waived"]
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.claim_from_buyer(over_new_year.id)
    assert refused.value.code == "payout.nothing_lost"
    pay(desk, "P3", "11429", reference=reference_of(over_new_year), on=date(2026, 1, 15))
    assert left(desk, over_new_year) == (sek(0), sek(38_571))
    assert desk.deductions.eligible(ROT, year=2026).cases == ()
    assert desk.summary().balances
    assert desk.verification.findings() == ()


def test_the_payouts_of_both_requests_settle_the_share(desk: SenderDesk, over_new_year: Document) -> None:
    """Each request has its own decision and its own money."""
    desk.deductions.claim_from_buyer(over_new_year.id)
    for year, asked in ((2025, 30_000), (2026, 8_571)):
        desk.deductions.request(ROT, name=f"Rot {year}", year=year)
        desk.deductions.decide_by_hand(over_new_year.id, "P1", name=f"Rot {year}", granted=sek(asked))
        pay(desk, f"S{year}", str(asked), on=date(2026, 1, 15))
        if desk.payments.state(f"S{year}").unallocated:  # the last is all that is left, and is matched by itself
            desk.deductions.settle_payout(f"S{year}", name=f"Rot {year}")
    assert left(desk, over_new_year) == (sek(11_429), sek(0))
    assert desk.books.reconcile(date(2026, 1, 31)).agrees


def test_what_was_claimed_is_taken_back(desk: SenderDesk, over_new_year: Document) -> None:
    """The payment had left the buyer in December: all of it can be asked for, so the claim goes back."""
    desk.deductions.claim_from_buyer(over_new_year.id)
    assert desk.deductions.claim_from_buyer(over_new_year.id, {"P1": sek(0)}) == sek(-11_429)
    assert left(desk, over_new_year) == (sek(0), sek(50_000))
    days = {"P2": date(2025, 12, 30)}
    with pytest.raises(RuleRefused):
        desk.deductions.claim_from_buyer(over_new_year.id, paid_on=days)
    made = desk.deductions.request(ROT, name="Rot 2025", year=2025, paid_on=days)
    assert [(case.paid_on, case.requested) for case in made.request.cases] == [(date(2025, 12, 30), 50_000)]
    assert desk.deductions.eligible(ROT, year=2026).cases == ()


def test_a_link_that_was_undone_is_no_payment(desk: SenderDesk, clock: FixedClock) -> None:
    """Linked by mistake in January and taken back: the day of payment is December's."""
    clock.set(datetime(2025, 12, 1, 9, tzinfo=UTC))
    document = worked(desk, 10_000)
    pay(desk, "P1", "5000", reference=reference_of(document), on=date(2025, 12, 20))
    clock.set(JANUARY)
    desk.payments.unlink("P1", document.id)
    assert [one.why for one in desk.deductions.eligible(RUT, year=2025).left_out] == ["payout.unpaid"]
    pay(desk, "P2", "1000", on=date(2026, 1, 8))
    desk.payments.link("P2", document.id)
    desk.payments.unlink("P2", document.id)
    desk.payments.link("P1", document.id)
    found = desk.deductions.eligible(RUT, year=2026).left_out + desk.deductions.eligible(RUT, year=2025).left_out
    assert {one.why for one in found} <= {"payout.other_year"}


def test_two_buyers_of_one_hour_are_asked_for_once_each(desk: SenderDesk) -> None:
    """250 kronor each, and never more."""
    document = worked(desk, 1_000, hours=1, persons=2)
    pay(desk, "P1", "500", reference=reference_of(document))
    made = desk.deductions.request(RUT, name="Rut")
    assert [(case.buyer, case.requested) for case in made.request.cases] == [(PERSONS[0], 250), (PERSONS[1], 250)]
    assert [one.why for one in desk.deductions.eligible(RUT).left_out] == ["payout.requested"]


def test_one_person_can_be_asked_for_less(desk: SenderDesk) -> None:
    """The buyer has used up the rest: 1 000 of 1 500 are asked for, 500 are claimed from the buyer."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    made = desk.deductions.request(ROT, name="Rot", at_most={"P1": sek(1000)})
    assert [case.requested for case in made.request.cases] == [1000, 1500]
    assert [case.requested for case in desk.deductions.eligible(ROT).cases] == [500]
    assert desk.deductions.claim_from_buyer(rot.id, {"P1": sek(500)}) == sek(500)
    assert left(desk, rot) == (sek(500), sek(2500))
    assert desk.deductions.eligible(ROT).cases == ()
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.claim_from_buyer(rot.id, {"P1": sek(501)})
    assert refused.value.code == "payout.waive"
    assert desk.summary().balances


def test_what_is_too_late_to_ask_for_is_claimed(desk: SenderDesk, clock: FixedClock) -> None:
    """The reason advises it, and the desk can."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    clock.set(datetime(2027, 2, 2, 9, tzinfo=UTC))
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.too_late"]
    assert desk.deductions.claim_from_buyer(rot.id) == sek(3000)
    assert left(desk, rot) == (sek(3000), sek(0))
    assert [one.why for one in desk.deductions.eligible(ROT, year=2026).left_out] == ["payout.waived"]


def test_the_cap_counts_what_was_asked_for_before(desk: SenderDesk, clock: FixedClock) -> None:
    """75 000 a year: of the second 75 000 nothing can be asked for; what was refused of the first gives room again."""
    first, second = worked(desk, 160_000), worked(desk, 160_000)
    for at, one in enumerate((first, second)):
        pay(desk, f"P{at}", f"{one.amount_due.major}", reference=reference_of(one))
    desk.deductions.request(RUT, name="Ett", only=[first.id])
    with pytest.raises(RuleRefused) as refused:
        desk.deductions.request(RUT, name="Tva")
    assert refused.value.code == "payout.cap_before"
    desk.deductions.decide_by_hand(first.id, "P1", name="Ett", granted=sek(60_000))
    clock.advance(timedelta(days=1))
    made = desk.deductions.request(RUT, name="Tva", at_most={"P1": sek(15_000)})
    assert made.request.requested == 15_000
    desk.deductions.claim_from_buyer(second.id, {"P1": sek(60_000)})
    assert left(desk, second) == (sek(60_000), sek(15_000))
    assert made.request.cases[0].paid_on == DAY
