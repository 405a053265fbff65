"""Exchanges of files: in memory for tests and trials, and in folders that a person or a bank session empties and fills."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from faktura.core.errors import NotFound, RecordedDifferently, Unavailable
from faktura.ports.adapters.durable import replace_file, safe_name
from faktura.ports.adapters.folder import FolderBankFeed
from faktura.ports.bank import BankFile
from faktura.ports.exchange import AnswerFile, OutgoingFile


class MemoryExchange:
    """An exchange that records what is submitted and answers with files given in code; a bank or a tax agency."""

    def __init__(self) -> None:
        """Begin with nothing submitted and nothing to fetch."""
        self._submitted: dict[tuple[str, str], OutgoingFile] = {}
        self._waiting: list[AnswerFile] = []
        self._done: list[AnswerFile] = []

    @property
    def submitted(self) -> tuple[OutgoingFile, ...]:
        """What was handed in, in order."""
        return tuple(self._submitted.values())

    def answer(self, file: AnswerFile) -> None:
        """Let the other side put *file* there."""
        self._waiting.append(file)

    def submit(self, file: OutgoingFile) -> str:
        """Record *file*; see `FileExchange.submit`."""
        if self._submitted.setdefault((file.sender_id, file.id), file) != file:
            raise RecordedDifferently("exchange.id_used", id=file.id)
        return f"memory:{file.id}"

    def fetch(self) -> Iterator[AnswerFile]:
        """Yield the answers that wait; see `FileExchange.fetch`."""
        yield from sorted(self._waiting, key=lambda file: file.name)

    def acknowledge(self, file: AnswerFile) -> None:
        """Take *file* out of what waits; see `FileExchange.acknowledge`."""
        if file in self._waiting:
            self._waiting = [one for one in self._waiting if one != file]
            self._done.append(file)
        elif file not in self._done:
            raise NotFound("exchange.unknown_file", name=file.name)


class FolderExchange:
    """An exchange by folders: files to upload come into `out/<sender>/`, answers are read from `in/`.

    Beside each file to upload lies a note of its name, type and digest in `submitted/`, which stays when the file is
    taken away, so that it is not put there twice. Answers that are read move to `in/done/`.
    """

    def __init__(self, folder: str | Path) -> None:
        """Work in *folder*; its parts are made when they are missing."""
        self._folder = Path(folder)
        self._answers = FolderBankFeed(self._folder / "in")

    def submit(self, file: OutgoingFile) -> str:
        """Put *file* there to be uploaded; see `FileExchange.submit`. Returned is its path below the folder."""
        place = Path("out", safe_name(file.sender_id), f"{safe_name(file.id)}{_ending(file.name)}")
        note = self._folder / "submitted" / safe_name(file.sender_id) / f"{safe_name(file.id)}.json"
        facts = {"mime_type": file.mime_type, "name": file.name, "sha256": sha256(file.content).hexdigest()}
        try:
            earlier = json.loads(note.read_bytes()) if note.exists() else None
            if earlier is not None and {**earlier, "done": True} != {**facts, "done": True}:
                raise RecordedDifferently("exchange.id_used", id=file.id)
            if earlier is None or not earlier["done"]:
                _note(note, {**facts, "done": False})
                replace_file(self._folder / place, file.content)
                _note(note, {**facts, "done": True})
        except (OSError, ValueError) as error:
            raise Unavailable("exchange.unreachable", reason=type(error).__name__) from error
        return place.as_posix()

    def fetch(self) -> Iterator[AnswerFile]:
        """Yield the answers that wait; see `FileExchange.fetch`."""
        try:
            (self._folder / "in").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("exchange.unreachable", reason=type(error).__name__) from error
        for file in self._answers.fetch():
            yield AnswerFile(file.name, file.content)

    def acknowledge(self, file: AnswerFile) -> None:
        """Move *file* to `done`; see `FileExchange.acknowledge`."""
        self._answers.acknowledge(BankFile(file.name, file.content))


def _note(path: Path, facts: dict[str, object]) -> None:
    replace_file(path, json.dumps(facts, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass"))


def _ending(name: str) -> str:
    """Return the ending of *name* when it is a plain one."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= 8 else ""
