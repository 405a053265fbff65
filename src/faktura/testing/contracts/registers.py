"""What every credit check and every address register must do, as test classes to subclass."""

from typing import Final

import pytest
from attrs import evolve

from faktura.core.address_answer import Residence
from faktura.core.credit_answer import CreditAdvice, CreditQuestion
from faktura.core.errors import NotFound, RecordedDifferently
from faktura.core.identity import Identity
from faktura.core.money import sek
from faktura.ports.address_register import AddressRegister
from faktura.ports.credit_check import CreditCheck
from faktura.testing.identities import COMPANIES, PERSONS

QUESTION: Final = CreditQuestion(
    id="Q1", sender_id="A", subject=COMPANIES[1], amount=sek(10_000), purpose="faktura med trettio dagar"
)


class CreditCheckContract:
    """Subclass in your tests: return a credit check from `make_check` that knows `question.subject` and not `stranger`.

    Attributes:
        question: For an amount that the register approves of; `too_much` for one that it does not.
        stranger: Somebody the register does not know.
    """

    question: CreditQuestion = QUESTION
    too_much: CreditQuestion = evolve(QUESTION, id="Q9", amount=sek(10_000_000))
    stranger: Identity = COMPANIES[5]

    def make_check(self) -> CreditCheck:
        """Return a credit check that has been asked nothing."""
        raise NotImplementedError

    def drawn(self, check: CreditCheck) -> int:
        """Return how many reports have been drawn, and are charged."""
        raise NotImplementedError

    def test_an_answer_is_for_its_question(self) -> None:
        """Approved and declined as the register advises."""
        check = self.make_check()
        answer = check.ask(self.question)
        assert (answer.question_id, answer.advice) == (self.question.id, CreditAdvice.APPROVE)
        assert check.ask(self.too_much).advice is not CreditAdvice.APPROVE

    def test_the_same_question_again_draws_no_second_report(self) -> None:
        """Each costs money, and leaves a mark with the person."""
        check = self.make_check()
        assert check.ask(self.question) == check.ask(self.question)
        assert self.drawn(check) == 1

    def test_an_id_used_for_another_question_is_refused(self) -> None:
        """An answer about one must never be taken for one about another."""
        check = self.make_check()
        check.ask(self.question)
        with pytest.raises(RecordedDifferently):
            check.ask(evolve(self.question, amount=self.question.amount + sek(1)))

    def test_somebody_the_register_does_not_know(self) -> None:
        """Is neither approved nor declined; and the number asked about is not told."""
        with pytest.raises(NotFound) as unknown:
            self.make_check().ask(evolve(self.question, subject=self.stranger))
        assert str(self.stranger)[-4:] not in str(unknown.value)


class AddressRegisterContract:
    """Subclass in your tests: return a register from `make_register` that knows `known`, hides `protected` and lacks `stranger`."""

    known: Identity = PERSONS[2]
    protected: Identity = PERSONS[3]
    stranger: Identity = PERSONS[4]

    def make_register(self) -> AddressRegister:
        """Return a register."""
        raise NotImplementedError

    def test_a_known_address(self) -> None:
        """With the day it holds for."""
        answer = self.make_register().look_up(self.known)
        assert answer.residence is Residence.KNOWN
        assert answer.address is not None

    def test_a_protected_person_has_no_address(self) -> None:
        """None is given, and that it is protected is told."""
        answer = self.make_register().look_up(self.protected)
        assert (answer.residence, answer.address) == (Residence.PROTECTED, None)

    def test_somebody_unknown_is_an_answer(self) -> None:
        """Not an error: the letter is held, and a person looks."""
        assert self.make_register().look_up(self.stranger).residence is Residence.UNKNOWN

    def test_the_same_question_has_the_same_answer(self) -> None:
        """Asking changes nothing."""
        register = self.make_register()
        assert register.look_up(self.known) == register.look_up(self.known)
