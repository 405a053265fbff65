"""Packages: one visible line, several booked components, split exactly."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Adjustment, Computed, Draft, Line, PriceBasis, line
from faktura.core.ledger import AccountCode
from faktura.core.money import Money, sek
from faktura.core.product import Component
from faktura.core.vat import VAT_6, VAT_12, VAT_25
from faktura.rules.law.book import SWEDEN
from faktura.rules.packages import book_components
from faktura.rules.totals import compute
from faktura.testing.senders import COMPANY, SENDER
from faktura.testing.strategies import components, lines

ON = date(2026, 3, 2)


def computed(*drafted: Line, basis: PriceBasis) -> Computed:
    draft = Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=drafted, price_basis=basis)
    found = compute(draft, on=ON, law=SWEDEN)
    assert isinstance(found, Computed)
    return found


def part(name: str, weight: int, percent: int = 25) -> Component:
    vat = {25: VAT_25, 12: VAT_12, 6: VAT_6}[percent]
    return Component(name=name, weight=Decimal(weight), vat=vat, account=AccountCode("3001"))


def test_components_of_one_rate_make_one_line() -> None:
    """The line has its price as drafted; the hidden parts sum to its net."""
    package = evolve(line("Paket", 1, 100, vat=25), components=(part("A", 1), part("B", 1), part("C", 1)))
    (issued,) = computed(package, basis=PriceBasis.WITHOUT_VAT).lines
    assert (issued.net, issued.price, issued.package, issued.package_id) == (sek(100), Decimal(100), "Paket", "1")
    assert [(one.name, one.net.minor) for one in issued.components] == [("A", 3334), ("B", 3333), ("C", 3333)]
    assert issued.components[0].account == AccountCode("3001")


def test_components_of_several_rates_make_lines_of_one_package() -> None:
    """1 000 including VAT by 3 to 1 over 25 and 12 %: 750 and 250, printed as one."""
    package = evolve(line("Kursdag", 1, 1000, vat=25), components=(part("Kurs", 3), part("Lunch", 1, 12)))
    found = computed(line("Annat", 1, 10, vat=25), package, basis=PriceBasis.WITH_VAT)
    one, two = found.lines[1:]
    assert (one.id, two.id, one.package_id, two.package_id) == ("2", "3", "2", "2")
    assert (one.gross, two.gross) == (sek(750), sek(250))
    assert (one.net, two.net) == (sek(600), sek("223.21"))
    assert one.stated_price == two.stated_price == Decimal(1000)
    assert found.totals.with_vat == sek(1010)


def test_a_discount_on_a_package_is_split_with_it() -> None:
    """Half price: each rate's part is half."""
    half = (Adjustment(text="Rabatt", percent=Decimal(50)),)
    package = evolve(line("P", 1, 1000, vat=25), components=(part("A", 3), part("B", 1, 12)), adjustments=half)
    assert [one.net for one in computed(package, basis=PriceBasis.WITHOUT_VAT).lines] == [sek(375), sek(125)]


@given(lines(negative=True, packages=False), components(), components())
def test_the_customer_pays_the_same_for_any_split(
    drafted: Line, parts: tuple[Component, ...], others: tuple[Component, ...]
) -> None:
    """With prices including VAT the total does not depend on the components, whatever their weights and rates."""
    totals = {
        computed(evolve(drafted, components=split), basis=PriceBasis.WITH_VAT).totals.with_vat
        for split in ((), parts, others)
    }
    assert len(totals) == 1


@given(lines(negative=True, packages=False), components())
def test_the_sum_without_vat_is_the_same_for_any_split(drafted: Line, parts: tuple[Component, ...]) -> None:
    """With prices without VAT the package price is the sum of its lines; components of one rate change nothing else."""
    split = computed(evolve(drafted, components=parts), basis=PriceBasis.WITHOUT_VAT)
    whole = computed(drafted, basis=PriceBasis.WITHOUT_VAT)
    nets = sum(one.net.minor for one in split.lines)
    assert abs(nets) == abs(whole.totals.without_vat.minor)
    same = tuple(evolve(one, vat=drafted.vat) for one in parts)
    assert computed(evolve(drafted, components=same), basis=PriceBasis.WITHOUT_VAT).totals == whole.totals


@given(lines(negative=True, packages=False), components(), st.sampled_from(tuple(PriceBasis)))
def test_hidden_parts_sum_to_their_line(drafted: Line, parts: tuple[Component, ...], basis: PriceBasis) -> None:
    """What is booked is what is charged."""
    for issued in computed(evolve(drafted, components=parts), basis=basis).lines:
        assert sum(one.net.minor for one in issued.components) == issued.net.minor
        assert all(one.net.minor * issued.net.minor >= 0 for one in issued.components)


def test_nothing_to_split_by_goes_to_the_first() -> None:
    """Weights of nothing at all are shared alike."""
    found = book_components((part("A", 0), part("B", 0)), Money(101))
    assert [one.net.minor for one in found] == [51, 50]
    assert book_components((), Money(100)) == ()
