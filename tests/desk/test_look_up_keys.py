"""Keys of look-ups: the same for a sender for ever, and nobody else's."""

import pytest

from faktura.core.errors import InputError
from faktura.core.mandate import MandateNotice, NoticeKind
from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.look_up_keys import kept_keys, keys_of
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.contents import Answer
from faktura.ports.store import Store
from faktura.ports.transfer import export, restore
from faktura.testing.senders import SENDER
from tests.desk.acts import DAY, issued, pay


def test_a_sender_has_one_secret_for_ever(store: Store) -> None:
    """The first unit that needs it makes it; another sender has another; moved to another store it moves along."""
    with store.unit("A") as unit:
        first = kept_keys(unit, lambda: "one")
        assert kept_keys(unit, lambda: "two") == first
    with store.unit("A") as unit, store.read("A") as reading:
        assert kept_keys(unit, lambda: "three") == first == keys_of(reading)
    with store.unit("B") as unit:
        assert kept_keys(unit, lambda: "four").of("x") != first.of("x")
    other = MemoryStore()
    restore(other, export(store, "A"))
    with other.read("A") as reading:
        assert keys_of(reading) == first


def test_the_secret_is_not_printed(store: Store) -> None:
    """Neither by mistake nor in a traceback."""
    with store.unit("A") as unit:
        assert "pepper" not in repr(kept_keys(unit, lambda: "pepper"))


def test_parts_are_told_apart(store: Store) -> None:
    """A payee and a number are not another payee and another number."""
    with store.unit("A") as unit:
        keys = kept_keys(unit, lambda: "one")
    assert keys.of("ab", "c") != keys.of("a", "bc")


def test_a_reading_before_anything_is_stored_finds_nothing(desk: SenderDesk, store: Store) -> None:
    """And stores nothing; the look-ups that come later are whole."""
    assert desk.mandates.get("101") is None
    with store.read(SENDER.id) as reading:
        assert list(reading.history()) == []
    pay(desk, "P1", "7")
    issued(desk)
    assert desk.verify() == ()


@pytest.mark.parametrize("secret", ["pepper", "0" * 64, "A" * 32])
def test_a_secret_of_another_form_stores_nothing(store: Store, secret: str) -> None:
    """A host that makes its own is told at the first use, before anything is kept that could not be read."""
    desk = Desk(store, None, new_secret=lambda: secret).at(SENDER, actor="anna")
    with pytest.raises(InputError) as raised:
        pay(desk, "P1", "7")
    assert raised.value.code == "salted.salt"
    with pytest.raises(InputError):
        desk.mandates.record(MandateNotice(id="n", payee="b", payer_number="1", kind=NoticeKind.NOTED, on=DAY))
    with store.read(SENDER.id) as reading:
        assert list(reading.history()) == []
        assert list(reading.every(Answer)) == []
