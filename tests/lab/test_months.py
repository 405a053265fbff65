"""Replays month by month: the books are carried on to the öre, and what is confirmed is learnt from."""

from collections import Counter
from decimal import Decimal

import attrs
import pytest

from faktura import lab
from faktura.lab.months import Months, replay_months
from faktura.lab.synthetic import LANDLORD, Ledger, generate
from faktura.rules.matching.decision import Matched

TENANTS = attrs.evolve(
    LANDLORD,
    name="tenants",
    claims=(0, 0, 0, 0, 0, 1),
    known=0,
    reference={"ocr": 400, "none": 300, "free_text": 300},
    payer={"known": 700, "linked": 100, "unknown": 200},
)
"""Six rents each, and nothing known of anybody at first."""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Half a year of rents."""
    return generate(TENANTS, claims=360, payments=330, seed=3, days=184)


@pytest.fixture(scope="module")
def learnt(ledger: Ledger) -> Months:
    """The replay that learns."""
    return replay_months(ledger.items, ledger.payments, truth=ledger.truth)


def test_every_payment_is_decided_in_its_month(ledger: Ledger, learnt: Months) -> None:
    """Once, with the claims issued by then, and a line for each month."""
    decided = Counter(one.id for month in learnt.months for _, one in month.run.payments)
    assert decided == Counter(row["payment_id"] for row in ledger.payments)
    for month in learnt.months:
        assert {one.booked_on.isoformat()[:7] for _, one in month.run.payments} == {month.month}
        assert all(one.issued is None or one.issued.isoformat()[:7] <= month.month for one in month.run.items)
    assert len(learnt.table().splitlines()) == len(learnt.months) + 1 == learnt._repr_html_().count("<tr>")


def test_no_claim_is_given_more_than_it_had(ledger: Ledger, learnt: Months) -> None:
    """Over all months together: what one month settles is closed for the next."""
    opened = {row["claim_id"]: Decimal(row["open"]) for row in ledger.items}
    placed: Counter[str] = Counter()
    for month in learnt.months:
        assert month.evaluation.over_allocated == ()
        for decision in month.run.decisions:
            if isinstance(decision, Matched):
                placed.update({one.item_id: one.amount.minor for one in decision.allocations})
    assert placed
    assert all(abs(amount) <= abs(opened[claim]) * 100 for claim, amount in placed.items())


def test_what_is_confirmed_is_learnt_from(ledger: Ledger, learnt: Months) -> None:
    """Links grow by the month, and with them what is settled without a person; without learning neither does."""
    deaf = replay_months(ledger.items, ledger.payments, truth=ledger.truth, learn=False)
    links = [one.links for one in learnt.months]
    assert links == sorted(links)
    assert links[0] == 0 < links[-1]
    assert {one.links for one in deaf.months} == {0}
    taught, untaught = (sum(one.score.automatic for one in some.months[1:]) for some in (learnt, deaf))
    assert taught > 1.1 * untaught


def test_a_year_is_drawn(learnt: Months) -> None:
    """A line for each share, a tick for each month."""
    pytest.importorskip("matplotlib")
    (axes,) = learnt.plot().figure.axes
    assert [line.get_label() for line in axes.get_lines()] == ["of the decidable", "of all"]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == [one.month for one in learnt.months]


def test_no_payments_make_no_months() -> None:
    """An empty table is still a table."""
    assert replay_months([], [], truth=[]).months == ()
    assert lab.match([], []).decisions == ()
