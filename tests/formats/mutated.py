"""E-invoices made a little wrong, to ask the official rules and our own what they say of them.

Every change is drawn from a `random.Random`, so that a seed gives the same file again.
"""

import copy
import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from lxml import etree

from faktura.formats.einvoice.preflight.ubl import UBL

CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_NUMBER: Final = re.compile(r"\s*-?[0-9]+(\.[0-9]+)?\s*")
_MEASURED: Final = re.compile("Amount|Quantity|Percent|Numeric")
_STEPS: Final = ["0.01", "-0.01", "0.02", "-0.02", "0.03", "1", "-1", "1.01", "0.99", "0.5", "0.005", "10", "-1000"]
_COUNTRIES: Final = ["SE", "DK", "NO", "IS", "IT", "GR", "NL", "DE", "FR", "EL", "XX", "se", " DE "]


def _words(text: str) -> list[str]:
    return text.split()


_SCHEMES: Final = _words(
    """
    0088 0192 0184 0096 0198 0208 0201 0210 9907 0211 0007 0151 0106 0190 9944 0217 SEPA 9933 0196 9999 TST
    AAB
    """
)
_WORDS: Final = _words(
    """
    0 1 -1 0.00 0.01 100 100.005 25 12 6 25.0 S Z E AE K G O L M B VAT vat TAX 30 31 42 49 50 56 58 59 48 93
    9 130 380 381 384 326 386 389 SEK EUR XYZ true false 2026-01-31 2017-02-30 2026-01-31Z SE556036079301
    5560360793 5560360794 7300010000001 SE:BANKGIRO SE:PLUSGIRO VATEX-EU-AE vatex-eu-o VATEX-EU-D 95 ZZZ C62
    3 35 #AAI#text #XXX#t ##M.AR.K## EINDAGI x a@b.se 01# 2.1 NL123456789B01 NO123456789MVA
    """
)
_TEXTS: Final = [
    *_WORDS,
    *(" S", "AE ", "1.00 ", "", "Godkänd för F-skatt", "GODKÄND FÖR  F-SKATT", "#SKONTO#TAGE=14#PROZENT=2.25#\n"),
]
_ATTRIBUTES: Final = _words(
    """
    schemeID currencyID unitCode listID mimeCode filename name languageID schemeName listVersionID
    unitCodeListID
    """
)
Change = Callable[[etree._Element, random.Random], None]


def _elements(root: etree._Element) -> list[etree._Element]:
    return [one for one in root.iter() if isinstance(one.tag, str)]


def _leaves(root: etree._Element) -> list[etree._Element]:
    return [one for one in _elements(root) if not len(one)]


def _below(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice(_elements(root)[1:] or [root])


def _remove(root: etree._Element, chance: random.Random) -> None:
    one = _below(root, chance)
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _repeat(root: etree._Element, chance: random.Random) -> None:
    one = _below(root, chance)
    if one is not root:
        one.addnext(copy.deepcopy(one))


def _count(root: etree._Element, chance: random.Random) -> None:
    """Change a number by a cent, by one, by much."""
    some = [
        one
        for one in _leaves(root)
        if _MEASURED.search(etree.QName(one).localname) and _NUMBER.fullmatch(one.text or "")
    ]
    if some:
        one = chance.choice(some)
        one.text = str(Decimal((one.text or "0").strip()) + Decimal(chance.choice(_STEPS)))


def _say(root: etree._Element, chance: random.Random) -> None:
    chance.choice(_leaves(root)).text = chance.choice(_TEXTS)


def _move(root: etree._Element, chance: random.Random) -> None:
    """Let a party live in another country, with a VAT number of it."""
    country = chance.choice(_COUNTRIES)
    role = chance.choice(["AccountingSupplierParty", "AccountingCustomerParty"])
    for party in root.iter(f"{{{CAC}}}{role}"):
        for one in party.iter(f"{{{CBC}}}IdentificationCode"):
            one.text = country
        for one in party.iter(f"{{{CBC}}}CompanyID"):
            if (one.text or "")[:2].isalpha() and chance.random() < 0.7:
                one.text = country + (one.text or "")[2:]


def _attribute(root: etree._Element, chance: random.Random) -> None:
    one = chance.choice(_leaves(root))
    names = [str(name) for name in one.attrib]
    if names and chance.random() < 0.5:
        del one.attrib[names[0]]
    else:
        one.set(chance.choice([*names, *_ATTRIBUTES]), chance.choice([*_SCHEMES, "SEK", "EUR", "C62", "zz"]))


def _insert(root: etree._Element, chance: random.Random) -> None:
    """Put in an element that UBL knows there, where it belongs."""
    some = [one for one in _elements(root) if UBL.type_of(etree.QName(one).localname) is not None]
    above = chance.choice(some)
    kind = UBL.type_of(etree.QName(above).localname)
    assert kind is not None
    name = chance.choice([one for one in kind.order if one not in UBL.lax])
    made = _filled(name, chance, 0)
    before = [
        at
        for at, one in enumerate(above)
        if isinstance(one.tag, str) and kind.order.get(etree.QName(one).localname, -1) <= kind.order[name]
    ]
    above.insert(before[-1] + 1 if before else 0, made)


def _filled(name: str, chance: random.Random, depth: int) -> etree._Element:
    """Return an element with values of the right kind, and what it must have below it."""
    if name in UBL.aggregates:
        made = etree.Element(f"{{{CAC}}}{name}")
        kind = UBL.type_of(name)
        if kind is not None and depth < 4:
            for one in kind.order:
                if one not in UBL.lax and (one in kind.needs or chance.random() < 0.3 / (depth + 1)):
                    made.append(_filled(one, chance, depth + 1))
        return made
    made = etree.Element(f"{{{CBC}}}{name}")
    if name.endswith(("Amount", "Quantity", "Measure", "Percent", "Numeric", "Rate")):
        made.text = chance.choice(["0", "1", "25", "10.00", "0.005", "-5"])
        if name.endswith(("Amount", "Quantity", "Measure")):
            made.set("currencyID" if name.endswith("Amount") else "unitCode", chance.choice(["SEK", "EUR", "C62"]))
    elif name.endswith("Indicator"):
        made.text = chance.choice(["true", "false"])
    elif name.endswith("Date"):
        made.text = chance.choice(["2017-12-01", "2026-01-31", "2030-01-01"])
    elif name.endswith("Time"):
        made.text = "12:00:00"
    elif name.endswith("Object"):
        made.text = "AAAA"
        made.set("mimeCode", "application/pdf")
    else:
        made.text = chance.choice(_TEXTS) or "x"
    return made


_CHANGES: Final[tuple[Change, ...]] = (
    _remove, _repeat, _count, _count, _count, _say, _say, _move, _attribute, _insert, _insert,
)  # fmt: skip


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with one to four changes."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    for _ in range(chance.choice([1, 1, 2, 4])):
        chance.choice(_CHANGES)(root, chance)
    return etree.tostring(root)
