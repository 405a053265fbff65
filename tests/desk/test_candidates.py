"""Look-ups over the store decide as look-ups in memory over the same items: every answer, and every match."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core import candidates as core_candidates
from faktura.core import claim
from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import (
    MOST_BY_ACCOUNT,
    MOST_BY_AMOUNT,
    MOST_BY_CUSTOMER,
    MOST_BY_NAME,
    MOST_BY_ORGANISATION,
    MOST_ON_TAX_AGENCY,
    Candidates,
    OpenItem,
)
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.core.sender import MatchingPolicy
from faktura.desk import candidates as desk_candidates
from faktura.desk import index
from faktura.desk.candidates import StoreCandidates
from faktura.desk.desk import SenderDesk
from faktura.formats import json
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Reading, Store
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of
from tests.desk.look_ups import CREDITOR, Paid, answers, fill, in_memory, kinds_of

REFERENCES = ("", "12351", "12369", "10009")
NUMBERS = ("", "1", "2", "10", "10 A", "F-102", "ÅÄÖ")
CUSTOMERS = ("", "K1", "K2", "K3", "K4", "tax_agency")
NAMES = ("", "Kund AB", "Anna Lind", "LIND A")
ACCOUNTS = ("bankgiro:1", "iban:SE2", "bg 0000000001")
AMOUNTS = st.sampled_from(
    [Money(minor, currency) for minor in (-10000, -100, 0, 100, 10000, 12500) for currency in ("SEK", "EUR")]
)


def item(*, open: Money, paid: int, **facts: Any) -> OpenItem:
    """An item of which so much is paid, unless it is a credit note: of that nothing is."""
    total = open if open.minor < 0 else open + Money(paid, open.currency)
    return OpenItem(open=open, total=total, **facts)


ITEMS = st.lists(
    st.builds(
        item,
        id=st.integers(1, 10**6).map(lambda id: f"F{id}"),
        creditor=st.just(CREDITOR),
        customer_id=st.sampled_from(CUSTOMERS),
        number=st.sampled_from(NUMBERS),
        reference=st.sampled_from(REFERENCES),
        open=AMOUNTS,
        paid=st.sampled_from([0, 0, 100, 10000]),
        due=st.integers(0, 3).map(lambda days: DAY + timedelta(days)),
        customer_name=st.sampled_from(NAMES),
        customer_org=st.sampled_from(["", "5599990008"]),
    ),
    max_size=16,
    unique_by=lambda item: item.id,
)
PAYMENTS = st.lists(
    st.builds(
        IncomingPayment,
        id=st.integers(1, 10**6).map(lambda id: f"P{id}"),
        account=st.just(""),
        booked_on=st.just(DAY),
        amount=AMOUNTS.filter(lambda amount: amount.minor > 0),
        references=st.lists(
            st.builds(
                PaymentReference,
                text=st.sampled_from([*REFERENCES[1:], *NUMBERS]),
                kind=st.sampled_from(["ocr", "text"]),
            ),
            max_size=2,
        ).map(tuple),
        payer=st.builds(
            Payer,
            name=st.sampled_from(NAMES),
            account=st.sampled_from(["", *ACCOUNTS]),
            organisation_number=st.sampled_from(["", "5599990008"]),
        ),
        source=st.just(Source(format="test", digest="d", place="line 1")),
    ),
    max_size=5,
    unique_by=lambda payment: payment.id,
)

LOWERED = {
    "MOST_BY_AMOUNT": 3,
    "MOST_BY_CUSTOMER": 2,
    "MOST_BY_ACCOUNT": 3,
    "MOST_BY_ORGANISATION": 2,
    "MOST_BY_NAME": 2,
    "MOST_ON_TAX_AGENCY": 3,
}


@contextmanager
def lowered() -> Iterator[None]:
    """Every limit so low that a dozen items pass it."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (claim, core_candidates, desk_candidates):
            for name, most in LOWERED.items():
                patch.setattr(module, name, most, raising=False)
        yield


def paid_for(items: Sequence[OpenItem]) -> st.SearchStrategy[list[Paid]]:
    """Payments of some of *items* from few accounts, often several on one day."""
    if not items:
        return st.just([])
    one = st.builds(
        Paid,
        id=st.integers(1, 10**6).map(lambda id: f"B{id}"),
        account=st.sampled_from(ACCOUNTS),
        item_id=st.sampled_from([item.id for item in items]),
        on=st.integers(0, 3).map(lambda days: DAY - timedelta(days)),
        by_hand=st.booleans(),
    )
    return st.lists(one, max_size=12, unique_by=lambda paid: paid.id)


LEDGERS = ITEMS.flatmap(lambda items: st.tuples(st.just(items), paid_for(items)))


@pytest.mark.parametrize("limits", [nullcontext, lowered])
@given(LEDGERS, PAYMENTS)
def test_store_and_memory_answer_and_decide_alike(
    limits: Callable[[], AbstractContextManager[None]],
    ledger: tuple[list[OpenItem], list[Paid]],
    payments: list[IncomingPayment],
) -> None:
    """Over a store in memory and over SQLite: each answer with its items in the same order, each decision with its reasons.

    So too where every look-up stops: of several currencies, paid items and credit notes, many of one number, name, amount
    and reference.
    """
    items, earlier = ledger
    known = kinds_of(items)
    policy, statistics = MatchingPolicy(write_off=sek("0.99")), Statistics.of(known)

    def said(candidates: Candidates) -> tuple[object, object]:
        decided = match(payments, candidates, policy, creditor=CREDITOR, statistics=statistics)
        return answers(candidates, known, ACCOUNTS), decided

    with limits(), TemporaryDirectory() as folder, SqliteStore(Path(folder) / "f.db") as sqlite:
        wanted = said(in_memory(items, earlier))
        for store in (MemoryStore(), sqlite):
            fill(store, items, earlier)
            with store.read(CREDITOR) as reading:
                assert said(StoreCandidates(reading)) == wanted


def many(count: int, **facts: Any) -> list[OpenItem]:
    """So many open items of one customer, name, number of an organisation and amount, each due a day after the one before."""
    one = OpenItem(
        id="", creditor=CREDITOR, customer_id="K1", number="", reference="", open=sek(1), due=DAY, total=sek(1),
        customer_name="Anna Lind", customer_org="5599990008",
    )  # fmt: skip
    return [attrs.evolve(one, id=f"F{at:04}", due=DAY + timedelta(at), **facts) for at in range(count)]


def each(items: Sequence[OpenItem]) -> list[OpenItem]:
    """*items*, each of a customer of its own."""
    return [attrs.evolve(item, customer_id=f"K{item.id}") for item in items]


def paid(items: Sequence[OpenItem]) -> list[OpenItem]:
    """Others like *items*, of which all is paid."""
    return [attrs.evolve(item, id=f"P{item.id}", open=sek(0), paid_on=item.due) for item in items]


@pytest.mark.parametrize(
    ("look_up", "items", "most"),
    [
        ("amount", many(MOST_BY_AMOUNT), MOST_BY_AMOUNT),
        ("amount", many(MOST_BY_AMOUNT + 1), MOST_BY_AMOUNT),
        ("customer", many(MOST_BY_CUSTOMER + 1), MOST_BY_CUSTOMER),
        ("customer amount", [*many(MOST_BY_CUSTOMER + 1), *paid(many(MOST_BY_CUSTOMER + 1))], 2 * MOST_BY_CUSTOMER),
        ("organisation", each(many(MOST_BY_ORGANISATION + 1)), MOST_BY_ORGANISATION),
        ("name", each(many(MOST_BY_NAME + 1)), MOST_BY_NAME),
        ("name", [*many(MOST_BY_NAME * 5), *each(many(MOST_BY_NAME * 6)[MOST_BY_NAME * 5 :])], MOST_BY_NAME),
        ("reference", many(600, reference="12351"), 600),
        ("number", many(600, number="F-1023"), 600),
    ],
)
def test_both_stop_at_the_same_number(store: Store, look_up: str, items: list[OpenItem], most: int) -> None:
    """The oldest are given, and no more: of customers too who stand behind many claims of another; what is named is given whole."""
    fill(store, items)
    with store.read(CREDITOR) as reading:
        found = answers(StoreCandidates(reading), items)
    assert found == answers(in_memory(items), items)
    (_, given_), *_ = cast("list[tuple[object, Sequence[object]]]", found[look_up])
    assert len(given_) == most


def test_the_oldest_claims_on_skatteverket_are_weighed() -> None:
    """Also when requests of later claims have the lower numbers; the answer is by request."""
    items = many(MOST_ON_TAX_AGENCY + 1, customer_id="tax_agency")
    items = [attrs.evolve(item, number=str(99_999 - at)) for at, item in enumerate(items)]
    store = MemoryStore()
    fill(store, items)
    with store.read(CREDITOR) as reading:
        found = StoreCandidates(reading).on_tax_agency()
    assert found == in_memory(items).on_tax_agency()
    assert [item.id for item in found] == [item.id for item in reversed(items[:-1])]


def test_the_newest_payments_tell_whom_an_account_pays_for(store: Store) -> None:
    """Who has paid for years is known by what he paid last, not by what he paid first."""
    first, last = each(many(2))
    came = [
        Paid(id=f"B{at:04}", account=ACCOUNTS[0], item_id=first.id, on=DAY + timedelta(at))
        for at in range(MOST_BY_ACCOUNT)
    ]
    came.append(
        Paid(id="B9999", account=ACCOUNTS[0], item_id=last.id, on=DAY + timedelta(MOST_BY_ACCOUNT), by_hand=True)
    )
    fill(store, [first, last], came)
    with store.read(CREDITOR) as reading:
        found = StoreCandidates(reading).by_account(ACCOUNTS)
    assert found == in_memory([first, last], came).by_account(ACCOUNTS)
    assert [(link.customer_id, link.count, link.last_on, link.manual) for link in found[ACCOUNTS[0]]] == [
        ("KF0000", MOST_BY_ACCOUNT - 1, DAY + timedelta(MOST_BY_ACCOUNT - 1), False),
        ("KF0001", 1, DAY + timedelta(MOST_BY_ACCOUNT), True),
    ]


def everything(reading: Reading) -> list[OpenItem]:
    """Every item that a desk has indexed."""
    return [json.load(OpenItem, row.body) for row in reading.rows(index.ITEM)]


def test_the_desks_own_items_are_found_as_in_memory(desk: SenderDesk, store: Store) -> None:
    """Issued, part-paid, paid and credited documents, each as its events left it."""
    one, two = issued(desk), issued(desk, "200", buyer=PERSON)
    pay(desk, "P1", "125", reference=reference_of(one))
    desk.payments.take([payment("P2", "125", reference=reference_of(two), payer="bankgiro:55555551")])
    note = desk.invoices.credit(one.id, net=False)
    with store.read(SENDER.id) as reading:
        stored, memory = StoreCandidates(reading), InMemoryCandidates(everything(reading))
        for references in ([reference_of(one)], [reference_of(two)], [reference_of(note)]):
            assert stored.by_reference(references) == memory.by_reference(references) != {}
        customers = [COMPANY.party.id, PERSON.party.id]
        assert stored.by_customer(customers) == memory.by_customer(customers)
        assert [item.open for item in stored.by_customer(customers)[PERSON.party.id]] == [sek(125)]
        (link,) = stored.by_account(["bankgiro:3783511"])["bankgiro:3783511"]
        assert (link.customer_id, link.count, link.last_on, link.manual) == (COMPANY.party.id, 1, DAY, False)
