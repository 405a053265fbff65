"""Payments on the desk: money is stored once, settles what is certain, and every decision can be undone exactly."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import attrs
import pytest

from faktura.core.errors import InputError, MalformedFile, NotFound, RuleRefused, Unavailable
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentReference, Source
from faktura.core.receivable import PaymentStatus
from faktura.core.sender import MatchingPolicy
from faktura.desk import bank_files
from faktura.desk.desk import Desk, SenderDesk
from faktura.formats.bank import read_payments
from faktura.ports.adapters.recording import MemoryBankFeed
from faktura.ports.bank import BankFile
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.testing import broken
from faktura.testing.bank_files import bgmax_file
from faktura.testing.identities import BANKGIRO
from faktura.testing.senders import OTHER_SENDER, SENDER
from tests.desk.acts import DAY, events, issued, pay, payment, reference_of

# -- receiving ---------------------------------------------------------------------------------------------


def test_the_same_file_again_has_no_second_effect(desk: SenderDesk, store: Store) -> None:
    """Its payments are known; nothing is stored, and the totals stay."""
    invoice = issued(desk)
    data = bgmax_file(reference_of(invoice), "125.00", on=DAY)
    first = desk.payments.receive(data)
    before = (events(store), desk.summary())
    again = desk.payments.receive(data)
    assert (len(first.new), len(first.decisions), first.known) == (1, 1, ())
    assert (again.new, again.decisions, again.known) == ((), (), (first.new[0].id,))
    assert again.digest == first.digest
    assert (events(store), desk.summary()) == before
    assert desk.invoices.balance(invoice.id).payment_status is PaymentStatus.SETTLED


@pytest.mark.parametrize("together", [True, False])
def test_the_second_of_two_halves_is_asked_about_today_and_tomorrow(desk: SenderDesk, together: bool) -> None:
    """Whether it came in the same file or a later one, and when it is matched again: the books tell of the first half."""
    invoice = issued(desk, "160")
    halves = [payment(f"P{at}", "100", reference=reference_of(invoice), on=DAY + timedelta(2 * at)) for at in range(2)]
    for some in [halves] if together else [[one] for one in halves]:
        desk.payments.take(some)
    assert desk.payments.match_again() == ()
    assert [desk.payments.state(one.id).unallocated for one in halves] == [sek(0), sek(100)]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_parts_of_a_file_in_any_order_have_one_end_state(clock: FixedClock, cut: int, order: tuple[int, ...]) -> None:
    """Whole, in parts, parts twice, the last part first: each invoice is paid by its own payment."""
    from faktura.ports.adapters.memory import MemoryStore

    desk = Desk(MemoryStore(), clock=clock).at(SENDER, actor="anna")
    invoices = [issued(desk, price) for price in ("100", "200", "300")]
    money = [
        payment(f"P{at}", str(one.amount_due.major), reference=reference_of(one), on=DAY + timedelta(at))
        for at, one in enumerate(invoices)
    ]
    shuffled = [money[at] for at in order]
    for part in (shuffled[:cut], shuffled[cut:], shuffled):
        desk.payments.take(part)
    assert [desk.payments.state(one.id).allocations[0].receivable_id for one in money] == [one.id for one in invoices]
    summary = desk.summary()
    assert (summary.paid, summary.outstanding, summary.unmatched) == (750_00, 0, 0)


def test_a_payment_twice_in_one_file_is_one_payment(desk: SenderDesk) -> None:
    """The same id is the same money."""
    invoice = issued(desk)
    one = payment("P1", "125", reference=reference_of(invoice))
    assert desk.payments.take([one, one]).new == (one,)
    assert desk.summary().paid == 125_00


def test_money_to_another_account_is_elsewhere(desk: SenderDesk, store: Store) -> None:
    """A file for several payees: what is not the sender's is told, and nothing of it is stored."""
    invoice = issued(desk)
    before = events(store)
    received = desk.payments.receive(bgmax_file(reference_of(invoice), "125.00", on=DAY, to=BANKGIRO[3]))
    assert (received.new, received.decisions) == ((), ())
    (elsewhere,) = received.elsewhere
    assert (elsewhere.account, elsewhere.amount) == ("bankgiro:9999004", sek(125))
    assert events(store) == before
    with pytest.raises(NotFound):
        desk.payments.get(elsewhere.id)


def test_an_account_that_is_not_printed_receives_too(store: Store, clock: FixedClock) -> None:
    """Such as the IBAN behind the bankgiro number; and a file that names no account at all is the sender's."""
    sender = attrs.evolve(SENDER, receiving=(BANKGIRO[3],))
    desk = Desk(store, clock=clock).at(sender, actor="anna")
    received = desk.payments.take([payment("P1", "1", account="bankgiro:9999004"), payment("P2", "1", account="")])
    assert [one.id for one in received.new] == ["P1", "P2"]


def test_two_senders_in_one_store_are_two_worlds(store: Store, clock: FixedClock) -> None:
    """The same numbers, references and payment ids: each sender's own, and neither sees the other's."""
    mine = Desk(store, clock=clock).at(attrs.evolve(SENDER, first_number=7), actor="anna")
    theirs = Desk(store, clock=clock).at(attrs.evolve(OTHER_SENDER, first_number=7), actor="bo")
    ours, others = issued(mine), issued(theirs, "200")
    assert ours.number == others.number == "7"
    assert reference_of(ours) == reference_of(others)
    mine.payments.take([payment("P1", "125", reference=reference_of(ours))])
    assert theirs.payments.take([payment("P1", "125", reference=reference_of(ours))]).elsewhere
    assert (mine.summary().outstanding, theirs.summary().outstanding) == (0, 250_00)
    theirs.payments.take([payment("P1", "250", reference=reference_of(others), account="plusgiro:1234566")])
    assert [desk.summary().paid for desk in (mine, theirs)] == [125_00, 250_00]
    assert [[hit.document_id for hit in desk.search.documents()] for desk in (mine, theirs)] == [[ours.id], [others.id]]
    for act in (theirs.invoices.get, theirs.invoices.balance, theirs.collections.remind, theirs.deliveries.send):
        with pytest.raises(NotFound):
            act(ours.id)
    with pytest.raises(NotFound):
        theirs.payments.link("P1", ours.id)


def test_why_a_payment_went_where_it_did_is_told_for_ever(desk: SenderDesk) -> None:
    """In both languages, as it was said when it came; what nobody received is missing."""
    invoice = issued(desk)
    pay(desk, "P1", "125", reference=reference_of(invoice))
    pay(desk, "P2", "125", reference="99")
    assert desk.payments.why("P1", "sv").replace("\xa0", " ") == "OCR 100164 och belopp 125,00 kr stämmer."
    assert desk.payments.why("P1") != desk.payments.why("P1", "sv")
    assert desk.payments.why("P2", "sv")
    with pytest.raises(NotFound):
        desk.payments.why("P3")


# -- by hand -----------------------------------------------------------------------------------------------


def test_a_link_settles_as_much_as_is_owed(desk: SenderDesk) -> None:
    """What is over stays undecided, and settles the next document."""
    one, two = issued(desk, "80"), issued(desk, "80")
    pay(desk, "P1", "150")
    state = desk.payments.link("P1", one.id)
    assert (state.allocated, state.unallocated) == (sek(100), sek(50))
    assert desk.payments.link("P1", two.id).unallocated == sek(0)
    assert desk.invoices.balance(two.id).outstanding == sek(50)
    assert desk.payments.unmatched() == ()


@pytest.mark.parametrize("amount", [None, sek(30)])
def test_unlinking_leaves_everything_exactly_as_it_was(desk: SenderDesk, amount: Money | None) -> None:
    """Balance, totals and the list of unmatched payments; and automation never links the two again."""
    invoice = issued(desk)
    pay(desk, "P1", "200")
    before = (
        desk.summary(),
        desk.invoices.balance(invoice.id).left,
        [one.payment for one in desk.payments.unmatched()],
    )
    desk.payments.link("P1", invoice.id, amount=amount)
    assert desk.summary() != before[0]
    state = desk.payments.unlink("P1", invoice.id)
    assert (state.allocations, state.unallocated, state.released_by_hand) == ((), sek(200), (invoice.id,))
    after = (desk.summary(), desk.invoices.balance(invoice.id).left, [one.payment for one in desk.payments.unmatched()])
    assert after == before


def test_unlinking_gives_fees_and_interest_back_as_they_were(desk: SenderDesk, clock: FixedClock) -> None:
    """A payment that fell on fee, interest and principal is taken out of the same three."""
    invoice = issued(desk, "1000")
    clock.advance(timedelta(days=45))
    desk.collections.remind(invoice.id)
    owed = desk.invoices.balance(invoice.id).left
    assert owed.fees == sek(60)
    assert owed.interest.minor > 0
    pay(desk, "P1", "100", on=clock.today())
    desk.payments.link("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).left.fees == sek(0)
    desk.payments.unlink("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).left == owed


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RuleRefused) as refused:
        act()
    assert refused.value.explain("sv") != refused.value.explain("en")
    return refused.value.code


def test_what_cannot_be_linked_is_refused(desk: SenderDesk) -> None:
    """Each with its reason, and nothing changes."""
    paid, owed = issued(desk), issued(desk)
    pay(desk, "P1", "125", reference=reference_of(paid))
    pay(desk, "P2", "50")
    before = desk.summary()
    assert _refusal(lambda: desk.payments.link("P1", owed.id)) == "payments.nothing_left"
    assert _refusal(lambda: desk.payments.link("P2", owed.id, amount=sek("50.01"))) == "payments.nothing_left"
    assert _refusal(lambda: desk.payments.link("P2", owed.id, amount=sek(0))) == "payments.nothing_left"
    assert _refusal(lambda: desk.payments.link("P2", paid.id)) == "payments.nothing_owed"
    assert _refusal(lambda: desk.payments.unlink("P2", paid.id)) == "payments.not_linked"
    assert _refusal(lambda: desk.payments.keep("P1", customer_id="K1")) == "payments.nothing_left"
    assert _refusal(lambda: desk.payments.refund("P2", amount=sek(51))) == "settlement.rest"
    assert _refusal(lambda: desk.payments.refund_document(owed.id)) == "payments.nothing_back"
    assert desk.summary() == before


def test_a_credit_balance_is_kept_used_and_taken_back(desk: SenderDesk) -> None:
    """What was paid too much settles the customer's next invoice, or is undecided again."""
    pay(desk, "P1", "200")
    assert desk.payments.keep("P1", customer_id="K1").kept == sek(200)
    assert (desk.summary().overpaid, desk.summary().unmatched) == (200_00, 0)
    invoice = issued(desk)
    state = desk.payments.link("P1", invoice.id, amount=sek(125))
    assert (state.kept, state.allocated, state.unallocated) == (sek(75), sek(125), sek(0))
    state = desk.payments.take_back("P1", reason="mistake")
    assert (state.kept, state.unallocated) == (sek(0), sek(75))


def test_a_credit_balance_is_one_customers(desk: SenderDesk) -> None:
    """A payment kept for one customer is not half given to another by the way."""
    pay(desk, "P1", "200")
    desk.payments.keep("P1", customer_id="K1", amount=sek(50))
    assert _refusal(lambda: desk.payments.keep("P1", customer_id="K2")) == "payments.kept_for"
    assert desk.payments.keep("P1", customer_id="K1").kept == sek(200)


@pytest.mark.parametrize("what", ["keep", "refund", "ignore"])
def test_what_is_decided_is_no_longer_unmatched(desk: SenderDesk, what: str) -> None:
    """Part by part, until nothing is left; conservation holds throughout."""
    acts: dict[str, Callable[[Money], object]] = {
        "keep": lambda amount: desk.payments.keep("P1", customer_id="K1", amount=amount),
        "refund": lambda amount: desk.payments.refund("P1", amount=amount),
        "ignore": lambda amount: desk.payments.ignore("P1", reason="not ours", amount=amount),
    }
    pay(desk, "P1", "200")
    for part, left in ((sek(150), sek(50)), (sek(50), sek(0))):
        acts[what](part)
        state = desk.payments.state("P1")
        assert state.unallocated == left
        assert state.kept + state.refunded + state.ignored + state.unallocated == sek(200)
    assert desk.payments.unmatched() == ()


def test_a_surplus_taken_as_rounding_goes_with_its_link_only(store: Store, clock: FixedClock) -> None:
    """`take_back` leaves it, and is not stopped by it; `unlink` undoes it with the rest."""
    sender = attrs.evolve(SENDER, matching=MatchingPolicy(write_off=sek("0.99")))
    desk = Desk(store, clock=clock).at(sender, actor="anna")
    invoice = issued(desk)
    pay(desk, "P1", "125.50", reference=reference_of(invoice))
    state = desk.payments.state("P1")
    assert (state.allocated, state.ignored, state.unallocated) == (sek(125), sek("0.50"), sek(0))
    assert desk.payments.take_back("P1", reason="mistake") == state
    assert desk.payments.unlink("P1", invoice.id).unallocated == sek("125.50")


def test_a_credit_note_is_paid_back(desk: SenderDesk) -> None:
    """Wholly or in parts, never more than is owed back."""
    invoice = issued(desk)
    pay(desk, "P1", "125", reference=reference_of(invoice))
    note = desk.invoices.credit(invoice.id)
    assert desk.payments.refund_document(note.id, amount=sek(25)) == sek(25)
    assert _refusal(lambda: desk.payments.refund_document(note.id, amount=sek("100.01"))) == "refund.exceeds"
    assert desk.payments.refund_document(note.id) == sek(100)
    assert _refusal(lambda: desk.payments.refund_document(note.id)) == "payments.nothing_back"
    summary = desk.summary()
    assert (summary.refunded, summary.credited, summary.outstanding) == (125_00, 125_00, 0)


def test_money_the_bank_took_back_is_never_used(desk: SenderDesk) -> None:
    """It is shown to a person, lessens what is unmatched, and can only be set aside."""
    invoice = issued(desk)
    pay(desk, "P1", "125", reference=reference_of(invoice))
    desk.payments.take([payment("P2", "125", reference=reference_of(invoice), reversal=True)])
    assert desk.summary().unmatched == -125_00
    assert [one.payment.id for one in desk.payments.unmatched()] == ["P2"]
    other = issued(desk)
    assert _refusal(lambda: desk.payments.link("P2", other.id)) == "payments.reversal"
    assert _refusal(lambda: desk.payments.keep("P2", customer_id="K1")) == "payments.reversal"
    assert _refusal(lambda: desk.payments.refund("P2")) == "payments.reversal"
    desk.payments.unlink("P1", invoice.id)
    assert desk.summary().unmatched == 0
    for id in ("P1", "P2"):
        desk.payments.ignore(id, reason="taken back")
    summary = desk.summary()
    assert (summary.unmatched, summary.outstanding) == (0, 250_00)
    assert desk.payments.unmatched() == ()


# -- as of any day -----------------------------------------------------------------------------------------


def test_the_totals_of_every_day_add_up_after_any_correction(desk: SenderDesk, clock: FixedClock) -> None:
    """Linked wrongly, unlinked, linked anew, kept, used: no day has more taken from the payment than came."""
    wrong, right = issued(desk), issued(desk, "200")
    pay(desk, "P1", "400", reference=reference_of(wrong))
    desk.payments.link("P1", wrong.id)  # more than is open, and something else is: a person decides
    steps: list[Callable[[], object]] = [
        lambda: desk.payments.unlink("P1", wrong.id),
        lambda: desk.payments.link("P1", right.id),
        lambda: desk.payments.keep("P1", customer_id="K1"),
        lambda: desk.payments.link("P1", wrong.id),
        lambda: desk.payments.unlink("P1", right.id),
        lambda: desk.payments.refund("P1", amount=sek(10)),
        lambda: desk.payments.ignore("P1", reason="not ours"),
        lambda: desk.payments.take_back("P1", reason="mistake"),
    ]
    for step in steps:
        clock.advance(timedelta(days=2))
        step()
    for days in range(20):
        day = DAY + timedelta(days)
        summary = desk.summary(as_of=day)
        (state,) = desk.overview.payments(as_of=day)
        assert summary.balances
        assert summary.paid == state.allocated.minor
        assert min(state.unallocated.minor, state.kept.minor, state.ignored.minor) >= 0


def test_a_clock_set_back_spoils_nothing(desk: SenderDesk, clock: FixedClock) -> None:
    """What is undone is undone no earlier than it was done, whatever the clock says."""
    clock.set(datetime(2026, 10, 20, 9, tzinfo=UTC))
    invoice = issued(desk)
    pay(desk, "P1", "200", on=clock.today())
    desk.payments.link("P1", invoice.id)
    desk.payments.keep("P1", customer_id="K1")
    clock.set(datetime(2026, 10, 5, 9, tzinfo=UTC))
    desk.payments.take_back("P1", reason="mistake")
    desk.payments.unlink("P1", invoice.id)
    note = desk.invoices.credit(invoice.id)
    assert desk.invoices.balance(invoice.id, as_of=date(2026, 10, 20)).outstanding == sek(0)
    for day in (date(2026, 10, 5), date(2026, 10, 19), date(2026, 10, 20)):
        assert desk.summary(as_of=day).balances
    assert note.issue_date == date(2026, 10, 20)


def test_money_that_came_before_the_invoice_settles_it_from_its_issue(desk: SenderDesk, clock: FixedClock) -> None:
    """Until then it is unmatched, on each day between."""
    pay(desk, "P1", "125")
    clock.advance(timedelta(days=9))
    invoice = issued(desk)
    desk.payments.link("P1", invoice.id)
    for day, unmatched, paid in ((DAY, 125_00, 0), (date(2026, 10, 9), 125_00, 0), (date(2026, 10, 10), 0, 125_00)):
        summary = desk.summary(as_of=day)
        assert (summary.unmatched, summary.paid, summary.outstanding) == (unmatched, paid, 0)


def test_an_amount_of_nothing_or_less_is_no_part(desk: SenderDesk) -> None:
    """Taking back has a call of its own."""
    pay(desk, "P1", "125")
    with pytest.raises(InputError):
        desk.payments.refund("P1", amount=sek(-1))
    with pytest.raises(InputError):
        desk.payments.keep("P1", customer_id="K1", amount=sek(0))


def test_unlinking_undoes_the_credit_note_that_was_paid_with(desk: SenderDesk) -> None:
    """The payer paid the invoice less a credit note, naming both: taking the payment away undoes both halves."""
    invoice = issued(desk, "1000")
    note = desk.invoices.credit(invoice.id, amount=sek(250), net=False, deliver=False)
    before = desk.summary()
    references = (
        PaymentReference(text=reference_of(invoice), kind="ocr", amount=sek(1250)),
        PaymentReference(text=note.number, kind="credit_note", amount=sek(-250)),
    )
    payment = IncomingPayment(
        id="P1",
        account="bankgiro:9912346",
        booked_on=DAY,
        amount=sek(1000),
        references=references,
        source=Source(format="test", digest="d", place="line 1"),
    )
    desk.payments.take([payment])
    assert (desk.invoices.balance(invoice.id).outstanding, desk.invoices.balance(note.id).outstanding) == (sek(0),) * 2
    desk.payments.unlink("P1", invoice.id)
    after = desk.summary()
    assert attrs.evolve(after, unmatched=0) == before
    assert after.unmatched == 1000_00
    assert desk.invoices.balance(note.id).outstanding == sek(-250)


def test_another_payment_under_a_used_id_is_not_lost(desk: SenderDesk) -> None:
    """A reference the bank uses again: the other amount tells the second payment, once and for all."""
    first, second, third = (camt(message, amount) for message, amount in (("M1", 100), ("M2", 5000), ("M3", 5000)))
    assert len(desk.payments.receive(first).new) == 1
    (other,) = desk.payments.receive(second).new
    assert other.id.endswith(":12345:1=500000")
    assert desk.payments.get(other.id).amount == sek(5000)
    assert desk.summary().unmatched == 5100_00
    for again in (first, second, third):  # the third says nothing that the second did not
        received = desk.payments.receive(again)
        assert (received.new, len(received.known)) == ((), 1)
    both = (*read_payments(first), *read_payments(second))
    assert desk.payments.take(both).new == ()
    assert desk.summary().unmatched == 5100_00


def test_entries_numbered_anew_in_each_message_are_payments_of_their_own(desk: SenderDesk) -> None:
    """Entry 1 of today's two messages, both of 100 kronor: two payments, and each message again is known."""
    first, second = (camt(message, 100, reference="1") for message in ("M1", "M2"))
    for data in (first, second):
        assert len(desk.payments.receive(data).new) == 1
    assert [desk.payments.receive(data).new for data in (first, second)] == [(), ()]
    assert desk.summary().unmatched == 200_00


def camt(message: str, kronor: int, *, reference: str = "12345") -> bytes:
    """A camt.054 message with one payment, whose only reference the bank uses again."""
    return f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>{message}</MsgId><CreDtTm>2026-10-01T09:00:00</CreDtTm></GrpHdr><Ntfctn><Id>{message}</Id>
        <Acct><Id><Othr><Id>9912346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></Acct>
        <Ntry><NtryRef>{reference}</NtryRef><Amt Ccy="SEK">{kronor}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-10-01</Dt></BookgDt><NtryDtls><TxDtls>
        <Amt Ccy="SEK">{kronor}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>""".encode()


def test_a_feed_keeps_what_is_not_stored(desk: SenderDesk, store: Store, clock: FixedClock) -> None:
    """What is read is acknowledged; a broken file and somebody else's stay, and nobody is held up."""
    file, theirs, broken_one = (
        BankFile("1", bgmax_file("12351", "100.00", on=clock.today())),
        BankFile("2", bgmax_file("12351", "200.00", on=clock.today(), to=BANKGIRO[1])),
        BankFile("3", b"no bank file"),
    )
    feed = MemoryBankFeed(file, theirs, broken_one)
    found = {one.name: one for one in desk.payments.collect(feed)}
    read, other = found["1"].received, found["2"].received
    assert read is not None
    assert other is not None
    assert (len(read.new), len(other.elsewhere)) == (1, 1)
    assert found["3"].refusal is not None
    assert [one.name for one in feed.fetch()] == ["2", "3"]


def _odd_files(clock: FixedClock) -> tuple[bytes, bytes]:
    """A file with NUL in its deposit's number, and one whose number of payments is no number."""
    good = bgmax_file("12351", "100.00", on=clock.today())
    lines = good.split(b"\n")
    at = next(place for place, one in enumerate(lines) if one.startswith(b"15"))
    nul = lines[at].replace(b"00001", b"0\x00001", 1)
    odd = lines[at][:71] + b"000000 1" + lines[at][79:]
    return b"\n".join([*lines[:at], nul, *lines[at + 1 :]]), b"\n".join([*lines[:at], odd, *lines[at + 1 :]])


def test_whatever_one_file_raises_is_its_refusal(
    desk: SenderDesk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text no store keeps, a value the reader let through, a bare error of Python: it stays, and the next is read."""
    good = bgmax_file("12351", "100.00", on=clock.today(), serial=2)

    def reading(data: bytes) -> tuple[IncomingPayment, ...]:
        if data == b"odd":
            raise ValueError("invalid literal: 19121212-1212")
        return read_payments(data)

    monkeypatch.setattr(bank_files, "read_payments", reading)
    monkeypatch.setattr(bank_files, "detect", lambda _: "bgmax")
    feed = MemoryBankFeed(
        *(BankFile(str(name), data) for name, data in enumerate((*_odd_files(clock), b"odd", good), start=1))
    )
    found = desk.payments.collect(feed)
    assert [one.received is not None for one in found] == [False, False, False, True]
    assert all(isinstance(one.refusal, MalformedFile) for one in found[:3])
    assert not any("19121212" in str(one.refusal) for one in found[:3])
    assert [one.name for one in feed.fetch()] == ["1", "2", "3"]


def test_a_payment_no_store_could_keep_is_refused_with_its_place(
    desk: SenderDesk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id made of what the file says would not be found again: the file's sender must put it right."""
    (came,) = read_payments(bgmax_file("12351", "100.00", on=clock.today()))
    for odd in (attrs.evolve(came, id="a\0"), attrs.evolve(came, id="a" * 3000)):
        monkeypatch.setattr(bank_files, "read_payments", lambda _, one=odd: (one,))
        with pytest.raises(MalformedFile) as refused:
            desk.payments.receive(b"")
        assert "bgmax, line 3" in str(refused.value)
        assert refused.value.explain("sv") != refused.value.explain("en")


def test_a_store_that_does_not_answer_ends_the_collection(desk: SenderDesk, store: Store, clock: FixedClock) -> None:
    """That is no fault of the file: it stays in the feed, and nobody is told that it was refused."""
    feed = MemoryBankFeed(BankFile("1", bgmax_file("12351", "100.00", on=clock.today())))
    with broken(store), pytest.raises(Unavailable):
        desk.payments.collect(feed)
    assert [one.name for one in feed.fetch()] == ["1"]


def test_a_payment_that_was_erased_can_be_decided_on_anew(desk: SenderDesk, clock: FixedClock) -> None:
    """A clerk unlinks it years later: the work list tells its day and amount, and everybody else's is there too."""
    invoice = issued(desk, "400")
    old = desk.payments.receive(bgmax_file(reference_of(invoice), "500.00", on=clock.today())).new[0]
    clock.set(datetime(2034, 6, 2, 9, tzinfo=UTC))
    assert desk.privacy.erase_expired().erased
    desk.payments.unlink(old.id, invoice.id)
    pay(desk, "P2", "77", on=clock.today())
    first, second = desk.payments.unmatched()
    assert (first.payment.id, first.payment.amount, first.payment.booked_on) == (old.id, old.amount, old.booked_on)
    assert (first.payment.payer.name, first.payment.references) == ("", ())
    assert second.payment.id == "P2"
    assert desk.payments.match_again() == ()
    assert desk.payments.link(old.id, invoice.id).unallocated.minor == 0
    assert desk.verify() == ()


def test_who_paid_in_time_owes_nothing_for_a_reminder(desk: SenderDesk, clock: FixedClock) -> None:
    """The bank file was read after the reminder: the money pays what was owed the day it came, fee and interest go."""
    document = issued(desk, "800", due_date=date(2026, 10, 5))
    clock.set(datetime(2026, 10, 20, 9, tzinfo=UTC))
    reminder = desk.collections.remind(document.id)
    assert reminder.fees == sek(60)
    assert reminder.interest.minor > 0
    clock.advance(timedelta(days=1))
    desk.payments.take([payment("P1", "1000", reference=reference_of(document), on=date(2026, 10, 5))])
    state = desk.invoices.balance(document.id)
    assert (state.outstanding, state.payment_status) == (sek(0), PaymentStatus.SETTLED)
    assert desk.summary().charged == 0
    assert desk.summary(as_of=date(2026, 10, 6)).outstanding == 0
    desk.payments.unlink("P1", document.id)
    again = desk.invoices.balance(document.id)
    assert (again.left.fees, again.left.interest) == (reminder.fees, reminder.interest)


def test_who_paid_after_the_reminder_owes_its_fee(desk: SenderDesk, clock: FixedClock) -> None:
    """Money that came the day of the reminder or later pays costs first, and the principal is short."""
    document = issued(desk, "800", due_date=date(2026, 10, 5))
    clock.set(datetime(2026, 10, 20, 9, tzinfo=UTC))
    charged = desk.collections.remind(document.id)
    clock.advance(timedelta(days=1))
    desk.payments.take([payment("P1", "1000", reference=reference_of(document), on=date(2026, 10, 20))])
    assert desk.invoices.balance(document.id).outstanding == charged.fees + charged.interest
