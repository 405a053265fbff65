"""What confirmed links teach about the signs: counted from the events, taken back with the link, the same in every store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from faktura.core.money import sek
from faktura.desk import candidates, index
from faktura.desk.candidates import signs_seen, statistics_for
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sql import SqlStore, migrate
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.matching.weights import M, m
from faktura.testing.senders import PERSON, SENDER
from tests.desk.acts import DAY, issued, payment, reference_of
from tests.postgres import new_schema


def seen_by(desk: SenderDesk) -> dict[str, int]:
    """What the links that stand have taught."""
    with desk.payments._place.view() as view:
        return dict(signs_seen(view.reading))


def over(store: Store) -> SenderDesk:
    """A desk over *store* on the tests' day."""
    return Desk(store, clock=FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))).at(SENDER, actor="anna")


def pay(
    desk: SenderDesk, id: str, amount: str, *, reference: str = "", payer: str = "bankgiro:3783511", on: date = DAY
) -> None:
    """Let money come from *payer*, who may be nobody known."""
    desk.payments.take([payment(id, amount, reference=reference, payer=payer, on=on)])


def month(desk: SenderDesk) -> tuple[str, ...]:
    """Some payments settled by matching, by hand, by hand for two claims, moved, and with nothing that speaks for them."""
    ids = [issued(desk, price).id for price in ("100", "80", "60", "700", "9")]
    pay(desk, "P1", "125", reference=reference_of(desk.invoices.get(ids[0])))
    pay(desk, "P2", "90", payer="bankgiro:55555551")
    desk.payments.link("P2", ids[1])
    pay(desk, "P3", "75", payer="")
    desk.payments.link("P3", ids[2])
    pay(desk, "P4", "3.21", payer="")
    desk.payments.link("P4", ids[3])
    pay(desk, "P5", "11.25", reference=reference_of(desk.invoices.get(ids[4])))
    desk.payments.move("P5", from_document=ids[4], to_document=ids[3], reason="fel")
    return tuple(ids)


@contextmanager
def host(connection: object) -> Iterator[SqlStore]:
    """A store over a connection of the host's own."""
    with closing(connection):  # type: ignore[type-var]
        migrate(connection)  # type: ignore[arg-type]
        yield SqlStore(connection)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite", "postgres", "host"])
def every_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each adapter in turn."""
    match request.param:
        case "memory":
            yield MemoryStore()
        case "sqlite":
            with SqliteStore(tmp_path / "f.db") as store:
                yield store
        case "postgres":
            with PostgresStore(new_schema()) as store:
                yield store
        case _:
            with host(psycopg.connect(new_schema(), row_factory=dict_row)) as store:
                yield store


def test_every_store_counts_alike_and_anew(every_store: Store) -> None:
    """The counts of a month are the same in each; built anew from the events they are the same again, and are verified."""
    desk = over(every_store)
    month(desk)
    counts = seen_by(desk)
    assert counts == {
        "amount.exact": 2,
        "payer.unlike": 2,
        "reference.exact": 1,
        "reference.silent": 1,
    }  # of P2, P4 and P5 nothing speaks for the claim that a person linked them to
    assert desk.verify() == ()
    desk.verification.rebuild_index()
    assert seen_by(desk) == counts


def test_counts_that_are_wrong_are_found(desk: SenderDesk, store: Store) -> None:
    """A count that its events do not stand for is told as any other look-up, and set right by building it anew."""
    month(desk)
    counts = seen_by(desk)
    with store.unit(SENDER.id) as unit:
        rows = [row for row in unit.rows(index.PAYMENT) if row.key == "P1"]
        unit.index(rows[0].subject, rows)
    assert seen_by(desk) != counts
    assert {one.code for one in desk.verify()} == {"STORE-05"}
    desk.verification.rebuild_index()
    assert (seen_by(desk), desk.verify()) == (counts, ())


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([None, "1", "9"]), st.booleans(), st.booleans()), max_size=4)
)
def test_link_then_unlink_leaves_the_statistics_as_they_were(links: list[tuple[int, str | None, bool, bool]]) -> None:
    """Whatever was linked in between, wholly or in part, to one claim or several, by whomever."""
    desk = over(MemoryStore())
    ids = month(desk)
    issued(desk, "500", buyer=PERSON)
    before = seen_by(desk)
    made = []
    for number, (at, part, named, move) in enumerate(links):
        target = desk.invoices.balance(ids[at])
        if target.outstanding.minor <= 0:
            continue
        payment = f"L{number}"
        pay(desk, payment, "10", reference=target.reference if named else "", payer="")
        if not desk.payments.state(payment).unallocated:
            desk.payments.unlink(payment, ids[at])
        assert seen_by(desk) == before
        if move:
            desk.payments.move(payment, to_document=ids[at], reason="prov")
        else:
            desk.payments.link(payment, ids[at], amount=sek(part) if part else None)
        made.append((payment, ids[at]))
        desk.payments.unlink(*made.pop())
        assert seen_by(desk) == before


def test_what_was_learnt_weighs_in_the_next_decision(desk: SenderDesk) -> None:
    """A creditor whose payers never name the invoice: after some links the silence says less against a claim."""
    for number in range(12):
        invoice = issued(desk, str(200 + number))
        pay(desk, f"P{number}", f"{(200 + number) * 1.25:.2f}", payer="")
        desk.payments.link(f"P{number}", invoice.id)
    counts = seen_by(desk)
    assert counts["reference.silent"] == counts["amount.exact"] == 12
    assert m("reference.silent", counts) > M["reference.silent"]
    with desk.payments._place.view() as view:
        assert dict(statistics_for(view.reading, ()).seen) == counts


def test_only_the_newest_links_teach(desk: SenderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the look-up is bounded and a habit that has ended is forgotten; a link undone lets the older one in again."""
    monkeypatch.setattr(candidates, "_MOST_CONFIRMED", 2)
    ids = []
    for number, day in enumerate((3, 1, 2), start=1):
        invoice = issued(desk, str(100 * number))
        ids.append(invoice.id)
        named = reference_of(invoice) if day != 1 else ""
        pay(desk, f"P{number}", str(125 * number), reference=named, payer="", on=date(2026, 9, day))
        if desk.payments.state(f"P{number}").unallocated:
            desk.payments.link(f"P{number}", invoice.id)
    assert (seen_by(desk)["reference.exact"], seen_by(desk)["amount.exact"]) == (2, 2)
    desk.payments.unlink("P1", ids[0])
    assert (seen_by(desk)["reference.exact"], seen_by(desk)["reference.silent"]) == (1, 1)


def test_a_host_connection_to_sqlite_counts_too(tmp_path: Path) -> None:
    """The host's own connection, as `SqlStore` takes it."""
    with host(sqlite3.connect(tmp_path / "h.db")) as store:
        desk = over(store)
        month(desk)
        mine = over(MemoryStore())
        month(mine)
        assert seen_by(desk) == seen_by(mine)
