"""Registers of credit and addresses keep the promises of their ports, and remember without being wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from faktura.core.address_answer import AddressAnswer, Residence
from faktura.core.credit_answer import CreditAdvice, CreditQuestion
from faktura.core.errors import InputError, Unavailable
from faktura.core.money import sek
from faktura.core.party import Address
from faktura.ports.adapters.registers import (
    MemoryAddressRegister,
    MemoryCreditCheck,
    RememberedAddresses,
    RememberedCreditCheck,
)
from faktura.ports.address_register import AddressRegister
from faktura.ports.clock import FixedClock
from faktura.ports.credit_check import CreditCheck
from faktura.testing.contracts.registers import QUESTION, AddressRegisterContract, CreditCheckContract
from faktura.testing.faults import broken
from faktura.testing.identities import PERSONS

ON = date(2026, 11, 2)
HOME = Address(street="Lillgatan 7", postal_code="333 44", city="Växjö")


def limits() -> MemoryCreditCheck:
    """A register that approves of fifty thousand kronor."""
    return MemoryCreditCheck({QUESTION.subject: sek(50_000)}, on=ON)


def clock() -> FixedClock:
    """A clock at the day of the answers."""
    return FixedClock(datetime(2026, 11, 2, 9, tzinfo=UTC))


class TestMemoryCreditCheck(CreditCheckContract):
    def make_check(self) -> CreditCheck:
        return limits()

    def drawn(self, check: CreditCheck) -> int:
        assert isinstance(check, MemoryCreditCheck)
        return len(check.asked)


class TestRememberedCreditCheck(CreditCheckContract):
    def make_check(self) -> CreditCheck:
        self.inner = limits()
        return RememberedCreditCheck(self.inner, clock=clock())

    def drawn(self, check: CreditCheck) -> int:
        return len(self.inner.asked)


ADDRESSES = MemoryAddressRegister(
    {
        PERSONS[2]: AddressAnswer(residence=Residence.KNOWN, on=ON, address=HOME),
        PERSONS[3]: AddressAnswer(residence=Residence.PROTECTED, on=ON),
    },
    on=ON,
)


class TestMemoryAddressRegister(AddressRegisterContract):
    def make_register(self) -> AddressRegister:
        return ADDRESSES


class TestRememberedAddresses(AddressRegisterContract):
    def make_register(self) -> AddressRegister:
        return RememberedAddresses(ADDRESSES, clock=clock())


@pytest.mark.parametrize(
    ("days", "amount", "sender", "reports"),
    [
        (0, 10_000, "A", 1),
        (30, 9_000, "A", 1),
        (31, 10_000, "A", 2),
        (0, 10_001, "A", 2),
        (0, 10_000, "B", 2),
    ],
)
def test_a_yes_serves_for_some_days_for_as_much_and_for_its_sender(
    days: int, amount: int, sender: str, reports: int
) -> None:
    """Older, for more, or for somebody else's invoice: asked anew."""
    inner, now = limits(), clock()
    check = RememberedCreditCheck(inner, clock=now, days=30)
    check.ask(QUESTION)
    now.advance(timedelta(days=days))
    later = evolve(QUESTION, id="Q2", amount=sek(amount), sender_id=sender)
    assert check.ask(later).question_id == "Q2"
    assert len(inner.asked) == reports


def test_a_no_is_not_remembered() -> None:
    """Whoever was declined may have become better, or asked for less."""
    inner = limits()
    check = RememberedCreditCheck(inner, clock=clock())
    big = evolve(QUESTION, amount=sek(90_000))
    assert check.ask(big).advice is CreditAdvice.DECLINE
    check.ask(evolve(big, id="Q2"))
    assert len(inner.asked) == 2


def test_no_answer_is_no_answer() -> None:
    """A register that is down is neither a yes nor an unknown address, and is asked again."""
    inner = limits()
    check = RememberedCreditCheck(inner, clock=clock())
    with broken(inner), pytest.raises(Unavailable):
        check.ask(QUESTION)
    assert check.ask(QUESTION).advice is CreditAdvice.APPROVE


def test_an_address_is_looked_up_again_after_some_days() -> None:
    """And an unknown one at once."""
    now = clock()
    inner = MemoryAddressRegister({PERSONS[2]: AddressAnswer(residence=Residence.KNOWN, on=ON, address=HOME)}, on=ON)
    register = RememberedAddresses(inner, clock=now, days=7)
    register.look_up(PERSONS[2])
    register.look_up(PERSONS[4])
    with broken(inner) as asked:
        register.look_up(PERSONS[2])
        with pytest.raises(Unavailable):
            register.look_up(PERSONS[4])
        now.advance(timedelta(days=8))
        with pytest.raises(Unavailable):
            register.look_up(PERSONS[2])
    assert asked.calls == ["look_up", "look_up"]


@pytest.mark.parametrize(
    ("residence", "address"),
    [(Residence.KNOWN, None), (Residence.PROTECTED, HOME), (Residence.DECEASED, HOME), (Residence.UNKNOWN, HOME)],
)
def test_an_address_stands_only_where_it_may(residence: Residence, address: Address | None) -> None:
    """Never with a protected person."""
    with pytest.raises(InputError):
        AddressAnswer(residence=residence, on=ON, address=address)


def test_a_question_needs_its_purpose() -> None:
    """Kreditupplysningslagen 9 §."""
    with pytest.raises(InputError):
        CreditQuestion(id="Q", sender_id="A", subject=PERSONS[0], amount=sek(1), purpose=" ")
