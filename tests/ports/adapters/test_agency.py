"""Collection agencies in memory and by folders keep the promises of their port."""

from pathlib import Path

import pytest

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
