"""The same bank file one, two and five times, split, overlapping, in any order: one end state."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.desk.desk import Desk, SenderDesk
from faktura.formats.bankgirot.bgmax import write
from faktura.formats.bankgirot.records import OCR, BgMaxFile, Deposit, PaymentRecord
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.testing.identities import BANKGIRO
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import issued, reference_of
from tests.tried import tried

PAID: tuple[tuple[tuple[int | None, str], ...], ...] = (
    # each deposit of the bank's: which invoice a payment names, and kronor
    ((0, "125.00"), (1, "125.00")),  # in full, two alike on the same day
    ((2, "50.00"), (None, "99.00")),  # a part of it, and nobody knows what for
    ((2, "75.00"), (3, "200.00")),  # the other part, and too much
    ((4, "125.00"), (4, "125.00")),  # the same invoice twice in one deposit
    ((None, "125.00"),),  # an amount that several invoices have
    ((5, "125.00"),),
)


def opened() -> tuple[SenderDesk, list[str]]:
    """A desk with six open invoices, and their references."""
    ids = count(1)
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    desk = Desk(MemoryStore(), clock=clock, new_id=lambda: f"id{next(ids)}").at(SENDER, actor="anna")
    return desk, [reference_of(issued(desk, buyer=PERSON if at % 2 else COMPANY)) for at in range(6)]


def bank_file(references: Sequence[str], deposits: Sequence[int]) -> bytes:
    """A file with some of the deposits: each with the serial numbers that the bank gives it, in whatever file it stands."""
    made = []
    for at in deposits:
        records = tuple(
            PaymentRecord(
                reference="" if invoice is None else references[invoice],
                amount=sek(amount),
                reference_code=OCR if invoice is not None else "0",
                channel="1",
                serial=f"{10 * at + place:012}",
                image="0",
                name="Kund",
            )
            for place, (invoice, amount) in enumerate(PAID[at])
        )
        made.append(
            Deposit(
                bankgiro=BANKGIRO[0].digits.zfill(10),
                paid_on=date(2026, 10, 5 + at),
                serial=f"{at + 1:05}",
                type="K",
                records=records,
            )
        )
    return write(BgMaxFile(created="20261012060000000000", test=True, deposits=tuple(made)))


def end_state(desk: SenderDesk) -> object:
    """What is owed, what became of each payment, and the totals."""
    payments = {
        one.id: (one.allocated, one.unallocated, tuple(link.receivable_id for link in one.allocations))
        for one in desk.overview.payments()
    }
    owed = {state.id: (state.outstanding, state.payment_status) for state in desk.overview.receivables()}
    return payments, owed, desk.summary()


def received(files: Sequence[Sequence[int]]) -> SenderDesk:
    """A desk that has received *files*, in that order."""
    desk, references = opened()
    for deposits in files:
        desk.payments.receive(bank_file(references, deposits))
    return desk


EVERYTHING = tuple(range(len(PAID)))
ONCE = end_state(received([EVERYTHING]))


def test_the_file_brings_all_its_payments() -> None:
    """The comparison below is about something: matched, in part, too much, and nobody knows."""
    desk = received([EVERYTHING])
    assert len(desk.overview.payments()) == 10
    summary = desk.summary()
    assert summary.paid > 0
    assert summary.unmatched > 0
    assert desk.verify() == ()


def test_the_same_file_again_changes_nothing() -> None:
    """Twice, and five times."""
    for times in (2, 5):
        assert end_state(received([EVERYTHING] * times)) == ONCE


@tried(1 / 3)
@given(st.data())
def test_any_files_with_all_the_deposits_come_to_one_end(data: st.DataObject) -> None:
    """Split between any deposits, overlapping, repeated, and in any order, the deposits within a file too."""
    parts = st.lists(st.permutations(EVERYTHING).flatmap(
        lambda order: st.integers(1, len(order)).map(lambda most: tuple(order[:most]))
    ), max_size=5)  # fmt: skip
    files = data.draw(parts)
    missing = [at for at in EVERYTHING if not any(at in file for file in files)]
    if missing:
        files.insert(data.draw(st.integers(0, len(files))), tuple(data.draw(st.permutations(missing))))
    desk = received(files)
    assert end_state(desk) == ONCE, files
    assert desk.verify() == ()


def test_a_broken_file_between_the_good_ones_is_nothing() -> None:
    """A file that was cut off in transfer brings nothing, and what follows it everything."""
    desk, references = opened()
    whole = bank_file(references, EVERYTHING)
    for end in (len(whole) // 3, len(whole) - 100):
        with pytest.raises(MalformedFile):
            desk.payments.receive(whole[:end])
        assert desk.overview.payments() == ()
    desk.payments.receive(whole)
    assert end_state(desk) == ONCE
