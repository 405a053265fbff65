"""What a letter charges: neither fee nor interest, one of them, or both; and no day twice."""

from datetime import date, timedelta

import attrs
import pytest

from faktura.core.money import Money, sek
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.rules.interest import accrued_interest
from faktura.rules.law.book import SWEDEN
from faktura.rules.letter_charges import charged_already, letter_charges

DAY = date(2026, 4, 1)
CLAIM = Receivable.opened(id="F1", principal=sek(36_500), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
RUN = accrued_interest(CLAIM, law=SWEDEN, on=DAY)


@pytest.mark.parametrize(
    ("fee", "charged"), [(None, False), (sek(0), False), (sek(60), False), (sek(60), True), (None, True)]
)
def test_only_what_is_charged_is_an_event(fee: Money | None, charged: bool) -> None:
    """The sums stand on the receivable afterwards, under ids made of the letter's."""
    events = letter_charges(
        CLAIM, "R1", fee=fee, kind="reminder", law="lag (1981:739)", interest=RUN if charged else None, on=DAY
    )
    after = CLAIM
    for event in events:
        after = evolve(after, event)
    assert after.left.fees == (fee or sek(0))
    assert after.left.interest == (RUN.amount if charged else sek(0))
    assert [charge.id for charge in after.collection.charges] == [
        *(["R1:fee"] if fee else []),
        *(["R1:interest"] if charged else []),
    ]


def test_a_day_is_charged_once() -> None:
    """Interest worked out before other interest was charged has days in common with it; what follows on it has none."""
    (event,) = letter_charges(CLAIM, "R1", fee=None, kind="reminder", law="", interest=RUN, on=DAY)
    after = evolve(CLAIM, event)
    assert not charged_already(CLAIM, RUN)
    assert charged_already(after, RUN)
    assert not charged_already(after, None)
    assert not charged_already(after, attrs.evolve(RUN, since=RUN.until, until=RUN.until + timedelta(days=1)))
