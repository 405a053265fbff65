"""A document takes the first wished channel that can be used, and says why the others cannot."""

import attrs
import pytest

from faktura.core.delivery import Channel
from faktura.core.errors import Refused
from faktura.core.party import Address, Party, PartyKind
from faktura.rules.delivery_plan import DeliveryPlan, check_consent, plan_delivery
from faktura.testing.identities import COMPANIES, PERSONS

BARE = Party(id="C1", name="Kund", accepts_e_invoice=True)
REACHABLE = Party(
    id="C1",
    name="Kund AB",
    identity=COMPANIES[0],
    accepts_e_invoice=True,
    email="kund@example.com",
    phone="+46700000000",
    address=Address(street="Storgatan 1", postal_code="111 22", city="Stockholm"),
)


@pytest.mark.parametrize(
    ("channel", "address", "refusal"),
    [
        (Channel.EMAIL, "kund@example.com", "delivery.no_email"),
        (Channel.TEXT_MESSAGE, "+46700000000", "delivery.no_phone"),
        (Channel.LETTER, "Kund AB\nStorgatan 1\n111 22 Stockholm", "delivery.no_address"),
        (Channel.PEPPOL, "0007:5599990008", "delivery.no_endpoint"),
        (Channel.SVEFAKTURA, "0007:5599990008", "delivery.no_endpoint"),
    ],
)
def test_each_channel_needs_its_address(channel: Channel, address: str, refusal: str) -> None:
    """With the address the channel is used; without it the plan goes on to the next and says why."""
    assert plan_delivery(REACHABLE, (channel,)) == DeliveryPlan(channel=channel, address=address)
    passed = plan_delivery(BARE, (channel, Channel.NONE))
    assert isinstance(passed, DeliveryPlan)
    assert (passed.channel, [one.code for one in passed.passed_over]) == (Channel.NONE, [refusal])


def test_nothing_possible_is_refused() -> None:
    """A wish that cannot be met is refused, not replaced by something nobody wished."""
    refusal = plan_delivery(BARE, (Channel.EMAIL,))
    assert isinstance(refusal, Refused)
    assert refusal.code == "delivery.no_channel"


def test_without_wishes_email_comes_before_letter_and_letter_before_nothing() -> None:
    """The usual order holds when nobody wished anything."""
    lettered = Party(id="C1", name="Kund", address=REACHABLE.address)
    found = [plan_delivery(party) for party in (REACHABLE, lettered, BARE)]
    assert [plan.channel for plan in found if isinstance(plan, DeliveryPlan)] == [
        Channel.EMAIL,
        Channel.LETTER,
        Channel.NONE,
    ]


def test_a_reminder_never_goes_as_an_e_invoice() -> None:
    """No e-invoice format has reminders: the next channel carries it."""
    plan = plan_delivery(REACHABLE, (Channel.PEPPOL, Channel.EMAIL), reminder=True)
    assert isinstance(plan, DeliveryPlan)
    assert plan.channel is Channel.EMAIL


def test_a_person_has_no_electronic_address_by_default() -> None:
    """A personal number never becomes an electronic address."""
    person = Party(id="P1", name="Tolvan Tolvansson", identity=PERSONS[0], accepts_e_invoice=True)
    assert isinstance(plan_delivery(person, (Channel.PEPPOL,)), Refused)


@pytest.mark.parametrize(
    ("channels", "accepted", "refused"),
    [
        ((Channel.EMAIL, Channel.PEPPOL), False, True),
        ((Channel.SVEFAKTURA,), False, True),
        ((Channel.PEPPOL,), True, False),
        ((Channel.EMAIL, Channel.LETTER), False, False),
    ],
)
def test_e_invoices_need_acceptance(channels: tuple[Channel, ...], accepted: bool, refused: bool) -> None:
    """ML 17 kap. 20 §: an electronic invoice only if the recipient accepts it."""
    party = attrs.evolve(REACHABLE, accepts_e_invoice=accepted)
    assert (check_consent(party, channels) is not None) is refused


def test_an_authority_must_take_e_invoices() -> None:
    """lag (2018:1277): for a public authority the acceptance is given."""
    authority = attrs.evolve(REACHABLE, kind=PartyKind.PUBLIC_AUTHORITY, accepts_e_invoice=False)
    assert check_consent(authority, (Channel.PEPPOL,)) is None


def test_an_e_invoice_that_is_not_accepted_is_passed_over() -> None:
    """Without acceptance the next wished channel carries it, and the plan says why."""
    plan = plan_delivery(attrs.evolve(REACHABLE, accepts_e_invoice=False), (Channel.PEPPOL, Channel.EMAIL))
    assert isinstance(plan, DeliveryPlan)
    assert (plan.channel, plan.passed_over[0].code) == (Channel.EMAIL, "delivery.no_consent")
    assert plan.passed_over[0].explain("sv").startswith("köparen har inte godkänt elektroniska fakturor (e-faktura")
