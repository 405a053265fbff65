"""The same deposit in BgMax and in camt is counted once, and genuine twins stay two, whatever order the files come in."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.core.reference import issue_ocr
from faktura.desk import told_deposits
from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.work import Work
from faktura.formats.bank import read_payments
from faktura.formats.bankgirot import bgmax
from faktura.formats.iso20022 import camt
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.rules.same_deposit import same_deposit
from faktura.testing.senders import SENDER
from tests.desk.acts import DAY
from tests.tried import tried

Deposit = tuple[tuple[int, str], ...]
"""Öre and OCR number of each payment."""

_DEPOSITS: Sequence[Deposit] = (
    ((50_000, ""),),
    ((50_000, "12351"),),
    ((20_000, "12351"), (30_000, "")),
    ((9_900, ""), (9_900, ""), (9_900, "18")),
)


def new_desk() -> SenderDesk:
    return Desk(MemoryStore(), clock=FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))).at(SENDER, actor="anna")


def giro(deposits: Sequence[tuple[int, Deposit]]) -> bytes:
    """A BgMax file of these deposits, each with its serial number."""
    made = [
        bgmax.Deposit(
            bankgiro="0009912346",
            paid_on=DAY,
            serial=f"{serial:05}",
            records=tuple(
                bgmax.PaymentRecord(reference=ocr, reference_code="2" if ocr else "0", amount=Money(minor))
                for minor, ocr in deposit
            ),
        )
        for serial, deposit in deposits
    ]
    return bgmax.write(bgmax.BgMaxFile(created="20261001060000000000", deposits=tuple(made)))


def notified(deposits: Sequence[tuple[int, Deposit]], *, alone: bool = False) -> bytes:
    """A camt.054 message of them; *alone*: their sums only."""
    entries = [
        camt.Entry(
            service_reference=f"S{serial}",
            amount=Money(sum(minor for minor, _ in deposit)),
            booked_on=DAY,
            details=()
            if alone
            else tuple(
                camt.Detail(amount=Money(minor), remittances=(camt.Remittance(reference=ocr),) if ocr else ())
                for minor, ocr in deposit
            ),
        )
        for serial, deposit in deposits
    ]
    report = camt.Report(id="N", account="bankgiro:9912346", entries=tuple(entries))
    message = camt.CamtFile(
        format="camt.054", version="001.08", message_id="M", created="2026-10-01T06:00:00", reports=(report,)
    )
    return camt.write(message)


def stored(desk: SenderDesk) -> list[int]:
    return sorted(one.payment.amount.minor for one in desk.payments.unmatched())


@tried(0.4)
@given(st.lists(st.integers(0, len(_DEPOSITS) - 1), max_size=5), st.data())
def test_any_order_overlapping_twice_and_split(chosen: list[int], data: st.DataObject) -> None:
    """Both reports of the same bookings, each cut into files anyhow, all given in any order, some twice."""
    deposits = [(serial, _DEPOSITS[at]) for serial, at in enumerate(chosen, start=1)]
    parts = []
    for written in (giro, notified):
        cut = data.draw(st.integers(0, len(deposits)))
        parts += [written(part) for part in (deposits[:cut], deposits[cut:]) if part]
    parts += data.draw(st.lists(st.sampled_from(parts), max_size=2)) if parts else []
    desk = new_desk()
    for file in data.draw(st.permutations(parts)):
        desk.payments.receive(file)
    assert stored(desk) == sorted(minor for _, deposit in deposits for minor, _ in deposit)


@tried(0.4)
@given(st.lists(st.integers(0, 1), max_size=4), st.lists(st.integers(0, 1), max_size=4), st.booleans())
def test_of_equal_bookings_there_are_as_many_as_the_report_with_most_tells(
    first: list[int], second: list[int], turned: bool
) -> None:
    """Nothing is lost that either report tells."""
    files = [
        giro([(serial, _DEPOSITS[at + 2]) for serial, at in enumerate(first, start=1)]),
        notified([(serial, _DEPOSITS[at + 2]) for serial, at in enumerate(second, start=1)]),
    ]
    desk = new_desk()
    for file in reversed(files) if turned else files:
        desk.payments.receive(file)
    most = [max(first.count(at), second.count(at)) for at in (0, 1)]
    expected = [minor for at in (0, 1) for minor, _ in _DEPOSITS[at + 2] * most[at]]
    assert stored(desk) == sorted(expected)


def test_two_equal_payments_of_one_day_stay_two() -> None:
    """Two payers of 500 kronor without reference, each in a deposit of its own, in both reports."""
    twins = [(1, _DEPOSITS[0]), (2, _DEPOSITS[0])]
    desk = new_desk()
    assert len(desk.payments.receive(giro(twins)).new) == 2
    again = desk.payments.receive(notified(twins))
    assert (again.new, len(again.known)) == ((), 2)
    assert len(desk.payments.receive(notified([*twins, (3, _DEPOSITS[0])])).new) == 1
    assert stored(desk) == [50_000] * 3


def test_a_sum_told_alone_is_counted_once() -> None:
    """A statement without payments after the notification, and the notification after it."""
    deposits = [(1, _DEPOSITS[2])]
    for files in (
        [notified(deposits), notified(deposits, alone=True)],
        [notified(deposits, alone=True), giro(deposits)],
    ):
        desk = new_desk()
        for file in files:
            desk.payments.receive(file)
        assert sum(stored(desk)) == 50_000


def test_payments_of_both_kinds_taken_at_once() -> None:
    """Handed over together by a host that read them itself."""
    deposits = [(1, _DEPOSITS[2]), (2, _DEPOSITS[2])]
    both: tuple[IncomingPayment, ...] = (*read_payments(giro(deposits)), *read_payments(notified(deposits)))
    desk = new_desk()
    received = desk.payments.take(both)
    assert (len(received.new), len(received.known)) == (4, 4)


def _three_reports_of_twins(deposit: Deposit) -> list[bytes]:
    """BgMax, notification and statement (sums alone), each in a file for each of two equal deposits."""
    twins = [(1, deposit), (2, deposit)]
    return [
        *(giro([one]) for one in twins),
        *(notified([one]) for one in twins),
        *(notified([one], alone=True) for one in twins),
    ]


def test_the_banks_own_reference_comes_before_an_equal_sum() -> None:
    """A statement's sum belongs to the notification of its reference, not to the twin that no notification has told yet."""
    giro_one, giro_two, told_one, told_two, sum_one, sum_two = _three_reports_of_twins(_DEPOSITS[2])
    desk = new_desk()
    for file in (told_one, giro_one, giro_two, sum_one, told_two, sum_two):
        desk.payments.receive(file)
    assert stored(desk) == [20_000, 20_000, 30_000, 30_000]


@tried(0.4)
@given(st.sampled_from(_DEPOSITS), st.data())
def test_twins_in_three_reports_stay_two_in_any_order(deposit: Deposit, data: st.DataObject) -> None:
    """Each report of each of two equal deposits comes in a file of its own."""
    desk = new_desk()
    for file in data.draw(st.permutations(_three_reports_of_twins(deposit))):
        desk.payments.receive(file)
    assert sum(stored(desk)) == 2 * sum(minor for minor, _ in deposit)


def balances(desk: SenderDesk) -> dict[str, int]:
    """Öre on each account of the books."""
    vouchers = desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31))
    found = Counter[str]()
    for row in (row for voucher in vouchers for row in voucher.rows):
        found[str(row.account)] += row.amount.minor
    return {account: minor for account, minor in found.items() if minor}


_SUMS_APART: Sequence[Deposit] = (
    ((50_000, ""),),
    ((40_000, "12351"),),
    ((20_000, "12351"), (31_000, "")),
    ((9_900, ""), (9_900, ""), (9_900, "18")),
)
"""Where the sums are equal the deposits are: which of several different ones a sum alone is, nobody can say."""


@settings(max_examples=25)
@given(st.lists(st.integers(0, len(_SUMS_APART) - 1), min_size=1, max_size=3), st.data())
def test_any_order_and_any_split_over_calls_end_in_one_state(chosen: list[int], data: st.DataObject) -> None:
    """BgMax, notification and statement of each deposit, some together in one call: each payment once, in the books too."""
    deposits = [(serial, _SUMS_APART[at]) for serial, at in enumerate(chosen, start=1)]
    files = [file for one in deposits for file in (giro([one]), notified([one]), notified([one], alone=True))]
    calls: list[list[IncomingPayment]] = []
    for file in data.draw(st.permutations(files)):
        if not calls or data.draw(st.booleans()):
            calls.append([])
        calls[-1] += read_payments(file)
    desk = new_desk()
    for call in calls:
        desk.payments.take(call)
    amounts = sorted(minor for _, deposit in deposits for minor, _ in deposit)
    assert stored(desk) == amounts
    assert desk.summary().unmatched == sum(amounts)
    assert sorted(balances(desk).values()) == [-sum(amounts), sum(amounts)]
    assert desk.verify() == ()


def test_a_sum_gives_way_to_its_payments() -> None:
    """Nobody has decided on it: the payments take its place, whoever tells them, and the sum says why it is set aside."""
    deposit = [(1, _DEPOSITS[2])]
    for later in (notified(deposit), giro(deposit)):
        desk = new_desk()
        (whole,) = desk.payments.receive(notified(deposit, alone=True)).new
        received = desk.payments.receive(later)
        assert ([one.amount.minor for one in received.new], received.known) == ([20_000, 30_000], (whole.id,))
        assert desk.payments.state(whole.id).ignored == whole.amount
        assert desk.payments.state(f"{whole.id}:in-parts").reversal
        assert stored(desk) == [20_000, 30_000]
        assert desk.payments.receive(notified(deposit, alone=True)).new == ()


def test_a_sum_that_was_decided_on_stays_and_a_person_is_told() -> None:
    """What a person has done is not undone by a file."""
    deposit = [(1, _DEPOSITS[2])]
    desk = new_desk()
    (whole,) = desk.payments.receive(notified(deposit, alone=True)).new
    desk.payments.keep(whole.id, customer_id="C1")
    received = desk.payments.receive(notified(deposit))
    assert (received.new, received.known) == ((), (whole.id,))
    (finding,) = received.findings
    assert (finding.code, dict(finding.facts)) == ("payments.sum_decided", {"payment": whole.id, "parts": "2"})
    assert desk.payments.state(whole.id).kept == whole.amount


def test_a_sum_does_not_give_way_to_a_part_of_its_payments() -> None:
    """A host that hands over one of two payments would lose the other."""
    deposit = [(1, _DEPOSITS[2])]
    desk = new_desk()
    desk.payments.receive(notified(deposit, alone=True))
    assert desk.payments.take(read_payments(notified(deposit))[:1]).new == ()
    assert stored(desk) == [50_000]


@pytest.mark.parametrize("ocr", [False, True], ids=["without a number", "each with its own"])
@pytest.mark.parametrize("same", [True, False], ids=["told again", "told for the first time"])
def test_many_equal_deposits_are_each_looked_at_a_few_times(
    monkeypatch: pytest.MonkeyPatch, ocr: bool, same: bool
) -> None:
    """Of one day and sum, told by two kinds of report: the comparisons and the look-ups grow with their number only."""

    def steps(count: int) -> int:
        """Comparisons and look-ups for so many deposits in each report."""
        taken = Counter[str]()
        compare, recall = same_deposit, Work.recall

        def compared(one: Sequence[IncomingPayment], other: Sequence[IncomingPayment]) -> bool:
            taken["compared"] += 1
            return compare(one, other)

        def recalled(work: Work, key: str, call: str) -> str | None:
            taken["recalled"] += 1
            return recall(work, key, call)

        def deposits(first: int) -> list[tuple[int, Deposit]]:
            return [(at, ((9_900, ocr_number(at) if ocr else ""),)) for at in range(first, first + count)]

        desk = new_desk()
        desk.payments.receive(giro(deposits(1)))
        with monkeypatch.context() as patched:
            patched.setattr(told_deposits, "same_deposit", compared)
            patched.setattr(Work, "recall", recalled)
            received = desk.payments.receive(notified(deposits(1 if same else 1 + count)))
        assert len(received.known) == (count if same or not ocr else 0)
        return taken.total()

    small, large = steps(10), steps(40)
    assert large <= small * 5


def ocr_number(serial: int) -> str:
    return str(issue_ocr(str(1000 + serial)))
