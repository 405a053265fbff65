"""Texts the law wants on a document, by the ground a line names (`Vat.ground`), in Swedish and English.

A ground names a statement of this table (`reverse_charge.building`) or is itself the text to print.
The sections are those of mervärdesskattelagen (2023:200), ML, where a source gives them; else the
provision of directive 2006/112/EC, which ML 17 kap. 24 § 13 lets stand in their place. The codes
are those of the VATEX list (BT-121), empty where the list has none.

>>> statement("reverse_charge.building").text.sv
'Omvänd betalningsskyldighet'
"""

import re
from typing import Final

from attrs import frozen

from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Text


@frozen(kw_only=True)
class Statement:
    """What is printed when a supply carries no VAT.

    Attributes:
        category: The VAT category the ground belongs to.
        text: As printed (BT-120).
        law: The provision behind it.
        code: VATEX code (BT-121), or empty.
    """

    category: VatCategory
    text: Text
    law: str
    code: str = ""


_REVERSE: Final = Text(sv="Omvänd betalningsskyldighet", en="Reverse charge")


def _reverse(law: str) -> Statement:
    return Statement(category=VatCategory.REVERSE_CHARGE, text=_REVERSE, law=law, code="VATEX-EU-AE")


def _exempt(sv: str, en: str, article: str, code: str = "") -> Statement:
    return Statement(
        category=VatCategory.EXEMPT,
        text=Text(
            sv=f"Undantag från skatteplikt: {sv}, artikel {article} direktiv 2006/112/EG",
            en=f"Exempt from VAT: {en}, article {article} of directive 2006/112/EC",
        ),
        law=f"ML 10 kap.; directive 2006/112/EC article {article}",
        code=code,
    )


def _margin(sv: str, en: str, item: int, code: str = "") -> Statement:
    text = Text(sv=f"Vinstmarginalbeskattning för {sv}", en=f"Margin scheme - {en}")
    return Statement(category=VatCategory.EXEMPT, text=text, law=f"ML 17 kap. 24 § {item}", code=code)


def _outside(law: str) -> Statement:
    text = Text(sv="ML ej tillämplig", en="Outside the scope of VAT")
    return Statement(category=VatCategory.OUTSIDE, text=text, law=law, code="VATEX-EU-O")


STATEMENTS: Final = {
    "reverse_charge": _reverse("ML 16 kap."),
    "reverse_charge.building": _reverse("ML 16 kap. 13 §"),
    "reverse_charge.scrap": _reverse("ML 16 kap. 14 §"),
    "reverse_charge.emission": _reverse("ML 16 kap. 15 §"),
    "reverse_charge.electronics": _reverse("ML 16 kap. 16 §"),
    "reverse_charge.gold": _reverse("ML 16 kap. 11-12 §§"),
    "reverse_charge.foreign_seller": _reverse("ML 16 kap. 6, 8, 9 §§"),
    "reverse_charge.eu_services": _reverse("directive 2006/112/EC article 196"),
    "intra_eu.goods": Statement(
        category=VatCategory.INTRA_EU,
        text=Text(
            sv="Unionsintern leverans, ML 10 kap. 42 §, artikel 138 direktiv 2006/112/EG",
            en="Intra-Community supply, article 138 of directive 2006/112/EC",
        ),
        law="ML 10 kap. 42 §",
        code="VATEX-EU-IC",
    ),
    "intra_eu.new_transport": Statement(
        category=VatCategory.INTRA_EU,
        text=Text(
            sv="Unionsintern leverans av nytt transportmedel, artikel 138.2 a direktiv 2006/112/EG",
            en="Intra-Community supply of a new means of transport, article 138.2 a of directive 2006/112/EC",
        ),
        law="directive 2006/112/EC article 138.2 a",
        code="VATEX-EU-IC",
    ),
    "export": Statement(
        category=VatCategory.EXPORT,
        text=Text(
            sv="Export, ML 10 kap., artikel 146 direktiv 2006/112/EG",
            en="Export outside the EU, article 146 of directive 2006/112/EC",
        ),
        law="ML 10 kap.; directive 2006/112/EC article 146",
        code="VATEX-EU-G",
    ),
    "export.services": Statement(
        category=VatCategory.EXPORT,
        text=Text(
            sv="Tjänst omsatt utanför EU, artikel 44 och 59 direktiv 2006/112/EG",
            en="Service supplied outside the EU, articles 44 and 59 of directive 2006/112/EC",
        ),
        law="directive 2006/112/EC articles 44, 59",
        code="VATEX-EU-G",
    ),
    "exempt.hospital": _exempt("sjukvård", "hospital and medical care", "132.1 b", "VATEX-EU-132-1B"),
    "exempt.medical": _exempt("sjukvårdande behandling", "medical care", "132.1 c", "VATEX-EU-132-1C"),
    "exempt.dental": _exempt("tandvård", "dental care", "132.1 e", "VATEX-EU-132-1E"),
    "exempt.social": _exempt("social omsorg", "welfare and social security", "132.1 g", "VATEX-EU-132-1G"),
    "exempt.education": _exempt("utbildning", "education", "132.1 i", "VATEX-EU-132-1I"),
    "exempt.sport": _exempt("idrott", "sport", "132.1 m", "VATEX-EU-132-1M"),
    "exempt.culture": _exempt("kultur", "culture", "132.1 n", "VATEX-EU-132-1N"),
    "exempt.insurance": _exempt("försäkring", "insurance", "135.1 a"),
    "exempt.finance": _exempt("finansiella tjänster", "financial services", "135.1 b-g"),
    "exempt.letting": _exempt("upplåtelse av fastighet", "letting of immovable property", "135.1 l"),
    "exempt.investment_gold": _exempt("investeringsguld", "investment gold", "346"),
    "margin.second_hand": _margin("begagnade varor", "Second-hand goods", 17, "VATEX-EU-F"),
    "margin.art": _margin("konstverk", "Works of art", 17, "VATEX-EU-I"),
    "margin.collectors": _margin("samlarföremål och antikviteter", "Collector's items and antiques", 17, "VATEX-EU-J"),
    "margin.travel": _margin("resebyråer", "Travel agents", 16),
    "exempt.small_business": Statement(
        category=VatCategory.EXEMPT,
        text=Text(
            sv="Undantag från skatteplikt för små företag, ML 18 kap.",
            en="Exempt from VAT: special scheme for small enterprises, ML chapter 18",
        ),
        law="ML 18 kap. 4 §",
    ),
    "outside.compensation": _outside("lag (1981:739) 4 a §"),
    "outside.reminder_fee": _outside("lag (1981:739) 2 §"),
    "outside.interest": _outside("räntelagen (1975:635)"),
}
"""Every ground that is known by name."""

DEFAULT_GROUNDS: Final = {
    VatCategory.REVERSE_CHARGE: "reverse_charge",
    VatCategory.INTRA_EU: "intra_eu.goods",
    VatCategory.EXPORT: "export",
    VatCategory.OUTSIDE: "outside.compensation",
}
"""What a category without a stated ground says; an exemption has no default, its ground must be known."""

F_TAX: Final = Text(sv="Godkänd för F-skatt", en="Approved for F-tax (Godkänd för F-skatt)")
"""Printed when the seller is approved for F-tax; the Swedish words are the registered ones (SE-R-005)."""

SELF_BILLING: Final = Text(sv="Självfakturering", en="Self-billing")
"""ML 17 kap. 24 § 12."""

_KEY: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+", re.ASCII)


def statement(ground: str) -> Statement:
    """Return the statement of a known *ground*; `KeyError` when the ground is a text of its own."""
    return STATEMENTS[ground]


def ground_of(vat: Vat) -> str:
    """Return the ground of *vat*, or what its category says by itself; empty for ordinary VAT."""
    return vat.ground or DEFAULT_GROUNDS.get(vat.category, "")


def looks_like_a_key(ground: str) -> bool:
    """Whether *ground* is written as a key (`exempt.education`) and not as a text to print."""
    return bool(_KEY.fullmatch(ground))
