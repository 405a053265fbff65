"""Netting: credits against debts of one customer, and its exact inverse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import Refused
from faktura.core.money import Money, sek
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable_event import FeeCharged, Netted, ReceivableOpened
from faktura.rules.netting import Netting, net, net_amount, undo_netting

ON = date(2026, 3, 2)


def receivable(id: str, ore: int, *, customer: str = "C1", currency: str = "SEK") -> Receivable:
    from faktura.core.receivable import opened_by

    return opened_by(
        ReceivableOpened(
            receivable_id=id,
            on=ON,
            principal=Money(ore, currency),
            due=ON,
            debtor=DebtorKind.COMPANY.value,
            debtor_id=customer,
        )
    )


def netted(*ore: int) -> Netting:
    found = net(*(receivable(f"R{index}", one) for index, one in enumerate(ore)), netting_id="N", on=ON)
    assert isinstance(found, Netting)
    return found


CASES = [
    # given, öre                      left, öre
    ((100_00, -30_00),               (70_00, 0)),
    ((-30_00, 100_00),               (0, 70_00)),
    ((30_00, -100_00),               (0, -70_00)),
    ((50_00, -50_00),                (0, 0)),
    ((60_00, 30_00, -50_00),         (40_00, 0, 0)),  # what remains stays on the greatest
    ((60_00, 30_00, -100_00),        (0, 0, -10_00)),
    ((20_00, -5_00, -7_00),          (8_00, 0, 0)),
    ((10_00, 40_00, -20_00, -15_00), (0, 15_00, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("given_ore", "left"), CASES)
def test_what_remains_stays_on_the_greatest(given_ore: tuple[int, ...], left: tuple[int, ...]) -> None:
    """The smaller side is used up, the smallest first on the other."""
    assert tuple(one.outstanding.minor for one in netted(*given_ore).receivables) == left


AMOUNTS = st.lists(st.integers(-(10**6), 10**6).filter(bool), min_size=2, max_size=7).filter(
    lambda found: min(found) < 0 < max(found)
)


@given(AMOUNTS)
def test_netting_sums_to_zero_and_uses_up_one_side(amounts: list[int]) -> None:
    """Nothing is made or lost, no balance changes sign, and one side is gone."""
    found = netted(*amounts)
    after = [one.outstanding.minor for one in found.receivables]
    assert sum(after) == sum(amounts)
    assert all(left * before >= 0 and abs(left) <= abs(before) for left, before in zip(after, amounts, strict=True))
    assert min(after) >= 0 or max(after) <= 0
    ids: dict[str, int] = {}
    for event in found.events:
        ids[event.netting_id] = ids.get(event.netting_id, 0) + event.effect.minor
    assert set(ids.values()) == {0}
    assert list(ids) == [f"N:{number}" for number in range(1, len(ids) + 1)]


@given(AMOUNTS)
def test_undoing_gives_back_exactly_what_was_taken(amounts: list[int]) -> None:
    """The balances are those before, and a pair can be undone once."""
    found = netted(*amounts)
    events = [event for event in found.events if isinstance(event, Netted)]
    undone = undo_netting(*found.receivables, netted=events, on=ON)
    assert isinstance(undone, Netting)
    assert [one.left.principal.minor for one in undone.receivables] == amounts
    again = undo_netting(*undone.receivables, netted=events, on=ON)
    assert isinstance(again, Refused)
    assert again.code == "netting.undone"


def test_one_pair_of_several_can_be_undone() -> None:
    """The rest of the netting stands."""
    found = netted(100_00, -30_00, -20_00)
    events = [event for event in found.events if isinstance(event, Netted) and event.netting_id == "N:1"]
    undone = undo_netting(*found.receivables, netted=events, on=ON)
    assert isinstance(undone, Netting)
    assert [one.outstanding.minor for one in undone.receivables] == [70_00, 0, -20_00]


def test_half_a_pair_is_refused() -> None:
    """Both sides change together or not at all."""
    found = netted(100_00, -30_00)
    first = [event for event in found.events if isinstance(event, Netted)][:1]
    refused = undo_netting(*found.receivables, netted=first, on=ON)
    assert isinstance(refused, Refused)
    assert refused.code == "netting.half"


def test_fees_and_interest_stay() -> None:
    """Only principal is set off, so no part of a debt falls below zero."""
    owed = evolve(
        receivable("F1", 100_00),
        FeeCharged(receivable_id="F1", charge_id="A", kind="reminder", on=ON, amount=sek(60), law=""),
    )
    found = net(owed, receivable("K1", -150_00), netting_id="N", on=ON)
    assert isinstance(found, Netting)
    assert [one.outstanding for one in found.receivables] == [sek(60), sek(-50)]


@pytest.mark.parametrize(
    ("receivables", "code"),
    [
        ((receivable("A", 100), receivable("B", -100, customer="C2")), "netting.customers"),
        ((receivable("A", 100), receivable("B", -100, currency="EUR")), "netting.currencies"),
        ((receivable("A", 100), receivable("A", 100)), "netting.twice"),
        ((receivable("A", 100), receivable("B", 100)), "netting.nothing"),
        ((receivable("A", -100),), "netting.nothing"),
    ],
)
def test_what_does_not_belong_together_is_refused(receivables: tuple[Receivable, ...], code: str) -> None:
    """One customer, one currency, a credit and a debt."""
    found = net(*receivables, netting_id="N", on=ON)
    assert isinstance(found, Refused)
    assert found.code == code


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(-10, 10**6))
def test_a_payer_who_paid_less_sets_off_exactly_that(debt: int, credit: int, ore: int) -> None:
    """The amount falls on both sides alike and can be undone; more than either has left is refused."""
    sides = (receivable("F1", debt), receivable("K1", -credit))
    found = net_amount(*sides, Money(ore), netting_id="N", on=ON)
    if not 0 < ore <= min(debt, credit):
        assert isinstance(found, Refused)
        assert found.code == "netting.exceeds"
        return
    assert isinstance(found, Netting)
    assert [one.outstanding.minor for one in found.receivables] == [debt - ore, ore - credit]
    events = [event for event in found.events if isinstance(event, Netted)]
    undone = undo_netting(*found.receivables, netted=events, on=ON)
    assert isinstance(undone, Netting)
    assert [one.outstanding.minor for one in undone.receivables] == [debt, -credit]
