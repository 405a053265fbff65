"""The families of rules, one for each VAT category: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG.

They are alike, so they are a table: what rate goes with the category, which numbers the parties must
state, and whether a reason for exemption must or may not stand there.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final, Literal

from attrs import frozen

from faktura.core.wording import Text
from faktura.formats.einvoice.en16931.breakdown import base_check, tax_check
from faktura.formats.einvoice.en16931.categories import (
    Categories,
    Registrations,
    categories,
    registrations,
    vat_category,
)
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import ZERO, double, is_allowance, is_charge, number

ROOTS: Final = ("/Invoice", "/CreditNote")
Numbers = Literal["any seller", "seller", "seller and buyer", "any seller, some buyer", "none"]
Rate = Literal["zero", "above zero", "zero or more", "none"]


@frozen(kw_only=True)
class Family:
    """One category of VAT and what EN 16931 asks of it.

    Attributes:
        code: The category; `prefix` begins the ids of its rules.
        rate: Which percentage goes with it.
        numbers: Which registrations the parties must state, or that they may state none.
        many: Several rows, one for each rate, instead of exactly one row.
        reason: Whether a reason for exemption must stand in its row, or may not.
    """

    code: str
    prefix: str
    en: str
    sv: str
    rate: Rate = "zero"
    numbers: Numbers = "any seller"
    many: bool = False
    reason: bool = True


FAMILIES: Final = (
    Family(code="AE", prefix="BR-AE", en="reverse charge", sv="omvänd betalningsskyldighet",
           numbers="any seller, some buyer"),
    Family(code="E", prefix="BR-E", en="exempt from VAT", sv="undantag från moms"),
    Family(code="G", prefix="BR-G", en="export outside the EU", sv="export utanför EU", numbers="seller"),
    Family(code="K", prefix="BR-IC", en="intra-EU supply", sv="unionsintern leverans", numbers="seller and buyer"),
    Family(code="L", prefix="BR-AF", en="IGIC (Canary Islands)", sv="IGIC (Kanarieöarna)", rate="zero or more",
           many=True, reason=False),
    Family(code="M", prefix="BR-AG", en="IPSI (Ceuta and Melilla)", sv="IPSI (Ceuta och Melilla)", rate="zero or more",
           many=True, reason=False),
    Family(code="O", prefix="BR-O", en="outside the scope of VAT", sv="utanför momsens område", rate="none",
           numbers="none"),
    Family(code="S", prefix="BR-S", en="standard rate", sv="normal skattesats", rate="above zero", many=True,
           reason=False),
    Family(code="Z", prefix="BR-Z", en="zero rated", sv="nollskattesats", reason=False),
)  # fmt: skip
_STANDARD: Final = "S"


def document_patterns() -> tuple[Pattern, ...]:
    """Return the rules of every family on the document as a whole (01 to 04), asked only where its category is used."""
    return tuple(
        (Rule(ROOTS, (_row(family), *_numbers(family)), when=partial(_is_used, family.code)),) for family in FAMILIES
    )


def _is_used(code: str, node: Element) -> bool:
    return code in categories(node.tree).used


def _row(family: Family) -> Check:
    """01: a category that is used has its row in the breakdown: exactly one, or one for each rate."""
    code = family.code
    one_row = Text(
        en="make one row of the VAT breakdown for the category, or none where it is not used",
        sv="gör en rad i momsspecifikationen för kategorin, eller ingen där den inte används",
    )

    def exactly_one(node: Element) -> bool:
        found = categories(node.tree)
        return code not in found.anywhere or found.breakdown.count(code) == 1

    def some(node: Element) -> bool:
        found = categories(node.tree)
        if code == _STANDARD:
            return (code in found.items or code in found.adjustments) == (code in found.rows)
        if code in found.lines or code in found.adjusted:
            return code in (found.rows if code == "L" else found.breakdown)
        return code not in found.breakdown

    return check(
        f"{family.prefix}-01",
        some if family.many else exactly_one,
        f"the VAT breakdown does not show category {code} ({family.en}) as the lines use it",
        f"momsspecifikationen visar inte kategori {code} ({family.sv}) så som raderna använder den",
        one_row,
    )


_ASKED: Final[dict[Numbers, tuple[Callable[[Registrations], bool], str, str]]] = {
    "any seller": (
        lambda has: has.seller or has.representative,
        "the seller's VAT number or tax registration, or the tax representative's VAT number",
        "säljarens momsregistreringsnummer eller skatteregistrering, eller skatterepresentantens momsnummer",
    ),
    "seller": (
        lambda has: has.seller_vat or has.representative,
        "the VAT number of the seller or of the tax representative",
        "säljarens eller skatterepresentantens momsregistreringsnummer",
    ),
    "seller and buyer": (
        lambda has: (has.seller_vat or has.representative) and has.buyer_vat,
        "the VAT numbers of the seller (or the tax representative) and of the buyer",
        "momsregistreringsnummer för säljaren (eller skatterepresentanten) och för köparen",
    ),
    "any seller, some buyer": (
        lambda has: (has.seller or has.representative) and (has.buyer_vat or has.buyer_legal),
        "a tax registration of the seller, and the buyer's VAT number or organisation number",
        "säljarens skatteregistrering och köparens momsregistreringsnummer eller organisationsnummer",
    ),
    "none": (
        lambda has: not (has.seller_vat or has.representative or has.buyer_vat),
        "no VAT number of either party",
        "inget momsregistreringsnummer för någon av parterna",
    ),
}


def _numbers(family: Family) -> tuple[Check, ...]:
    """02, 03, 04: the parties' numbers when a line, an allowance or a charge is of the category."""
    asked, en, sv = _ASKED[family.numbers]
    code = family.code
    remedy = Text(en=f"with category {code}, state {en}", sv=f"med kategori {code}, ange {sv}")
    at_root = family.numbers == "none"
    places: tuple[tuple[str, str, str, Callable[[Categories], frozenset[str]]], ...] = (
        ("02", "a line", "en rad", lambda found: found.lines),
        ("03", "an allowance", "ett avdrag", lambda found: found.root_allowances if at_root else found.allowances),
        ("04", "a charge", "en avgift", lambda found: _charges(found, code, at_root=at_root)),
    )

    def made(number_: str, en_: str, sv_: str, where: Callable[[Categories], frozenset[str]]) -> Check:
        def holds(node: Element) -> bool:
            found = categories(node.tree)
            if number_ == "02" and code == _STANDARD and code in found.items and code not in found.lines:
                return False  # the rule asks for the tax scheme on one side only
            return code not in where(found) or asked(registrations(node.tree))

        return check(
            f"{family.prefix}-{number_}",
            holds,
            f"{en_} is of category {code} ({family.en}); that calls for {en}",
            f"{sv_} har kategori {code} ({family.sv}); det kräver {sv}",
            remedy,
        )

    return tuple(made(*place) for place in places)


def _charges(found: Categories, code: str, *, at_root: bool) -> frozenset[str]:
    if code == "L":
        return found.written_charges  # BR-AF-04 alone compares the code as it stands
    return found.root_charges if at_root else found.charges


def _is_plain(node: Element) -> bool:
    """Whether the rate is one number that begins with a digit other than zero, as most do."""
    rates = node.kids.get("Percent")
    return rates is not None and len(rates) == 1 and "1" <= rates[0].text[:1] <= "9"


def _is_above_zero(rate: Decimal) -> bool:
    return rate > 0


_RATES: Final[dict[Rate, tuple[Callable[[Element], bool], str, str]]] = {
    "zero": (lambda node: number(node, "Percent") == ZERO, "the rate 0", "skattesatsen 0"),
    "above zero": (
        lambda node: _is_plain(node) or _any_rate(node, _is_above_zero),
        "a rate above zero",
        "en skattesats över noll",
    ),
    "zero or more": (lambda node: _any_rate(node, lambda rate: rate >= 0), "a rate", "en skattesats"),
    "none": (lambda node: not node.has("Percent"), "no rate at all", "ingen skattesats alls"),
}


def _any_rate(node: Element, wanted: Callable[[Decimal], bool]) -> bool:
    rates = [double(one.text) for one in node.all("Percent")]
    return any(not rate.is_nan() and wanted(rate) for rate in rates)


def _rate(family: Family, number_: str) -> Check:
    """05, 06, 07: the rate on a line, an allowance, a charge."""
    holds, en, sv = _RATES[family.rate]
    return check(
        f"{family.prefix}-{number_}",
        holds,
        f"category {family.code} ({family.en}) goes with {en}",
        f"till kategori {family.code} ({family.sv}) hör {sv}",
        Text(en=f"state {en}, or another category", sv=f"ange {sv} eller en annan kategori"),
    )


def _reason(family: Family) -> Check:
    """10: the reason for exemption, which some categories demand and the others forbid."""

    def given(node: Element) -> bool:
        return node.has("TaxExemptionReason") or node.has("TaxExemptionReasonCode")

    asked = family.reason
    en = "needs a reason for exemption" if asked else "may have no reason for exemption"
    sv = "behöver en anledning till undantaget" if asked else "får inte ha någon anledning till undantag"
    return check(
        f"{family.prefix}-10",
        given if asked else lambda node: not given(node),
        f"the VAT breakdown row of category {family.code} ({family.en}) {en}",
        f"momsspecifikationens rad för kategori {family.code} ({family.sv}) {sv}",
        Text(en="state the reason or its VATEX code, or leave it out where no exemption applies",
             sv="ange anledningen eller dess VATEX-kod, eller utelämna den där inget undantag gäller"),
    )  # fmt: skip


def rules() -> tuple[Rule, ...]:
    """Return the rules on single categories: in the breakdown, on lines, allowances and charges."""
    lines = ("InvoiceLine/Item/ClassifiedTaxCategory", "CreditNoteLine/Item/ClassifiedTaxCategory")
    return (
        Rule(
            ("/Invoice/TaxTotal/TaxSubtotal/TaxCategory", "/CreditNote/TaxTotal/TaxSubtotal/TaxCategory"),
            by=vat_category,
            cases={one.code: (base_check(one.prefix, one.code, many=one.many), tax_check(one.prefix, many=one.many),
                              _reason(one)) for one in FAMILIES},
        ),
        Rule("AllowanceCharge/TaxCategory", by=lambda node: _kind(node) + vat_category(node), cases=_adjusted()),
        Rule(lines, by=vat_category, cases={one.code: (_rate(one, "05"),) for one in FAMILIES}),
    )  # fmt: skip


def _kind(node: Element) -> str:
    above = node.parent
    if above is None:
        return ""
    return "-" if is_allowance(above) else "+" if is_charge(above) else ""


def _adjusted() -> dict[str, tuple[Check, ...]]:
    less: dict[str, tuple[Check, ...]] = {f"-{one.code}": (_rate(one, "06"),) for one in FAMILIES}
    return less | {f"+{one.code}": (_rate(one, "07"),) for one in FAMILIES}
