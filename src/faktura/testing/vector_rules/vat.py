"""Worked examples of VAT, rounding and invoice contents: which runner answers which prefix, and the amounts.

An example that names no day is about the law as it stood in 2026.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from faktura.core.document import Computed, DocumentKind, Draft, Line, PriceBasis, RoundingPolicy, line
from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.core.rounding import half_up
from faktura.core.vat import Vat
from faktura.core.vat import vat as vat_of
from faktura.rules.law.book import SWEDEN
from faktura.rules.totals import compute, vat_in_kronor
from faktura.rules.vat_rates import Supply, rate_of
from faktura.testing.senders import COMPANY, SENDER
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood, number
from faktura.testing.vector_rules.vat_supplies import (
    ANY_DAY,
    DAYS,
    day_of,
    decide,
    e_invoice,
    known_supply,
    law_of_rate,
    simplified,
    small,
    statement_text,
    storage,
    treatment,
)

_AMOUNTS: Final = ("ex_vat", "net", "base", "amount")
_LIMITS: Final = frozenset({"simplified_limit", "electronics_limit", "small_business_limit"})
_WITH_VAT: Final = ("total_incl_vat", "incl_vat", "total")
_PERCENTS: Final = ("percent", "vat_percent", "rate")
_REVERSE_KEYS: Final = ("goods", "service", "supply", "kind", "category")


class ByRate(dict[str, Money]):
    """The VAT of an invoice with several rates, by percent; as text it is their sum, which some examples ask for."""

    def __str__(self) -> str:
        """Return the sum in kronor."""
        return f"{total(self.values(), 'SEK').major:f}"


def answer(given: Given, wanted: frozenset[str]) -> Answers:
    """Return what the example asks, told by what it gives and by the names it wants."""
    for applies, run in _QUESTIONS:
        if applies(given, wanted):
            return run(given)
    raise NotUnderstood(", ".join(sorted(wanted)))


def totals_of(*lines: Line, basis: PriceBasis = PriceBasis.WITHOUT_VAT, whole: bool = False) -> Computed:
    """Return what an invoice of *lines* comes to; the seller and the buyer are test companies."""
    rounding = RoundingPolicy.WHOLE_KRONOR if whole else RoundingPolicy.NONE
    draft = Draft(id="V", seller=SENDER.party, buyer=COMPANY.party, lines=lines, price_basis=basis, rounding=rounding)
    found = compute(draft, on=ANY_DAY, law=SWEDEN)
    if isinstance(found, Refused):
        raise found.error()
    return found


def _line(net: Decimal, treatment: Vat) -> Line:
    """Return a line of *net*; the price is positive, what is taken back is a negative quantity."""
    return line("V", -1 if net < 0 else 1, abs(net), vat=treatment)


def _told(found: Computed) -> dict[str, object]:
    """Return the totals under the names examples use; a credit note's with their sign."""
    sums, sign = found.totals, -1 if found.kind is DocumentKind.CREDIT_NOTE else 1
    rows = {f"{row.percent:f}": row.amount * sign for row in sums.breakdown}
    reversed_base = total((row.base * sign for row in sums.breakdown if row.category == "AE"), "SEK")
    several = len(rows) > 1 and not reversed_base
    return {
        "base": sums.without_vat * sign,
        "vat": ByRate(rows) if several else sums.vat * sign,
        "vat_total": sums.vat * sign,
        "total": sums.with_vat * sign,
        "total_incl_vat": sums.with_vat * sign,
        "rounding": sums.rounding * sign,
        "to_pay": sums.amount_due * sign,
        "reverse_charge_base": reversed_base,
        **{f"vat_{percent}": amount for percent, amount in rows.items()},
    }


def _percent(given: Given) -> Vat:
    return vat_of(given.first(given.decimal, *_PERCENTS))


def _same_rate(given: Given) -> Answers:
    key = "lines_ex_vat" if "lines_ex_vat" in given else "lines_incl_vat"
    basis = PriceBasis.WITHOUT_VAT if key == "lines_ex_vat" else PriceBasis.WITH_VAT
    treatment = _percent(given)
    lines = (_line(number(amount, key), treatment) for amount in given.texts(key))
    found = totals_of(*lines, basis=basis, whole=given.flag("round_to_krona", False))
    exact = Fraction(found.totals.without_vat.major) * Fraction(treatment.percent) / 100
    return {**_told(found), "vat_unrounded": exact}


def _whole_kronor(given: Given) -> Answers:
    """Round a total; its VAT at the rate given, else the ordinary one, shows that it stays."""
    standard = rate_of(Supply.STANDARD, ANY_DAY, SWEDEN).vat
    treatment = _percent(given) if any(key in given for key in _PERCENTS) else standard
    whole = given.flag("round_to_krona", True)
    amount = given.first(given.decimal, "total", "total_incl_vat")
    return _told(totals_of(_line(amount, treatment), basis=PriceBasis.WITH_VAT, whole=whole))


def _one_amount(given: Given) -> Answers:
    """Put VAT on one amount, or find it within one."""
    treatment, within = _percent(given), any(map(given.has, _WITH_VAT))
    keys, basis = (_WITH_VAT, PriceBasis.WITH_VAT) if within else (_AMOUNTS, PriceBasis.WITHOUT_VAT)
    return _told(totals_of(_line(given.first(given.decimal, *keys), treatment), basis=basis))


def _limits(given: Given) -> Answers:
    """Look up the limits of the act on a day."""
    day = day_of(given)
    tables = {
        "simplified_limit": SWEDEN.simplified_limit,
        "electronics_limit": SWEDEN.electronics_limit,
        "small_business_limit": SWEDEN.small_business_limit,
    }
    return {name: table.at(day) for name, table in tables.items() if day >= table.rows[-1].since}


def _line_rounding(given: Given) -> Answers:
    key = "line_incl_vat_unrounded"
    exact = [number(amount, key) for amount in given.texts(key)]
    lines = [Money.rounded(amount, "SEK", half_up) for amount in exact]
    return {
        "sum_of_rounded_lines": total(lines, "SEK"),
        "rounded_sum": Money.rounded(sum(exact, Decimal(0)), "SEK", half_up),
    }


def _lines(given: Given) -> Answers:
    rows = given.rows("lines")
    if any(row.has(key) for row in rows for key in ("goods", "service")):
        return _reverse(given)
    lines = (_line(row.first(row.decimal, *_AMOUNTS), _percent(row)) for row in rows)
    return _told(totals_of(*lines, whole=given.flag("round_to_krona", False)))


def _reverse(given: Given) -> Answers:
    """Decide each line, or the one supply, and add the invoice up."""
    rows = given.rows("lines") or (given,)
    decided = decide(given, rows)
    amounts = tuple(_amount(row) for row in rows)
    told: dict[str, object] = {
        "reverse_charge": any(one.reversed for one in decided),
        "text": next((one.text for one in decided if one.text), None),
        "buyer_vat_number_required": any(one.reversed for one in decided),
        "law": decided[0].law,
        "code": decided[0].code,
    }
    lines = [_line(amount, one.vat) for amount, one in zip(amounts, decided, strict=True) if amount is not None]
    return {**told, **_told(totals_of(*lines))} if lines else told


def _amount(row: Given) -> Decimal | None:
    keys = ("base_ex_vat", *_AMOUNTS)
    return row.first(row.decimal, *keys) if any(map(row.has, keys)) else None


def _kronor(given: Given) -> Answers:
    tax = given.money("vat_amount", given.text("currency"))
    return {"vat_sek": vat_in_kronor(tax, given.first(given.decimal, "rate_sek", "rate", "exchange_rate"))}


def _asks_rate(given: Given, wanted: frozenset[str]) -> bool:
    dated = any(given.has(key) for key in DAYS)
    return (
        dated and bool(wanted & {"percent", "rate", "vat_percent", "known", "refused", "error"}) and known_supply(given)
    )


def _asks_reverse(given: Given, wanted: frozenset[str]) -> bool:
    named = {"reverse_charge", "reverse_charge_base", "buyer_vat_number_required", "text", "vat", "total"}
    return bool(wanted & named) and any(given.has(key) for key in _REVERSE_KEYS)


_Question = tuple[Callable[[Given, frozenset[str]], bool], Callable[[Given], Answers]]

_QUESTIONS: Final[tuple[_Question, ...]] = (
    (lambda _given, wanted: any(name.startswith("simplified") for name in wanted - _LIMITS), simplified),
    (lambda given, _: "line_incl_vat_unrounded" in given, _line_rounding),
    (lambda given, _: "lines_ex_vat" in given or "lines_incl_vat" in given, _same_rate),
    (lambda given, _: given.has("currency", "vat_amount"), _kronor),
    (lambda given, _: "lines" in given, _lines),
    (lambda given, _: "ground" in given, statement_text),
    (lambda given, _: any("turnover" in key for key in given.values), small),
    (lambda _given, wanted: bool(wanted & {"keep_until", "kept_until", "storage_until", "until"}), storage),
    (lambda _given, wanted: bool(wanted & {"e_invoice", "e_invoice_required", "electronic_invoice"}), e_invoice),
    (_asks_rate, law_of_rate),
    (lambda given, wanted: "category" in wanted and any(map(given.has, ("country", "buyer_country"))), treatment),
    (_asks_reverse, _reverse),
    (lambda given, wanted: bool(wanted & {"to_pay", "rounding"}) and ("total" in given or "total_incl_vat" in given),
     _whole_kronor),
    (lambda given, wanted: bool(wanted & {"vat", "base", "total"}) and any(map(given.has, _PERCENTS)), _one_amount),
    (lambda _given, wanted: bool(wanted & _LIMITS), _limits),
)  # fmt: skip

_PREFIXES: Final = (
    "vat", "invoice", "contents", "rounding", "krona", "kronor", "reverse", "simplified", "small", "storage",
    "retention", "treatment", "category", "eu", "export", "margin", "statement", "text", "e-invoice", "electronics",
)  # fmt: skip

RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = dict.fromkeys(_PREFIXES, answer)
"""Every prefix of this subject is answered by the keys of the example."""
