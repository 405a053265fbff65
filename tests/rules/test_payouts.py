"""What became of payments to others: replies and bookings, in any order, once or twice."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankgiroNumber
from faktura.core.money import Money, sek
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutBatch, PayoutOrder
from faktura.core.payment import Source
from faktura.core.payout_status import BankDebit, BankReason, BankReply, PayoutStatus
from faktura.rules.payouts import PayoutProgress, follow_payouts
from faktura.testing.identities import BANKGIRO

DAY = date(2026, 11, 5)
PARTY = OutgoingParty(name="Bolaget AB")


def payment(id: str, amount: str) -> OutgoingPayment:
    return OutgoingPayment(id=id, amount=sek(amount), payee=PARTY, account=BankgiroNumber("55555551"))


def batch(id: str, *payments: OutgoingPayment) -> PayoutBatch:
    return PayoutBatch(id=id, account=BANKGIRO[0], pay_on=DAY, payments=payments)


ORDER = PayoutOrder(
    id="P1",
    payer=PARTY,
    batches=(batch("B1", payment("R1", "40"), payment("R2", "60")), batch("B2", payment("R3", "5"))),
)


def reply(status: str, payment: str = "", batch: str = "", order: str = "P1", reason: str = "") -> BankReply:
    reasons = (BankReason(reason),) if reason else ()
    return BankReply(order_id=order, batch_id=batch, payment_id=payment, status=PayoutStatus(status), reasons=reasons)


def debit(
    amount: str, payment: str = "", batch: str = "", order: str = "", id: str = "", returned: bool = False
) -> BankDebit:
    return BankDebit(
        id=id or f"{amount}{payment}{batch}{order}{returned}",
        order_id=order,
        batch_id=batch,
        payment_id=payment,
        amount=sek(amount),
        booked_on=DAY,
        returned=returned,
        source=Source(format="camt.054", digest="d", place="x"),
    )


def told(progress: PayoutProgress) -> tuple[list[str], list[str]]:
    return [state.status.value for state in progress.states], [finding.code for finding in progress.findings]


CASES = [
    # replies and bookings,                                        R1,         R2,         R3,        findings
    ([],                                                          "ordered",  "ordered",  "ordered",  []),
    ([reply("received")],                                         "received", "received", "received", []),
    ([reply("received", order="P2")],                             "ordered",  "ordered",  "ordered",  []),
    ([reply("accepted", batch="B1")],                             "accepted", "accepted", "ordered",  []),
    ([reply("accepted"), reply("rejected", "R2")],                "accepted", "rejected", "accepted", []),
    ([reply("accepted", "R2", "B1"), reply("rejected")],          "rejected", "rejected", "rejected", []),
    ([reply("rejected", "R2", "B2")],                             "ordered",  "ordered",  "ordered",  []),
    ([reply("paid", "R1")],                                       "paid",     "ordered",  "ordered",  []),
    ([debit("40", "R1")],                                         "paid",     "ordered",  "ordered",  []),
    ([debit("40", "R9")],                                         "ordered",  "ordered",  "ordered",  []),
    ([debit("40")],                                               "ordered",  "ordered",  "ordered",  []),
    ([debit("40", "R1", order="P2")],                             "ordered",  "ordered",  "ordered",  []),
    ([debit("100", batch="B1")],                                  "paid",     "paid",     "ordered",  []),
    ([debit("105", order="P1")],                                  "paid",     "paid",     "paid",     []),
    ([debit("99", batch="B1")],                                   "ordered",  "ordered",  "ordered",  ["payouts.amount"]),
    ([debit("41", "R1")],                                         "ordered",  "ordered",  "ordered",  ["payouts.amount"]),
    ([debit("40", "R1"), debit("40", "R1")],                      "paid",     "ordered",  "ordered",  []),
    ([debit("40", "R1", id="a"), debit("40", "R1", id="b")],      "paid",     "ordered",  "ordered",  ["payouts.twice"]),
    ([debit("40", "R1", id="a"), debit("60", "R2", id="a")],      "paid",     "paid",     "ordered",  []),
    ([debit("100", batch="B1", id="a"), debit("40", "R1", id="a")], "paid",   "ordered",  "ordered",  []),
    ([debit("40", "R1"), debit("40", "R1", returned=True)],       "returned", "ordered",  "ordered",  []),
    ([debit("40", "R1", returned=True)],                          "ordered",  "ordered",  "ordered",  []),
    ([reply("rejected", "R1"), debit("40", "R1")],                "paid",     "ordered",  "ordered",  ["payouts.rejected_but_paid"]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "first", "second", "third", "findings"), CASES)
def test_follow_payouts(
    facts: list[BankReply | BankDebit], first: str, second: str, third: str, findings: list[str]
) -> None:
    """Each payment's status, and what a person must look at."""
    replies = [one for one in facts if isinstance(one, BankReply)]
    debits = [one for one in facts if isinstance(one, BankDebit)]
    progress = follow_payouts(ORDER, replies=replies, debits=debits)
    assert told(progress) == ([first, second, third], findings)


def test_the_day_comes_from_a_booking_alone() -> None:
    """The bank's word that it paid is not yet money that left."""
    said = follow_payouts(ORDER, replies=[reply("paid", "R1")]).states[0]
    booked = follow_payouts(ORDER, debits=[debit("40", "R1")]).states[0]
    back = follow_payouts(ORDER, debits=[debit("40", "R1"), debit("40", "R1", returned=True)]).states[0]
    assert (said.booked_on, booked.booked_on, booked.returned_on, back.returned_on) == (None, DAY, None, DAY)


def test_reasons_are_those_of_the_status() -> None:
    """Each once, in a sequence of their own."""
    replies = [reply("accepted", reason="X"), reply("rejected", "R1", reason="AC04"), reply("rejected", reason="AC04")]
    state = follow_payouts(ORDER, replies=replies).states[0]
    assert state.reasons == (BankReason("AC04"),)


def test_another_currency_is_another_amount() -> None:
    """40 euro is not 40 kronor."""
    euro = attrs.evolve(debit("40", "R1"), amount=Money(40_00, "EUR"))
    assert told(follow_payouts(ORDER, debits=[euro])) == (["ordered"] * 3, ["payouts.amount"])


_replies = st.builds(
    reply,
    st.sampled_from([one.value for one in PayoutStatus]),
    st.sampled_from(["", "R1", "R2", "R9"]),
    st.sampled_from(["", "B1", "B2"]),
    st.sampled_from(["P1", "P2"]),
    reason=st.sampled_from(["", "AC04", "AM04"]),
)
_debits = st.builds(
    debit,
    st.sampled_from(["40", "60", "100", "1"]),
    st.sampled_from(["", "R1", "R2"]),
    st.sampled_from(["", "B1"]),
    st.sampled_from(["", "P1"]),
    returned=st.booleans(),
)


@given(st.lists(_replies, max_size=5), st.lists(_debits, max_size=5), st.randoms())
def test_neither_order_nor_repetition_changes_anything(
    replies: list[BankReply], debits: list[BankDebit], chance: object
) -> None:
    """The same answers, shuffled and doubled, tell the same."""
    shuffle = getattr(chance, "shuffle")  # noqa: B009 - hypothesis gives the source of chance untyped
    once = follow_payouts(ORDER, replies=replies, debits=debits)
    more, again = [*replies, *replies], [*debits, *debits]
    shuffle(more)
    shuffle(again)
    assert follow_payouts(ORDER, replies=more, debits=again) == once
    assert [state.payment_id for state in once.states] == ["R1", "R2", "R3"]
