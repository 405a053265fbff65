"""What comes back of a document: exactly what `carried` says."""

import pytest
from attrs import evolve
from hypothesis import given

from faktura.core.document import Document
from faktura.core.errors import NotExpressible
from faktura.core.vat import VatCategory
from faktura.formats.svefaktura.invoice import carried, read, write
from tests.formats.einvoice_strategies import FEWER
from tests.formats.sample_documents import SAMPLES
from tests.formats.svefaktura.test_writer import WRITTEN
from tests.formats.svefaktura_strategies import fuller


@pytest.mark.parametrize("name", WRITTEN)
def test_each_sample_comes_back_as_carried(name: str) -> None:
    """And nothing about it is odd; the terms in words are the one thing without a place in the model."""
    found = read(write(SAMPLES[name], attachments=()))
    assert found.document == carried(SAMPLES[name])
    assert found.findings == ()
    assert set(found.not_carried) <= {"Invoice/PaymentTerms/Note"}


@FEWER
@given(fuller())
def test_whatever_is_written_comes_back_as_carried(document: Document) -> None:
    """read(write(x)) == carried(x), without findings."""
    try:
        data = write(document, attachments=())
    except NotExpressible:
        return
    found = read(data)
    assert found.document == carried(document)
    assert found.findings == ()


def test_what_bears_no_vat_is_exempt_with_its_reason() -> None:
    """Svefaktura 1.0 has S and E; why it is E stands beside it."""
    document = carried(SAMPLES["reverse charge"])
    assert document.lines[0].vat.category is VatCategory.EXEMPT
    assert "Omvänd betalningsskyldighet" in document.lines[0].vat.ground
    assert document.totals.breakdown[0].reason_code == ""


def test_a_file_can_be_written_again() -> None:
    """What was read and can be said gives the same bytes, but for the terms in words."""
    for name in set(WRITTEN) - {"everything said"}:
        document = evolve(SAMPLES[name], language="sv")
        once = read(write(document)).document
        assert write(read(write(once)).document) == write(once), name
