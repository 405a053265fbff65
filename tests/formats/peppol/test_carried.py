"""What comes back of a document: exactly what `carried` says."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given

from faktura.core.document import Document
from faktura.core.errors import NotExpressible
from faktura.core.identity import PersonalIdentityNumber
from faktura.core.party import Endpoint, PartyKind
from faktura.formats.peppol.billing import carried, read, write
from faktura.testing.identities import PERSONS
from tests.formats.einvoice_strategies import FEWER
from tests.formats.peppol.documents import SAMPLES as OWN
from tests.formats.peppol.documents import peppol_documents
from tests.formats.sample_documents import SAMPLES as SHARED

SAMPLES = SHARED | OWN


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_comes_back_as_carried(name: str) -> None:
    """And nothing about it is odd; the terms in words are the one thing without a place in the model."""
    found = read(write(SAMPLES[name]))
    assert found.document == carried(SAMPLES[name])
    assert found.findings == ()
    assert set(found.not_carried) <= {"Invoice/PaymentTerms/Note"}


@FEWER
@given(peppol_documents())
def test_whatever_is_written_comes_back_as_carried(document: Document) -> None:
    """read(write(x)) == carried(x), without findings; and what was carried can be carried again."""
    assert carried(carried(document)) == carried(document)
    try:
        data = write(document)
    except NotExpressible:
        return
    found = read(data)
    assert found.document == carried(document)
    assert found.findings == ()


def test_what_is_written_again_is_the_same() -> None:
    """Read and written again, the bytes differ in nothing but the terms, which are made of the dates then."""
    for document in SAMPLES.values():
        once = read(write(document)).document
        assert write(read(write(once)).document) == write(once)


def test_a_consumers_number_stays_at_home_and_a_traders_does_not() -> None:
    """A sole trader is known by the personal number; a consumer need not be known."""
    endpoint = Endpoint("0007", "5599990008")
    person = evolve(SAMPLES["plain"].buyer, kind=PartyKind.PERSON, identity=PERSONS[2], gln=None, endpoint=endpoint)
    document = evolve(SAMPLES["plain"], buyer=person)
    assert read(write(document)).document.buyer.identity is None
    assert PERSONS[2].digits.encode() not in write(document)
    trader = evolve(document, buyer=evolve(person, kind=PartyKind.COMPANY))
    assert read(write(trader)).document.buyer.identity == PERSONS[2]
    assert read(write(trader)).document.buyer.id == "buyer"


def test_a_century_is_lost_in_ten_digits() -> None:
    """The format has no place for it: a person of 113 comes back a child, and `carried` says so."""
    old = evolve(SAMPLES["plain"].seller, identity=PERSONS[0], endpoint=Endpoint("0007", "5599990008"))
    found = carried(evolve(SAMPLES["plain"], seller=old)).seller.identity
    assert isinstance(found, PersonalIdentityNumber)
    assert found.born == date(2012, 12, 12)
