"""What of an invoice is labour, material and other cost, all including VAT."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionKind, WorkDone
from faktura.core.document import Adjustment, Computed, Draft, Line, line
from faktura.core.money import Money, sek
from faktura.core.product import CostKind, Work
from faktura.core.vat import VAT_25
from faktura.rules.deduction_costs import deduction_costs
from faktura.rules.issuing import issue_invoice
from faktura.rules.law.book import SWEDEN
from faktura.rules.totals import compute
from faktura.testing.senders import COMPANY, SENDER
from faktura.testing.strategies import deduction_drafts

ON = date(2026, 3, 2)


def costs(*lines: Line, discount: int = 0) -> tuple[tuple[WorkDone, ...], Money]:
    draft = Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=lines)
    found = compute(draft, on=ON, law=SWEDEN)
    assert isinstance(found, Computed)
    return deduction_costs(found.lines, [(VAT_25, -discount)])


def labour(price: int, type: str = "Bygg", hours: int | None = 1) -> Line:
    return evolve(line("Arbete", 1, price, vat=25), cost=CostKind.LABOUR, work=Work(type=type, hours=hours))


def material(price: int, type: str = "") -> Line:
    work = Work(type=type) if type else None
    return evolve(line("Material", 1, price, vat=25), cost=CostKind.MATERIAL, work=work)


def test_lines_of_one_type_are_added_up() -> None:
    """Hours and labour of a type together; what has no cost kind is other cost."""
    works, other = costs(
        labour(100, hours=2), labour(300, hours=None), labour(200, "El", 3), line("Resa", 1, 40, vat=25)
    )
    assert [(one.type, one.hours, one.labour) for one in works] == [("Bygg", 2, sek(500)), ("El", 3, sek(250))]
    assert other == sek(50)


def test_material_goes_with_its_work() -> None:
    """With a type of its own, or by the size of the labour."""
    works, _ = costs(labour(300), labour(100, "El"), material(80, "El"), material(40))
    assert [(one.type, one.material) for one in works] == [("Bygg", sek("37.50")), ("El", sek("112.50"))]
    assert costs(material(80)) == ((), sek(100))


def test_a_discount_on_the_document_lowers_the_labour() -> None:
    """100 off 1 000 including VAT, half of it labour: 50 off the labour."""
    works, other = costs(labour(400), line("Resa", 1, 400, vat=25), discount=100_00)
    assert works[0].labour == sek(450)
    assert other == sek(450)


@given(deduction_drafts(DeductionKind.ROT), st.integers(0, 90))
def test_labour_material_and_other_cost_are_the_whole_price(draft: Draft, percent: int) -> None:
    """Nothing is lost between the three, discounted or not."""
    off = Adjustment(text="Rabatt", percent=Decimal(percent))
    invoice = issue_invoice(evolve(draft, adjustments=(off,)), number="1", on=ON)
    deduction = invoice.deduction
    assert deduction is not None
    whole = deduction.other_cost.minor + sum(one.labour.minor + one.material.minor for one in deduction.works)
    assert whole == invoice.totals.with_vat.minor
    assert deduction.amount.minor <= deduction.labour.minor * deduction.percent / 100
