"""The request file is valid by Skatteverket's schema, and Skatteverket's own samples are read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.payout_request import PayoutCase, PayoutRequest, RequestedWork
from faktura.formats.skatteverket import request as rot_rut
from faktura.testing.identities import COOPERATIVE, PERSONS
from faktura.testing.kept import kept
from tests.reference import reference


def case(**changes: object) -> PayoutCase:
    """Return a plain RUT case with *changes*."""
    fields: dict[str, object] = {
        "document_id": "",
        "invoice_number": "1001",
        "buyer": PERSONS[0],
        "paid_on": date(2026, 11, 3),
        "price_of_work": 2000,
        "paid": 1000,
        "requested": 1000,
        "other_cost": 0,
        "works": (RequestedWork(type="Stadning", hours=4, material=0),),
    }
    return PayoutCase(**(fields | changes))  # type: ignore[arg-type]


def rut(*cases: PayoutCase, name: str = "Nov 2026") -> PayoutRequest:
    """Return a RUT request of *cases*."""
    return PayoutRequest(name=name, kind=DeductionKind.RUT, cases=cases)


_WORDS = st.text("abcåäöÅÄÖ019 <&>\"'", min_size=1, max_size=16).map(str.strip).filter(bool)
_KRONOR = st.integers(0, 9_999_999)


@kept
@st.composite
def works(draw: st.DrawFn, kind: DeductionKind) -> tuple[RequestedWork, ...]:
    """Kinds of work of one deduction, each with its hours and material where the schema asks for them."""
    areas = draw(st.lists(st.sampled_from(rot_rut.WORK_AREAS[kind]), min_size=1, max_size=4, unique=True))
    return tuple(
        RequestedWork(type=area, hours=None, material=0)
        if area in rot_rut.MARKED_ONLY
        else RequestedWork(type=area, hours=draw(st.integers(1, 999)), material=draw(_KRONOR))
        for area in areas
    )


_DWELLINGS = st.one_of(
    st.builds(Dwelling, designation=_WORDS),
    st.builds(Dwelling, association=st.just(COOPERATIVE), apartment=st.just("1001")),
)


@kept
def requests_of(kind: DeductionKind) -> st.SearchStrategy[PayoutRequest]:
    """Any request of one deduction."""
    case = st.builds(
        PayoutCase,
        document_id=st.text("abc1", max_size=5),
        invoice_number=_WORDS,
        buyer=st.sampled_from(PERSONS),
        paid_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        price_of_work=st.integers(2, 99_999_999_999),
        paid=_KRONOR,
        requested=_KRONOR,
        other_cost=_KRONOR,
        works=works(kind),
        dwelling=_DWELLINGS if kind is DeductionKind.ROT else st.none(),
    )
    cases = st.lists(case, min_size=1, max_size=3).map(tuple)
    return st.builds(PayoutRequest, name=_WORDS, kind=st.just(kind), cases=cases)


@kept
def requests() -> st.SearchStrategy[PayoutRequest]:
    """Any request the schema has room for."""
    return st.sampled_from(list(rot_rut.WORK_AREAS)).flatmap(requests_of)


@given(requests())
def test_what_is_written_is_read_back(request: PayoutRequest) -> None:
    """`read(write(x))` is everything of x that the format carries."""
    assert rot_rut.read(rot_rut.write(request)) == rot_rut.carried(request)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Skatteverket's own schema."""
    return etree.XMLSchema(etree.parse(reference("rules", "skatteverket", "begaran", "V6", "Begaran.xsd")))


def test_every_request_is_valid_by_the_schema(schema: etree.XMLSchema) -> None:
    """Whatever is written passes Skatteverket's schema."""

    @given(requests())
    def check(request: PayoutRequest) -> None:
        schema.assertValid(etree.fromstring(rot_rut.write(request)))

    check()


@pytest.mark.parametrize(
    ("name", "kind", "sums"),
    [
        ("exempel_rot_3st.xml", DeductionKind.ROT, (1200, 600, 2400)),
        ("exempel_rut_3st.xml", DeductionKind.RUT, (2550, 610, 4100)),
    ],
)
def test_skatteverkets_samples_are_read(name: str, kind: DeductionKind, sums: tuple[int, ...]) -> None:
    """Both of Skatteverket's samples read, byte-order mark and empty FakturaNr included."""
    sample: Path = reference("rules", "skatteverket", "samples", name)
    found = rot_rut.read(sample.read_bytes())
    assert (found.kind, tuple(one.requested for one in found.cases)) == (kind, sums)


@pytest.mark.parametrize(
    ("request_", "rule"),
    [
        (rut(case(), name="a name of more than 16"), "NamnPaBegaran"),
        (rut(), "Arenden"),
        (rut(*[case()] * 101), "Arenden"),
        (rut(case(), case(paid_on=date(2025, 12, 31))), "BetalningsDatum"),
        (rut(case(price_of_work=1)), "PrisForArbete"),
        (rut(case(requested=-1)), "BegartBelopp"),
        (rut(case(invoice_number="9" * 21)), "FakturaNr"),
        (rut(case(works=())), "UtfortArbete"),
        (rut(case(works=(RequestedWork(type="Bygg", hours=1, material=0),))), "UtfortArbete"),
        (rut(case(works=(RequestedWork(type="Stadning", hours=1000, material=0),))), "AntalTimmar"),
        (
            rut(case(works=(RequestedWork(type="TvattVidTvattinrattning", hours=1, material=0),))),
            "TvattVidTvattinrattning",
        ),
    ],
)
def test_what_the_service_would_refuse_is_not_written(request_: PayoutRequest, rule: str) -> None:
    """A request beyond the limits is refused with the element that forbids it, never cut to fit."""
    with pytest.raises(NotExpressible) as refusal:
        rot_rut.write(request_)
    assert refusal.value.rule.endswith(rule)


@pytest.mark.parametrize(
    ("found", "put", "field"),
    [
        (b"191212121212", b"191212121213", "Kopare"),
        (b"2026-11-03", b"2026-02-30", "BetalningsDatum"),
        (b"<ns2:PrisForArbete>2000", b"<ns2:PrisForArbete>2_000", "PrisForArbete"),
        (b"Stadning", b"Trolleri", "UtfortArbete"),
        (b'/begaran/6.0" xmlns:ns2', b'/begaran/5.0" xmlns:ns2', "Begaran"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(found: bytes, put: bytes, field: str) -> None:
    """The error names the element, and never the personal number that stood there."""
    data = rot_rut.write(rut(case()))
    assert found in data
    with pytest.raises(MalformedFile) as refusal:
        rot_rut.read(data.replace(found, put))
    assert refusal.value.field == field
    assert "19121212" not in str(refusal.value)
