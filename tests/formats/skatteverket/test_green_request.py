"""The request for green technology: written, read back, and refused where it cannot be said."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.payout_request import PayoutCase, PayoutRequest, RequestedWork
from faktura.formats.show import show
from faktura.formats.skatteverket import green_request, request
from faktura.rules.law.green_technology_act import INSTALLATIONS
from faktura.testing.identities import COMPANIES, COOPERATIVE, PERSONS
from faktura.testing.kept import kept

_WORDS = st.text("abcåäöÅÄÖ019 <&>\"'", min_size=1, max_size=16).map(str.strip).filter(bool)
_KRONOR = st.integers(0, 9_999_999)
HOUSE = Dwelling(designation="Provet 1:2")


def case(type: str = INSTALLATIONS[0], cost: int = 50_000, **changes: object) -> PayoutCase:
    """Skatteverket's usual example: 50 000 of solar cells, 42 500 paid."""
    fields: dict[str, object] = {
        "document_id": "",
        "invoice_number": "1001",
        "buyer": PERSONS[3],
        "paid_on": date(2026, 3, 1),
        "price_of_work": cost,
        "paid": 42_500,
        "requested": 7_500,
        "other_cost": 1_000,
        "works": (RequestedWork(type=type, hours=24, material=0, cost=cost),),
        "dwelling": HOUSE,
    }
    return PayoutCase(**(fields | changes))  # type: ignore[arg-type]


def green(*cases: PayoutCase, **changes: object) -> PayoutRequest:
    fields: dict[str, object] = {"name": "Sol", "kind": DeductionKind.GREEN, "cases": cases, "performer": COMPANIES[0]}
    return PayoutRequest(**(fields | changes))  # type: ignore[arg-type]


@kept
@st.composite
def cases(draw: st.DrawFn) -> PayoutCase:
    dwelling = st.one_of(
        st.builds(Dwelling, designation=_WORDS),
        st.builds(Dwelling, association=st.just(COOPERATIVE), apartment=st.just("1001")),
    )
    return case(
        draw(st.sampled_from(INSTALLATIONS)),
        draw(_KRONOR),
        document_id=draw(st.text("abc1", max_size=5)),
        invoice_number=draw(st.just("") | _WORDS),
        buyer=draw(st.sampled_from(PERSONS)),
        paid_on=draw(st.dates(date(2021, 1, 1), date(2027, 12, 31))),
        paid=draw(_KRONOR),
        requested=draw(_KRONOR),
        other_cost=draw(_KRONOR),
        dwelling=draw(dwelling),
    )


@given(st.lists(cases(), min_size=1, max_size=3), _WORDS, st.sampled_from((*COMPANIES, PERSONS[4])))
def test_what_is_written_is_read_back(found: list[PayoutCase], name: str, performer: object) -> None:
    """`read(write(x))` is everything of x that the format carries, and `show` knows it."""
    made = green(*found, name=name, performer=performer)
    data = green_request.write(made)
    assert green_request.read(data) == green_request.carried(made)
    assert show(data).summary["requested"] == str(made.requested)


def test_the_file_says_everything_in_order() -> None:
    """The names and order that public programs write; the seller stands in the file."""
    text = green_request.write(green(case())).decode()
    order = (
        "NamnPaBegaran", "TypAvBegaran", "Utforare", "Arende", "FakturaNr", "Kopare", "Fastighet",
        "Fastighetsbeteckning", "UtfortArbete", "TypAvUtfortArbete", "AntalTimmar", "Kostnad", "OvrigKostnad",
        "Betalningsdatum", "BetaltBelopp", "BegartBelopp",
    )  # fmt: skip
    places = [text.index(f"<p:{name}>") for name in order]
    assert places == sorted(places)
    assert f"<p:Utforare>{COMPANIES[0].full}</p:Utforare>" in text
    assert 'xmlns:p="http://xmls.skatteverket.se/se/skatteverket/skattered/begaran/1.0"' in text


def test_the_installations_are_those_of_the_law() -> None:
    """The format has its own list, for it knows no law."""
    assert green_request.INSTALLATIONS == INSTALLATIONS


def test_rot_and_green_technology_have_their_own_files() -> None:
    """Neither writer takes the other's request."""
    with pytest.raises(NotExpressible):
        request.write(green(case()))
    with pytest.raises(NotExpressible):
        request.write(attrs.evolve(green(case()), kind=DeductionKind.ROT))


SOLAR = RequestedWork(type=INSTALLATIONS[0], hours=24, material=0, cost=50_000)
NOT_SAID = [
    (green(case(), kind=DeductionKind.ROT), "TypAvBegaran"),
    (green(case(), performer=None), "Utforare"),
    (green(case(), name="a name of more than 16"), "NamnPaBegaran"),
    (green(), "Arende"),
    (green(case(works=())), "UtfortArbete"),
    (green(case(works=(SOLAR, SOLAR))), "UtfortArbete"),
    (green(case(type="Bygg")), "UtfortArbete"),
    (green(case(works=(attrs.evolve(SOLAR, cost=1),))), "Kostnad"),
    (green(case(works=(attrs.evolve(SOLAR, hours=None),))), "AntalTimmar"),
    (green(case(works=(attrs.evolve(SOLAR, hours=1000),))), "AntalTimmar"),
    (green(case(invoice_number="9" * 21)), "FakturaNr"),
    (green(case(requested=-1)), "Kostnad"),
    (green(case(dwelling=None)), "Fastighet"),
]


@pytest.mark.parametrize(("made", "rule"), NOT_SAID)
def test_what_cannot_be_said_is_not_written(made: PayoutRequest, rule: str) -> None:
    """The element that forbids it is named; nothing is cut to fit."""
    with pytest.raises(NotExpressible) as refusal:
        green_request.write(made)
    assert refusal.value.rule == f"Begaran {rule}"


@pytest.mark.parametrize(
    ("found", "put", "field"),
    [
        (PERSONS[3].full.encode(), PERSONS[3].full[:-1].encode() + b"1", "Kopare"),
        (b"2026-03-01", b"2026-02-30", "Betalningsdatum"),
        (b"<p:Kostnad>50000", b"<p:Kostnad>50_000", "Kostnad"),
        (b"SOLCELLER", b"VINDKRAFT", "TypAvUtfortArbete"),
        (b"GRON_TEKNIK", b"ROT", "TypAvBegaran"),
        (b"p:Fastighet>", b"p:Hus>", "Fastighet"),
        (b"begaran/1.0", b"begaran/2.0", "Begaran"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(found: bytes, put: bytes, field: str) -> None:
    """The error names the element, and never the personal number that stood there."""
    data = green_request.write(green(case()))
    assert found in data
    with pytest.raises(MalformedFile) as refusal:
        green_request.read(data.replace(found, put))
    assert refusal.value.field == field
    assert PERSONS[3].full[2:8] not in str(refusal.value)
