"""The category of a sale, by where it goes and what the buyer has shown."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import LawNotKnown, Refused
from faktura.core.identity import VatNumber
from faktura.core.product import ProductKind
from faktura.core.vat import VatCategory
from faktura.rules.law.book import SWEDEN
from faktura.rules.vat_rates import Supply
from faktura.rules.vat_treatment import Duty, Sale, Treatment, vat_treatment, when_lawful
from faktura.rules.wording.statutory import STATEMENTS
from faktura.testing.identities import VAT_NUMBERS

ON = date(2026, 3, 2)
DANISH, SWEDISH = VatNumber.parse("DK13585628"), VAT_NUMBERS[1]
GOODS, SERVICE = Sale(kind=ProductKind.GOODS), Sale()

CASES = [
    # sale, category (or refusal), ground, why
    (GOODS, "S", "", "vat.at_home"),
    (evolve(SERVICE, supply=Supply.FOOD), "S", "", "vat.at_home"),
    (evolve(GOODS, country="DK", buyer_vat_number=DANISH), "K", "intra_eu.goods", "vat.eu_goods"),
    (evolve(GOODS, country="DK", buyer_vat_number=SWEDISH), None, "", "vat.number_of_seller_country"),
    (evolve(GOODS, country="DK", business=True), None, "", "vat.buyer_number_missing"),
    (evolve(GOODS, country="DK"), None, "", "vat.distance_sale"),
    (evolve(GOODS, country="XI", buyer_vat_number=DANISH), "K", "intra_eu.goods", "vat.eu_goods"),
    (evolve(GOODS, country="NO"), "G", "export", "vat.export_goods"),
    (evolve(SERVICE, country="DK", buyer_vat_number=DANISH), "AE", "reverse_charge.eu_services", "vat.eu_services"),
    (evolve(SERVICE, country="DK", business=True), None, "", "vat.buyer_number_missing"),
    (evolve(SERVICE, country="DK", buyer_vat_number=SWEDISH), None, "", "vat.number_of_seller_country"),
    (evolve(SERVICE, country="DK", buyer_vat_number=DANISH, main_rule=False), "S", "", "vat.supplied_here"),
    (evolve(SERVICE, country="DK"), "S", "", "vat.consumer_service"),
    (evolve(SERVICE, country="DK", digital=True), None, "", "vat.distance_sale"),
    (evolve(SERVICE, country="NO", business=True), "G", "export.services", "vat.export_services"),
    (evolve(SERVICE, country="NO"), "S", "", "vat.consumer_service"),
    (evolve(SERVICE, country="NO", digital=True), "G", "export.services", "vat.export_services"),
    (evolve(SERVICE, ground="exempt.education"), "E", "exempt.education", "vat.exempt"),
    (evolve(GOODS, ground="margin.art"), "E", "margin.art", "vat.margin"),
    (evolve(GOODS, ground="exempt.edukation"), None, "", "vat.unknown_ground"),
    (evolve(GOODS, ground="export"), None, "", "vat.unknown_ground"),
]


@pytest.mark.parametrize(("sale", "category", "ground", "code"), CASES)
def test_the_category_of_a_sale(sale: Sale, category: str | None, ground: str, code: str) -> None:
    """Category, ground and reason; what cannot be told is refused, with its law, in both languages."""
    found = vat_treatment(sale, on=ON, law=SWEDEN)
    assert (found.code, bool(found.law)) == (code, True)
    assert found.explain("sv") != found.explain("en")
    assert "{" not in found.explain("sv") + found.explain("en")
    if isinstance(found, Refused):
        assert category is None
    else:
        assert (found.vat.category.value, found.vat.ground) == (category, ground)
        assert not ground or STATEMENTS[ground].category is found.vat.category


def test_the_rate_at_home_names_its_row() -> None:
    """Food on the day its rate changed."""
    found = vat_treatment(evolve(GOODS, supply=Supply.FOOD), on=date(2026, 4, 1), law=SWEDEN)
    assert isinstance(found, Treatment)
    assert found.vat.percent == Decimal(6)
    assert "2026-04-01" in found.explain("en")


def test_eu_goods_ask_for_a_number_a_full_invoice_and_evidence() -> None:
    """And both EU goods and EU services are listed to Skatteverket."""
    goods = vat_treatment(evolve(GOODS, country="DK", buyer_vat_number=DANISH), on=ON, law=SWEDEN)
    service = vat_treatment(evolve(SERVICE, country="DK", buyer_vat_number=DANISH), on=ON, law=SWEDEN)
    assert isinstance(goods, Treatment)
    assert isinstance(service, Treatment)
    assert set(goods.duties) == set(Duty)
    assert set(service.duties) == {Duty.BUYER_VAT_NUMBER, Duty.EC_LIST}


def test_goods_to_britain_are_exported_since_2021() -> None:
    """The United Kingdom stayed in the VAT area to the end of 2020."""
    sale = evolve(GOODS, country="GB", business=True)
    assert vat_treatment(sale, on=date(2020, 12, 31), law=SWEDEN).code == "vat.buyer_number_missing"
    assert vat_treatment(sale, on=date(2021, 1, 1), law=SWEDEN).code == "vat.export_goods"


def test_monaco_counts_as_france_and_the_isle_of_man_as_the_united_kingdom() -> None:
    """Article 7 of the directive: no third countries, though no member states; the Isle of Man left with the kingdom."""
    french = VatNumber.parse("FR83404833048")
    monaco = evolve(GOODS, country="MC", buyer_vat_number=french)
    assert vat_treatment(monaco, on=ON, law=SWEDEN).code == "vat.eu_goods"
    assert vat_treatment(evolve(monaco, kind=ProductKind.SERVICE), on=ON, law=SWEDEN).code == "vat.eu_services"
    man = evolve(GOODS, country="IM", business=True)
    assert vat_treatment(man, on=date(2020, 12, 31), law=SWEDEN).code == "vat.buyer_number_missing"
    assert vat_treatment(man, on=date(2021, 1, 1), law=SWEDEN).code == "vat.export_goods"


def test_an_older_sale_names_the_older_act() -> None:
    """The sections hold from 2023-07-01; an article of the directive stays."""
    goods = evolve(GOODS, country="DK", buyer_vat_number=DANISH)
    assert vat_treatment(goods, on=date(2023, 6, 30), law=SWEDEN).law == "mervärdesskattelagen (1994:200)"
    service = evolve(SERVICE, country="DK", buyer_vat_number=DANISH)
    assert vat_treatment(service, on=date(2023, 6, 30), law=SWEDEN).law == "directive 2006/112/EC article 196"


def test_a_day_outside_the_tables_is_refused() -> None:
    """Neither rate nor membership is guessed."""
    for sale in (GOODS, evolve(GOODS, country="NO")):
        with pytest.raises(LawNotKnown):
            vat_treatment(sale, on=date(2030, 1, 1), law=SWEDEN)


SALES = st.builds(
    Sale,
    supply=st.sampled_from(Supply),
    kind=st.sampled_from(ProductKind),
    country=st.sampled_from(["SE", "DK", "NO", "XI", "US"]),
    buyer_vat_number=st.sampled_from([None, DANISH, SWEDISH]),
    business=st.booleans(),
    main_rule=st.booleans(),
    digital=st.booleans(),
    ground=st.sampled_from(["", "", "", *STATEMENTS]),
)


@given(SALES)
def test_only_a_taxed_sale_has_a_rate(sale: Sale) -> None:
    """Category S has a rate and its row; every other has none, but a ground whose text is printed."""
    found = vat_treatment(sale, on=ON, law=SWEDEN)
    if isinstance(found, Treatment):
        charged = found.vat.category is VatCategory.STANDARD
        assert charged == (found.rate is not None) == (found.vat.percent > 0)
        assert charged != (found.vat.ground in STATEMENTS)


@pytest.mark.parametrize("category", VatCategory)
def test_each_category_says_when_it_is_lawful(category: VatCategory) -> None:
    """In both languages."""
    assert when_lawful(category, "sv") != when_lawful(category, "en")
    assert "vat.category" not in when_lawful(category, "sv") + when_lawful(category, "en")
