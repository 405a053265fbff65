"""Look-ups over the store decide as look-ups in memory over the same items: every answer, and every match."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import MOST_BY_AMOUNT, Candidates, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import payer_keys
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.core.receivable import DebtorKind, Receivable
from faktura.core.sender import MatchingPolicy
from faktura.desk import index
from faktura.desk.candidates import StoreCandidates
from faktura.desk.desk import SenderDesk
from faktura.desk.look_up_keys import Keys, kept_keys
from faktura.formats import json
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import IndexRow, Reading, Store
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of

CREDITOR = "A"
REFERENCES = ("", "12351", "12369", "10009")
NUMBERS = ("1", "2", "10", "10 A", "ÅÄÖ")
CUSTOMERS = ("K1", "K2", "tax_agency")
ACCOUNTS = ("bankgiro:1", "iban:SE2")
AMOUNTS = st.sampled_from(
    [Money(minor, currency) for minor in (-10000, -100, 0, 100, 10000, 12500) for currency in ("SEK", "EUR")]
)

ITEMS = st.lists(
    st.builds(
        OpenItem,
        id=st.integers(1, 10**6).map(lambda id: f"F{id}"),
        creditor=st.just(CREDITOR),
        customer_id=st.sampled_from(CUSTOMERS),
        number=st.sampled_from(NUMBERS),
        reference=st.sampled_from(REFERENCES),
        open=AMOUNTS,
        due=st.integers(0, 3).map(lambda days: DAY + timedelta(days)),
        customer_name=st.sampled_from(["", "Kund AB", "Anna Lind"]),
        customer_org=st.sampled_from(["", "5599990008"]),
    ),
    max_size=12,
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
        payer=st.builds(Payer, account=st.sampled_from(["", *ACCOUNTS])),
        source=st.just(Source(format="test", digest="d", place="line 1")),
    ),
    max_size=5,
    unique_by=lambda payment: payment.id,
)
LINKS = st.dictionaries(st.sampled_from(ACCOUNTS), st.lists(st.sampled_from(CUSTOMERS), max_size=3), max_size=2)


KEYS = Keys("secret")


def rows_of(item: OpenItem) -> Sequence[IndexRow]:
    """The rows that the desk derives from a receivable like *item*."""
    kind = DebtorKind.TAX_AGENCY if item.customer_id == "tax_agency" else DebtorKind.COMPANY
    state = Receivable.opened(id=item.id, principal=item.open, due=item.due, debtor=kind)
    state = attrs.evolve(state, number=item.number, debtor_id=item.customer_id, reference=item.reference)
    debtor = index.Debtor(name=item.customer_name, organisation=item.customer_org)
    return index.receivable_rows(f"receivable/{item.id}", state, keys=KEYS, creditor=CREDITOR, debtor=debtor)


def fill(store: Store, items: Sequence[OpenItem], links: Mapping[str, Sequence[str]]) -> None:
    """Index *items*, and for each link a paid item of that customer and the payment that paid it."""
    serial = count(1)
    with store.unit(CREDITOR) as unit:
        assert kept_keys(unit, lambda: "secret") == KEYS
        for item in items:
            unit.index(f"receivable/{item.id}", rows_of(item))
        for account, customers in links.items():
            for customer in customers:
                id = f"linked{next(serial)}"
                order = f"{DAY.isoformat()} {id}"
                row = IndexRow(
                    kind=index.PAID_BY,
                    key=index.payer_key(KEYS, account),
                    order=order,
                    subject=f"payment/{id}",
                    body=id,
                )
                unit.index(f"payment/{id}", [row])
                paid = OpenItem(
                    id=id, creditor=CREDITOR, customer_id=customer, number="", reference="", open=Money(0), due=DAY
                )
                body = json.dump(paid)
                unit.index(
                    f"receivable/{id}", [IndexRow(kind=index.ITEM, key=id, subject=f"receivable/{id}", body=body)]
                )


def kinds_of(items: Sequence[OpenItem]) -> list[OpenItem]:
    """The items as the store gives them: their kind follows from debtor and sign."""
    return [json.load(OpenItem, rows_of(item)[0].body) for item in items]


def answers(candidates: Candidates, items: Sequence[OpenItem]) -> list[object]:
    """Everything matching can ask, with keys nobody has and keys given twice."""
    amounts = [*(item.open for item in items), sek(7), *(item.open for item in items[:1])]
    return [
        candidates.by_reference([*REFERENCES, "99", "12351"]),
        candidates.by_number([*NUMBERS, "99", "1"]),
        candidates.by_customer([*CUSTOMERS, "K9"]),
        candidates.by_amount(amounts),
        candidates.by_account([*ACCOUNTS, "bankgiro:9"]),
        candidates.by_customer_amount(
            [(customer, amount) for customer in CUSTOMERS for amount in dict.fromkeys(amounts)]
        ),
        candidates.by_organisation(["5599990008", "5599990016"]),
        candidates.by_name([(key, amount) for key in payer_keys("LIND ANNA") for amount in dict.fromkeys(amounts)]),
        candidates.on_tax_agency(),
        candidates.by_reference([]),
    ]


def _as_links(customers: Sequence[str]) -> list[PayerLink]:
    return [PayerLink(customer_id=one, last_on=DAY) for one in customers]


@given(ITEMS, PAYMENTS, LINKS)
def test_store_and_memory_answer_and_decide_alike(
    items: list[OpenItem], payments: list[IncomingPayment], links: dict[str, list[str]]
) -> None:
    """Over a store in memory and over SQLite: each answer with its items in the same order, each decision with its reasons."""
    known = kinds_of(items)
    memory = InMemoryCandidates(known, {account: _as_links(some) for account, some in links.items()})
    policy = MatchingPolicy(write_off=sek("0.99"))
    statistics = Statistics.of(known)
    wanted = answers(memory, known), match(payments, memory, policy, creditor=CREDITOR, statistics=statistics)
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "f.db") as sqlite:
        for store in (MemoryStore(), sqlite):
            fill(store, items, links)
            with store.read(CREDITOR) as reading:
                stored = StoreCandidates(reading)
                assert answers(stored, known) == wanted[0]
                assert match(payments, stored, policy, creditor=CREDITOR, statistics=statistics) == wanted[1]


@pytest.mark.parametrize("more", [0, 1])
def test_both_stop_at_the_same_number_of_items_of_one_amount(store: Store, more: int) -> None:
    """The oldest are given, and no more."""
    items = [
        OpenItem(
            id=f"F{at:03}", creditor=CREDITOR, customer_id="K1", number=f"{at:03}", reference="", open=sek(1),
            due=DAY + timedelta(at),
        )
        for at in range(MOST_BY_AMOUNT + more)
    ]  # fmt: skip
    fill(store, items, {})
    with store.read(CREDITOR) as reading:
        found = StoreCandidates(reading).by_amount([sek(1)])
    assert found == InMemoryCandidates(kinds_of(items)).by_amount([sek(1)])
    assert len(found[sek(1)]) == MOST_BY_AMOUNT


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
