"""What every collection agency must do, as a test class to subclass."""

from datetime import date
from typing import Final

import pytest
from attrs import evolve

from faktura.core.agency import CaseNote, CaseOutcome, CaseReport, CaseStep
from faktura.core.collection import CostRow, DebtCollectionDemand
from faktura.core.errors import NotFound, RecordedDifferently
from faktura.core.money import sek
from faktura.ports.collection_agency import CollectionAgency
from faktura.testing.senders import PERSON, SENDER

CASE: Final = DebtCollectionDemand(
    id="K1",
    on=date(2026, 4, 1),
    pay_by=date(2026, 4, 15),
    creditor=SENDER.party,
    debtor=PERSON.party,
    document_id="F1",
    document_number="1042",
    document_issue_date=date(2026, 1, 15),
    document_due_date=date(2026, 2, 14),
    rests_on="Städning januari 2026",
    original_amount=sek(1_250),
    paid=sek(0),
    principal=sek(1_250),
    interest=sek("12.40"),
    interest_rows=(),
    interest_percent=None,
    costs=(CostRow(kind="demand", amount=sek(180), law="lag (1981:739)"),),
    costs_left=sek(180),
    payment=None,
)
NOTE: Final = CaseNote(id="N1", case_id="K1", step=CaseStep.PAID, on=date(2026, 4, 3), amount=sek(250))
REPORT: Final = CaseReport(id="R1", case_id="K1", outcome=CaseOutcome.PAID, on=date(2026, 4, 5), amount=sek(500))


class CollectionAgencyContract:
    """Subclass in your tests: return an agency from `make_agency`, and tell what it has got and let it report."""

    def make_agency(self) -> CollectionAgency:
        """Return an agency without cases."""
        raise NotImplementedError

    def placed(self, agency: CollectionAgency) -> int:
        """Return how many cases the agency has got."""
        raise NotImplementedError

    def told(self, agency: CollectionAgency) -> int:
        """Return how many notes the agency has got."""
        raise NotImplementedError

    def report(self, agency: CollectionAgency, report: CaseReport) -> None:
        """Let the agency tell *report*."""
        raise NotImplementedError

    def test_a_case_is_placed_once(self) -> None:
        """The answer to the first call may have been lost; the number is the same."""
        agency = self.make_agency()
        assert agency.place(CASE) == agency.place(CASE)
        assert self.placed(agency) == 1
        agency.place(evolve(CASE, id="K2"))
        assert self.placed(agency) == 2

    def test_a_case_does_not_change_under_its_id(self) -> None:
        """A changed demand is a new case."""
        agency = self.make_agency()
        agency.place(CASE)
        with pytest.raises(RecordedDifferently):
            agency.place(evolve(CASE, principal=sek(1)))
        assert self.placed(agency) == 1

    def test_a_payment_is_told_once(self) -> None:
        """Told twice it would be taken off the debt twice."""
        agency = self.make_agency()
        agency.place(CASE)
        agency.tell(NOTE)
        agency.tell(NOTE)
        assert self.told(agency) == 1
        agency.tell(evolve(NOTE, id="N2"))
        assert self.told(agency) == 2

    def test_nothing_is_told_of_a_case_it_does_not_have(self) -> None:
        """The recall of a case that never arrived is an error to be seen."""
        agency = self.make_agency()
        with pytest.raises(NotFound):
            agency.tell(NOTE)
        assert self.told(agency) == 0

    def test_reports_come_until_they_are_acknowledged(self) -> None:
        """Oldest first, the same ones again until then."""
        agency = self.make_agency()
        assert list(agency.reports()) == []
        earlier = evolve(REPORT, id="R0", on=date(2026, 4, 2), outcome=CaseOutcome.RECEIVED, amount=None)
        self.report(agency, REPORT)
        self.report(agency, earlier)
        assert list(agency.reports()) == list(agency.reports()) == [earlier, REPORT]
        agency.acknowledge(earlier)
        agency.acknowledge(earlier)
        assert list(agency.reports()) == [REPORT]

    def test_a_report_never_told_cannot_be_acknowledged(self) -> None:
        """What was not read is not acknowledged."""
        agency = self.make_agency()
        self.report(agency, REPORT)
        with pytest.raises(NotFound):
            agency.acknowledge(evolve(REPORT, id="R9"))
        assert list(agency.reports()) == [REPORT]
