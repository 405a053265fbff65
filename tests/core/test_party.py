"""Parties: an id of the host's own, an address block, and where an e-invoice reaches them."""

import pytest

from faktura.core.errors import InputError
from faktura.core.identity import Identity
from faktura.core.party import Address, Endpoint, Party, PartyKind
from faktura.testing.identities import COMPANIES, COORDINATED, GLNS, TOLVAN


@pytest.mark.parametrize("id", ["", " ", "\t\n"])
def test_a_party_needs_an_id(id: str) -> None:
    """Events name people by it."""
    with pytest.raises(InputError) as refused:
        Party(id=id, name="Kund AB")
    assert refused.value.code == "party.id"


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (Address(), ()),
        (Address(street="Storgatan 1", postal_code="111 22", city="Stockholm"), ("Storgatan 1", "111 22 Stockholm")),
        (Address(care_of="Berg", street="Väg 2", city="Umeå"), ("c/o Berg", "Väg 2", "Umeå")),
        (Address(extra="Box 12", postal_code="903 25"), ("Box 12", "903 25")),
        (
            Address(street="Karl Johans gate 1", extra="2. etg", postal_code="0154", city="Oslo", country="NO"),
            ("Karl Johans gate 1", "2. etg", "0154 Oslo", "NO"),
        ),
    ],
    ids=["nothing", "plain", "care of", "box", "abroad"],
)
def test_an_address_block_has_no_empty_lines(address: Address, lines: tuple[str, ...]) -> None:
    """The country stands there only when it is another than Sweden."""
    assert address.lines() == lines


COMPANY = Party(id="K1", name="Kund AB", identity=COMPANIES[0])


@pytest.mark.parametrize(
    ("party", "endpoint"),
    [
        (Party(id="K", name="K", identity=COMPANIES[0], gln=GLNS[0], endpoint=Endpoint("9955", "SE1")), Endpoint("9955", "SE1")),
        (Party(id="K", name="K", identity=COMPANIES[0], gln=GLNS[0]), Endpoint("0088", GLNS[0].digits)),
        (COMPANY, Endpoint("0007", "5599990008")),
        (Party(id="K", name="K"), None),
        (Party(id="P", name="P", kind=PartyKind.PERSON, identity=TOLVAN), None),
        (Party(id="P", name="P", kind=PartyKind.PERSON, identity=COORDINATED[0]), None),
    ],
    ids=["its own", "GLN", "organisation number", "nothing known", "a person", "a coordination number"],
)  # fmt: skip
def test_where_an_e_invoice_reaches_a_party(party: Party, endpoint: Endpoint | None) -> None:
    """The address given, else GLN, else organisation number; a personal number never becomes an address."""
    assert party.electronic_address == endpoint


@pytest.mark.parametrize(
    ("identity", "found"), [(COMPANIES[0], True), (TOLVAN, False), (COORDINATED[0], False), (None, False)]
)
def test_only_an_organisation_has_an_organisation_number(identity: Identity | None, found: bool) -> None:
    """A sole trader's personal number is not one."""
    party = Party(id="K1", name="Kund", identity=identity)
    assert party.organisation_number == (identity if found else None)


@pytest.mark.parametrize("kind", PartyKind)
def test_consumer_rules_follow_the_kind(kind: PartyKind) -> None:
    """Persons only: neither companies nor authorities."""
    assert Party(id="K1", name="Kund", kind=kind).is_consumer is (kind is PartyKind.PERSON)


def test_a_party_does_not_print_its_personal_number() -> None:
    """Neither `repr` nor `str` of anything that holds one."""
    assert "1212-1212" not in repr(Party(id="P1", name="Tolvan", identity=TOLVAN))
    assert TOLVAN.full not in repr(Party(id="P1", name="Tolvan", identity=TOLVAN))
