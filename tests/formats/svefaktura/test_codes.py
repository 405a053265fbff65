"""The code lists against those of the schema."""

import pytest
from lxml import etree

from faktura.formats.svefaktura import codes
from tests.reference import reference


@pytest.mark.parametrize(
    ("ours", "name"), [(codes.COUNTRIES, "CountryIdentificationCode"), (codes.CURRENCIES, "CurrencyCode")]
)
def test_the_lists_are_those_of_the_schema(ours: frozenset[str], name: str) -> None:
    """Every value of the enumeration, and no other."""
    path = reference("einvoice", "svefaktura-1.0", "xsd", "codelist", f"UBL-CodeList-{name}-1.0.xsd")
    values = {str(one.get("value")) for one in etree.parse(str(path)).iter("{*}enumeration")}
    assert values == ours
