"""The contract suites find adapters that break a promise: each of these breaks one, and the named test tells."""

import inspect
from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve

from faktura.core.agency import CaseNote, CaseReport
from faktura.core.collection import DebtCollectionDemand
from faktura.core.credit_answer import CreditAnswer, CreditQuestion
from faktura.core.delivery import Delivery, Feedback, Receipt
from faktura.core.errors import FakturaError
from faktura.core.identity import Identity
from faktura.ports.adapters.agency import MemoryAgency
from faktura.ports.adapters.archive import MemoryArchive
from faktura.ports.adapters.exchange import MemoryExchange
from faktura.ports.adapters.feedback import MemoryFeedback
from faktura.ports.adapters.gateways import RecordingMailbox, RecordingTextMessages
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.registers import MemoryAddressRegister, MemoryCreditCheck
from faktura.ports.archive import ArchiveRecord
from faktura.ports.exchange import AnswerFile, FileExchange, OutgoingFile
from faktura.ports.gateway import MailboxItem, TextMessage
from faktura.ports.journal import JournalEntry, MemoryJournal
from faktura.testing.contracts.agency import CollectionAgencyContract
from faktura.testing.contracts.archive import RECORD, ArchiveContract
from faktura.testing.contracts.delivery import DeliveryContract
from faktura.testing.contracts.exchange import FileExchangeContract
from faktura.testing.contracts.feedback import FeedbackContract
from faktura.testing.contracts.gateway import MailboxGatewayContract, TextMessageGatewayContract
from faktura.testing.contracts.journal import JournalContract
from faktura.testing.contracts.registers import AddressRegisterContract, CreditCheckContract
from tests.ports.adapters import test_registers as registers


class SendsTwice(DeliveryContract):
    """Forgets what it has handed over."""

    class Port(MemoryDelivery):
        def hand_over(self, delivery: Delivery) -> Receipt:
            return super().hand_over(evolve(delivery, id=f"{delivery.id}-{len(self.handed_over)}"))

    def make_port(self) -> MemoryDelivery:
        return self.Port()

    def received(self, port: object) -> int:
        assert isinstance(port, MemoryDelivery)
        return len(port.handed_over)


class PaysTwice(FileExchangeContract):
    """Takes the same order as a new one."""

    class Exchange(MemoryExchange):
        def submit(self, file: OutgoingFile) -> str:
            return super().submit(evolve(file, id=f"{file.id}-{len(self.submitted)}"))

    def make_exchange(self) -> FileExchange:
        return self.Exchange()

    def taken(self, exchange: FileExchange) -> list[bytes]:
        assert isinstance(exchange, MemoryExchange)
        return [file.content for file in exchange.submitted]

    def answer(self, exchange: FileExchange, file: AnswerFile) -> None:
        assert isinstance(exchange, MemoryExchange)
        exchange.answer(file)


class LosesAnswers(PaysTwice):
    """Hands an answer out once, acknowledged or not."""

    class Exchange(MemoryExchange):
        def fetch(self) -> Iterator[AnswerFile]:
            for file in list(super().fetch()):
                self.acknowledge(file)
                yield file


class MixesSenders(JournalContract):
    """Knows a delivery by its id alone."""

    class Journal(MemoryJournal):
        def find(self, sender_id: str, delivery_id: str) -> JournalEntry | None:
            return next((one for (_, id), one in self._entries.items() if id == delivery_id), None)

    def make_journal(self) -> MemoryJournal:
        return self.Journal()


class RemovesTooEarly(ArchiveContract):
    """Does not count the last day."""

    class Archive(MemoryArchive):
        def remove(self, sender_id: str, id: str, *, on: date) -> None:
            super().remove(sender_id, id, on=date(on.year + 1, 1, 1))

    def make_archive(self) -> MemoryArchive:
        return self.Archive()


class Overwrites(ArchiveContract):
    """Lets a record change."""

    class Archive(MemoryArchive):
        def keep(self, record: ArchiveRecord) -> str:
            self._records.pop((record.sender_id, record.id), None)
            return super().keep(record)

    def make_archive(self) -> MemoryArchive:
        return self.Archive()


class CountsPaymentsTwice(CollectionAgencyContract):
    """Takes the same note as a new one."""

    class Agency(MemoryAgency):
        def tell(self, note: CaseNote) -> None:
            super().tell(evolve(note, id=f"{note.id}-{len(self.notes)}"))

    def make_agency(self) -> MemoryAgency:
        return self.Agency()

    def placed(self, agency: object) -> int:
        assert isinstance(agency, MemoryAgency)
        return len(agency.cases)

    def told(self, agency: object) -> int:
        assert isinstance(agency, MemoryAgency)
        return len(agency.notes)

    def report(self, agency: object, report: CaseReport) -> None:
        assert isinstance(agency, MemoryAgency)
        agency.report(report)


class ChangesCases(CountsPaymentsTwice):
    """Lets a demand be exchanged for another."""

    class Agency(MemoryAgency):
        def place(self, case: DebtCollectionDemand) -> str:
            self._cases.pop(case.id, None)
            return super().place(case)


class ChargesTwice(CreditCheckContract):
    """Draws a report for every question."""

    class Check(MemoryCreditCheck):
        def ask(self, question: CreditQuestion) -> CreditAnswer:
            answer = super().ask(evolve(question, id=f"{question.id}-{len(self.asked)}"))
            return evolve(answer, question_id=question.id)

    def make_check(self) -> MemoryCreditCheck:
        return self.Check(
            {self.question.subject: registers.limits().ask(self.question).limit or self.question.amount},
            on=registers.ON,
        )

    def drawn(self, check: object) -> int:
        assert isinstance(check, MemoryCreditCheck)
        return len(check.asked)


class TellsProtected(AddressRegisterContract):
    """Gives everybody's address."""

    class Register(MemoryAddressRegister):
        def look_up(self, subject: Identity):  # type: ignore[no-untyped-def]
            return super().look_up(AddressRegisterContract.known)

    def make_register(self) -> MemoryAddressRegister:
        return self.Register(registers.ADDRESSES._answers, on=registers.ON)


class ForgetsReports(FeedbackContract):
    """Hands a report out once, acknowledged or not."""

    class Source(MemoryFeedback):
        def fetch(self) -> Iterator[Feedback]:
            for one in list(super().fetch()):
                self.acknowledge(one)
                yield one

    def make_feedback(self) -> MemoryFeedback:
        return self.Source()

    def tell(self, feedback: object, report: Feedback) -> Feedback:
        assert isinstance(feedback, MemoryFeedback)
        feedback.add(report)
        return report


class TextsTwice(TextMessageGatewayContract):
    """Has no idempotency."""

    class Gateway(RecordingTextMessages):
        def send(self, payload: TextMessage, /) -> str:
            return super().send(evolve(payload, id=f"{payload.id}-{len(self.sent)}"))

    def make_gateway(self) -> RecordingTextMessages:
        return self.Gateway()

    def sent(self, gateway: object) -> int:
        assert isinstance(gateway, RecordingTextMessages)
        return len(gateway.sent)


class MailsTwice(MailboxGatewayContract):
    """Has no idempotency."""

    class Gateway(RecordingMailbox):
        def send(self, payload: MailboxItem, /) -> str:
            return super().send(evolve(payload, id=f"{payload.id}-{len(self.sent)}"))

    def make_gateway(self) -> RecordingMailbox:
        return self.Gateway()

    def delivered(self, gateway: object) -> int:
        assert isinstance(gateway, RecordingMailbox)
        return len(gateway.sent)


@pytest.mark.parametrize(
    ("suite", "test"),
    [
        (SendsTwice, "test_the_same_delivery_again_reaches_nobody_again"),
        (PaysTwice, "test_the_same_file_again_is_the_same_submission"),
        (LosesAnswers, "test_answers_come_until_they_are_acknowledged"),
        (MixesSenders, "test_every_delivery_of_every_sender_apart"),
        (RemovesTooEarly, "test_nothing_is_removed_before_its_time"),
        (Overwrites, "test_a_record_never_changes"),
        (CountsPaymentsTwice, "test_a_payment_is_told_once"),
        (ChangesCases, "test_a_case_does_not_change_under_its_id"),
        (ChargesTwice, "test_the_same_question_again_draws_no_second_report"),
        (TellsProtected, "test_a_protected_person_has_no_address"),
        (ForgetsReports, "test_reports_come_until_they_are_acknowledged"),
        (TextsTwice, "test_the_same_id_again_is_the_same_message"),
        (MailsTwice, "test_the_same_id_again_is_the_same_item"),
    ],
)
def test_a_broken_promise_is_found(suite: type, test: str) -> None:
    """By the test that states it."""
    check = getattr(suite(), test)
    arguments = {"other": evolve(RECORD, content=b"annat")} if "other" in inspect.signature(check).parameters else {}
    with pytest.raises((AssertionError, FakturaError, pytest.fail.Exception)):
        check(**arguments)
