"""The cases of one invoice: by person, by installation, in the parts that become ripe."""

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import Deduction, DeductionShare
from faktura.core.money import sek
from faktura.rules.payout_cases import cases_of
from tests.rules.test_payout import ADULTS, BATTERY, PAID, SOLAR, deduction, green, invoice


def shared(*kronor: int) -> Deduction:
    """Solar cells that gave 7 500 and a battery that gave 10 000, split between persons by *kronor*."""
    granted = green(SOLAR, BATTERY).deduction
    assert granted is not None
    shares = tuple(
        DeductionShare(person_id=f"C{at}", name="K", identity=ADULTS[at], amount=sek(one))
        for at, one in enumerate(kronor)
    )
    return attrs.evolve(granted, shares=shares, amount=sek(sum(kronor)))


def test_persons_and_installations_make_a_table() -> None:
    """Each person's cases sum to the share, each installation's to its part."""
    found = cases_of(green(SOLAR, BATTERY), shared(5_000, 12_500), paid_on=PAID, before=0, ripe=17_500)
    table = [(person, case.works[0].type, case.requested, case.price_of_work) for person, case in found]
    assert table == [
        ("C0", SOLAR.type, 2143, 14_286),
        ("C1", SOLAR.type, 5357, 35_713),
        ("C0", BATTERY.type, 2857, 5_714),
        ("C1", BATTERY.type, 7143, 14_286),
    ]


@given(
    st.lists(st.integers(0, 17_500), min_size=1, max_size=3).filter(lambda cuts: sum(cuts) <= 17_500),
    st.integers(0, 17_500),
)
def test_whatever_the_split_nothing_is_lost(cuts: list[int], ripe: int) -> None:
    """Parts of parts still sum to what is ripe, and no case has more paid and asked for than it cost."""
    split = shared(*cuts, 17_500 - sum(cuts))
    document = green(SOLAR, BATTERY)
    first = cases_of(document, split, paid_on=PAID, before=0, ripe=ripe)
    rest = cases_of(document, split, paid_on=PAID, before=ripe, ripe=17_500)
    assert sum(case.requested for _, case in first) == ripe
    assert sum(case.requested for _, case in (*first, *rest)) == 17_500
    for person, share in ((share.person_id, share.amount) for share in split.shares):
        assert sum(case.requested for who, case in (*first, *rest) if who == person) * 100 == share.minor
    assert all(case.requested + case.paid <= case.price_of_work + 1 for _, case in first)


def test_nothing_new_is_no_case() -> None:
    """What was asked for before is not asked for again."""
    assert cases_of(invoice(deduction()), deduction(), paid_on=date(2026, 2, 10), before=3750, ripe=3750) == []
