"""A call under an idempotency key is done once: the retry after a lost answer gets the answer."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from inspect import signature
from typing import cast

import attrs
import pytest

from faktura.core.account import BankgiroNumber
from faktura.core.collection import CollectionPolicy
from faktura.core.document import line
from faktura.core.errors import InputError, RecordedDifferently, RuleRefused, Unavailable
from faktura.core.money import sek
from faktura.core.outgoing import OutgoingParty, OutgoingPayment
from faktura.desk.desk import SenderDesk
from faktura.ports.clock import FixedClock
from faktura.ports.contents import Answer
from faktura.ports.store import Store
from faktura.rules.crediting import CreditedLine
from faktura.rules.settlement import WriteOffReason
from faktura.testing import broken
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import DAY, issued, pay

Act = Callable[[SenderDesk, str, str], object]

AT_ONCE = CollectionPolicy(reminders_first=0)
LATE, LATER = date(2026, 11, 20), date(2026, 12, 20)

ACTS: dict[str, Act] = {
    "credit": lambda desk, open_id, key: desk.invoices.credit(open_id, amount=sek(10), key=key).id,
    "write off": lambda desk, open_id, key: (
        desk.collections.write_off(open_id, reason="goodwill", amount=sek(10), key=key).outstanding
    ),
    "send": lambda desk, open_id, key: desk.deliveries.send(open_id, key=key),
    "refund a payment": lambda desk, _, key: desk.payments.refund("P1", amount=sek(10), key=key).refunded,
    "refund a credit note": lambda desk, _, key: desk.payments.refund_document(
        next(hit.document_id for hit in desk.search.documents() if hit.open.minor < 0), amount=sek(10), key=key
    ),
}


def prepared(desk: SenderDesk) -> str:
    """Make an undecided payment P1, an open credit note, and an open invoice, whose id is returned."""
    invoice, other = issued(desk, "800"), issued(desk, "80")
    pay(desk, "P1", "500")
    desk.invoices.credit(other.id, net=False, deliver=False)
    return invoice.id


@pytest.mark.parametrize("what", ACTS)
def test_the_same_call_under_its_key_is_done_once(desk: SenderDesk, store: Store, what: str) -> None:
    """Done, answer lost, asked again: one effect, one answer. Without a key it would be done twice."""
    open_id = prepared(desk)

    def call(key: str) -> object:
        return ACTS[what](desk, open_id, key)

    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        call("k1")
    once = (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents())
    assert call("k1") == call("k1")
    assert (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents()) == once
    call("")
    assert (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents()) != once


def test_a_key_names_one_call_only(desk: SenderDesk) -> None:
    """The same key for another amount is a mistake that is told, not a second refund."""
    open_id = prepared(desk)
    desk.invoices.credit(open_id, amount=sek(10), key="k1")
    with pytest.raises(RecordedDifferently):
        desk.invoices.credit(open_id, amount=sek(11), key="k1")


SAME: dict[str, tuple[Act, Act]] = {
    "list and tuple": (
        lambda desk, id, key: desk.invoices.credit(id, lines=[CreditedLine("1", Decimal(1))], key=key).id,
        lambda desk, id, key: desk.invoices.credit(id, lines=(CreditedLine("1", Decimal("1.0")),), key=key).id,
    ),
    "one amount": (
        lambda desk, id, key: desk.invoices.credit(id, amount=sek(10), key=key).id,
        lambda desk, id, key: desk.invoices.credit(id, amount=sek("10.00"), key=key).id,
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_one_call_in_two_spellings_is_one_call(desk: SenderDesk, what: str) -> None:
    """A host that reads its lines back from a database has a tuple where it had a list, and 1.0 where it had 1."""
    open_id = issued(desk, "800").id
    first, again = SAME[what]
    assert first(desk, open_id, "k1") == again(desk, open_id, "k1")


OTHER: dict[str, Callable[[SenderDesk, str], object]] = {
    "issue on another day": lambda desk, _: desk.invoices.issue("id1", key="k1", on=LATE),
    "issue without delivery": lambda desk, _: desk.invoices.issue("id1", key="k1", deliver=False),
    "issue at another rate": lambda desk, _: desk.invoices.issue("id1", key="k1", kronor_rate=Decimal(11)),
    "credit on another day": lambda desk, id: desk.invoices.credit(id, key="k2", on=LATE),
    "credit without netting": lambda desk, id: desk.invoices.credit(id, key="k2", net=False),
    "credit without delivery": lambda desk, id: desk.invoices.credit(id, key="k2", deliver=False),
    "write off on another day": lambda desk, id: desk.collections.write_off(id, reason="goodwill", on=LATE, key="k3"),
    "send at once": lambda desk, id: desk.deliveries.send(id, at_once=True, key="k4"),
}


@pytest.mark.parametrize("what", OTHER)
def test_what_decides_the_result_is_part_of_the_call(desk: SenderDesk, clock: FixedClock, what: str) -> None:
    """Another day, rate, netting or delivery is another call, and told; the same call after midnight is the same."""
    document = desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=[line("K", 1, 80, vat=25)]).id, key="k1")
    calls: tuple[Callable[[], object], ...] = (
        lambda: desk.invoices.issue("id1", key="k1").id,
        lambda: desk.collections.write_off(document.id, reason="goodwill", amount=None, key="k3"),
        lambda: desk.deliveries.send(document.id, key="k4"),
        lambda: desk.invoices.credit(document.id, key="k2").id,
    )
    first = [call() for call in calls]
    clock.advance(timedelta(days=1))
    assert [call() for call in (calls[0], *calls[2:])] == [first[0], *first[2:]]
    calls[1]()
    with pytest.raises(RecordedDifferently):
        OTHER[what](desk, document.id)


def test_a_key_of_an_earlier_version_answers_still(desk: SenderDesk, store: Store) -> None:
    """What version 0.1.0 remembered of a call with nothing special said is what is asked for now."""
    document = issued(desk, "800")
    note = desk.invoices.credit(document.id)
    with store.unit(SENDER.id) as unit:
        unit.remember("k1", "issue id1", document.id)
        unit.remember("k2", f"credit {document.id} () None", note.id)
        unit.remember("k3", f"credit {document.id} () 10.00 SEK", note.id)
    assert desk.invoices.issue("id1", key="k1") == document
    assert desk.invoices.credit(document.id, key="k2") == note
    assert desk.invoices.credit(document.id, amount=sek(10), key="k3") == note


FREE = "Dödsboet efter Lind"
"""What somebody may write where words are free."""

ORDERED = OutgoingPayment(
    id="R1", amount=sek(9), payee=OutgoingParty(name=FREE), account=BankgiroNumber("55555551"), message=FREE
)  # fmt: skip
WORDED: dict[str, Act] = {
    "invoices.issue": lambda desk, _, key: desk.invoices.issue(
        desk.invoices.draft(buyer=COMPANY, lines=[line(FREE, 1, 8, vat=25)], notes=(FREE,)).id, deliver=False, key=key
    ),
    "invoices.credit": lambda desk, id, key: desk.invoices.credit(id, lines=[CreditedLine("1")], key=key),
    "deliveries.send": lambda desk, id, key: desk.deliveries.send(id, key=key),
    "claims.demand": lambda desk, id, key: desk.claims.demand(
        id, AT_ONCE, on=LATE, rests_on=FREE, agent=attrs.evolve(COMPANY.party, name=FREE), licensed=True, key=key
    ),
    "claims.apply": lambda desk, id, key: (
        desk.claims.demand(id, AT_ONCE, on=LATE),
        desk.claims.apply(id, on=LATER, approved_by=FREE, key=key),
    ),
    "collections.write_off": lambda desk, id, key: desk.collections.write_off(
        id, reason=cast("WriteOffReason", FREE), key=key
    ),
    "payments.move": lambda desk, id, key: desk.payments.move("P1", to_document=id, reason=FREE, key=key),
    "payments.refund": lambda desk, _, key: desk.payments.refund("P1", key=key),
    "payments.refund_document": ACTS["refund a credit note"],
    "payouts.order": lambda desk, _, key: desk.payouts.order(
        "B1", [ORDERED], payer=OutgoingParty(name=FREE, identifier="5599990008", city=FREE), pay_on=DAY, key=key
    ),
    "mandates.withdraw": lambda desk, id, key: desk.mandates.withdraw({id: FREE}, customer_number="471117", key=key),
}
"""Every command that takes a key, with free words wherever it takes them."""


def test_every_command_that_takes_a_key_is_looked_at(desk: SenderDesk) -> None:
    """Whoever gives another command a key says here which words go into it."""
    services = {name: getattr(desk, name) for name in dir(desk) if not name.startswith("_")}
    found = {
        f"{name}.{method}"
        for name, service in services.items()
        for method in dir(service)
        if not method.startswith("_") and callable(call := getattr(service, method)) and "key" in _arguments(call)
    }
    assert found == set(WORDED)


def _arguments(call: Callable[..., object]) -> Collection[str]:
    try:
        return signature(call).parameters
    except ValueError:  # a method of a built-in value
        return ()


@pytest.mark.parametrize("what", WORDED)
def test_no_free_words_stay_with_a_key(desk: SenderDesk, store: Store, what: str) -> None:
    """No erasure reaches what is kept of a call: ids, amounts and the words of a short list, and nothing else."""
    open_id = prepared(desk)
    with suppress(InputError, RuleRefused):
        WORDED[what](desk, open_id, "k1")
    with store.read(SENDER.id) as reading:
        answers = [one for one in reading.every(Answer) if one.key == "k1"]
    assert bool(answers) is (what not in {"collections.write_off", "mandates.withdraw"})
    assert not any(word in repr(answers) for word in FREE.split())


@pytest.mark.parametrize("reason", [FREE, "Goodwill", ""])
def test_a_write_off_for_free_words_is_refused(desk: SenderDesk, store: Store, reason: str) -> None:
    """A reason is one of four, and nothing is kept of a call that gives another."""
    open_id = prepared(desk)
    with pytest.raises(InputError) as refused:
        desk.collections.write_off(open_id, reason=cast("WriteOffReason", reason), key="k1")
    assert refused.value.code == "settlement.reason"
    with store.read(SENDER.id) as reading:
        assert "k1" not in {one.key for one in reading.every(Answer)}
