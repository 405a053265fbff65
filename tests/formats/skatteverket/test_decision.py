"""The decision file: Skatteverket's sample is read, what is broken is refused, and no number of a person is shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.formats.detect import detect
from faktura.formats.show import plain, show
from faktura.formats.skatteverket import decision
from faktura.testing.identities import COMPANIES, COORDINATED, PERSONS
from tests.reference import reference

_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
CASES = st.builds(
    DecidedCase,
    buyer=st.sampled_from((*PERSONS, *COORDINATED)),
    invoice_number=_TEXTS,
    granted=st.integers(0, 10**9),
)
REQUESTS = st.builds(RequestDecision, name=_TEXTS, reference=_TEXTS, cases=st.lists(CASES, max_size=4).map(tuple))
DECISIONS = st.builds(
    PayoutDecision,
    version=st.sampled_from(("1", "2.0")),
    performer=st.sampled_from((*COMPANIES, PERSONS[3])),
    decisions=st.lists(REQUESTS, max_size=3).map(tuple),
)


@given(DECISIONS)
def test_what_is_written_is_read_back(found: PayoutDecision) -> None:
    """`read(write(x))` is everything of x, and the file is known for what it is."""
    data = decision.write(found)
    assert decision.read(data) == decision.carried(found)
    assert detect(data) == "rot-rut-decision"


def sample() -> bytes:
    return reference("rules", "skatteverket", "samples", "beslut_exempel_2018.json").read_bytes()


def test_skatteverkets_sample_is_read() -> None:
    """Four requests; a case without an invoice number, and two that were refused."""
    found = decision.read(sample())
    assert (found.version, str(found.performer)) == ("1", "556677-8899")
    assert [(one.reference, one.granted) for one in found.decisions] == [
        ("20170000185-01", 4000),
        ("20170000186-01", 1100),
        ("20170000187-01", 1000),
        ("20170000185", 0),
    ]
    assert [case.invoice_number for case in found.decisions[1].cases] == ["", "123"]


def test_it_is_shown_with_its_sums() -> None:
    """Personal numbers are masked in the summary and in the record."""
    shown = show(sample())
    assert (shown.format, shown.version) == ("rot-rut-decision", "1")
    assert shown.summary == {
        "seller": "556677-8899",
        "requests": 4,
        "cases": 7,
        "granted": "6100",
        "refused": 2,
    }
    assert "193610052395" not in json.dumps(plain(shown.record))


GOOD = {
    "version": "1",
    "utforare": COMPANIES[0].full,
    "beslut": [
        {
            "namn": "Mars",
            "referensnummer": "R",
            "arenden": [{"personnummer": PERSONS[3].full, "fakturanummer": "1", "godkantBelopp": 2000}],
        }
    ],
}


@pytest.mark.parametrize(
    ("found", "put", "field"),
    [
        ('"godkantBelopp": 2000', '"godkantBelopp": "2000"', "godkantBelopp"),
        ('"godkantBelopp": 2000', '"godkantBelopp": -1', "godkantBelopp"),
        ('"godkantBelopp": 2000', '"godkantBelopp": true', "godkantBelopp"),
        ('"godkantBelopp": 2000', '"annat": 2000', "godkantBelopp"),
        (PERSONS[3].full, PERSONS[3].full[:-1] + "1", "personnummer"),
        (PERSONS[3].full, PERSONS[3].full[2:], "personnummer"),
        (PERSONS[3].full, COMPANIES[0].full, "personnummer"),
        (f'"{PERSONS[3].full}"', PERSONS[3].full, "personnummer"),
        (COMPANIES[0].full, "165599990009", "utforare"),
        ('"namn": "Mars"', '"namn": ["Mars"]', "namn"),
        ('"beslut": [', '"beslut": 1, "x": [', "beslut"),
        ('"arenden": [{', '"arenden": [1, {', "arenden"),
        ('"version"', "version", "column 2"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(found: str, put: str, field: str) -> None:
    """The error names the field and says nothing of whom it is about."""
    text = json.dumps(GOOD)
    assert decision.read(text.encode()).decisions[0].cases[0].granted == 2000
    assert found in text
    with pytest.raises(MalformedFile) as refusal:
        decision.read(text.replace(found, put).encode())
    assert (refusal.value.format, refusal.value.field) == ("rot-rut-decision", field)
    assert PERSONS[3].full[2:8] not in refusal.value.explain("en") + refusal.value.explain("sv")


def test_a_byte_order_mark_and_unknown_fields_do_no_harm() -> None:
    """The format may have grown since the sample."""
    text = json.dumps({**GOOD, "nytt": {"a": [1]}})
    assert decision.read(b"\xef\xbb\xbf" + text.encode()) == decision.read(json.dumps(GOOD).encode())


def test_an_amount_below_zero_is_not_written() -> None:
    """A decision grants nothing or more."""
    case = DecidedCase(buyer=PERSONS[3], granted=-1)
    one = RequestDecision(name="N", reference="R", cases=(case,))
    with pytest.raises(NotExpressible):
        decision.write(PayoutDecision(version="1", performer=COMPANIES[0], decisions=(one,)))
