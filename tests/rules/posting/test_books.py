"""In which order the two debts of a document are booked."""

from datetime import date

from faktura.core.money import sek
from faktura.core.payout_event import ShareTransferred
from faktura.rules.posting.books import DocumentHistory, Movement, in_step
from tests.rules.posting.histories import allocated, principal, rot_sale

ON = date(2026, 4, 10)
ROT = rot_sale()
TAX = f"{ROT.id}:tax"


def transfer(id: str, kronor: int, receivable_id: str) -> ShareTransferred:
    return ShareTransferred(receivable_id=receivable_id, transfer_id=id, other_id="", on=ON, effect=sek(kronor))


def test_a_transfer_waits_for_what_came_before_it_in_either_stream() -> None:
    """Each stream keeps its order; the debt that falls is booked before the one that rises."""
    own = [
        allocated(principal("1"), ROT.id, id="own 1"),
        transfer("T1", 5, ROT.id),
        transfer("T2", -5, ROT.id),
        allocated(principal("1"), ROT.id, id="own 2"),
    ]
    tax = [
        allocated(principal("1"), TAX, id="tax 1"),
        transfer("T1", -5, TAX),
        transfer("T2", 5, TAX),
        allocated(principal("1"), TAX, id="tax 2"),
    ]
    history = DocumentHistory(ROT, tuple(Movement(event) for event in (*own, *tax)))
    found = [one.event for one in in_step(history)]
    assert found == [own[0], tax[0], tax[1], own[1], own[2], tax[2], own[3], tax[3]]


def test_half_a_transfer_is_booked_as_it_stands() -> None:
    """A history that lacks the other half loses nothing."""
    own, tax = transfer("T1", 5, ROT.id), allocated(principal("1"), TAX, id="tax 1")
    history = DocumentHistory(ROT, (Movement(own), Movement(tax)))
    assert {one.event for one in in_step(history)} == {own, tax}
