"""Dimensions on their way into the books: required, optional or forbidden on each account, and in the register.

A tag on a result account is kept unless a rule forbids it; on a balance sheet account it is left off unless a rule
wants it. A required one that is missing is the one that all income of the document has, else the rule's default;
without either, posting stops and says where.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from faktura.core.errors import Finding, RuleRefused
from faktura.core.ledger import Chart, Dimension, DimensionRule, Need, VoucherRow
from faktura.rules.posting.books import Books
from faktura.rules.posting.item import Item
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences


def tagged(items: Iterable[Item], books: Books) -> list[Item]:
    """Return *items* with the tags their accounts want.

    Raises:
        RuleRefused: `posting.dimensions`; its findings say of each row what is missing or not in the register.
    """
    chart = books.chart
    if not chart.rules and not chart.objects:
        return [_plain(item) for item in items]
    findings: list[Finding] = []
    made = []
    for item in items:
        rows = tuple(_row(row, item, chart, findings) if row.amount else row for row in item.rows)
        made.append(evolve(item, rows=rows))
    if findings:
        raise RuleRefused("posting.dimensions", findings=tuple(dict.fromkeys(findings)), count=len(findings))
    return made


def _plain(item: Item) -> Item:
    if not any(row.dimensions and not row.account.is_result for row in item.rows):
        return item
    rows = tuple(row if row.account.is_result else evolve(row, dimensions=()) for row in item.rows)
    return evolve(item, rows=rows)


def _row(row: VoucherRow, item: Item, chart: Chart, findings: list[Finding]) -> VoucherRow:
    rules = {rule.dimension: rule for rule in chart.rules if rule.account == row.account}
    kept = {one.number: one for one in row.dimensions if _wanted(one, rules, result=row.account.is_result)}
    for number, rule in rules.items():
        if rule.need is Need.REQUIRED and number not in kept:
            found = next((one for one in item.tags if one.number == number), None)
            found = found or (Dimension(number, rule.default) if rule.default else None)
            if found is None:
                findings.append(_finding("posting.dimension_missing", row, item, str(number)))
            else:
                kept[number] = found
    findings += _unknown(kept.values(), row, item, chart)
    return evolve(row, dimensions=tuple(kept[number] for number in sorted(kept)))


def _wanted(one: Dimension, rules: dict[int, DimensionRule], *, result: bool) -> bool:
    rule = rules.get(one.number)
    return result if rule is None else rule.need is not Need.FORBIDDEN


def _unknown(tags: Iterable[Dimension], row: VoucherRow, item: Item, chart: Chart) -> Iterator[Finding]:
    """Yield a finding for each object that is not in the register, or not open that day."""
    for tag in tags:
        listed = [one for one in chart.objects if one.dimension.number == tag.number]
        if listed and not any(one.dimension == tag and one.is_open(item.on) for one in listed):
            yield _finding("posting.object", row, item, f"{tag.number} {tag.code}")


def _finding(code: str, row: VoucherRow, item: Item, what: str) -> Finding:
    on: date = item.on
    path = f"document {item.number}" if item.number else item.source
    return Finding(code=code, path=path, facts=(("account", str(row.account)), ("what", what), ("on", on.isoformat())))
