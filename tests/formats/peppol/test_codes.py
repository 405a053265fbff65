"""The code lists against the official rules and lists they are taken from."""

import re
from pathlib import Path

import pytest
from lxml import etree

from faktura.formats.peppol import codes
from tests.reference import reference

LISTS = [
    # our list,          rule of EN 16931
    (codes.SCHEMES, "BR-CL-25"),
    (codes.COUNTRIES, "BR-CL-14"),
    (codes.CURRENCIES, "BR-CL-04"),
    (codes.UNITS, "BR-CL-23"),
    (codes.VATEX, "BR-CL-22"),
]
PEPPOL = [
    # our list,          variable of the Peppol rules
    (codes.SCHEMES, "eaid"),
    (codes.COUNTRIES, "ISO3166"),
    (codes.CURRENCIES, "ISO4217"),
    (codes.MIME_TYPES, "MIMECODE"),
]


def longest(path: Path, key: str, name: str, attribute: str) -> set[str]:
    """The words of the longest quoted text in an attribute of the element that is so named."""
    found = next(one for one in etree.parse(str(path)).iter() if one.get(key) == name)
    return set(max(re.findall(r"'([^']*)'", found.get(attribute, "")), key=len).split())


def core(rule: str) -> set[str]:
    """The codes that a rule of EN 16931 lists."""
    path = reference("einvoice", "en16931", "EN16931-UBL-validation-preprocessed.sch")
    return longest(path, "id", rule, "test")


def own(variable: str) -> set[str]:
    """The codes that a variable of the Peppol rules lists."""
    path = reference("einvoice", "peppol-bis-3", "rules", "PEPPOL-EN16931-UBL.sch")
    return longest(path, "name", variable, "value")


@pytest.mark.parametrize(("ours", "rule"), LISTS, ids=[rule for _, rule in LISTS])
def test_every_code_is_one_of_the_core_rules(ours: frozenset[str], rule: str) -> None:
    """None that EN 16931 refuses."""
    assert ours <= core(rule)


@pytest.mark.parametrize(("ours", "variable"), PEPPOL, ids=[name for _, name in PEPPOL])
def test_every_code_is_one_of_peppols(ours: frozenset[str], variable: str) -> None:
    """None that Peppol refuses, and none left out that both let through."""
    theirs = own(variable)
    assert ours <= theirs
    if variable != "MIMECODE":
        rule = {"eaid": "BR-CL-25", "ISO3166": "BR-CL-14", "ISO4217": "BR-CL-04"}[variable]
        assert ours == theirs & core(rule)


def test_units_and_reasons_are_complete() -> None:
    """Peppol has no list of its own that is shorter."""
    assert core("BR-CL-23") == codes.UNITS
    assert core("BR-CL-22") == codes.VATEX
