"""Which VAT category a sale belongs to: the seven of EN 16931, and when each is lawful.

`vat_treatment` decides from where the goods go or the buyer is established, and what the buyer has shown. It knows
the main rules; a supply with a place rule of its own (property, events, transport, restaurant) is said to be at home or
not by the caller, by `main_rule=False`. Reverse charge inside Sweden is decided by `rules.reverse_charge`.

>>> from faktura.core.identity import VatNumber
>>> from faktura.rules.law.book import SWEDEN
>>> sale = Sale(kind=ProductKind.GOODS, country="DK", buyer_vat_number=VatNumber.parse("DK13585628"))
>>> found = vat_treatment(sale, on=date(2026, 3, 2), law=SWEDEN)
>>> found.vat.category.value, found.vat.ground, found.law
('K', 'intra_eu.goods', 'ML 10 kap. 42 §')
>>> print(when_lawful(VatCategory.ZERO, "en"))
zero rate: the Swedish act has none; an exempt supply is category E with its ground
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from faktura.core.errors import Refused
from faktura.core.identity import VatNumber
from faktura.core.product import ProductKind
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.vat_rates import Rate, Supply, rate_of
from faktura.rules.vat_section import section_at
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.statutory import STATEMENTS


class Duty(StrEnum):
    """What a treatment asks of the seller besides the text on the invoice."""

    BUYER_VAT_NUMBER = "buyer_vat_number"  # ML 17 kap. 24 § 4
    FULL_INVOICE = "full_invoice"  # ML 17 kap. 27 §
    EC_LIST = "ec_list"  # periodisk sammanställning; invoice by the 15th, ML 17 kap. 17-18 §§
    EVIDENCE = "evidence"  # that the goods left the country


@frozen(kw_only=True)
class Sale:
    """What decides the category.

    Attributes:
        supply: What is sold, for the rate; `kind`: goods or a service.
        country: Where the goods are sent to, or where the buyer of a service is established (ISO 3166).
        buyer_vat_number: The buyer's number, checked by the seller.
        business: The buyer acts as a business; a VAT number says so by itself.
        main_rule: The service is supplied where the buyer is (between businesses); False: it is supplied in Sweden.
        digital: Electronic, telecommunication or broadcasting service, supplied where a consumer lives.
        ground: The ground of an exemption or margin scheme (`exempt.education`, `margin.art`), if any.
    """

    supply: Supply = Supply.STANDARD
    kind: ProductKind = ProductKind.SERVICE
    country: str = "SE"
    buyer_vat_number: VatNumber | None = None
    business: bool = False
    main_rule: bool = True
    digital: bool = False
    ground: str = ""

    @property
    def to_business(self) -> bool:
        """Whether the buyer is a business."""
        return self.business or self.buyer_vat_number is not None


@frozen(kw_only=True)
class Treatment:
    """The lawful treatment of a sale.

    Attributes:
        code: Why, as a code whose sentence `explain` says.
        law: Act and section, or article of directive 2006/112/EC.
        rate: The row the percentage was read from, for category S.
    """

    vat: Vat
    code: str
    law: str
    duties: tuple[Duty, ...] = ()
    rate: Rate | None = None

    def explain(self, language: Language = "en") -> str:
        """Return why the sale is treated so, in one sentence."""
        said = sentence(self.code, language)
        return f"{said}; {self.rate.explain(language)}" if self.rate is not None else said


_NOTHING: Final = Decimal(0)
_FREE: Final = ("exempt.", "margin.")


def when_lawful(category: VatCategory, language: Language = "en") -> str:
    """Return in one sentence when *category* may be used on a Swedish invoice."""
    return sentence(f"vat.category.{category.value}", language)


def vat_treatment(sale: Sale, *, on: date, law: LawBook) -> Treatment | Refused:
    """Return category, rate and ground of *sale* when its tax point is *on*, or why they cannot be told.

    Refused:
        `vat.unknown_ground`: no exemption or margin scheme of that name;
        `vat.buyer_number_missing`: goods to a business in another EU country without its VAT number;
        `vat.distance_sale`: sold to a consumer of another EU country, whose VAT may be owed there;
        `vat.number_of_seller_country`: the buyer's number is Swedish though the sale goes abroad.
    Raises:
        LawNotKnown: Rate or EU membership is not known for that day.
    """
    found = _decided(sale, on=on, law=law)
    return evolve(found, law=section_at(found.law, on))


def _decided(sale: Sale, *, on: date, law: LawBook) -> Treatment | Refused:
    if sale.ground:
        return _stated(sale.ground)
    members = law.vat_area.at(on)
    if sale.country == "SE":
        return _at_home(sale, "vat.at_home", on, law)
    if sale.kind is ProductKind.GOODS:
        abroad = sale.country not in members and sale.country != "XI"
        return _export("export", "vat.export_goods") if abroad else _goods_in_eu(sale)
    if not sale.main_rule:
        return _at_home(sale, "vat.supplied_here", on, law)
    if not sale.to_business:
        return _consumer_service(sale, sale.country in members, on, law)
    if sale.country not in members:
        return _export("export.services", "vat.export_services")
    return _services_in_eu(sale)


def _free(category: VatCategory, ground: str, code: str, *duties: Duty) -> Treatment:
    return Treatment(vat=Vat(category, _NOTHING, ground), code=code, law=STATEMENTS[ground].law, duties=duties)


def _stated(ground: str) -> Treatment | Refused:
    known = STATEMENTS.get(ground)
    if known is None or not ground.startswith(_FREE):
        return Refused(code="vat.unknown_ground", law="ML 17 kap. 24 § 13", facts=(("ground", ground),))
    return _free(known.category, ground, "vat.margin" if ground.startswith("margin.") else "vat.exempt")


def _at_home(sale: Sale, code: str, on: date, law: LawBook) -> Treatment:
    rate = rate_of(sale.supply, on, law)
    return Treatment(vat=rate.vat, code=code, law=rate.law, rate=rate)


def _export(ground: str, code: str) -> Treatment:
    duties = (Duty.EVIDENCE,) if ground == "export" else ()
    return _free(VatCategory.EXPORT, ground, code, *duties)


def _foreign_number(sale: Sale) -> Refused | None:
    if sale.buyer_vat_number is None:
        return Refused(code="vat.buyer_number_missing", law="ML 17 kap. 24 § 4", facts=(("country", sale.country),))
    if sale.buyer_vat_number.country == "SE":
        return Refused(code="vat.number_of_seller_country", law="ML 10 kap. 42 §", facts=(("country", sale.country),))
    return None


def _goods_in_eu(sale: Sale) -> Treatment | Refused:
    if not sale.to_business:
        return Refused(
            code="vat.distance_sale", law="directive 2006/112/EC article 33", facts=(("country", sale.country),)
        )
    refused = _foreign_number(sale)
    duties = (Duty.BUYER_VAT_NUMBER, Duty.FULL_INVOICE, Duty.EC_LIST, Duty.EVIDENCE)
    return refused or _free(VatCategory.INTRA_EU, "intra_eu.goods", "vat.eu_goods", *duties)


def _services_in_eu(sale: Sale) -> Treatment | Refused:
    refused = _foreign_number(sale)
    duties = (Duty.BUYER_VAT_NUMBER, Duty.EC_LIST)
    return refused or _free(VatCategory.REVERSE_CHARGE, "reverse_charge.eu_services", "vat.eu_services", *duties)


def _consumer_service(sale: Sale, member: bool, on: date, law: LawBook) -> Treatment | Refused:
    if not sale.digital:
        return _at_home(sale, "vat.consumer_service", on, law)
    if member:
        return Refused(
            code="vat.distance_sale", law="directive 2006/112/EC article 58", facts=(("country", sale.country),)
        )
    return _export("export.services", "vat.export_services")
