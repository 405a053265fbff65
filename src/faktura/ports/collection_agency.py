"""The collection agency: takes over cases, is told what happens to them, and reports."""

from collections.abc import Iterator
from typing import Protocol

from faktura.core.agency import CaseNote, CaseReport
from faktura.core.collection import DebtCollectionDemand
from faktura.core.wording import Text, register


class CollectionAgency(Protocol):
    """Collects for the creditor. Each case goes by the id of its demand; each call may be made again."""

    def place(self, case: DebtCollectionDemand) -> str:
        """Hand *case* over and return the agency's own number of it; the same case again: the same number.

        Raises:
            Unavailable: No answer; the agency may or may not have it, and the same call is made again.
            RecordedDifferently: The id was used for a case with other contents.
        """
        ...

    def tell(self, note: CaseNote) -> None:
        """Tell the agency what happened to a case; the same note again changes nothing.

        Raises:
            Unavailable: No answer; the same call is made again.
            NotFound: The agency has no such case.
        """
        ...

    def reports(self) -> Iterator[CaseReport]:
        """Yield what the agency has told and nobody has acknowledged, oldest first.

        Raises:
            Unavailable: No connection.
        """
        ...

    def acknowledge(self, report: CaseReport) -> None:
        """Say that *report* is stored, so that it does not come again; twice is as good as once.

        Raises:
            NotFound: The agency never told it.
        """
        ...


register(
    {
        "agency.unknown_case": Text(
            en="the collection agency has no case {id}; place it first",
            sv="inkassoföretaget har inget ärende {id}; lämna över det först",
        ),
        "agency.unknown_report": Text(
            en="the collection agency never reported {id}; acknowledge reports as they were fetched",
            sv="inkassoföretaget har aldrig rapporterat {id}; kvittera rapporter så som de hämtades",
        ),
        "agency.id_used": Text(
            en="case {id} was placed with other contents; a changed demand is a new case",
            sv="ärendet {id} är överlämnat med annat innehåll; ett ändrat krav är ett nytt ärende",
        ),
    }
)
