"""Green technology: percentages by the final payment, labour and material, a cap of its own, never beside ROT."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import Deduction, DeductionBuyer, DeductionKind, DeductionWish, Dwelling, WorkDone
from faktura.core.errors import LawNotKnown, Refused, RuleRefused
from faktura.core.money import Money, sek, total
from faktura.rules.deductions import grant_deduction, largest_payout
from faktura.rules.green_technology import (
    final_payment_decides,
    green_amount,
    split_fixed_price,
    split_heat_pump,
)
from faktura.rules.law.book import SWEDEN
from faktura.rules.law.green_technology_act import CHARGING, INSTALLATIONS, SOLAR, STORAGE
from faktura.testing.identities import PERSONS

ADULTS = PERSONS[3:8]
GREEN = DeductionKind.GREEN
HOUSE = Dwelling(designation="Ekeby 1:23")
DAY = date(2026, 3, 1)


def buyer(number: int = 0, used: int = 0, used_rot: int = 0) -> DeductionBuyer:
    return DeductionBuyer(
        person_id=f"C{number}",
        name=f"Köpare {number}",
        identity=ADULTS[number],
        used_green=sek(used),
        used_rot=sek(used_rot),
    )


def work(labour: str, material: str = "0", type: str = SOLAR, hours: int | None = 20) -> WorkDone:
    return WorkDone(type=type, hours=hours, labour=sek(labour), material=sek(material))


def ask(
    *works: WorkDone, buyers: Sequence[DeductionBuyer] = (buyer(),), on: date = DAY, dwelling: Dwelling | None = HOUSE
) -> Deduction | Refused:
    wish = DeductionWish(kind=GREEN, buyers=tuple(buyers), dwelling=dwelling)
    return grant_deduction(wish, works, sek(400), expected_payment=on, law=SWEDEN)


def granted(*works: WorkDone, buyers: Sequence[DeductionBuyer] = (buyer(),), on: date = DAY) -> Deduction:
    found = ask(*works, buyers=buyers, on=on)
    assert isinstance(found, Deduction), found
    return found


AMOUNTS = [
    # final payment, installation, labour and material, deduction
    ("2021-01-01", SOLAR, "100000", 15000),
    ("2022-12-31", SOLAR, "100000", 15000),
    ("2023-01-01", SOLAR, "100000", 20000),
    ("2025-06-30", SOLAR, "100000", 20000),
    ("2025-07-01", SOLAR, "100000", 15000),
    ("2021-01-01", STORAGE, "60000", 30000),
    ("2026-03-01", CHARGING, "20000", 10000),
    ("2026-03-01", SOLAR, "33333.33", 4999),
]


@pytest.mark.parametrize(("day", "installation", "cost", "amount"), AMOUNTS)
def test_amounts_by_the_day_of_the_final_payment(day: str, installation: str, cost: str, amount: int) -> None:
    """Percent of labour and material including VAT, öre dropped (GRÖNFL 7 §)."""
    found = green_amount(installation, sek(cost), on=date.fromisoformat(day), law=SWEDEN)
    assert found == sek(amount)


def test_labour_and_material_count_and_travel_does_not() -> None:
    """Labour 20 000 and material 80 000 give 15 percent of 100 000; other costs give nothing."""
    found = granted(work("20000", "80000"))
    assert (found.labour, found.amount, found.percent) == (sek(100_000), sek(15_000), Decimal(15))
    assert found.other_cost == sek(400)
    assert found.works == (
        WorkDone(
            type=SOLAR, hours=20, labour=sek(20_000), material=sek(80_000), percent=found.percent, granted=sek(15_000)
        ),
    )


def test_each_installation_has_its_own_percentage() -> None:
    """Solar cells at 15 and a battery at 50 percent on one invoice; the highest names the deduction."""
    found = granted(work("50000", "0"), work("20000", "0", STORAGE))
    assert [(one.percent, one.granted) for one in found.works] == [(Decimal(15), sek(7500)), (Decimal(50), sek(10_000))]
    assert (found.amount, found.percent) == (sek(17_500), Decimal(50))


def test_the_cap_is_fifty_thousand_beside_rot() -> None:
    """What is used of ROT takes nothing of it; what is used of green technology does."""
    assert granted(work("120000", type=CHARGING)).amount == sek(50_000)
    assert granted(work("120000", type=CHARGING), buyers=[buyer(used_rot=50_000)]).amount == sek(50_000)
    assert granted(work("120000", type=CHARGING), buyers=[buyer(used=45_000)]).amount == sek(5_000)
    two = granted(work("200000", type=CHARGING), buyers=[buyer(0), buyer(1)])
    assert [share.amount for share in two.shares] == [sek(50_000), sek(50_000)]


REFUSED = [
    (ask(work("1000", type="El")), "deduction.green_and_rot"),
    (ask(work("1000", type="Stadning")), "deduction.work_type"),
    (ask(), "deduction.no_installation"),
    (ask(work("1000", hours=None)), "deduction.hours"),
    (ask(work("0", "90000", hours=None)), "deduction.hours"),  # material sold on its own gives nothing
    (ask(work("1000"), dwelling=None), "deduction.dwelling"),
    (ask(work("1000"), buyers=()), "deduction.no_buyer"),
    (
        grant_deduction(
            DeductionWish(kind=DeductionKind.ROT, buyers=(buyer(),), dwelling=HOUSE),
            (work("1000"),),
            sek(0),
            expected_payment=DAY,
            law=SWEDEN,
        ),
        "deduction.green_and_rot",
    ),
]


@pytest.mark.parametrize(("found", "code"), REFUSED)
def test_refused(found: Deduction | Refused, code: str) -> None:
    """A stable code and a sentence in both languages; ROT and green technology never for the same work."""
    assert isinstance(found, Refused)
    assert found.code == code
    assert "{" not in found.explain("sv") + found.explain("en")


def test_only_installations_have_a_percentage() -> None:
    """Anything else is refused with the three names."""
    with pytest.raises(RuleRefused) as refused:
        green_amount("INSTALLATION_VINDKRAFT", sek(1), on=DAY, law=SWEDEN)
    assert refused.value.code == "deduction.installation"


def test_there_was_none_before_2021() -> None:
    """The table says so."""
    with pytest.raises(LawNotKnown):
        green_amount(SOLAR, sek(1), on=date(2020, 12, 31), law=SWEDEN)


def test_since_2025_the_final_payment_decides() -> None:
    """Before that each payment did."""
    assert final_payment_decides(date(2025, 1, 1), SWEDEN)
    assert not final_payment_decides(date(2024, 12, 31), SWEDEN)


def test_standard_shares_are_told_from_the_rest() -> None:
    """97 percent of a fixed price, marked as second-hand; 30 percent of a heat pump's contract (HFD 2017:46)."""
    assert split_fixed_price(sek("100000.01"), on=DAY, law=SWEDEN) == (sek("97000"), sek("3000.01"))
    assert SWEDEN.green_fixed_price_share.row_at(DAY).confidence == "S"
    assert split_heat_pump(sek(25_000), on=DAY, law=SWEDEN) == (sek(7_500), sek(17_500))


@pytest.mark.parametrize(
    ("installation", "paid", "most"), [(SOLAR, "85000", 15000), (SOLAR, "84999", 14999), (STORAGE, "10000", 10000)]
)
def test_largest_payout(installation: str, paid: str, most: int) -> None:
    """3/17 of what was paid for solar cells, as much as was paid for the others."""
    found = largest_payout(GREEN, sek(paid), on=DAY, law=SWEDEN, installation=installation)
    assert found == sek(most)


COSTS = st.tuples(st.integers(0, 400_000_00), st.integers(0, 400_000_00))


@given(
    st.lists(st.tuples(st.sampled_from(INSTALLATIONS), COSTS), min_size=1, max_size=4),
    st.lists(st.integers(0, 60_000), min_size=1, max_size=4),
    st.sampled_from([date(2021, 5, 1), date(2024, 5, 1), DAY]),
)
def test_a_deduction_keeps_every_limit(costs: list[tuple[str, tuple[int, int]]], used: list[int], on: date) -> None:
    """Each installation within its fraction of what is paid for it, each person within the cap, all sums whole."""
    works = [WorkDone(type=type, hours=1, labour=Money(one), material=Money(other)) for type, (one, other) in costs]
    found = granted(*works, buyers=[buyer(at, used=kronor) for at, kronor in enumerate(used)], on=on)
    assert total((share.amount for share in found.shares), "SEK") == found.amount
    assert total((one.granted or sek(0) for one in found.works), "SEK") == found.amount
    for share, kronor in zip(found.shares, used, strict=True):
        assert 0 <= share.amount.minor <= max(50_000 - kronor, 0) * 100
    for one in found.works:
        assert one.granted is not None
        assert one.granted.minor % 100 == 0
        paid = one.labour + one.material - one.granted
        fraction = SWEDEN.green_solar_limit if one.type == SOLAR else SWEDEN.green_storage_limit
        assert Fraction(one.granted.minor) <= fraction.at(on) * paid.minor
