"""Money that was placed wrongly, or is left over, is moved in one command, and the move is undone exactly."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.core.document import Document, line
from faktura.core.errors import CurrencyMismatch, InputError, NotFound, RecordedDifferently, RuleRefused
from faktura.core.ledger import Bookkeeping, BookkeepingMethod, LatePosting
from faktura.core.money import Money, sek
from faktura.core.payment import PaymentReference
from faktura.core.sender import MatchingPolicy, Sender
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of

CASH = attrs.evolve(SENDER, method=BookkeepingMethod.CASH)


def opened(sender: Sender = SENDER) -> tuple[SenderDesk, FixedClock]:
    """A fresh desk on the tests' day."""
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    return Desk(MemoryStore(), clock=clock).at(sender, actor="anna"), clock


def misplaced(desk: SenderDesk) -> tuple[Document, Document]:
    """Two invoices of 125; the money that came for the second stands on the first."""
    wrong, right = issued(desk), issued(desk)
    pay(desk, "P1", "125", reference=reference_of(wrong))
    return wrong, right


def books(desk: SenderDesk) -> dict[tuple[str, date], int]:
    """What each account was moved by on each day; days on which an account ends where it was are left out."""
    moved: dict[tuple[str, date], int] = {}
    for voucher in desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31)):
        for row in voucher.rows:
            key = (str(row.account), voucher.on)
            moved[key] = moved.get(key, 0) + row.amount.minor
    return {key: minor for key, minor in moved.items() if minor}


def accounts(desk: SenderDesk) -> dict[str, int]:
    """The balance of each account that has one."""
    sums: dict[str, int] = {}
    for (account, _), minor in books(desk).items():
        sums[account] = sums.get(account, 0) + minor
    return {account: minor for account, minor in sums.items() if minor}


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal that *act* ends in."""
    with pytest.raises(RuleRefused) as refused:
        act()
    assert refused.value.explain("sv") != refused.value.explain("en")
    return refused.value.code


def test_a_payment_on_the_wrong_claim_is_moved_to_the_right_one(desk: SenderDesk, clock: FixedClock) -> None:
    """From the day the money came: then the right claim was paid, and the wrong one was not."""
    wrong, right = misplaced(desk)
    clock.advance(timedelta(days=20))
    state = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    assert [(one.receivable_id, one.amount, one.on) for one in state.allocations] == [(right.id, sek(125), DAY)]
    for day, owed in ((DAY, sek(0)), (clock.today(), sek(0))):
        assert desk.invoices.balance(right.id, as_of=day).outstanding == owed
        assert desk.invoices.balance(wrong.id, as_of=day).outstanding == sek(125)
        assert desk.summary(as_of=day).balances
    (move,) = state.moves
    assert (move.from_receivable, move.to_receivable, move.amount, move.on) == (
        wrong.id, right.id, sek(125), clock.today(),
    )  # fmt: skip
    assert (
        move.explain("sv")
        .replace("\xa0", " ")
        .endswith(f"flyttat från fordran {wrong.id} till fordran {right.id}: fel faktura")
    )
    assert desk.verify() == ()


def test_interest_and_fees_follow_the_money(desk: SenderDesk, clock: FixedClock) -> None:
    """Who had paid in time gets the reminder's fee and interest back; who had not owes them from the due date."""
    wrong, right = issued(desk, "1000"), issued(desk, "1000")
    pay(desk, "P1", "1250", reference=reference_of(wrong))
    clock.advance(timedelta(days=45))
    desk.collections.remind(right.id)
    assert desk.invoices.balance(right.id).left.fees == sek(60)
    desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    assert desk.invoices.balance(right.id).outstanding == sek(0)
    charged = desk.collections.remind(wrong.id)
    assert charged.interest.minor > 0


def test_no_money_is_caught_by_charges_that_are_given_back(desk: SenderDesk, clock: FixedClock) -> None:
    """Who had paid more than was owed, before the reminder, has it back as money that nobody has decided on."""
    invoice = issued(desk)
    pay(desk, "P1", "200")
    clock.advance(timedelta(days=45))
    desk.collections.remind(invoice.id)
    assert desk.invoices.balance(invoice.id).outstanding > sek(185)
    state = desk.payments.link("P1", invoice.id)
    assert (state.allocated, state.unallocated) == (sek(125), sek(75))
    assert desk.invoices.balance(invoice.id).outstanding == sek(0)
    desk.payments.unlink("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).left.fees == sek(60)


def test_a_part_is_moved_and_the_rest_stays(desk: SenderDesk) -> None:
    """One payment for two customers, placed on the first one's invoice."""
    first, second = issued(desk, "200"), issued(desk, "80")
    pay(desk, "P1", "200")
    desk.payments.link("P1", first.id)
    state = desk.payments.move("P1", from_document=first.id, to_document=second.id, amount=sek(70), reason="delad")
    assert {one.receivable_id: one.amount for one in state.allocations} == {first.id: sek(130), second.id: sek(70)}
    assert (desk.invoices.balance(first.id).outstanding, desk.invoices.balance(second.id).outstanding) == (
        sek(120), sek(30),
    )  # fmt: skip


def test_what_the_claim_has_no_room_for_is_left_over(desk: SenderDesk) -> None:
    """It is undecided again, and a person sees it."""
    wrong, right = issued(desk, "100"), issued(desk, "60")
    pay(desk, "P1", "125", reference=reference_of(wrong))
    state = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    assert (state.allocated, state.unallocated) == (sek(75), sek(50))
    assert [one.payment.id for one in desk.payments.unmatched()] == ["P1"]


@pytest.mark.parametrize("left", ["undecided", "kept", "aside"])
def test_what_is_left_over_is_moved_to_a_claim(desk: SenderDesk, left: str) -> None:
    """Whether nobody has decided on it, it is another customer's credit balance, or it was set aside."""
    pay(desk, "P1", "125")
    if left == "kept":
        desk.payments.keep("P1", customer_id="K9")
    if left == "aside":
        desk.payments.ignore("P1", reason="not ours")
    invoice = issued(desk)
    state = desk.payments.move("P1", to_document=invoice.id, reason="hör hit")
    assert (state.allocated, state.kept, state.ignored) == (sek(125), sek(0), sek(0))
    assert state.moves[0].from_customer == ("K9" if left == "kept" else "")
    state = desk.payments.undo_move("P1", state.moves[0].id, reason="nej")
    assert (state.kept, state.ignored, state.unallocated) == tuple(
        sek(125) if left == one else sek(0) for one in ("kept", "aside", "undecided")
    )
    assert (state.kept_for if left == "kept" else "K9") == "K9"


def test_a_credit_balance_is_moved_to_another_customer(desk: SenderDesk) -> None:
    """From one customer's credit balance, or from a claim; never half of it, for a payment has one customer's credit."""
    wrong, _ = misplaced(desk)
    state = desk.payments.move("P1", from_document=wrong.id, to_customer="K1", reason="inte den")
    assert (state.kept, state.kept_for) == (sek(125), "K1")
    assert refusal(lambda: desk.payments.move("P1", to_customer="K2", amount=sek(5), reason="r")) == "payments.kept_for"
    state = desk.payments.move("P1", to_customer="K2", reason="fel kund")
    assert (state.kept, state.kept_for, state.moves[-1].from_customer) == (sek(125), "K2", "K1")
    assert desk.summary().overpaid == 125_00
    state = desk.payments.undo_move("P1", state.moves[-1].id, reason="nej")
    assert (state.kept, state.kept_for) == (sek(125), "K1")


def test_credit_balances_are_listed_by_customer(desk: SenderDesk) -> None:
    """Of several payments, in the order they came; what was used or moved is none of it; other currencies stand apart."""
    assert desk.payments.credit_balances() == ()
    for id, amount, customer in (("P1", "100", "K1"), ("P2", "50", "K2"), ("P3", "7", "K1")):
        pay(desk, id, amount)
        desk.payments.keep(id, customer_id=customer)
    desk.payments.take([attrs.evolve(payment("P4", "9"), amount=Money(9_00, "EUR"))])
    desk.payments.keep("P4", customer_id="K1")
    told = [(one.customer_id, str(one.amount), one.payments) for one in desk.payments.credit_balances()]
    assert told == [("K1", "9.00 EUR", ("P4",)), ("K1", "107.00 SEK", ("P1", "P3")), ("K2", "50.00 SEK", ("P2",))]
    desk.payments.move("P1", to_customer="K2", reason="fel kund")
    desk.payments.link("P3", issued(desk).id)
    (one,) = desk.payments.credit_balances("K2")
    assert (one.amount, one.payments) == (sek(150), ("P1", "P2"))
    assert [str(one.amount) for one in desk.payments.credit_balances("K1")] == ["9.00 EUR"]
    assert desk.payments.credit_balances("K9") == ()
    assert sum(one.amount.minor for one in desk.payments.credit_balances("K2")) == desk.summary().overpaid
    assert desk.verify() == ()


@pytest.mark.parametrize("sender", [SENDER, CASH], ids=["accrual", "cash"])
def test_the_books_follow_by_one_voucher(sender: Sender) -> None:
    """Between two claims no balance changes; to a credit balance the claim is owed again and the credit is a debt."""
    desk, clock = opened(sender)
    wrong, right = misplaced(desk)
    before = accounts(desk)
    clock.advance(timedelta(days=20))
    desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    assert accounts(desk) == before
    desk.payments.move("P1", from_document=right.id, to_customer="K2", reason="inte heller")
    after = accounts(desk)
    changed = {one: after.get(one, 0) - before.get(one, 0) for one in {*before, *after}}
    assert {one: minor for one, minor in changed.items() if minor} == (
        {"1510": 125_00, "2420": -125_00} if sender is SENDER else {"3001": 100_00, "2611": 25_00, "2420": -125_00}
    )
    assert desk.books.reconcile().is_explained


def test_a_locked_month_is_left_as_it_is() -> None:
    """The decision is booked the day it is made, or on the first open day; nothing in the locked month changes."""
    for sender in (SENDER, CASH):
        desk, clock = opened(sender)
        wrong, right = misplaced(desk)
        clock.set(datetime(2026, 11, 5, 9, tzinfo=UTC))
        desk.books.lock(date(2026, 10, 31))
        october = desk.books.vouchers(date(2026, 10, 1), date(2026, 10, 31))
        state = desk.payments.move("P1", from_document=wrong.id, to_customer="K2", reason="fel")
        assert desk.books.vouchers(date(2026, 10, 1), date(2026, 10, 31)) == october
        desk.payments.undo_move("P1", state.moves[-1].id, reason="rätt ändå")
        assert desk.books.vouchers(date(2026, 10, 1), date(2026, 10, 31)) == october
        desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel")
        assert desk.books.vouchers(date(2026, 10, 1), date(2026, 10, 31)) == october
        assert desk.verify() == ()


def test_a_closed_year_is_left_as_it_is() -> None:
    """By the cash method the year's end is booked and locks the year; what is moved after it is booked in the new one."""
    desk, clock = opened(CASH)
    wrong, right = misplaced(desk)
    clock.set(datetime(2027, 1, 10, 9, tzinfo=UTC))
    desk.books.book_year_end(date(2026, 12, 31))
    closed = desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31))
    state = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    desk.payments.undo_move("P1", state.moves[-1].id, reason="rätt ändå")
    desk.payments.move("P1", from_document=wrong.id, to_customer="K2", reason="till kunden")
    assert desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31)) == closed
    assert desk.books.vouchers(date(2027, 1, 1), date(2027, 12, 31))
    assert desk.books.reconcile().is_explained


@pytest.mark.parametrize("sender", [SENDER, CASH], ids=["accrual", "cash"])
def test_exchange_differences_go_with_the_money_and_come_back(sender: Sender) -> None:
    """A payment in euro, booked at the rate of its day, moved between invoices of other rates and to a credit balance."""
    desk, clock = opened(sender)
    for day, rate in ((1, "11.20"), (5, "11.50"), (10, "11.00"), (20, "10.90")):
        desk.books.record_rate("EUR", Decimal(rate), on=date(2026, 10, day), source="Riksbanken")
    ids = []
    for _ in range(2):
        draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)], currency="EUR")
        ids.append(desk.invoices.issue(draft.id, deliver=False, kronor_rate=Decimal("11.3")).id)
        clock.advance(timedelta(days=4))
    reference = reference_of(desk.invoices.get(ids[0]))
    money = attrs.evolve(payment("P1", "125", reference=reference, on=clock.today()), amount=Money(125_00, "EUR"))
    desk.payments.take([money])
    clock.advance(timedelta(days=10))
    before = accounts(desk)
    for document, customer in ((ids[1], ""), ("", "K2")):
        state = desk.payments.move(
            "P1", from_document=ids[0], to_document=document, to_customer=customer, reason="fel kund"
        )
        assert sum(accounts(desk).values()) == 0
        assert desk.books.reconcile().is_explained
        desk.payments.undo_move("P1", state.moves[-1].id, reason="rätt kund")
        assert accounts(desk) == before


def test_a_sender_who_refuses_late_posting_may_still_move_money_under_accrual() -> None:
    """As a link is booked the day it is made, so is a move; by the cash method the money's day decides, and is refused."""
    for method, refused in ((BookkeepingMethod.ACCRUAL, False), (BookkeepingMethod.CASH, True)):
        choices = Bookkeeping(late=LatePosting.REFUSE)
        desk, clock = opened(attrs.evolve(SENDER, method=method, bookkeeping=choices))
        wrong, right = misplaced(desk)
        clock.set(datetime(2026, 11, 5, 9, tzinfo=UTC))
        desk.books.lock(date(2026, 10, 31))

        def move(desk: SenderDesk = desk, wrong: str = wrong.id, right: str = right.id) -> object:
            return desk.payments.move("P1", from_document=wrong, to_document=right, reason="fel")

        if refused:
            assert refusal(move) == "posting.locked"
        else:
            move()


def test_what_cannot_be_moved_is_refused(desk: SenderDesk) -> None:
    """Each with its reason, and nothing changes."""
    wrong, right = misplaced(desk)
    pay(desk, "P2", "10")
    desk.payments.take([payment("P3", "125", reversal=True)])
    settled = issued(desk, "60")
    pay(desk, "P4", "75", reference=reference_of(settled))
    before = (desk.summary(), desk.overview.payments())
    move = desk.payments.move
    for code, act in (
        ("payments.same_place", lambda: move("P1", from_document=wrong.id, to_document=wrong.id, reason="r")),
        ("payments.not_linked", lambda: move("P1", from_document=right.id, to_customer="K2", amount=sek(1), reason="r")),
        ("payments.nothing_left", lambda: move("P1", from_document=right.id, to_customer="K2", reason="r")),
        ("payments.not_linked",
         lambda: move("P1", from_document=wrong.id, to_document=right.id, amount=sek(126), reason="r")),
        ("payments.nothing_left", lambda: move("P1", to_document=right.id, reason="r")),
        ("payments.nothing_left", lambda: move("P2", to_document=right.id, amount=sek(11), reason="r")),
        ("payments.nothing_left", lambda: move("P2", to_document=right.id, amount=sek(-1), reason="r")),
        ("payments.nothing_owed", lambda: move("P1", from_document=wrong.id, to_document=settled.id, reason="r")),
        ("payments.reversal", lambda: move("P3", to_document=right.id, reason="r")),
        ("payments.no_move", lambda: desk.payments.undo_move("P1", "nothing", reason="r")),
    ):  # fmt: skip
        assert refusal(act) == code
    for document, customer in (("", ""), (right.id, "K2")):
        with pytest.raises(InputError, match="one place"):
            move("P1", from_document=wrong.id, to_document=document, to_customer=customer, reason="r")
    with pytest.raises(NotFound):
        move("P1", from_document=wrong.id, to_document="nobody's", reason="r")
    with pytest.raises(CurrencyMismatch):
        move("P1", from_document=wrong.id, to_document=right.id, amount=Money(100, "EUR"), reason="r")
    assert (desk.summary(), desk.overview.payments()) == before


def test_the_same_call_again_moves_nothing_more(desk: SenderDesk) -> None:
    """Under its key; another call under the same key is told."""
    wrong, right = misplaced(desk)
    for _ in range(2):
        state = desk.payments.move(
            "P1", from_document=wrong.id, to_document=right.id, amount=sek(50), reason="delad", key="k1"
        )
        assert {one.receivable_id: one.amount for one in state.allocations} == {wrong.id: sek(75), right.id: sek(50)}
    with pytest.raises(RecordedDifferently):
        desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="delad", key="k1")


def test_a_move_whose_money_was_used_since_is_not_undone(desk: SenderDesk) -> None:
    """Taken off the new claim, paid back from the credit balance, or the old claim paid by other money since."""
    wrong, right = misplaced(desk)
    first = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel").moves[-1].id
    pay(desk, "P2", "125", reference=reference_of(wrong))
    undo = desk.payments.undo_move
    assert refusal(lambda: undo("P1", first, reason="nej")) == "payments.moved_on"
    desk.payments.unlink("P2", wrong.id)
    desk.payments.unlink("P1", right.id)
    assert refusal(lambda: undo("P1", first, reason="nej")) == "payments.moved_on"
    second = desk.payments.move("P1", to_customer="K2", reason="hens").moves[-1].id
    desk.payments.link("P1", right.id, amount=sek(25))
    assert refusal(lambda: undo("P1", second, reason="nej")) == "payments.moved_on"
    desk.payments.unlink("P1", right.id)
    desk.payments.keep("P1", customer_id="K2")
    assert undo("P1", second, reason="nej").unallocated == sek(125)
    assert refusal(lambda: undo("P1", second, reason="nej")) == "payments.no_move"


def test_rounding_and_credit_notes_go_with_the_link_and_come_back_with_it() -> None:
    """What was written off, set aside or netted because of the wrong link is undone with it, and done again by `undo_move`."""
    desk, clock = opened(attrs.evolve(SENDER, matching=MatchingPolicy(write_off=sek("0.99"))))
    short, over, netted, right = issued(desk), issued(desk), issued(desk, "1000"), issued(desk, "5000")
    note = desk.invoices.credit(netted.id, amount=sek(250), net=False, deliver=False)
    pay(desk, "P1", "124.60", reference=reference_of(short))
    pay(desk, "P2", "125.40", reference=reference_of(over))
    named = (
        PaymentReference(text=reference_of(netted), kind="ocr", amount=sek(1250)),
        PaymentReference(text=note.number, kind="credit_note", amount=sek(-250)),
    )
    desk.payments.take([attrs.evolve(payment("P3", "1000"), references=named)])
    assert desk.invoices.balance(netted.id).outstanding == sek(0)
    clock.advance(timedelta(days=5))
    for id, wrong in (("P1", short), ("P2", over), ("P3", netted)):
        before = everything(desk, [short.id, over.id, netted.id, right.id, note.id])
        state = desk.payments.move(id, from_document=wrong.id, to_document=right.id, reason="fel")
        assert desk.invoices.balance(wrong.id).outstanding == wrong.amount_due
        assert (state.allocated, state.ignored) == (state.amount, sek(0))
        desk.payments.undo_move(id, state.moves[-1].id, reason="rätt")
        assert everything(desk, [short.id, over.id, netted.id, right.id, note.id]) == before


def test_an_erased_payer_is_moved_like_any_other(desk: SenderDesk, clock: FixedClock) -> None:
    """The chain, the balances and the books stand; nothing can be learnt from a payment whose text is gone."""
    wrong, right = issued(desk, buyer=PERSON), issued(desk, buyer=COMPANY)
    pay(desk, "P1", "125", reference=reference_of(wrong))
    clock.set(datetime(2034, 1, 2, 9, tzinfo=UTC))
    assert desk.privacy.erase(PERSON.party.id).erased
    state = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel kund")
    assert [one.signs for one in state.allocations] == [()]
    assert desk.invoices.balance(right.id).outstanding == sek(0)
    desk.payments.undo_move("P1", state.moves[-1].id, reason="rätt kund")
    assert desk.invoices.balance(wrong.id).outstanding == sek(0)
    assert desk.verify() == ()


def everything(desk: SenderDesk, ids: list[str]) -> object:
    """What anybody can ask of the payments, the claims and the books, on every day; not by which commands it came about."""
    days = [None, *(DAY + timedelta(days) for days in range(0, 75, 15))]
    states = [
        attrs.evolve(
            one,
            moves=(),
            released_by_hand=(),
            kept_for=one.kept_for if one.kept else "",
            allocations=tuple(
                sorted((attrs.evolve(link, by="") for link in one.allocations), key=lambda link: link.id)
            ),
        )
        for one in desk.overview.payments()
    ]
    return (
        [desk.summary(as_of=day) for day in days],
        [
            (desk.invoices.balance(id, as_of=day).left, desk.invoices.balance(id).payment_status)
            for day in days
            for id in ids
        ],
        states,
        accounts(desk),
    )


MOVES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.sampled_from([None, 1, 50, 100]), st.integers(0, 12)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([SENDER, CASH]), st.booleans(), MOVES)
def test_moves_are_undone_exactly_in_any_number(
    sender: Sender, late: bool, moves: list[tuple[int, int, int | None, int]]
) -> None:
    """Undone the last first, they leave every balance of every day, the books and the state as they were before each."""
    desk, clock = opened(sender)
    ids = [issued(desk, price).id for price in ("100", "80", "1000")]
    pay(desk, "P1", "125", reference=reference_of(desk.invoices.get(ids[0])))
    pay(desk, "P2", "700")
    desk.payments.keep("P2", customer_id="K1", amount=sek(200))
    if late:  # fees and interest are charged on what nobody had paid
        clock.advance(timedelta(days=45))
        desk.run()
    done = []
    before = everything(desk, ids)
    for source, target, kronor, days in moves:
        clock.advance(timedelta(days=days))
        try:
            state = desk.payments.move(
                "P2" if days % 2 else "P1",
                from_document=ids[source] if source < 3 else "",
                to_document=ids[target] if target < 3 else "",
                to_customer=f"K{target}" if target >= 3 else "",
                amount=None if kronor is None else sek(kronor),
                reason="prov",
            )
        except (RuleRefused, InputError):
            continue
        assert all(desk.summary(as_of=DAY + timedelta(step)).balances for step in range(0, 105, 15))
        done.append((state.id, state.moves[-1].id, before))
        before = everything(desk, ids)
    for payment_id, move_id, earlier in reversed(done):
        desk.payments.undo_move(payment_id, move_id, reason="ångrat")
        assert everything(desk, ids) == earlier
    assert desk.verify() == ()
