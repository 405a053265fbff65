"""Registers of credit and of addresses: given in code for tests and trials, and answers remembered for some days.

A credit report costs money and leaves a mark with the person, so an answer that is fresh enough is used again.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve

from faktura.core.address_answer import AddressAnswer, Residence
from faktura.core.credit_answer import CreditAdvice, CreditAnswer, CreditQuestion
from faktura.core.errors import NotFound, RecordedDifferently
from faktura.core.identity import Identity
from faktura.core.money import Money
from faktura.core.wording import Text, register
from faktura.ports.address_register import AddressRegister
from faktura.ports.clock import Clock
from faktura.ports.credit_check import CreditCheck


class MemoryCreditCheck:
    """A credit check with limits given in code: up to the limit it approves, above it declines."""

    def __init__(self, limits: Mapping[Identity, Money], *, on: date) -> None:
        """Answer by *limits*, as of the day *on*."""
        self._limits = dict(limits)
        self._on = on
        self._asked: dict[tuple[str, str], CreditQuestion] = {}

    @property
    def asked(self) -> tuple[CreditQuestion, ...]:
        """The reports drawn, in order, each once."""
        return tuple(self._asked.values())

    def ask(self, question: CreditQuestion) -> CreditAnswer:
        """Answer *question*; see `CreditCheck.ask`."""
        if question.subject not in self._limits:
            raise NotFound("register.unknown")
        if self._asked.setdefault((question.sender_id, question.id), question) != question:
            raise RecordedDifferently("register.id_used", id=question.id)
        limit = self._limits[question.subject]
        within = limit.currency == question.amount.currency and question.amount <= limit
        advice = CreditAdvice.APPROVE if within else CreditAdvice.DECLINE
        return CreditAnswer(
            question_id=question.id, advice=advice, on=self._on, limit=limit, reference=f"memory:{question.id}"
        )


class RememberedCreditCheck:
    """A credit check that asks *inner* only when it has no answer about the same one, for as much, that is fresh."""

    def __init__(self, inner: CreditCheck, *, clock: Clock, days: int = 30) -> None:
        """Remember answers of *inner* for *days* days, by *clock*."""
        self._inner, self._clock, self._days = inner, clock, days
        self._known: dict[tuple[str, Identity], tuple[CreditQuestion, CreditAnswer]] = {}
        self._answered: dict[tuple[str, str], CreditQuestion] = {}

    def ask(self, question: CreditQuestion) -> CreditAnswer:
        """Answer *question*; see `CreditCheck.ask`."""
        key, place = (question.sender_id, question.id), (question.sender_id, question.subject)
        if self._answered.get(key, question) != question:
            raise RecordedDifferently("register.id_used", id=question.id)
        earlier, answer = self._known.get(place, (None, None))
        if earlier is None or answer is None or not self._serves(earlier, answer, question):
            answer = self._inner.ask(question)
            self._known[place] = (question, answer)
        self._answered[key] = question
        return evolve(answer, question_id=question.id)

    def _serves(self, earlier: CreditQuestion, answer: CreditAnswer, question: CreditQuestion) -> bool:
        """Whether the answer holds for *question*: the same one again, or fresh and a yes to at least as much."""
        if earlier.id == question.id:
            return True
        fresh = answer.on + timedelta(days=self._days) >= self._clock.today()
        as_much = earlier.amount.currency == question.amount.currency and question.amount <= earlier.amount
        return fresh and as_much and answer.advice is CreditAdvice.APPROVE


class MemoryAddressRegister:
    """An address register with answers given in code; whoever is not in it is unknown."""

    def __init__(self, answers: Mapping[Identity, AddressAnswer], *, on: date) -> None:
        """Answer by *answers*, on the day *on*."""
        self._answers = dict(answers)
        self._on = on

    def look_up(self, subject: Identity) -> AddressAnswer:
        """Return what is known of *subject*; see `AddressRegister.look_up`."""
        return self._answers.get(subject) or AddressAnswer(residence=Residence.UNKNOWN, on=self._on)


class RememberedAddresses:
    """An address register that asks *inner* once in some days about each; what is unknown is asked again."""

    def __init__(self, inner: AddressRegister, *, clock: Clock, days: int = 7) -> None:
        """Remember answers of *inner* for *days* days, by *clock*."""
        self._inner, self._clock, self._days = inner, clock, days
        self._known: dict[Identity, AddressAnswer] = {}

    def look_up(self, subject: Identity) -> AddressAnswer:
        """Return what is known of *subject*; see `AddressRegister.look_up`."""
        known = self._known.get(subject)
        if known is None or known.on + timedelta(days=self._days) < self._clock.today():
            known = self._inner.look_up(subject)
            if known.residence is not Residence.UNKNOWN:
                self._known[subject] = known
        return known


register(
    {
        "register.unknown": Text(
            en="the register does not know whom was asked about; check the number",
            sv="registret känner inte till den som frågan gäller; kontrollera numret",
        ),
        "register.id_used": Text(
            en="question {id} was asked with other contents; give each question an id of its own",
            sv="frågan {id} är ställd med annat innehåll; ge varje fråga ett eget id",
        ),
    }
)
