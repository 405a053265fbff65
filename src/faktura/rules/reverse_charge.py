"""Reverse charge inside Sweden (omvänd betalningsskyldighet, ML 16 kap.): who owes the VAT, and why.

`reverse_charge` answers `Reversed` (the buyer owes it, no VAT is charged), `Charged` (the ordinary rules: the
seller owes it) or `Refused` (the facts do not suffice).

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> builder = TaxStatus(registered=True, sells_building=True)
>>> match reverse_charge(ReverseKind.BUILDING, seller=TaxStatus(registered=True), buyer=builder,
...                      taxable=sek("100000"), on=date(2026, 3, 2), law=SWEDEN):
...     case Reversed(vat, law): print(vat.ground, law)
...     case Charged(code, law): print("the seller owes the VAT:", code)
reverse_charge.building ML 16 kap. 13 §
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import frozen

from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.vat_section import section_at
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.statutory import statement


class ReverseKind(StrEnum):
    """A supply with reverse charge inside Sweden, under its conditions."""

    BUILDING = "building"  # ground, construction, installation, finishing, machine hire with operator, cleaning, staff
    SCRAP = "scrap"  # scrap and waste of listed metals and batteries
    EMISSION = "emission"  # emission allowances
    ELECTRONICS = "electronics"  # mobile phones, integrated circuits, game consoles, tablets, laptops
    GOLD = "gold"  # gold of 325 thousandths or more
    INVESTMENT_GOLD = "investment_gold"
    FOREIGN_SELLER = "foreign_seller"  # a seller not established here: property, main-rule services, energy


@frozen(kw_only=True)
class TaxStatus:
    """What the rule asks about seller or buyer.

    Attributes:
        registered: Registered for VAT in Sweden, or due to register.
        established: Established in Sweden; asked of the seller.
        private: A private person.
        state: The State (staten); it always owes the VAT on building services it buys.
        housing_association: A housing co-operative or association (bostadsrättsförening).
        sells_building: Sells building services more than occasionally.
        resells_building: Resells the bought service to one who does.
    """

    registered: bool
    established: bool = True
    private: bool = False
    state: bool = False
    housing_association: bool = False
    sells_building: bool = False
    resells_building: bool = False


@frozen(kw_only=True)
class Charged:
    """The ordinary rules hold: the seller owes the VAT, if any. Matches as `Charged(code, law)`."""

    __match_args__ = ("code", "law")

    code: str
    law: str
    facts: tuple[tuple[str, str], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return why the charge is not reversed, in one sentence."""
        return sentence(self.code, language, **dict(self.facts))


@frozen(kw_only=True)
class Reversed:
    """The buyer owes the VAT. Matches as `Reversed(vat, law)`.

    Attributes:
        vat: The treatment of the line: category AE, no percent, the ground of the statutory text.
        code: Which condition was met.
        law: Act and section.
        buyer_vat_number_required: The buyer's VAT number must stand on the invoice (ML 17 kap. 24 § 4).
    """

    __match_args__ = ("vat", "law")

    vat: Vat
    code: str
    law: str
    facts: tuple[tuple[str, str], ...] = ()
    buyer_vat_number_required: bool = True

    def text(self, language: Language = "sv") -> str:
        """Return the words the invoice must carry (ML 17 kap. 24 § 14)."""
        return statement(self.vat.ground).text.say(language)

    def explain(self, language: Language = "en") -> str:
        """Return why the buyer owes the VAT, in one sentence."""
        return sentence(self.code, language, **dict(self.facts))


Decision = Charged | Reversed | Refused

_GOLD: Final = (ReverseKind.GOLD, ReverseKind.INVESTMENT_GOLD)


def reverse_charge(
    kind: ReverseKind,
    *,
    seller: TaxStatus,
    buyer: TaxStatus,
    taxable: Money | None = None,
    opted: bool = False,
    on: date,
    law: LawBook,
) -> Decision:
    """Return who owes the VAT on a supply of *kind* whose tax point is *on*.

    *taxable* is the taxable amount of all listed electronics in the one invoice, in kronor; the other kinds do
    not ask for it. *opted*: the seller has chosen to be taxed for investment gold, which is exempt otherwise. A
    credit note follows the invoice it changes and is never decided anew.

    Refused:
        `reverse.negative`, `reverse.amount_missing`, `reverse.currency`, `reverse.gold_not_opted`.
    Raises:
        LawNotKnown: The law is not known for that day.
    """
    ground = "gold" if kind in _GOLD else kind.value
    section = _section(ground, on)
    if ground not in law.reverse_charges.at(on):
        return Charged(code="reverse.not_yet", law=section, facts=(("day", on.isoformat()),))
    if taxable is not None and taxable.minor < 0:
        return Refused(code="reverse.negative", law=section)
    if kind is ReverseKind.FOREIGN_SELLER:
        return _foreign(seller, buyer, section)
    if not seller.registered:
        return Charged(code="reverse.seller_not_registered", law=section)
    if kind is ReverseKind.BUILDING:
        return _building(buyer, section)
    if buyer.private or not buyer.registered:
        return Charged(code="reverse.buyer_not_registered", law=section)
    if kind is ReverseKind.ELECTRONICS:
        return _electronics(taxable, section, on=on, law=law)
    if kind is ReverseKind.INVESTMENT_GOLD and not opted:
        return Refused(code="reverse.gold_not_opted", law=section)
    return _reversed(ground, "reverse.both_registered", section)


def _section(ground: str, on: date) -> str:
    """Return the section of the act in force; those of the act of 1994 are not given."""
    return section_at(statement(f"reverse_charge.{ground}").law, on)


def _reversed(ground: str, code: str, section: str, *facts: tuple[str, str]) -> Reversed:
    treatment = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), f"reverse_charge.{ground}")
    return Reversed(vat=treatment, code=code, law=section, facts=facts)


def _building(buyer: TaxStatus, section: str) -> Decision:
    if buyer.state:
        return _reversed("building", "reverse.state", section)
    if buyer.private:
        return Charged(code="reverse.private_person", law=section)
    if buyer.housing_association:
        return Charged(code="reverse.housing_association", law=section)
    if buyer.sells_building:
        return _reversed("building", "reverse.sells_building", section)
    if buyer.resells_building:
        return _reversed("building", "reverse.resells_building", section)
    return Charged(code="reverse.not_builder", law=section)


def _electronics(taxable: Money | None, section: str, *, on: date, law: LawBook) -> Decision:
    limit = law.electronics_limit.at(on)
    if taxable is None:
        return Refused(code="reverse.amount_missing", law=section)
    if taxable.currency != limit.currency:
        return Refused(code="reverse.currency", law=section, facts=(("currency", taxable.currency),))
    facts = (("taxable", str(taxable)), ("limit", str(limit)))
    if taxable > limit:
        return _reversed("electronics", "reverse.above_limit", section, *facts)
    return Charged(code="reverse.not_above_limit", law=section, facts=facts)


def _foreign(seller: TaxStatus, buyer: TaxStatus, section: str) -> Decision:
    if seller.established:
        return Charged(code="reverse.seller_established", law=section)
    if buyer.private or not buyer.registered:
        return Charged(code="reverse.buyer_not_registered", law=section)
    return _reversed("foreign_seller", "reverse.foreign_seller", section)


@frozen(kw_only=True)
class Part:
    """One line of an invoice before its VAT is decided.

    Attributes:
        kind: What it is; none: no listed supply.
        taxable: Its taxable amount, in kronor.
        opted: The seller has chosen to be taxed for this investment gold, which is exempt otherwise.
    """

    kind: ReverseKind | None
    taxable: Money
    opted: bool = False


def reverse_charge_in_invoice(
    parts: Sequence[Part], *, seller: TaxStatus, buyer: TaxStatus, on: date, law: LawBook
) -> tuple[Decision | None, ...]:
    """Return the decision on each of the *parts* of one invoice; none for what is no listed supply.

    The electronics are taken together against the limit; what else stands on the invoice, accessories
    too, keeps its ordinary VAT and does not count.
    """
    listed = [part.taxable for part in parts if part.kind is ReverseKind.ELECTRONICS]
    together = total(listed, listed[0].currency) if listed else None
    return tuple(
        None
        if part.kind is None
        else reverse_charge(
            part.kind,
            seller=seller,
            buyer=buyer,
            taxable=together if part.kind is ReverseKind.ELECTRONICS else None,
            opted=part.opted,
            on=on,
            law=law,
        )
        for part in parts
    )
