"""What every exchange of files must do (a payout bank, a tax agency), as a test class to subclass."""

from typing import Final

import pytest
from attrs import evolve

from faktura.core.errors import NotFound, RecordedDifferently
from faktura.ports.exchange import AnswerFile, FileExchange, OutgoingFile

FILE: Final = OutgoingFile(
    id="P-2026-1", sender_id="A", name="P-2026-1.xml", mime_type="application/xml", content=b"<Document/>"
)
ANSWER: Final = AnswerFile("svar \u00e5.xml", bytes(range(256)))


class FileExchangeContract:
    """Subclass in your tests: return an exchange from `make_exchange`, and tell what the other side sees and does.

    Attributes:
        file: What is submitted; give one that the other side's test mode takes.
    """

    file: OutgoingFile = FILE

    def make_exchange(self) -> FileExchange:
        """Return an exchange with nothing submitted and nothing waiting."""
        raise NotImplementedError

    def taken(self, exchange: FileExchange) -> list[bytes]:
        """Return the contents that the other side has got, each once for each submission."""
        raise NotImplementedError

    def answer(self, exchange: FileExchange, file: AnswerFile) -> None:
        """Do what the other side does: put *file* there to be fetched."""
        raise NotImplementedError

    def test_a_file_arrives_byte_for_byte(self) -> None:
        """Once."""
        exchange = self.make_exchange()
        exchange.submit(self.file)
        assert self.taken(exchange) == [self.file.content]

    def test_the_same_file_again_is_the_same_submission(self) -> None:
        """The answer to the first call may have been lost; nothing is paid or asked for twice."""
        exchange = self.make_exchange()
        assert exchange.submit(self.file) == exchange.submit(self.file)
        assert len(self.taken(exchange)) == 1

    def test_alike_files_with_ids_of_their_own_are_two(self) -> None:
        """And so are those of two senders."""
        exchange = self.make_exchange()
        for one in (self.file, evolve(self.file, id="P-2026-2"), evolve(self.file, sender_id="B")):
            exchange.submit(one)
        assert self.taken(exchange) == [self.file.content] * 3

    def test_an_id_used_for_another_file_is_refused(self) -> None:
        """The first stands."""
        exchange = self.make_exchange()
        exchange.submit(self.file)
        with pytest.raises(RecordedDifferently):
            exchange.submit(evolve(self.file, content=self.file.content + b" "))
        assert self.taken(exchange) == [self.file.content]

    def test_answers_come_until_they_are_acknowledged(self) -> None:
        """Byte for byte, by name, and a crash before the acknowledgement loses nothing."""
        exchange = self.make_exchange()
        assert list(exchange.fetch()) == []
        first = AnswerFile("a.xml", b"<a/>")
        for one in (ANSWER, first):
            self.answer(exchange, one)
        assert list(exchange.fetch()) == list(exchange.fetch()) == [first, ANSWER]
        exchange.acknowledge(first)
        exchange.acknowledge(first)
        assert list(exchange.fetch()) == [ANSWER]

    def test_an_answer_never_had_cannot_be_acknowledged(self) -> None:
        """Nor one that only has the name of another."""
        exchange = self.make_exchange()
        self.answer(exchange, ANSWER)
        for stranger in (AnswerFile("x.xml", b""), AnswerFile(ANSWER.name, b"")):
            with pytest.raises(NotFound):
                exchange.acknowledge(stranger)
        assert list(exchange.fetch()) == [ANSWER]
