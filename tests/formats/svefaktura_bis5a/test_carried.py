"""What comes back of a document: exactly what `carried` says; and whatever is written passes the official schema and rules."""

import pytest
from attrs import evolve
from hypothesis import given

from faktura.core.document import Document
from faktura.core.errors import NotExpressible
from faktura.core.vat import VatCategory
from faktura.formats.svefaktura_bis5a.invoice import carried, read, write
from faktura.formats.svefaktura_bis5a.preflight.rules import preflight
from tests.formats import official, official_bis5a
from tests.formats.einvoice_strategies import FEWER
from tests.formats.sample_documents import EXEMPT, OUTSIDE, SAMPLES, invoice, line
from tests.formats.svefaktura_bis5a.samples import WRITTEN
from tests.formats.svefaktura_strategies import fuller


@pytest.mark.parametrize("name", WRITTEN)
def test_each_sample_comes_back_as_carried(name: str) -> None:
    """And nothing about it is odd; terms in words, and the rate of exchange, are what has no place in the model."""
    found = read(WRITTEN[name])
    assert found.document == carried(SAMPLES[name])
    assert found.findings == ()
    assert set(found.not_carried) <= {"Invoice/PaymentTerms/Note", "Invoice/TaxExchangeRate/CalculationRate"}


@FEWER
@given(fuller())
def test_whatever_is_written_comes_back_and_passes_the_rules(document: Document) -> None:
    """read(write(x)) == carried(x) without findings, no schema error, no fatal finding; or `NotExpressible`."""
    try:
        data = write(document)
    except NotExpressible:
        return
    found = read(data)
    assert found.document == carried(document)
    assert found.findings == ()
    fired = official.ubl_schema(data) + official_bis5a.bis5a_rules(data, "bii", "peppol")
    assert official.fatal(fired) == []
    assert [one for one in preflight(data) if one.severity == "error"] == []


def test_what_has_no_category_of_its_own_is_exempt_with_its_reason() -> None:
    """Intra-EU, export and, beside other categories, outside VAT."""
    for name, word in (("intra-EU", "nionsintern"), ("export", "xport")):
        (row,) = carried(SAMPLES[name]).totals.breakdown
        assert row.category is VatCategory.EXEMPT
        assert word in row.reason
    mixed = invoice(line(1, "1", "60", OUTSIDE), line(2, "1", "100"))
    assert [row.category.value for row in read(write(mixed)).document.totals.breakdown] == ["E", "S"]


def test_two_grounds_for_one_category_leave_the_lines_without_one() -> None:
    """A line has no place for its reason: only the specification says both."""
    document = read(write(invoice(line(1, "1", "1", EXEMPT), line(2, "1", "1", OUTSIDE)))).document
    assert [one.vat.ground for one in document.lines] == ["", ""]
    assert len({row.reason for row in document.totals.breakdown}) == 2


def test_all_outside_vat_specifies_none() -> None:
    """The reason stands in the note, and the categories come back."""
    document = read(write(SAMPLES["outside VAT"])).document
    assert [row.category for row in document.totals.breakdown] == [VatCategory.OUTSIDE]
    assert document.lines[0].vat.category is VatCategory.OUTSIDE


def test_a_file_can_be_written_again() -> None:
    """What was read and can be said gives the same bytes, but for the terms in words."""
    for name in set(WRITTEN) - {"everything said"}:
        once = read(write(evolve(SAMPLES[name], language="sv"))).document
        assert write(read(write(once)).document) == write(once), name
