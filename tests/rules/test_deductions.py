"""ROT and RUT granted: worked examples of the authorities, caps, splits, and what is refused."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import (
    Deduction,
    DeductionBuyer,
    DeductionKind,
    DeductionWish,
    Dwelling,
    WorkDone,
)
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import Money, sek, total
from faktura.rules.deductions import grant_deduction, largest_payout, old_enough, split_kronor
from faktura.rules.law.book import SWEDEN
from faktura.testing.identities import COMPANIES, COORDINATED, PERSONS

ADULTS = PERSONS[3:8]
NOTHING = sek(0)
HOUSE = Dwelling(designation="Ekeby 1:23")


def buyer(number: int = 0, *, rot: int = 0, rut: int = 0, weight: int = 1) -> DeductionBuyer:
    return DeductionBuyer(
        person_id=f"C{number}",
        name=f"Köpare {number}",
        identity=ADULTS[number],
        weight=Decimal(weight),
        used_rot=sek(rot),
        used_rut=sek(rut),
    )


def work(labour: str, type: str = "Bygg", hours: int | None = 10, material: str = "0") -> WorkDone:
    return WorkDone(type=type, hours=hours, labour=sek(labour), material=sek(material))


def ask(
    kind: str,
    day: str,
    *works: WorkDone,
    buyers: Sequence[DeductionBuyer] = (buyer(),),
    other: Money = NOTHING,
    dwelling: Dwelling | None = HOUSE,
) -> Deduction | Refused:
    wish = DeductionWish(kind=DeductionKind(kind), buyers=tuple(buyers), dwelling=dwelling)
    return grant_deduction(wish, works, other, expected_payment=date.fromisoformat(day), law=SWEDEN)


def granted(
    kind: str, day: str, *works: WorkDone, buyers: Sequence[DeductionBuyer] = (buyer(),), other: Money = NOTHING
) -> Deduction:
    result = ask(kind, day, *works, buyers=buyers, other=other)
    assert isinstance(result, Deduction), result
    return result


CASES = [
    # kind, paid,        labour incl. VAT, type,      used ROT, used RUT, deduction
    ("rot", "2026-02-10", "12500.00", "Bygg", 0, 0, 3750),  # Skatteverket's example of a ROT invoice
    ("rot", "2026-03-01", "22500.00", "Bygg", 0, 0, 6750),
    ("rot", "2025-06-15", "20000.00", "Bygg", 0, 0, 10000),  # the temporary 50 %
    ("rot", "2025-12-30", "10000.00", "Bygg", 0, 0, 5000),  # debited in December, booked in January
    ("rot", "2026-05-05", "166667.00", "Bygg", 0, 0, 50000),  # reaches the cap
    ("rot", "2026-05-05", "250000.00", "Bygg", 0, 0, 50000),  # above it
    ("rot", "2026-02-10", "10005.00", "Bygg", 0, 0, 3001),  # 3001.50: öre are dropped
    ("rot", "2026-02-10", "4999.99", "Bygg", 0, 0, 1499),
    ("rut", "2022-01-03", "5100.00", "Stadning", 0, 0, 2550),
    ("rot", "2026-08-01", "25000.00", "Bygg", 45_000, 0, 5000),  # what is left of the cap
    ("rut", "2026-08-01", "60000.00", "Stadning", 50_000, 0, 25000),  # ROT full, RUT still has 25,000
    ("rot", "2026-08-01", "10000.00", "Bygg", 0, 75_000, 0),  # RUT full leaves no ROT
    ("rot", "2026-08-01", "10000.00", "Bygg", 60_000, 0, 0),  # more used than there is
    ("rot", "2024-09-01", "300000.00", "Bygg", 0, 75_000, 75000),  # separate caps in the second half of 2024
    ("rot", "2026-02-10", "0.00", "Bygg", 0, 0, 0),  # material only
]


@pytest.mark.parametrize(("kind", "day", "labour", "type", "rot", "rut", "deduction"), CASES)
def test_deduction(kind: str, day: str, labour: str, type: str, rot: int, rut: int, deduction: int) -> None:
    """Percent of labour including VAT by the payment day, öre dropped, within the buyer's caps."""
    result = granted(kind, day, work(labour, type, material="5000"), buyers=[buyer(rot=rot, rut=rut)])
    assert result.amount == sek(deduction)


def test_a_standard_value_service_counts_half_the_charge() -> None:
    """A laundry charge of 2,000 holds 1,000 of labour and gives 500 (IL 67 kap. 11 a §)."""
    laundry = work("2000.00", "TvattVidTvattinrattning", hours=None, material="40")
    result = granted("rut", "2026-02-10", laundry, other=sek(10))
    assert (result.labour, result.amount) == (sek(1000), sek(500))
    assert result.works == (work("1000.00", "TvattVidTvattinrattning", hours=None),)
    assert result.other_cost == sek(50)


def test_a_senior_had_a_higher_rut_cap() -> None:
    """Until 2019 the RUT cap was 50,000 for who was 65 when the year began, else 25,000."""
    cleaning = work("200000", "Stadning")
    old = attrs.evolve(buyer(), identity=PERSONS[1])
    assert granted("rut", "2018-05-01", cleaning).amount == sek(25_000)
    assert granted("rut", "2018-05-01", cleaning, buyers=[old]).amount == sek(50_000)


def test_works_are_added_up_by_type_in_the_order_of_the_schema() -> None:
    """Two lines of painting become one work; electrical work stands before it."""
    result = granted(
        "rot",
        "2026-02-10",
        work("1000", "MalningTapetsering", 2, "100"),
        work("500", "El", 1),
        work("250", "MalningTapetsering", 1, "10"),
    )
    assert result.works == (work("500", "El", 1), work("1250", "MalningTapetsering", 3, "110"))
    assert (result.percent, result.rate_since) == (Decimal(30), date(2026, 1, 1))


@pytest.mark.parametrize("kronor", [3001, 3002])
def test_an_odd_krona_goes_to_the_first(kronor: int) -> None:
    """Whole kronor, at most one apart."""
    first, second = split_kronor(kronor, [Decimal(1), Decimal(1)], [10_000, 10_000])
    assert (first + second, first - second) == (kronor, kronor % 2)


def test_two_buyers_have_a_cap_each() -> None:
    """Labour of 400,000 gives two owners 50,000 each."""
    result = granted("rot", "2026-02-10", work("400000.00"), buyers=[buyer(0), buyer(1)])
    assert [share.amount for share in result.shares] == [sek(50_000), sek(50_000)]


def test_what_one_person_has_no_room_for_goes_to_the_other() -> None:
    """The split is free as long as everybody stays within the own cap."""
    result = granted("rot", "2026-02-10", work("100000"), buyers=[buyer(0, rot=45_000), buyer(1)])
    assert [share.amount for share in result.shares] == [sek(5000), sek(25_000)]


REFUSED = [
    ({"buyers": ()}, "deduction.no_buyer"),
    ({"buyers": (buyer(), buyer())}, "deduction.same_buyer"),
    ({"buyers": (buyer(weight=0),)}, "deduction.weights"),
    ({"buyers": (attrs.evolve(buyer(), identity=PERSONS[8]),)}, "deduction.under_age"),
    ({"dwelling": None}, "deduction.dwelling"),
    ({"dwelling": Dwelling()}, "deduction.dwelling"),
    ({"dwelling": Dwelling(association=COMPANIES[0])}, "deduction.dwelling"),  # which apartment?
]


@pytest.mark.parametrize(("changes", "code"), REFUSED)
def test_refused_buyers_and_dwellings(changes: dict[str, object], code: str) -> None:
    """What the wish itself lacks; the sentence never holds a personal number."""
    result = ask("rot", "2026-02-10", work("1000"), **changes)  # type: ignore[arg-type]
    assert isinstance(result, Refused)
    assert result.code == code
    for language in ("sv", "en"):
        said = result.explain("sv" if language == "sv" else "en")
        assert "{" not in said
        assert all(person.full[2:] not in said for person in PERSONS)


BAD_WORK = [
    (work("1000", "Stadning"), "deduction.work_type"),  # RUT work on a ROT invoice
    (work("1000", "Snickeri"), "deduction.work_type"),
    (work("1000", hours=None), "deduction.hours"),
    (work("1000", hours=1000), "deduction.hours"),
    (work("-1000"), "deduction.negative"),
    (work("1000", hours=-1), "deduction.negative"),
    (attrs.evolve(work("1000"), labour=Money(100_00, "EUR")), "deduction.currency"),
]


@pytest.mark.parametrize(("bad", "code"), BAD_WORK)
def test_refused_works(bad: WorkDone, code: str) -> None:
    """What the lines lack."""
    result = ask("rot", "2026-02-10", bad)
    assert isinstance(result, Refused)
    assert result.code == code
    assert "{" not in result.explain("sv") + result.explain("en")


def test_no_hours_on_a_standard_value_service() -> None:
    """It is reported as done, so hours would be lost."""
    result = ask("rut", "2026-02-10", work("1000", "TvattVidTvattinrattning", hours=3))
    assert isinstance(result, Refused)
    assert result.code == "deduction.no_hours"


def test_a_service_gives_rut_only_from_its_first_day() -> None:
    """IT services since 1 August 2016."""
    assert isinstance(ask("rut", "2016-07-31", work("1000", "ItTjanster")), Refused)
    assert isinstance(ask("rut", "2016-08-01", work("1000", "ItTjanster")), Deduction)


def test_an_unknown_day_is_refused_not_guessed() -> None:
    """The tables end; the percentage of 2029 is not known."""
    with pytest.raises(LawNotKnown):
        ask("rot", "2029-01-10", work("1000"))


def test_an_apartment_and_a_coordination_number_will_do() -> None:
    """ROT in a bostadsrätt, for a person outside the population register."""
    flat = Dwelling(association=COMPANIES[0], apartment="1203")
    person = attrs.evolve(buyer(), identity=COORDINATED[0])
    assert isinstance(ask("rot", "2026-02-10", work("1000"), buyers=[person], dwelling=flat), Deduction)


LIMITS = [
    # kind, paid on,     paid for the work, largest payout
    ("rot", "2026-02-10", "7004", 3001),
    ("rot", "2026-02-10", "7003", 3001),
    ("rot", "2025-09-01", "7000", 7000),
    ("rot", "2013-05-02", "20000", 20000),  # KR Jönköping 3104-14: only the last payment counts
    ("rut", "2026-02-10", "2550.99", 2550),
]


@pytest.mark.parametrize(("kind", "day", "paid", "most"), LIMITS)
def test_largest_payout(kind: str, day: str, paid: str, most: int) -> None:
    """3/7 of what was paid in a 30 % period, all of it in a 50 % period; whole kronor."""
    found = largest_payout(DeductionKind(kind), sek(paid), on=date.fromisoformat(day), law=SWEDEN)
    assert found == sek(most)


def test_the_buyer_turns_18_in_the_payment_year_at_the_latest() -> None:
    """Born on the last day of 2008: old enough in the whole of 2026, not in 2025."""
    assert old_enough(date(2008, 12, 31), 2026, SWEDEN)
    assert not old_enough(date(2008, 12, 31), 2025, SWEDEN)


ORE = st.integers(0, 400_000_00).map(Money)
USED = st.integers(0, 80_000)
BUYERS = st.lists(st.tuples(USED, USED, st.integers(1, 9)), min_size=1, max_size=3)  # of age in 2016
DAYS = st.sampled_from(["2016-01-01", "2019-07-01", "2021-01-01", "2024-07-01", "2025-05-12", "2026-01-01"])


@given(st.sampled_from(["rot", "rut"]), DAYS, ORE, BUYERS)
def test_a_deduction_keeps_every_limit(kind: str, day: str, labour: Money, said: list[tuple[int, int, int]]) -> None:
    """Whole kronor; never above the percentage, 3/7 or all of the rest, or anybody's caps; nothing lost without need."""
    buyers = [buyer(i, rot=rot, rut=rut, weight=weight) for i, (rot, rut, weight) in enumerate(said)]
    done = attrs.evolve(work("1", "Bygg" if kind == "rot" else "Stadning"), labour=labour)
    result = granted(kind, day, done, buyers=buyers)
    cap = SWEDEN.deduction_caps.at(date.fromisoformat(day))
    own = cap.rot if kind == "rot" else cap.rut
    assert total((share.amount for share in result.shares), "SEK") == result.amount
    assert result.amount.minor * 100 <= labour.minor * result.percent
    limit = largest_payout(DeductionKind(kind), labour - result.amount, on=date.fromisoformat(day), law=SWEDEN)
    assert result.amount <= limit
    full = []
    for share, one in zip(result.shares, buyers, strict=True):
        used = one.used_rot if kind == "rot" else one.used_rut
        room = max(min(own - used, cap.together - one.used_rot - one.used_rut), sek(0))
        assert share.amount.minor % 100 == 0
        assert sek(0) <= share.amount <= room
        full.append(share.amount == room)
    below = labour.minor * result.percent - result.amount.minor * 100
    assert all(full) or below < 100_00


@given(
    st.integers(0, 100_000),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50_000)), min_size=1, max_size=6),
)
def test_a_split_loses_nothing_that_fits(kronor: int, people: list[tuple[int, int]]) -> None:
    """Everybody within their room; the sum is what was to be split, or all the room there is."""
    weights, rooms = [Decimal(weight) for weight, _ in people], [room for _, room in people]
    shares = split_kronor(kronor, weights, rooms)
    fits = sum(room for weight, room in people if weight)
    assert all(0 <= share <= room for share, room in zip(shares, rooms, strict=True))
    assert sum(shares) == min(kronor, fits)
