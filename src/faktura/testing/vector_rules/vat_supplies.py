"""Worked examples of supplies: their rate, who owes the VAT, which category, which form of invoice."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from faktura.core.errors import LawNotKnown, Refused
from faktura.core.identity import VatNumber
from faktura.core.money import Money
from faktura.core.party import PartyKind
from faktura.core.product import ProductKind
from faktura.core.vat import Vat
from faktura.core.wording import Language
from faktura.rules.law.book import SWEDEN
from faktura.rules.public_e_invoice import public_e_invoice
from faktura.rules.reverse_charge import Charged, Part, Reversed, ReverseKind, TaxStatus, reverse_charge_in_invoice
from faktura.rules.simplified import FullOnly, Simplified, simplified_invoice
from faktura.rules.small_business import Exempt, Turnover, small_business
from faktura.rules.storage import storage_time
from faktura.rules.vat_rates import Supply, rate_of
from faktura.rules.vat_treatment import Sale, vat_treatment
from faktura.rules.wording.statutory import STATEMENTS
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood

ANY_DAY: Final = date(2026, 3, 2)
DAYS: Final = ("delivery_date", "supply_date", "tax_point", "issue_date", "invoice_date", "date", "on")

_NAMES: Final = ("category", "supply", "goods", "service", "kind")

_SUPPLIES: Final = {
    **{supply.value: supply for supply in Supply},
    "books": Supply.BOOK,
    "newspapers": Supply.NEWSPAPER,
    "papers": Supply.NEWSPAPER,
    "takeaway": Supply.TAKE_AWAY,
    "take_away_food": Supply.TAKE_AWAY,
    "groceries": Supply.FOOD,
    "livsmedel": Supply.FOOD,
    "catering": Supply.RESTAURANT,
    "restaurant_and_catering": Supply.RESTAURANT,
    "spirits": Supply.STRONG_DRINK,
    "wine": Supply.STRONG_DRINK,
    "alcohol": Supply.STRONG_DRINK,
    "accommodation": Supply.HOTEL,
    "repairs": Supply.REPAIR,
    "transport": Supply.PASSENGER_TRANSPORT,
    "concerts": Supply.CONCERT,
    "film": Supply.CINEMA,
    **dict.fromkeys(("e_publications", "electronic_publications", "electronic_publication"), Supply.E_PUBLICATION),
    **dict.fromkeys(("e_book", "e_books", "ebook", "audio_book"), Supply.E_PUBLICATION),
    **dict.fromkeys(("general", "other", "everything_else", "consulting", "goods"), Supply.STANDARD),
}

_KINDS: Final = {
    **dict.fromkeys(
        ("construction", "building", "building_services", "construction_services", "building_cleaning", "painting",
         "plumbing", "electrical_installation", "installation", "excavation", "demolition", "construction_staff",
         "machine_hire_with_operator"),
        ReverseKind.BUILDING,
    ),
    **dict.fromkeys(("scrap", "waste", "metal_scrap", "scrap_metal", "batteries"), ReverseKind.SCRAP),
    **dict.fromkeys(("emission", "emission_allowances", "emission_allowance"), ReverseKind.EMISSION),
    **dict.fromkeys(
        ("electronics", "mobile_phones", "mobile_phone", "phones", "smartphones", "integrated_circuits", "processors",
         "game_consoles", "games_consoles", "tablets", "tablet", "laptops", "laptop"),
        ReverseKind.ELECTRONICS,
    ),
    "gold": ReverseKind.GOLD,
    "investment_gold": ReverseKind.INVESTMENT_GOLD,
    **dict.fromkeys(("foreign_seller", "foreign_seller_services", "services_by_foreign_seller"), ReverseKind.FOREIGN_SELLER),
}  # fmt: skip

_FULL_ONLY: Final = {
    **dict.fromkeys(("intra_eu", "intra_eu_goods", "intra_eu_supply", "intra_eu_services"), FullOnly.INTRA_EU),
    **dict.fromkeys(("distance_sale", "distance_sales", "distance_sale_into_sweden"), FullOnly.DISTANCE_SALE),
    **dict.fromkeys(
        ("foreign_seller", "foreign_seller_reverse_charge", "reverse_charge_foreign_seller"), FullOnly.FOREIGN_SELLER
    ),
    **dict.fromkeys(("domestic", "domestic_goods", "domestic_services", "goods", "services")),
}


def day_of(given: Given) -> date:
    """Return the day of the example, or one of 2026 when it names none."""
    return given.first(given.day, *DAYS) if any(map(given.has, DAYS)) else ANY_DAY


def name_of(given: Given) -> str:
    """Return the name of what is sold; every kind of repair is named alike."""
    name = given.first(given.text, *_NAMES).lower().replace(" ", "_").replace("-", "_")
    return "repair" if name.startswith("repair_") or name.endswith("_repair") else name


def known_supply(given: Given) -> bool:
    """Whether the example names a supply that has a rate."""
    return any(map(given.has, _NAMES)) and name_of(given) in _SUPPLIES


def law_of_rate(given: Given) -> Answers:
    """Answer the rate of a supply and the row it was read from; an unknown day is refused."""
    try:
        rate = rate_of(_SUPPLIES[name_of(given)], day_of(given), SWEDEN)
    except LawNotKnown as unknown:
        return {"known": False, "refused": True, "percent": None, "rate": None, "error": unknown.code}
    return {
        "percent": rate.percent,
        "rate": rate.percent,
        "vat_percent": rate.percent,
        "since": rate.since,
        "law": rate.law,
        "known": True,
        "refused": False,
    }


@frozen(kw_only=True)
class Decided:
    """Who owes the VAT on one line, as the examples ask it."""

    vat: Vat
    reversed: bool
    text: str | None
    law: str
    code: str


def decide(given: Given, rows: Sequence[Given]) -> tuple[Decided, ...]:
    """Return the decision on each of *rows*; what is no listed supply has ordinary VAT."""
    parts = tuple(Part(kind=_kind(row), taxable=_taxable(row)) for row in rows)
    if not any(part.kind or row.has("goods") for part, row in zip(parts, rows, strict=True)):
        raise NotUnderstood(" or ".join(_NAMES))  # goods that are not listed have ordinary VAT; a service may be any
    seller, buyer = _seller(given, parts), _buyer(given, parts)
    decisions = reverse_charge_in_invoice(parts, seller=seller, buyer=buyer, on=day_of(given), law=SWEDEN)
    ordinary = rate_of(Supply.STANDARD, day_of(given), SWEDEN).vat
    return tuple(_decided(decision, ordinary) for decision in decisions)


def _decided(decision: Charged | Reversed | Refused | None, ordinary: Vat) -> Decided:
    match decision:
        case Reversed():
            return Decided(
                vat=decision.vat, reversed=True, text=decision.text("sv"), law=decision.law, code=decision.code
            )
        case Charged(code, law):
            return Decided(vat=ordinary, reversed=False, text=None, law=law, code=code)
        case Refused():
            raise decision.error()
        case None:
            return Decided(vat=ordinary, reversed=False, text=None, law="", code="")


def _kind(row: Given) -> ReverseKind | None:
    return _KINDS.get(name_of(row))


def _taxable(row: Given) -> Money:
    keys = ("base_ex_vat", "ex_vat", "net", "base", "amount")
    return row.first(row.money, *keys) if any(map(row.has, keys)) else Money(0)


def _seller(given: Given, parts: Sequence[Part]) -> TaxStatus:
    foreign = any(part.kind is ReverseKind.FOREIGN_SELLER for part in parts)
    return TaxStatus(
        registered=given.flag("seller_vat_registered", not foreign),
        established=given.flag("seller_established", not foreign),
    )


def _buyer(given: Given, parts: Sequence[Part]) -> TaxStatus:
    """Read the buyer; who sells or resells building services must say so, the others must say they are registered."""
    who = given.text("buyer") if isinstance(given.values.get("buyer"), str) else ""
    builds = given.flag("buyer_sells_construction", who in ("construction_company", "builder"))
    resells = given.flag("buyer_resells_construction", False)
    private = given.flag("buyer_private_person", who in ("consumer", "person", "private_person", "private"))
    state = given.flag("buyer_state", who in ("state", "the_state"))
    housing = given.flag("buyer_housing_association", who in ("housing_association", "brf", "bostadsrattsforening"))
    building = any(part.kind is ReverseKind.BUILDING for part in parts)
    return TaxStatus(
        registered=given.flag("buyer_vat_registered", not private if building or private else None),
        private=private,
        state=state,
        housing_association=housing,
        sells_building=builds,
        resells_building=resells,
    )


def simplified(given: Given) -> Answers:
    """Answer whether the invoice may be simplified."""
    supply = given.text("supply") if given.has("supply") else "domestic"
    if supply not in _FULL_ONLY:
        raise NotUnderstood("supply")
    document = given.text("document") if given.has("document") else ""
    found = simplified_invoice(
        given.first(given.money, "total_incl_vat", "total"),
        on=day_of(given),
        law=SWEDEN,
        credit_note=given.flag("credit_note", document == "credit_note"),
        small_business=given.flag("small_business", given.flag("seller_exempt", False)),
        supply=_FULL_ONLY[supply],
    )
    return {"simplified_allowed": isinstance(found, Simplified), "code": found.code, "law": found.law}


def small(given: Given) -> Answers:
    """Answer whether a small business is exempt."""

    def of(*keys: str) -> Money:
        return given.first(given.money, *keys) if any(map(given.has, keys)) else Money(0)

    turnover = Turnover(
        this_year=of("turnover", "turnover_this_year", "this_year_turnover"),
        last_year=of("turnover_last_year", "last_year_turnover", "turnover_year_1"),
        year_before=of("turnover_year_before", "turnover_two_years_ago", "turnover_year_2"),
    )
    day = date(given.whole("year"), 12, 31) if given.has("year") else day_of(given)
    found = small_business(turnover, on=day, law=SWEDEN)
    limit = SWEDEN.small_business_limit.at(day)
    exempt = isinstance(found, Exempt)
    return {"exempt": exempt, "small_business": exempt, "charge_vat": not exempt, "limit": limit, "law": found.law}


def storage(given: Given) -> Answers:
    """Answer how long the records of a financial year are kept."""
    ends = ("financial_year_end", "financial_year_ends", "year_end", "financial_year_ended")
    end = given.first(given.day, *ends) if any(map(given.has, ends)) else date(given.whole("financial_year"), 12, 31)
    found = storage_time(end, law=SWEDEN)
    until = dict.fromkeys(("keep_until", "kept_until", "storage_until", "until"), found.until)
    return {**until, "years": found.years}


def e_invoice(given: Given) -> Answers:
    """Answer whether the buyer must be sent an electronic invoice."""
    public = given.text("buyer") in ("public", "public_authority", "authority", "municipality", "state", "region")
    kind = PartyKind.PUBLIC_AUTHORITY if public else PartyKind.COMPANY
    procured = given.first(given.day, "procured", "contract_date", "contract_procured", "date")
    duty = public_e_invoice(kind, procured=procured, law=SWEDEN)
    told: dict[str, object] = dict.fromkeys(("e_invoice", "e_invoice_required", "electronic_invoice"), duty is not None)
    return {**told, "format": duty.format if duty is not None else None}


def treatment(given: Given) -> Answers:
    """Answer the VAT category of a sale."""
    goods = given.first(given.text, "supply", "kind", "type") in ("goods", "good", "vara", "varor")
    number = VatNumber.parse(given.text("buyer_vat_number")) if given.has("buyer_vat_number") else None
    business = given.flag("buyer_business", given.values.get("buyer") in ("business", "company"))
    found = vat_treatment(
        Sale(
            kind=ProductKind.GOODS if goods else ProductKind.SERVICE,
            country=given.first(given.text, "country", "buyer_country"),
            buyer_vat_number=number,
            business=business,
        ),
        on=day_of(given),
        law=SWEDEN,
    )
    if isinstance(found, Refused):
        return {"refused": True, "code": found.code, "category": None}
    known = STATEMENTS.get(found.vat.ground)
    text = known.text.sv if known is not None else None
    percent: Decimal = found.vat.percent
    return {
        "category": found.vat.category.value,
        "percent": percent,
        "text": text,
        "code": found.code,
        "refused": False,
    }


def statement_text(given: Given) -> Answers:
    """Answer what a ground prints, in the language asked for."""
    known = STATEMENTS.get(given.text("ground"))
    if known is None:
        raise NotUnderstood("ground")
    language: Language = "en" if given.has("language") and given.text("language") == "en" else "sv"
    return {"text": known.text.say(language), "category": known.category.value, "code": known.code, "law": known.law}
