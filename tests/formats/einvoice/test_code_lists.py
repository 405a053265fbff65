"""The code lists of EN 16931 against the official rules they are taken from."""

import re
from pathlib import Path

import pytest
from lxml import etree

from faktura.formats.einvoice.en16931 import code_lists, subjects, units
from tests.reference import reference

LISTS = [
    # our list,                    rules of EN 16931 with the same list
    (code_lists.CURRENCIES, ["BR-CL-03", "BR-CL-04", "BR-CL-05"]),
    (code_lists.TAX_POINTS, ["BR-CL-06"]),
    (subjects.REFERENCES, ["BR-CL-07"]),
    (subjects.SUBJECTS, ["BR-CL-08"]),
    (code_lists.IDENTIFIERS, ["BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-26"]),
    (code_lists.CLASSIFICATIONS, ["BR-CL-13"]),
    (code_lists.COUNTRIES, ["BR-CL-14", "BR-CL-15"]),
    (code_lists.VAT_PREFIXES, ["BR-CO-09"]),
    (code_lists.PAYMENT_MEANS, ["BR-CL-16"]),
    (code_lists.VAT_CATEGORIES, ["BR-CL-17", "BR-CL-18"]),
    (code_lists.ALLOWANCE_REASONS, ["BR-CL-19"]),
    (code_lists.CHARGE_REASONS, ["BR-CL-20"]),
    (code_lists.EXEMPTIONS, ["BR-CL-22"]),
    (units.UNITS, ["BR-CL-23"]),
    (code_lists.ADDRESS_SCHEMES, ["BR-CL-25"]),
]


def listed(path: Path, rule: str) -> list[set[str]]:
    """The lists of codes, longer than one word, that stand in quotation marks in a rule."""
    found = next(one for one in etree.parse(str(path)).iter() if one.get("id") == rule)
    words = [set(one.split()) for one in re.findall(r"'([^']*)'", found.get("test", ""))]
    return [one for one in words if len(one) > 1]


@pytest.mark.parametrize(("ours", "rules"), LISTS, ids=[rules[0] for _, rules in LISTS])
def test_every_list_is_that_of_its_rules(ours: frozenset[str], rules: list[str]) -> None:
    """No code more and none less."""
    path = reference("einvoice", "en16931", "EN16931-UBL-validation-preprocessed.sch")
    for rule in rules:
        assert max(listed(path, rule), key=len) == ours


def test_document_types_and_media_types_are_those_of_their_rules() -> None:
    """Two lists in one rule, and a list written as comparisons."""
    path = reference("einvoice", "en16931", "EN16931-UBL-validation-preprocessed.sch")
    assert listed(path, "BR-CL-01") == [code_lists.INVOICE_TYPES, code_lists.CREDIT_NOTE_TYPES]
    test = next(one for one in etree.parse(str(path)).iter() if one.get("id") == "BR-CL-24").get("test", "")
    assert set(re.findall(r"'([^']*)'", test)) == code_lists.MIME_TYPES
