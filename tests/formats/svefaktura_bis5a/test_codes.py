"""Our copies of the code lists beside the official rules, which are the same for invoices and credit notes."""

import re
from collections.abc import Collection
from typing import Final

import pytest
from lxml import etree

from faktura.formats.svefaktura_bis5a import codes
from faktura.formats.svefaktura_bis5a.media_types import MEDIA_TYPES
from faktura.formats.svefaktura_bis5a.names import ADDRESS_SCHEMES
from faktura.formats.svefaktura_bis5a.units import DEPRECATED, PREFIXED, UNITS
from tests.reference import reference

LISTS: Final[dict[str, Collection[str]]] = {
    "CL-R001": codes.INVOICE_TYPES,
    "CL-R002": codes.CURRENCIES,
    "CL-R003": codes.CURRENCIES,
    "CL-R004": codes.COUNTRIES,
    "CL-R006": codes.PAYMENT_MEANS,
    "CL-R007": codes.VAT_CATEGORIES,
    "CL-R008": MEDIA_TYPES,
    "CL-R010": codes.REASONS,
    "OP-R001": codes.DOCUMENT_TYPES,
    "OP-R002": codes.PARTY_SCHEMES,
    "OP-R003": codes.PARTY_SCHEMES,
    "OP-R004": codes.ACCOUNT_SCHEMES,
    "OP-R006": UNITS,
    "OP-R008": codes.PARTY_SCHEMES,
    "OP-R009": codes.CURRENCIES,
    "OP-R010": codes.CURRENCIES,
    "OP-R011": codes.CURRENCIES,
    "OP-R012": DEPRECATED,
    "OP-R013": PREFIXED,
    "OP-R056": DEPRECATED,
    "OP-R057": PREFIXED,
}


@pytest.mark.parametrize("rules", ["T10", "T14"])
def test_each_list_is_that_of_its_rule(rules: str) -> None:
    """Read out of the tests of the rules."""
    seen = set()
    for path in sorted(reference("einvoice", "svefaktura-bis5a", "schematron", rules).rglob("*Codes*.sch")):
        for one in etree.parse(str(path)).getroot().iter("{*}assert"):
            name = (one.get("id") or "CL-T14-R010").replace(f"-{rules}", "")
            test = str(one.get("test"))
            listed = re.search(r"contains\( '([^']{2,})'", test)
            stated = set(listed[1].split()) if listed else set(re.findall(r"\. = '([^']*)'", test))
            assert stated == set(LISTS[name]), name
            seen.add(name)
    assert len(seen) >= 17


def test_the_schemes_of_addresses_are_known_to_the_rules() -> None:
    """And none stands for two."""
    assert set(ADDRESS_SCHEMES.values()) <= codes.PARTY_SCHEMES
    assert len(set(ADDRESS_SCHEMES.values())) == len(ADDRESS_SCHEMES)
