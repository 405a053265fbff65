"""Which format a document goes in, and why not in another."""

from typing import Any

from attrs import evolve

from faktura.core.document import Document
from faktura.core.errors import Refused
from faktura.core.party import Endpoint, PartyKind
from faktura.formats.einvoice.routing import Route, participant, reasons, route
from tests.formats.sample_documents import OUTSIDE, SAMPLES, invoice, line

PLAIN = evolve(SAMPLES["plain"], buyer=evolve(SAMPLES["plain"].buyer, accepts_e_invoice=True))
BOTH = ("peppol-bis-3", "svefaktura")
ALL = (*BOTH, "svefaktura-bis5a")


def to(document: Document, **changes: Any) -> Document:
    """*document* with another buyer."""
    return evolve(document, buyer=evolve(document.buyer, **changes))


def codes(document: Document, format: str) -> set[str]:
    """Why it cannot go in that format."""
    return {one.code for one in reasons(document, [format])[format]}


def test_the_first_format_that_the_buyer_takes_and_that_can_say_it_is_chosen() -> None:
    """In the buyer's order."""
    for accepted in (BOTH, ALL, ALL[::-1]):
        found = route(PLAIN, accepted)
        assert isinstance(found, Route)
        assert (found.format, found.address, found.passed_over) == (accepted[0], PLAIN.buyer.electronic_address, ())


def test_a_format_that_cannot_say_it_is_passed_over_with_the_rule() -> None:
    """Svefaktura demands the buyer's reference; Peppol is content with an order number."""
    found = route(evolve(PLAIN, buyer_reference="", order_reference="PO 1"), BOTH[::-1])
    assert isinstance(found, Route)
    assert found.format == "peppol-bis-3"
    (reason,) = found.passed_over
    assert dict(reason.facts)["rule"] == "R-79"
    assert "R-79" in reason.explain("sv")


def test_a_format_tells_its_own_rules() -> None:
    """BIS 5A has a place for reverse charge, but for nothing beside it."""
    mixed = SAMPLES["reverse charge beside 25 %"]
    against = reasons(to(mixed, accepts_e_invoice=True), ["svefaktura-bis5a"])["svefaktura-bis5a"]
    assert {dict(one.facts).get("rule") for one in against} >= {"BII2-T10-R048"}


def test_nothing_that_fits_is_refused_with_every_reason() -> None:
    """Interest beside goods: Peppol forbids the mixture, and no reference is left for Svefaktura."""
    mixed = invoice(line(1, "1", "60", OUTSIDE), line(2, "1", "100"), buyer_reference="")
    found = route(to(mixed, accepts_e_invoice=True), BOTH)
    assert isinstance(found, Refused)
    assert found.code == "routing.none"
    assert "BR-O-11" in found.explain("en")
    assert "R-79" in found.explain("sv")
    for one in (reason for some in reasons(to(mixed, accepts_e_invoice=True), BOTH).values() for reason in some):
        assert one.explain("sv") in found.explain("sv")  # each reason in the language that is asked for
        assert one.explain("en") in found.explain("en")
        assert one.explain("en") not in found.explain("sv")


def test_the_address_decides_too() -> None:
    """No address at all, and one whose scheme the network does not know."""
    person = to(PLAIN, kind=PartyKind.PERSON, identity=None, gln=None, endpoint=None)
    assert "routing.no_address" in codes(person, "svefaktura")
    assert "routing.scheme" in codes(to(PLAIN, endpoint=Endpoint("0147", "x")), "peppol-bis-3")
    assert "routing.scheme" not in codes(to(PLAIN, endpoint=Endpoint("0147", "x")), "svefaktura")
    assert codes(to(PLAIN, endpoint=Endpoint("0088", "7365560000006")), "peppol-bis-3") <= {"routing.not_expressible"}


def test_an_electronic_invoice_needs_acceptance_but_for_authorities() -> None:
    """ML 17 kap. 20 §; lag (2018:1277) for the public sector."""
    company = to(PLAIN, kind=PartyKind.COMPANY, accepts_e_invoice=False)
    assert codes(company, "peppol-bis-3") == {"routing.not_accepted"}
    assert codes(to(company, kind=PartyKind.PUBLIC_AUTHORITY), "peppol-bis-3") == set()


def test_unknown_formats_and_no_formats() -> None:
    """Both are reasons, not crashes."""
    assert codes(PLAIN, "edifact") == {"routing.unknown"}
    assert isinstance(route(PLAIN, ()), Refused)
    assert isinstance(route(PLAIN, ("edifact",)), Refused)
    assert isinstance(route(PLAIN, ("edifact", "peppol-bis-3")), Route)


def test_a_host_can_bring_a_format_of_its_own() -> None:
    """Anything that says what stands in its way."""
    found = route(PLAIN, ("own",), formats={"own": lambda *_: ()})
    assert isinstance(found, Route)
    assert found.format == "own"


def test_the_participant_is_scheme_and_number() -> None:
    """As the Peppol network writes it."""
    assert participant(PLAIN.buyer).startswith("iso6523-actorid-upis::0088:")
    assert participant(evolve(PLAIN.buyer, gln=None, identity=None, kind=PartyKind.PERSON)) == ""
