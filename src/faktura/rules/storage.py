"""How long invoices and vouchers are kept (arkivering): bokföringslagen 7 kap. 2 §.

>>> from faktura.rules.law.book import SWEDEN
>>> storage_time(date(2026, 4, 30), law=SWEDEN).until
datetime.date(2033, 12, 31)
"""

from datetime import date

from attrs import frozen

from faktura.core.dated import Confidence
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences


@frozen(kw_only=True)
class StorageTime:
    """How long the records of a financial year are kept.

    Attributes:
        until: The last day; the day after they may be removed, and personal data in them should be.
        years: Calendar years after the one in which the financial year ended.
        since: First day of the row of the law that was used.
        confidence: `S`: read second-hand.
    """

    until: date
    years: int
    since: date
    law: str
    confidence: Confidence

    def explain(self, language: Language = "en") -> str:
        """Return until when and why, in one sentence."""
        code = "storage.until" if self.confidence == "C" else "storage.until_unconfirmed"
        return sentence(code, language, until=self.until, years=self.years, law=self.law)


def storage_time(year_end: date, *, law: LawBook) -> StorageTime:
    """Return how long the records of the financial year that ends on *year_end* are kept.

    To the end of the seventh year after the calendar year in which the financial year ended; a broken
    financial year is kept from the calendar year of its last day. The law of that day counts: records of a year
    whose law is not known are kept, not removed.

    Raises:
        LawNotKnown: The storage time is not known for that day.
    """
    table = law.storage_years
    row = table.row_at(year_end)
    return StorageTime(
        until=date(year_end.year + row.value, 12, 31),
        years=row.value,
        since=row.since,
        law=table.law,
        confidence=row.confidence,
    )


def may_be_removed(year_end: date, *, on: date, law: LawBook) -> bool:
    """Return whether the storage time of that financial year is over *on* that day."""
    return on > storage_time(year_end, law=law).until
