"""Statutory texts by ground: the words the law wants, in both languages, with codes that exist."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_25, Vat, VatCategory
from faktura.rules.wording.statutory import (
    DEFAULT_GROUNDS,
    F_TAX,
    SELF_BILLING,
    STATEMENTS,
    ground_of,
    looks_like_a_key,
    statement,
)


def test_the_words_of_the_act() -> None:
    """ML 17 kap. 24 § 12 and 14 name the words; SE-R-005 those on F-tax."""
    assert statement("reverse_charge.building").text.sv == "Omvänd betalningsskyldighet"
    assert SELF_BILLING.sv == "Självfakturering"
    assert F_TAX.sv == "Godkänd för F-skatt"
    assert F_TAX.sv in F_TAX.en


@pytest.mark.parametrize("ground", STATEMENTS)
def test_each_statement_names_its_law_and_both_languages(ground: str) -> None:
    """No VAT is charged for none of them, so each has a category other than S and a text to print."""
    found = STATEMENTS[ground]
    assert found.category is not VatCategory.STANDARD
    assert found.law
    assert found.text.sv != found.text.en
    assert looks_like_a_key(ground) or "." not in ground


def test_every_reverse_charge_prints_the_same_words() -> None:
    """The ground says why; the invoice says what."""
    said = {one.text for one in STATEMENTS.values() if one.category is VatCategory.REVERSE_CHARGE}
    assert len(said) == 1


def test_a_category_speaks_for_itself_except_the_exemption() -> None:
    """Reverse charge, intra-EU, export and outside VAT have a default ground; an exemption has none."""
    assert {STATEMENTS[ground].category for ground in DEFAULT_GROUNDS.values()} == set(DEFAULT_GROUNDS)
    assert ground_of(Vat(VatCategory.EXPORT, Decimal(0))) == "export"
    assert ground_of(Vat(VatCategory.EXEMPT, Decimal(0))) == ""
    assert ground_of(REVERSE_CHARGE_BUILDING) == "reverse_charge.building"
    assert ground_of(VAT_25) == ""


@pytest.mark.parametrize(
    ("text", "key"), [("exempt.education", True), ("Momsfri enligt 10 kap.", False), ("", False), ("momsfri", False)]
)
def test_keys_and_texts_are_told_apart(text: str, key: bool) -> None:
    """A mistyped key must not be printed as a text."""
    assert looks_like_a_key(text) is key


def test_the_codes_are_those_of_the_official_list(shared: Callable[..., Path]) -> None:
    """BT-121 is taken from the VATEX list of Peppol BIS 3."""
    tree = etree.parse(str(shared("einvoice", "peppol-bis-3", "codelists", "VATEX.xml")))
    official = {found.text for found in tree.iter("{*}Id")}
    assert {one.code for one in STATEMENTS.values() if one.code} <= official
