"""The work of each case: hours that no case lacks, and no more of them than were worked when that can be."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import WorkDone
from faktura.core.money import Money, sek
from faktura.rules.payout_cells import cells_of
from tests.rules.test_payout import RUT, deduction

HOURS = [
    # hours by work, kronor by person, hours by person and work
    ([20], [3125, 3125], [[10], [10]]),
    ([3], [6000, 100], [[2], [1]]),  # the split gives 3 and 0
    ([1], [3125, 3125], [[1], [1]]),  # fewer hours than persons
    ([1, 2], [3000, 3000, 100], [[0, 1], [0, 1], [1, 0]]),
    ([1, 0], [100, 100], [[1, 0], [1, 0]]),
    ([0], [3125, 0], [[1], [0]]),  # a credit took the hour and left some of the work
    ([5], [6250, 0], [[5], [0]]),  # who gets nothing has no case
]


@pytest.mark.parametrize(("hours", "kronor", "expected"), HOURS)
def test_nobody_who_gets_something_is_without_an_hour(
    hours: list[int], kronor: list[int], expected: list[list[int]]
) -> None:
    """Split as the deduction is; whoever would get none has one of who has most, or one more when none can spare it."""
    assert split(hours, kronor) == expected


def split(hours: list[int], kronor: list[int]) -> list[list[int | None]]:
    granted = deduction(RUT, persons=len(kronor))
    works = tuple(WorkDone(type=f"W{at}", hours=one, labour=sek(1000), material=sek(0)) for at, one in enumerate(hours))
    shares = tuple(attrs.evolve(share, amount=sek(one)) for share, one in zip(granted.shares, kronor, strict=True))
    cells = cells_of(attrs.evolve(granted, works=works, shares=shares, amount=sek(sum(kronor))))
    return [[work.hours for work in cell.works] for cell in cells]


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=3),
    st.lists(st.integers(0, 9_000), min_size=1, max_size=5).filter(any),
)
def test_hours_are_made_only_where_there_are_too_few(hours: list[int], kronor: list[int]) -> None:
    """In all as many as were worked, or one for each person when that is more."""
    table = split(hours, kronor)
    sums = [sum(one or 0 for one in row) for row in table]
    assert all(one or not share for one, share in zip(sums, kronor, strict=True))
    assert sum(sums) == max(sum(hours), sum(1 for share in kronor if share)) or sum(sums) == sum(hours)
    assert sum(sums) <= max(sum(hours), len(kronor))


def test_standard_values_and_material_alone_need_no_hour() -> None:
    """A standard-value service is only marked as done, and no hour is made up where no work was done."""
    granted = deduction(RUT)
    washed = WorkDone(type="TvattVidTvattinrattning", hours=None, labour=sek(1000), material=Money(0))
    shelf = WorkDone(type="Moblering", hours=None, labour=Money(0), material=sek(100))
    (cell,) = cells_of(attrs.evolve(granted, works=(washed, shelf)))
    assert [work.hours for work in cell.works] == [None, 0]
