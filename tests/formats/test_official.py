"""The oracle itself: our runner of the official rules says of the official examples what their table of outcomes says."""

import pytest

from tests.formats import official
from tests.reference import reference

SAMPLE = [
    "peppol-bis-3/examples/base-example.xml",
    "peppol-bis-3/examples/vat-category-O.xml",
    "peppol-bis-3/sfti-max-min/CreditNote-Max_content.xml",
    "peppol-bis-3/sfti-max-min/Invoice-Min_content_with_VAT.xml",
    "peppol-bis-3/sfti-utskrift/Testbolagets_Faktura_101000550.xml",
    "peppol-bis-3/sfti-typfall/BIS_Billing_30-Elhandel.xml",
    "en16931/examples/ubl-tc434-example5.xml",
    "svefaktura-1.0/examples/svefaktura.xml",
    "svefaktura-1.0/examples/svefaktura_moms.xml",
]


def outcome(folder: str, data: bytes) -> list[str]:
    """The schema's verdict and what each rule file fires, as the tables write it."""
    if folder == "svefaktura-1.0":
        schema, rules = official.svefaktura_schema(data), [official.svefaktura_rules(data)]
    else:
        schema, rules = official.ubl_schema(data), [official.en16931_rules(data)]
        if folder == "peppol-bis-3":
            rules.append(official.peppol_rules(data))
    return ["FAIL" if schema else "ok", *map(official.as_listed, rules)]


def in_order(cells: list[str]) -> list[str]:
    """The rules of each cell in alphabetical order; the tables have an order of their own."""
    return [" ".join(sorted(cell.split())) for cell in cells]


@pytest.mark.parametrize("name", SAMPLE)
def test_the_runner_agrees_with_the_table_of_outcomes(name: str) -> None:
    """Rule, flag and how often, for a sample of files that pass, warn and fail."""
    folder, _, path = name.partition("/")
    table = reference("einvoice", folder, "expected.tsv").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in table.split("\n")]
    expected = next(row[2:] for row in rows if row[0] == path)
    data = reference("einvoice", folder, *path.split("/")).read_bytes()
    assert in_order(outcome(folder, data)) == in_order(expected)


def test_the_packaged_rules_need_no_reference_folder() -> None:
    """EN 16931 and the UBL schema judge on every machine, and they do find what is wrong."""
    namespace = "urn:oasis:names:specification:ubl:schema:xsd"
    empty = f'<Invoice xmlns="{namespace}:Invoice-2"/>'.encode()
    assert official.ubl_schema(empty)
    assert {"BR-02", "BR-16"} <= {one.rule for one in official.fatal(official.en16931_rules(empty))}
