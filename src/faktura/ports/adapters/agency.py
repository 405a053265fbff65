"""Collection agencies: one in memory for tests and trials, one by folders of files in a form agreed with the agency."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from faktura.core.agency import CaseNote, CaseReport
from faktura.core.collection import DebtCollectionDemand
from faktura.core.errors import NotFound, RecordedDifferently, Unavailable
from faktura.ports.adapters.durable import earlier_name, joint_name, replace_file, safe_name
from faktura.ports.adapters.folder import FolderBankFeed
from faktura.ports.bank import BankFile


class MemoryAgency:
    """A collection agency that records what it is given and reports what a test lets it report."""

    def __init__(self) -> None:
        """Begin without cases."""
        self._cases: dict[str, DebtCollectionDemand] = {}
        self._notes: dict[tuple[str, str], CaseNote] = {}
        self._waiting: dict[str, CaseReport] = {}
        self._done: set[str] = set()

    @property
    def cases(self) -> tuple[DebtCollectionDemand, ...]:
        """The cases placed, in order."""
        return tuple(self._cases.values())

    @property
    def notes(self) -> tuple[CaseNote, ...]:
        """What it was told, in order, each once."""
        return tuple(self._notes.values())

    def report(self, report: CaseReport) -> None:
        """Let the agency tell *report*."""
        self._waiting[report.id] = report

    def place(self, case: DebtCollectionDemand) -> str:
        """Record *case*; see `CollectionAgency.place`."""
        if self._cases.setdefault(case.id, case) != case:
            raise RecordedDifferently("agency.id_used", id=case.id)
        return f"memory:{case.id}"

    def tell(self, note: CaseNote) -> None:
        """Record *note*; see `CollectionAgency.tell`."""
        if note.case_id not in self._cases:
            raise NotFound("agency.unknown_case", id=note.case_id)
        self._notes.setdefault((note.case_id, note.id), note)

    def reports(self) -> Iterator[CaseReport]:
        """Yield what waits; see `CollectionAgency.reports`."""
        yield from sorted(self._waiting.values(), key=lambda one: (one.on, one.id))

    def acknowledge(self, report: CaseReport) -> None:
        """Take *report* out of what waits; see `CollectionAgency.acknowledge`."""
        if self._waiting.pop(report.id, None) is not None:
            self._done.add(report.id)
        elif report.id not in self._done:
            raise NotFound("agency.unknown_report", id=report.id)


_CASES: Final = "cases"
_NOTES: Final = "notes"


class FolderAgency:
    """A collection agency reached by files: cases and notes are written to `out`, reports read from `in`.

    `out/cases/<case>` and `out/notes/<case>.<note>` are whole when they appear. What they hold is made by *write* and
    *read*, for each agency has a form of its own; `faktura.formats.json` has one of ours. One report stands in each file of `in`,
    which moves to `in/done` when it is acknowledged.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        write: Callable[[DebtCollectionDemand | CaseNote], bytes],
        read: Callable[[bytes], CaseReport],
    ) -> None:
        """Work in *folder*, which the agency empties and fills."""
        self._folder = Path(folder)
        self._write, self._read = write, read
        self._files = FolderBankFeed(self._folder / "in")

    def place(self, case: DebtCollectionDemand) -> str:
        """Write *case*; see `CollectionAgency.place`. Returned is the file's name."""
        name = safe_name(case.id)
        self._once(_CASES, name, self._write(case), case.id)
        return name

    def tell(self, note: CaseNote) -> None:
        """Write *note*; see `CollectionAgency.tell`."""
        if not self._digest(_CASES, safe_name(note.case_id)).exists():
            raise NotFound("agency.unknown_case", id=note.case_id)
        name, content = joint_name(note.case_id, note.id), self._write(note)
        earlier = self._digest(_NOTES, earlier_name(note.case_id, note.id))
        try:
            if self._digest(_NOTES, name).exists() or (earlier.exists() and earlier.read_bytes() == _seal(content)):
                return
        except OSError as error:
            raise Unavailable("exchange.unreachable", reason=type(error).__name__) from error
        self._once(_NOTES, name, content, note.case_id)

    def reports(self) -> Iterator[CaseReport]:
        """Yield what waits; see `CollectionAgency.reports`."""
        found = [report for report, _ in self._waiting()]
        yield from sorted(found, key=lambda one: (one.on, one.id))

    def acknowledge(self, report: CaseReport) -> None:
        """Move the file of *report* to `done`; see `CollectionAgency.acknowledge`."""
        for waiting, file in self._waiting():
            if waiting == report:
                self._files.acknowledge(file)
                return
        done = self._folder / "in" / "done"
        if not done.is_dir() or not any(self._read(path.read_bytes()) == report for path in done.iterdir()):
            raise NotFound("agency.unknown_report", id=report.id)

    def _waiting(self) -> list[tuple[CaseReport, BankFile]]:
        try:
            (self._folder / "in").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("exchange.unreachable", reason=type(error).__name__) from error
        return [(self._read(file.content), file) for file in self._files.fetch()]

    def _once(self, kind: str, name: str, content: bytes, id: str) -> None:
        """Write a file that is not written yet; what was, is known by its digest when the agency has taken it."""
        digest, seal = self._digest(kind, name), _seal(content)
        try:
            if digest.exists():
                if digest.read_bytes() != seal:
                    raise RecordedDifferently("agency.id_used", id=id)
                return
            replace_file(self._folder / "out" / kind / name, content)
            replace_file(digest, seal)
        except OSError as error:
            raise Unavailable("exchange.unreachable", reason=type(error).__name__) from error

    def _digest(self, kind: str, name: str) -> Path:
        return self._folder / "placed" / kind / f"{name}.sha256"


def _seal(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
