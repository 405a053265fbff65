"""What follows from a decision: what is refused becomes the customer's debt, and the VAT stays as it is."""

from datetime import date, timedelta

import pytest

from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.core.payout_event import PayoutDecided, ShareTransferred
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable import EntryKind, Receivable, evolve, opened_by
from faktura.core.receivable_event import Netted, PayoutRequested, Postponed
from faktura.rules.issuing import opening
from faktura.rules.payout_decision import (
    AskedShare,
    Decided,
    DecidedShare,
    apply_decision,
    asked_shares,
    grant_by_hand,
    match_decision,
)
from faktura.testing.identities import COMPANIES, PERSONS
from tests.rules.test_payout import ADULTS, deduction, invoice

ON = date(2026, 4, 1)


def share(
    person: int = 0, number: str = "1001", asked: int = 3750, name: str = "Mars", granted: int | None = None
) -> AskedShare:
    return AskedShare(
        document_id=f"F{number}",
        invoice_number=number,
        person_id=f"C{person}",
        buyer=ADULTS[person],
        request_name=name,
        asked=sek(asked),
        granted=None if granted is None else sek(granted),
    )


def decision(*cases: DecidedCase, name: str = "Mars") -> PayoutDecision:
    one = RequestDecision(name=name, reference="20260000185-01", cases=cases)
    return PayoutDecision(version="1", performer=COMPANIES[0], decisions=(one,))


def case(granted: int, person: int = 0, number: str = "1001") -> DecidedCase:
    return DecidedCase(buyer=ADULTS[person], invoice_number=number, granted=granted)


def found(decided: PayoutDecision, *asked: AskedShare) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Invoice, person and kronor of what was found; the codes of what was not."""
    matched = match_decision(decided, asked)
    assert isinstance(matched, Decided)
    for one in matched.left_out:
        assert "{" not in one.explain("sv") + one.explain("en")
        assert not any(person.full in one.explain("en") for person in PERSONS)
    kronor = [(one.share.invoice_number, one.share.person_id, one.granted.minor // 100) for one in matched.shares]
    return kronor, [one.why for one in matched.left_out]


def test_the_key_is_the_name_the_person_and_the_invoice_number() -> None:
    """Two persons of one invoice, and one person's two invoices, are told apart."""
    asked = (share(0), share(1), share(0, "1002", 900))
    decided = decision(case(2250), case(3750, 1), case(0, 0, "1002"))
    assert found(decided, *asked) == ([("1001", "C0", 2250), ("1001", "C1", 3750), ("1002", "C0", 0)], [])
    assert found(decision(case(2250), name="April"), *asked) == ([], ["decision.unknown"])
    assert found(decision(case(1, 2)), *asked) == ([], ["decision.unknown"])


def test_the_invoice_number_may_be_missing() -> None:
    """The person is enough when only one invoice is meant, or when all is granted or all refused."""
    one, other = share(0), share(0, "1002", 900)
    assert found(decision(case(100, number="")), one) == ([("1001", "C0", 100)], [])
    assert found(decision(case(4650, number="")), one, other) == ([("1001", "C0", 3750), ("1002", "C0", 900)], [])
    assert found(decision(case(0, number="")), one, other) == ([("1001", "C0", 0), ("1002", "C0", 0)], [])
    assert found(decision(case(100, number="")), one, other) == ([], ["decision.ambiguous"])


def test_two_installations_of_one_person_are_one_share() -> None:
    """A case for each installation of green technology: their grants are added up."""
    assert found(decision(case(1000), case(2000)), share(0)) == ([("1001", "C0", 3000)], [])


def test_more_than_asked_for_is_not_believed() -> None:
    """A person looks at it."""
    assert found(decision(case(3751)), share(0)) == ([], ["decision.above"])


def test_a_file_for_another_seller_is_refused() -> None:
    """Its decisions are not ours."""
    assert isinstance(match_decision(decision(), (), performer=COMPANIES[0]), Decided)
    refused = match_decision(decision(), (), performer=COMPANIES[1])
    assert isinstance(refused, Refused)
    assert refused.code == "decision.other_seller"


def receivables() -> tuple[Receivable, Receivable]:
    """The customer's 19 250 and Skatteverket's 3 750."""
    customer, tax = (opened_by(event) for event in opening(invoice(deduction())))
    return customer, tax


def after(events: tuple[Event, ...], *states: Receivable) -> tuple[Receivable, ...]:
    for event in events:
        states = tuple(evolve(one, event) if getattr(event, "receivable_id", "") == one.id else one for one in states)
    return states


def told(granted: int, before: int | None = None) -> tuple[Event, ...]:
    one = DecidedShare(share=share(number="1", granted=before), granted=sek(granted), reference="R1")
    return apply_decision(one, transfer_id=f"T{granted}", on=ON)


@pytest.mark.parametrize(("granted", "customer", "tax"), [(3750, 19_250, 3_750), (2250, 20_750, 2_250), (0, 23_000, 0)])
def test_what_is_not_granted_becomes_the_customers_debt(granted: int, customer: int, tax: int) -> None:
    """The two debts always make up the invoice; the due date stays, and the next reminder waits."""
    events = told(granted)
    states = after(events, *receivables())
    assert [one.outstanding for one in states] == [sek(customer), sek(tax)]
    assert sum(one.moved(EntryKind.TRANSFERRED).minor for one in states) == 0
    assert states[0].due == date(2026, 2, 14)
    if granted < 3750:
        assert states[0].postponed_until == ON + timedelta(days=30)
        assert isinstance(events[-1], Postponed)


def test_the_same_decision_again_says_nothing() -> None:
    """Nothing is moved twice."""
    assert told(2250, before=2250) == ()


def test_a_later_decision_moves_the_difference_back_or_over() -> None:
    """Granted after all: the customer's debt falls again; lowered after the payout: Skatteverket is owed."""
    states = after((*told(2250), *told(3750, before=2250)), *receivables())
    assert [one.outstanding for one in states] == [sek(19_250), sek(3_750)]
    states = after((*told(3750), *told(1000, before=3750)), *receivables())
    assert [one.outstanding for one in states] == [sek(22_000), sek(1_000)]
    assert [type(event) for event in told(3750, before=2250)] == [PayoutDecided, ShareTransferred, ShareTransferred]


def test_what_was_asked_for_is_read_off_the_stream() -> None:
    """Each person's part of each request, with the newest decision."""
    document = invoice(deduction(persons=2))
    first = PayoutRequested(
        receivable_id="F1:tax",
        request_name="Mars",
        on=ON,
        amount=sek(3750),
        shares=tuple(RequestedShare(person_id=who, amount=sek(1875)) for who in ("C0", "C1")),
    )
    decided = PayoutDecided(
        receivable_id="F1:tax",
        request_name="Mars",
        reference="R",
        person_id="C1",
        on=ON,
        requested=sek(1875),
        granted=Money(0),
    )
    one, other = asked_shares(document, (first, decided))
    assert (one.person_id, one.buyer, one.asked, one.granted) == ("C0", ADULTS[0], sek(1875), None)
    assert (other.person_id, other.asked, other.granted) == ("C1", sek(1875), Money(0))


@pytest.mark.parametrize(
    ("stored", "on", "year"),
    [
        (2025, date(2026, 1, 15), 2025),
        (None, date(2026, 3, 1), 2026),  # no request for 2025 is in time any more
        (None, date(2026, 2, 2), None),
    ],
)
def test_the_year_of_an_old_request_is_known_from_march_on(stored: int | None, on: date, year: int | None) -> None:
    """What was stored without it can until February be of the year before."""
    shares = (RequestedShare(person_id="C0", amount=sek(3750), year=stored),)
    event = PayoutRequested(receivable_id="F1:tax", request_name="N", on=on, amount=sek(3750), shares=shares)
    assert [one.year for one in asked_shares(invoice(deduction()), (event,))] == [year]


@pytest.mark.parametrize(
    ("credited", "granted", "passes"),
    [(0, 2250, 1500), (0, 0, 3750), (750, 2250, 750), (750, 3000, 0), (750, 3750, 0), (3750, 0, 0)],
)
def test_what_is_credited_is_not_asked_of_the_customer(credited: int, granted: int, passes: int) -> None:
    """A credit note since the request has taken its part of the share; only what is still owed can pass over."""
    _, tax = receivables()
    left = evolve(tax, Netted(receivable_id=tax.id, netting_id="N", other_id="", on=ON, effect=sek(-credited)))
    one = DecidedShare(share=share(number="1"), granted=sek(granted), reference="R1")
    events = apply_decision(one, transfer_id="T", on=ON, tax=left, asked=(one.share,))
    moved = [event.effect for event in events if isinstance(event, ShareTransferred) and event.receivable_id == "F1"]
    assert sum(effect.minor for effect in moved) == passes * 100


def test_only_what_passed_over_comes_back() -> None:
    """Of 3 750 asked for, 750 credited and none granted, 3 000 passed; granted in full later, 3 000 come back."""
    _, tax = receivables()
    states = (evolve(tax, Netted(receivable_id=tax.id, netting_id="N", other_id="", on=ON, effect=sek(-750))),)
    for before, granted, effect in ((None, 0, -3000), (0, 3750, 3000)):
        one = DecidedShare(share=share(number="1", granted=before), granted=sek(granted), reference="R")
        events = apply_decision(one, transfer_id=f"T{granted}", on=ON, tax=states[0], asked=(one.share,))
        moved = [
            event.effect for event in events if isinstance(event, ShareTransferred) and event.receivable_id == tax.id
        ]
        assert moved == [sek(effect)]
        states = after(events, *states)  # type: ignore[assignment]
    assert states[0].outstanding == sek(3000)


def test_by_hand_only_whole_kronor_that_were_asked_for() -> None:
    """Refused with the section; otherwise as from a file."""
    assert grant_by_hand(share(), sek(3750)) == DecidedShare(share=share(), granted=sek(3750), reference="")
    refused = grant_by_hand(share(), sek(3751))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.law) == ("decision.by_hand", "HUSFL 5, 7 §§")
