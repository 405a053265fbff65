"""ROT and RUT on the desk: asked for once, when the customer has paid, and never more than was granted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from faktura.core.deduction import DeductionKind
from faktura.core.errors import RuleRefused
from faktura.core.money import sek
from faktura.desk.desk import SenderDesk
from faktura.formats.skatteverket import request as request_format
from faktura.ports.clock import FixedClock
from tests.desk.acts import issued, pay, reference_of, rot_invoice

ROT, RUT = DeductionKind.ROT, DeductionKind.RUT


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
        (lambda desk, id: desk.invoices.credit(id, amount=sek(100)), "payout.credited"),
        (lambda desk, id: desk.payments.unlink("P1", id), "payout.unpaid"),
    ],
    ids=["credited", "payment taken out"],
)
def test_what_is_no_longer_so_is_not_asked_for(desk: SenderDesk, spoil: Callable[..., object], why: str) -> None:
    """The list follows the events, also backwards."""
    rot = rot_invoice(desk)
    pay(desk, "P1", "4000", reference=reference_of(rot))
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
