"""What an invoice with a deduction must show besides the ordinary contents (Skatteverket's list).

Kind of work, hours, persons with their numbers, for ROT and green technology the dwelling, F-tax; labour
apart from material and other costs, which the lines' own cost kinds say.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from faktura.core.deduction import DeductionKind, DeductionWish
from faktura.core.document import Draft
from faktura.core.errors import Finding, Severity
from faktura.core.product import CostKind
from faktura.rules.deductions import expected_payment, names_dwelling
from faktura.rules.law.book import LawBook
from faktura.rules.wording import contents as _wording  # noqa: F401 - registers the sentences

_SEVERAL: Final = 2
_LAW: Final = "HUSFL; Skatteverket's list of contents"


def missing_for_deduction(draft: Draft, *, on: date, law: LawBook) -> tuple[Finding, ...]:
    """Return what *draft* lacks for the deduction it asks for; nothing when it asks for none."""
    wish = draft.deduction
    if wish is None or draft.computed is not None:
        return ()
    return (*_persons(draft, wish), *_dwelling(wish), *_work(draft, wish, on=on, law=law))


def _finding(code: str, path: str, *, severity: Severity = "error", law: str = _LAW, **facts: str) -> Finding:
    return Finding(code=code, path=path, severity=severity, law=law, facts=tuple(facts.items()))


def _persons(draft: Draft, wish: DeductionWish) -> Iterator[Finding]:
    if not wish.buyers:
        yield _finding("INV-30", "deduction.buyers")
    for index, buyer in enumerate(wish.buyers):
        if not buyer.name.strip():
            yield _finding("INV-31", f"deduction.buyers[{index}].name")
    if not draft.buyer.is_consumer:
        yield _finding("INV-38", "buyer.kind", law="IL 67 kap. 11 §")
    if not draft.seller.f_tax:
        yield _finding("INV-36", "seller.f_tax", law="IL 67 kap. 16 §")
    if draft.currency != "SEK":
        yield _finding("INV-40", "currency", law="HUSFL 5 §")


def _dwelling(wish: DeductionWish) -> Iterator[Finding]:
    if wish.kind is not DeductionKind.RUT and not names_dwelling(wish.dwelling):
        yield _finding("INV-32", "deduction.dwelling", law="IL 67 kap. 13 a §")


def _work(draft: Draft, wish: DeductionWish, *, on: date, law: LawBook) -> Iterator[Finding]:
    day = expected_payment(draft, wish, on=on)
    areas = {area.type: area for area in law.work_areas.at(day) if area.kind is wish.kind}
    labour = [(index, line) for index, line in enumerate(draft.lines) if line.cost is CostKind.LABOUR]
    if not labour:
        yield _finding("INV-35", "lines", law="IL 67 kap. 18 §")
    for index, line in labour:
        if line.work is None:
            yield _finding("INV-33", f"lines[{index}].work")
            continue
        area = areas.get(line.work.type)
        if area is None:
            kind = wish.kind.label
            yield _finding("INV-37", f"lines[{index}].work.type", type=line.work.type, kind=kind)
        elif area.hours and line.work.hours is None:
            yield _finding("INV-34", f"lines[{index}].work.hours")
    yield from _material(draft, wish)
    if draft.delivery_date is None and draft.period is None:
        yield _finding("INV-39", "delivery_date", severity="warning")


def _material(draft: Draft, wish: DeductionWish) -> Iterator[Finding]:
    """Material gives green technology by its installation, so with several each line of it must name one."""
    if wish.kind is not DeductionKind.GREEN or len({line.work.type for line in draft.lines if line.work}) < _SEVERAL:
        return
    for index, line in enumerate(draft.lines):
        if line.cost is CostKind.MATERIAL and line.work is None:
            yield _finding("INV-70", f"lines[{index}].work", law="GRÖNFL 7 §")
