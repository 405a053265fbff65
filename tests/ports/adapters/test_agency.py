"""Collection agencies in memory and by folders keep the promises of their port."""

from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.agency import CaseNote, CaseReport
from faktura.core.collection import DebtCollectionDemand
from faktura.formats import json
from faktura.ports.adapters.agency import FolderAgency, MemoryAgency
from faktura.ports.collection_agency import CollectionAgency
from faktura.testing.contracts.agency import CASE, NOTE, CollectionAgencyContract


def written(value: DebtCollectionDemand | CaseNote) -> bytes:
    """A case or note in the library's own JSON."""
    return json.dump(value).encode()


def read(data: bytes) -> CaseReport:
    """A report in the library's own JSON."""
    return json.load(CaseReport, data.decode())


class TestMemoryAgency(CollectionAgencyContract):
    def make_agency(self) -> MemoryAgency:
        return MemoryAgency()

    def placed(self, agency: CollectionAgency) -> int:
        assert isinstance(agency, MemoryAgency)
        return len(agency.cases)

    def told(self, agency: CollectionAgency) -> int:
        assert isinstance(agency, MemoryAgency)
        return len(agency.notes)

    def report(self, agency: CollectionAgency, report: CaseReport) -> None:
        assert isinstance(agency, MemoryAgency)
        agency.report(report)


class TestFolderAgency(CollectionAgencyContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_agency(self) -> FolderAgency:
        return FolderAgency(self.folder, write=written, read=read)

    def placed(self, agency: CollectionAgency) -> int:
        return len(list(self.folder.glob("out/cases/*")))

    def told(self, agency: CollectionAgency) -> int:
        return len(list(self.folder.glob("out/notes/*")))

    def report(self, agency: CollectionAgency, report: CaseReport) -> None:
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / f"{report.id}.json").write_bytes(json.dump(report).encode())


def test_what_the_agency_has_fetched_is_not_written_again(tmp_path: Path) -> None:
    """Neither the case nor what was told of it."""

    def hand_over() -> None:
        agency = FolderAgency(tmp_path, write=written, read=read)
        agency.place(CASE)
        agency.tell(NOTE)

    hand_over()
    assert len(list(tmp_path.glob("out/*/*"))) == 2
    for path in tmp_path.glob("out/*/*"):
        path.unlink()
    hand_over()
    assert list(tmp_path.glob("out/*/*")) == []


def test_notes_of_two_cases_never_meet(tmp_path: Path) -> None:
    """Whatever their ids: note `2-7` of case `k1` and note `7` of case `k1-2` are both told."""
    agency = FolderAgency(tmp_path, write=written, read=read)
    notes = [evolve(NOTE, case_id="k1", id="2-7"), evolve(NOTE, case_id="k1-2", id="7")]
    for note in notes:
        agency.place(evolve(CASE, id=note.case_id))
        agency.tell(note)
    assert {path.read_bytes() for path in tmp_path.glob("out/notes/*")} == {written(note) for note in notes}


def test_a_note_told_under_its_earlier_name_is_not_told_again(tmp_path: Path) -> None:
    """It is known by its digest; another one of that name is told."""
    agency = FolderAgency(tmp_path, write=written, read=read)
    told, other = evolve(NOTE, case_id="k1", id="2-7"), evolve(NOTE, case_id="k1-2", id="7")
    for case_id in ("k1", "k1-2"):
        agency.place(evolve(CASE, id=case_id))
    earlier = tmp_path / "placed" / "notes" / "k1-2-7.sha256"
    earlier.parent.mkdir()
    earlier.write_bytes(sha256(written(told)).hexdigest().encode())
    agency.tell(told)
    agency.tell(other)
    assert [path.read_bytes() for path in tmp_path.glob("out/notes/*")] == [written(other)]
