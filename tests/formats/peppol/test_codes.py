"""Peppol's own code lists against the official rules they are taken from."""

import re

import pytest
from lxml import etree

from faktura.formats.einvoice.en16931 import code_lists
from faktura.formats.peppol import codes
from tests.reference import reference

VARIABLES = [
    # our list,                    variable of the Peppol rules
    (codes.SCHEMES, "eaid"),
    (codes.CURRENCIES, "ISO4217"),
    (code_lists.MIME_TYPES, "MIMECODE"),
    (code_lists.TAX_POINTS, "UNCL2005"),
    (code_lists.ALLOWANCE_REASONS, "UNCL5189"),
    (code_lists.CHARGE_REASONS, "UNCL7161"),
]


def own(key: str, name: str, attribute: str) -> set[str]:
    """The codes in the longest quotation of the element of the rules that is so named."""
    path = reference("einvoice", "peppol-bis-3", "rules", "PEPPOL-EN16931-UBL.sch")
    found = next(one for one in etree.parse(str(path)).iter() if one.get(key) == name)
    return set(max(re.findall(r"'([^']*)'", found.get(attribute, "")), key=len).split())


@pytest.mark.parametrize(("ours", "variable"), VARIABLES, ids=[name for _, name in VARIABLES])
def test_every_list_is_peppols(ours: frozenset[str], variable: str) -> None:
    """No code more and none less."""
    assert own("name", variable, "value") == ours


def test_document_types_are_peppols() -> None:
    """Those of an invoice and those of a credit note."""
    assert own("id", "PEPPOL-EN16931-P0100", "test") == codes.INVOICE_TYPES
    assert own("id", "PEPPOL-EN16931-P0101", "test") == codes.CREDIT_NOTE_TYPES


def test_an_address_scheme_that_peppol_knows_is_one_of_en_16931() -> None:
    """Peppol's list is the shorter one."""
    assert codes.SCHEMES < code_lists.ADDRESS_SCHEMES
