"""How a deduction is split: evenly, by weight, or freely in whole kronor."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionBuyer
from faktura.core.errors import Refused
from faktura.core.money import Money, sek
from faktura.rules.deduction_split import green_room_left, split_between
from faktura.testing.identities import PERSONS


def buyer(share: str | None = None, weight: int = 1, at: int = 0) -> DeductionBuyer:
    amount = None if share is None else sek(share)
    return DeductionBuyer(person_id=f"C{at}", name="K", identity=PERSONS[at], weight=Decimal(weight), share=amount)


SPLITS = [
    # kronor, buyers, rooms, shares or the code of the refusal
    (3001, [buyer(), buyer()], [50_000] * 2, [1501, 1500]),
    (3001, [buyer(weight=3), buyer()], [50_000] * 2, [2251, 750]),
    (3001, [buyer("2000"), buyer()], [50_000] * 2, [2000, 1001]),
    (3001, [buyer("0"), buyer()], [50_000] * 2, [0, 3001]),
    (3001, [buyer("1000"), buyer("2001")], [50_000] * 2, [1000, 2001]),
    (3001, [buyer("1000"), buyer("500")], [50_000] * 2, [1000, 500]),  # they may leave something out
    (3001, [buyer("1000"), buyer(), buyer()], [50_000] * 3, [1000, 1001, 1000]),
    (3001, [buyer("1000"), buyer()], [50_000, 300], [1000, 300]),
    (3001, [buyer("1000.50"), buyer()], [50_000] * 2, "deduction.share_kronor"),
    (3001, [buyer("-1"), buyer()], [50_000] * 2, "deduction.share_kronor"),
    (3001, [buyer("2000"), buyer()], [1999, 50_000], "deduction.share_cap"),
    (3001, [buyer("2000"), buyer("1002")], [50_000] * 2, "deduction.share_sum"),
]


@pytest.mark.parametrize(("kronor", "buyers", "rooms", "expected"), SPLITS)
def test_splits(kronor: int, buyers: list[DeductionBuyer], rooms: list[int], expected: list[int] | str) -> None:
    """Whoever names an amount gets it; the others share the rest; the sum never exceeds the whole."""
    found = split_between(kronor, buyers, rooms)
    if isinstance(found, Refused):
        assert found.code == expected
        assert "{" not in found.explain("sv") + found.explain("en")
    else:
        assert found == expected


@given(
    st.integers(0, 10**6),
    st.lists(
        st.tuples(st.none() | st.integers(0, 10**5), st.integers(0, 9), st.integers(0, 10**5)), min_size=1, max_size=5
    ),
)
def test_nobody_exceeds_the_room_and_all_together_the_whole(
    kronor: int, people: list[tuple[int | None, int, int]]
) -> None:
    """Whatever is wished."""
    buyers = [buyer(None if share is None else str(share), weight) for share, weight, _ in people]
    rooms = [room for _, _, room in people]
    found = split_between(kronor, buyers, rooms)
    if isinstance(found, list):
        assert sum(found) <= kronor
        assert all(0 <= share <= room for share, room in zip(found, rooms, strict=True))
        for one, share in zip(buyers, found, strict=True):
            assert one.share in (None, Money(share * 100))


def test_green_technology_has_a_room_of_its_own() -> None:
    """Only what is used of it counts."""
    used = DeductionBuyer(person_id="C", name="K", identity=PERSONS[3], used_rot=sek(50_000), used_green=sek("1000.50"))
    assert green_room_left(used, sek(50_000)) == 48_999
