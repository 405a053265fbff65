"""The cases of one invoice: by person, by installation, in the parts that become ripe."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import Deduction, DeductionShare
from faktura.core.money import Money, sek
from faktura.core.payout_request import PayoutCase, RequestedShare
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout_cases import cases_of
from faktura.rules.payout_paid import BuyerPayment, PaidDeduction
from faktura.rules.payout_parts import person_parts
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


def asked(
    split: Deduction, *before: RequestedShare, take: dict[str, int] | None = None
) -> list[tuple[str, PayoutCase]]:
    """Person and case of everything, or of what to *take* of each, that is not asked for *before*; all is paid."""
    document = attrs.evolve(green(SOLAR, BATTERY), deduction=split)
    item = PaidDeduction(
        document=document, payments=(BuyerPayment(PAID, document.amount_due),), requested_before=before
    )
    return [
        (person.person_id, case)
        for person in person_parts(item, split, until=2026, law=SWEDEN)
        for case in cases_of(
            document,
            split,
            person,
            year=2026,
            take=person.askable(2026) if take is None else take.get(person.person_id, 0),
        )
    ]


def test_persons_and_installations_make_a_table() -> None:
    """Each person's cases sum to the share, each installation's to its part."""
    table = [
        (person, case.works[0].type, case.requested, case.price_of_work)
        for person, case in asked(shared(5_000, 12_500))
    ]
    assert table == [
        ("C0", SOLAR.type, 2143, 14_286),
        ("C0", BATTERY.type, 2857, 5_714),
        ("C1", SOLAR.type, 5357, 35_713),
        ("C1", BATTERY.type, 7143, 14_286),
    ]


@given(
    st.lists(st.integers(0, 17_500), min_size=1, max_size=3).filter(lambda cuts: sum(cuts) <= 17_500),
    st.lists(st.integers(0, 17_500), min_size=4, max_size=4),
)
def test_whatever_the_split_nothing_is_lost(cuts: list[int], wanted: list[int]) -> None:
    """Asked for in two parts, everybody gets the own share, and no case has more paid and asked for than it cost."""
    split = shared(*cuts, 17_500 - sum(cuts))
    take = {
        share.person_id: min(one, share.amount.minor // 100) for share, one in zip(split.shares, wanted, strict=False)
    }
    first = asked(split, take=take)
    before = tuple(
        RequestedShare(person_id=person, amount=Money(case.requested * 100), year=2026) for person, case in first
    )
    rest = asked(split, *before)
    for share in split.shares:
        mine = [[case.requested for who, case in some if who == share.person_id] for some in (first, rest)]
        assert sum(mine[0]) == take[share.person_id]
        assert sum(map(sum, mine)) * 100 == share.amount.minor
    assert all(case.requested + case.paid <= case.price_of_work + 1 for _, case in (*first, *rest))


def test_nothing_new_is_no_case() -> None:
    """What was asked for before is not asked for again."""
    granted = deduction()
    before = (RequestedShare(person_id="C0", amount=sek(3750), year=2026),)
    item = PaidDeduction(
        document=invoice(granted), payments=(BuyerPayment(PAID, sek(19_250)),), requested_before=before
    )
    (person,) = person_parts(item, granted, until=2026, law=SWEDEN)
    assert cases_of(item.document, granted, person, year=2026, take=person.askable(2026)) == []
