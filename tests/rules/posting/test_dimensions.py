"""What accounts want of cost centres, projects and free dimensions: required, optional, forbidden, registered."""

from datetime import date

import attrs
import pytest

from faktura.core.document import Line, line
from faktura.core.errors import RuleRefused
from faktura.core.ledger import COST_CENTRE, PROJECT, Chart, Dimension, DimensionObject, Need
from faktura.core.receivable_event import WrittenOff
from faktura.rules.chart import BAS_CHART, with_rule
from faktura.rules.posting.post import post
from tests.rules.posting.histories import ACCRUAL, ISSUED, Balance, balance, document, history, principal, written_off

SHOP, SITE, CAR = Dimension(COST_CENTRE, "100"), Dimension(PROJECT, "P1"), Dimension(20, "ABC123")


def sale(*tags: Dimension, price: int = 1000) -> Line:
    return attrs.evolve(line("Vara", 1, price, vat=25), dimensions=tags)


def booked(chart: Chart, *lines: Line, events: tuple[WrittenOff, ...] = ()) -> Balance:
    return balance(post([history(document(*lines), *events)], books=attrs.evolve(ACCRUAL, chart=chart)))


def tags_of(found: Balance, account: str) -> set[tuple[tuple[int, str], ...]]:
    return {tags for (code, tags), _ in found.items() if code == account}


REQUIRED = with_rule(BAS_CHART, "3001", COST_CENTRE, Need.REQUIRED)
CASES = [
    # the chart, what the lines are tagged with, what 3001 and 1510 carry
    (BAS_CHART, (SHOP, CAR), {((1, "100"), (20, "ABC123"))}, {()}),
    (with_rule(BAS_CHART, "3001", 20, Need.FORBIDDEN), (SHOP, CAR), {((1, "100"),)}, {()}),
    (REQUIRED, (SHOP,), {((1, "100"),)}, {()}),
    (with_rule(BAS_CHART, "3001", COST_CENTRE, Need.REQUIRED, default="900"), (), {((1, "900"),)}, {()}),
    (with_rule(BAS_CHART, "3001", COST_CENTRE, Need.REQUIRED, default="900"), (SITE,), {((1, "900"), (6, "P1"))}, {()}),
    # a receiver that wants the project on the claim too takes the one all income has
    (with_rule(BAS_CHART, "1510", PROJECT, Need.REQUIRED), (SITE,), {((6, "P1"),)}, {((6, "P1"),)}),
    (with_rule(BAS_CHART, "1510", PROJECT, Need.OPTIONAL), (SITE,), {((6, "P1"),)}, {()}),
]  # fmt: skip


@pytest.mark.parametrize(("chart", "tags", "income", "claim"), CASES)
def test_what_rows_carry(
    chart: Chart, tags: tuple[Dimension, ...], income: set[tuple[tuple[int, str], ...]], claim: set[tuple[()]]
) -> None:
    """Results carry tags unless a rule forbids them, balances only if one wants them; VAT never by itself."""
    found = booked(chart, sale(*tags))
    assert tags_of(found, "3001") == income
    assert tags_of(found, "1510") == claim
    assert tags_of(found, "2611") == {()}


def test_a_loss_takes_the_cost_centre_that_all_income_has() -> None:
    """When there is one; when lines differ and the rule has no default, posting says where it stops."""
    chart = with_rule(BAS_CHART, "6351", COST_CENTRE, Need.REQUIRED)
    gone = (written_off(principal("1250"), "bad_debt"),)
    assert tags_of(booked(chart, sale(SHOP), events=gone), "6351") == {((1, "100"),)}
    with pytest.raises(RuleRefused) as caught:
        booked(chart, sale(SHOP, price=500), sale(Dimension(COST_CENTRE, "200"), price=500), events=gone)
    (finding,) = caught.value.findings
    assert (finding.code, dict(finding.facts)["account"]) == ("posting.dimension_missing", "6351")


def test_every_row_that_lacks_one_is_told_at_once() -> None:
    """One refusal with all of them, in both languages, each with its remedy."""
    chart = with_rule(REQUIRED, "3002", COST_CENTRE, Need.REQUIRED)
    with pytest.raises(RuleRefused) as caught:
        booked(chart, sale(), attrs.evolve(sale(), vat=line("x", 1, 1, vat=12).vat))
    assert caught.value.code == "posting.dimensions"
    assert [dict(one.facts)["account"] for one in caught.value.findings] == ["3001", "3002"]
    for one in caught.value.findings:
        assert one.path == "document 1001"
        assert one.explain("sv") != one.explain("en")
        assert one.advise("sv") != one.advise("en")


REGISTER = (
    DimensionObject(SHOP, "Butik", until=date(2026, 6, 30)),
    DimensionObject(Dimension(COST_CENTRE, "200"), "Lager", since=date(2027, 1, 1)),
)


@pytest.mark.parametrize(
    ("tag", "known"),
    [(SHOP, True), (Dimension(COST_CENTRE, "200"), False), (Dimension(COST_CENTRE, "300"), False), (SITE, True)],
)
def test_a_dimension_with_a_register_takes_only_open_objects(tag: Dimension, *, known: bool) -> None:
    """Not yet open, or never heard of, is refused; a dimension without a register takes anything."""
    chart = attrs.evolve(BAS_CHART, objects=REGISTER)
    if known:
        assert booked(chart, sale(tag))
        return
    with pytest.raises(RuleRefused) as caught:
        booked(chart, sale(tag))
    assert [one.code for one in caught.value.findings] == ["posting.object"]
    assert ISSUED.isoformat() in caught.value.findings[0].explain("sv")


def test_a_later_rule_replaces_the_earlier() -> None:
    """One rule for each account and dimension."""
    chart = with_rule(REQUIRED, "3001", COST_CENTRE, Need.FORBIDDEN)
    assert [one.need for one in chart.rules] == [Need.FORBIDDEN]
