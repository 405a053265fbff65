"""Requests for payout: which cases are ripe, for how much, and why others are not."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from faktura.core.deduction import (
    Deduction,
    DeductionBuyer,
    DeductionKind,
    DeductionWish,
    Dwelling,
    WorkDone,
)
from faktura.core.document import CreditNote, Document, Invoice, PaymentTerms, Period, Totals
from faktura.core.errors import Refused
from faktura.core.money import Money, sek
from faktura.core.party import Party
from faktura.core.payout_request import PayoutCase, PayoutRequest, RequestedShare, RequestedWork
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable_event import FeeCharged
from faktura.rules.deductions import grant_deduction
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import (
    BuyerPayment,
    Eligible,
    PaidDeduction,
    eligible_cases,
    grown_shares,
    paid_deduction,
    payout_request,
)
from faktura.rules.settlement import allocate_payment
from faktura.testing.identities import COMPANIES, PERSONS

ADULTS = PERSONS[3:8]
PAID = date(2026, 2, 10)
ASKED = date(2026, 3, 2)
ROT, RUT, GREEN = DeductionKind.ROT, DeductionKind.RUT, DeductionKind.GREEN
NOTHING = sek(0)
LABOUR, WHOLE = sek(12500), sek(23000)
HOUSE = Dwelling(designation="Ekeby 1:23")


def deduction(kind: DeductionKind = ROT, labour: Money = LABOUR, persons: int = 1, day: date = PAID) -> Deduction:
    buyers = tuple(DeductionBuyer(person_id=f"C{i}", name=f"Köpare {i}", identity=ADULTS[i]) for i in range(persons))
    wish = DeductionWish(kind=kind, buyers=buyers, dwelling=HOUSE)
    type = "Bygg" if kind is ROT else "Stadning"
    work = WorkDone(type=type, hours=20, labour=labour, material=sek("10000.50"))
    granted = grant_deduction(wish, (work,), sek(500), expected_payment=day, law=SWEDEN)
    assert isinstance(granted, Deduction), granted
    return granted


def invoice(granted: Deduction | None, *, whole: Money = WHOLE, due: Money | None = None) -> Invoice:
    nothing = Money(0)
    less = granted.amount if granted is not None else nothing
    totals = Totals(
        lines=whole,
        allowances=nothing,
        charges=nothing,
        without_vat=whole,
        vat=nothing,
        with_vat=whole,
        prepaid=nothing,
        deduction=less,
        rounding=nothing,
        amount_due=whole - less if due is None else due,
        breakdown=(),
    )
    return Invoice(
        id="F1",
        number="1001",
        issue_date=date(2026, 1, 15),
        due_date=date(2026, 2, 14),
        seller=Party(id="S", name="Bygg AB"),
        buyer=Party(id="C0", name="Köpare 0"),
        lines=(),
        totals=totals,
        terms=PaymentTerms(),
        deduction=granted,
    )


def paid(
    document: Document,
    amount: Money | None = None,
    on: date = PAID,
    *,
    requested_before: Money = NOTHING,
    year: int | None = 2026,
    credited: Money = NOTHING,
    credits: tuple[CreditNote, ...] = (),
) -> PaidDeduction:
    return PaidDeduction(
        document=document,
        payments=(BuyerPayment(on, document.amount_due if amount is None else amount),),
        requested_before=asked_for(requested_before, document, year),
        credited=credited,
        credits=credits,
    )


def asked_for(amount: Money, document: Document, year: int | None) -> tuple[RequestedShare, ...]:
    """What earlier requests asked for, split between the persons as the requests themselves do it."""
    granted = [share for share in document.deduction.shares if share.amount] if document.deduction else []
    if not amount or not granted:
        return ()
    kronor = grown_shares(amount.minor // 100, [share.amount.minor // 100 for share in granted])
    return tuple(
        RequestedShare(person_id=share.person_id, amount=sek(one), year=year)
        for share, one in zip(granted, kronor, strict=True)
    )


def find(*items: PaidDeduction, kind: DeductionKind = ROT, year: int = 2026, on: date = ASKED) -> Eligible:
    return eligible_cases(items, kind=kind, year=year, on=on, law=SWEDEN)


def test_a_paid_invoice_becomes_a_case() -> None:
    """Skatteverket's example: labour 12,500 of 23,000, 3,750 asked for; whole kronor, öre dropped."""
    found = find(paid(invoice(deduction())))
    assert found == Eligible(
        cases=(
            PayoutCase(
                document_id="F1",
                invoice_number="1001",
                buyer=ADULTS[0],
                paid_on=PAID,
                price_of_work=12500,
                paid=8750,
                requested=3750,
                other_cost=500,
                works=(RequestedWork(type="Bygg", hours=20, material=10000),),
                dwelling=HOUSE,
            ),
        ),
        left_out=(),
    )


def test_a_part_paid_invoice_is_asked_for_in_part() -> None:
    """40 % paid asks for 40 % of the deduction; the rest follows with the rest of the payment."""
    document = invoice(deduction())
    (first,) = find(paid(document, sek(7700))).cases
    assert (first.price_of_work, first.paid, first.requested) == (12500, 3500, 1500)
    (second,) = find(paid(document, requested_before=sek(1500))).cases
    assert (second.price_of_work, second.paid, second.requested) == (12500, 5250, 2250)


def test_two_buyers_are_two_cases() -> None:
    """Everything is split as the deduction is; each case can stand on its own."""
    found = find(paid(invoice(deduction(labour=sek(10005), persons=2))))
    assert [(case.requested, case.paid, case.price_of_work) for case in found.cases] == [
        (1501, 3503, 5004),
        (1500, 3500, 5000),
    ]
    assert [case.works[0].hours for case in found.cases] == [10, 10]
    assert not found.left_out


def credit(granted: Deduction, *, labour: int, kronor: int) -> CreditNote:
    """A credit note on work of *labour* kronor, which takes *kronor* of the deduction."""
    taken = attrs.evolve(
        granted,
        labour=sek(labour),
        amount=sek(kronor),
        shares=(attrs.evolve(granted.shares[0], amount=sek(kronor)),),
        works=(WorkDone(type="Bygg", hours=4, labour=sek(labour), material=sek(0)),),
        other_cost=sek(0),
    )
    note = invoice(taken, whole=sek(labour))
    return CreditNote(**{field.name: getattr(note, field.name) for field in attrs.fields(CreditNote)})


def test_what_is_credited_before_the_request_is_not_asked_for() -> None:
    """A fifth of the work credited: four fifths of the deduction, labour and hours are asked for."""
    granted = deduction()
    note = credit(granted, labour=2500, kronor=750)
    (case,) = find(paid(invoice(granted), sek(17_500), credited=sek(1750), credits=(note,))).cases
    assert (case.requested, case.price_of_work, case.paid) == (3000, 10_000, 7000)
    assert case.works == (RequestedWork(type="Bygg", hours=16, material=10000),)
    half = find(paid(invoice(granted), sek(8750), credited=sek(1750), credits=(note,)))
    assert [case.requested for case in half.cases] == [1500]


def test_a_credit_after_the_request_is_told() -> None:
    """More was asked for than is left; or all of it is credited."""
    granted = deduction()
    note = credit(granted, labour=2500, kronor=750)
    later = find(paid(invoice(granted), credits=(note,), requested_before=sek(3750)))
    assert [one.why for one in later.left_out] == ["payout.over_requested"]
    whole = find(paid(invoice(granted), sek(0), credits=(credit(granted, labour=12_500, kronor=3750),)))
    assert [one.why for one in whole.left_out] == ["payout.credited_whole"]
    for one in (*later.left_out, *whole.left_out):
        assert "{" not in one.explain("sv") + one.explain("en")


def green(*works: WorkDone, persons: int = 1) -> Invoice:
    buyers = tuple(DeductionBuyer(person_id=f"C{i}", name=f"K {i}", identity=ADULTS[i]) for i in range(persons))
    wish = DeductionWish(kind=GREEN, buyers=buyers, dwelling=HOUSE)
    granted = grant_deduction(wish, works, sek(1000), expected_payment=PAID, law=SWEDEN)
    assert isinstance(granted, Deduction), granted
    return invoice(granted, whole=granted.labour + sek(1000))


SOLAR = WorkDone(type="INSTALLATION_SOLCELLER", hours=24, labour=sek(10_000), material=sek(40_000))
BATTERY = WorkDone(type="INSTALLATION_LAGRING", hours=6, labour=sek(5_000), material=sek(15_000))


def test_each_installation_is_a_case_of_its_own() -> None:
    """50 000 of solar cells: 7 500 asked for and 42 500 paid; 20 000 of a battery: half and half."""
    found = find(paid(green(SOLAR, BATTERY)), kind=GREEN)
    assert not found.left_out
    assert [(case.price_of_work, case.paid, case.requested, case.works) for case in found.cases] == [
        (50_000, 42_500, 7_500, (RequestedWork(type=SOLAR.type, hours=24, material=0, cost=50_000),)),
        (20_000, 10_000, 10_000, (RequestedWork(type=BATTERY.type, hours=6, material=0, cost=20_000),)),
    ]
    assert [case.other_cost for case in found.cases] == [428, 571]  # split as the deduction is, öre dropped
    request = payout_request(found.cases, name="Grön", on=ASKED, law=SWEDEN, performer=COMPANIES[0])
    assert isinstance(request, PayoutRequest)
    assert (request.kind, request.performer) == (GREEN, COMPANIES[0])


def test_green_technology_waits_for_the_final_payment() -> None:
    """It decides since 2025; a part that is paid gives nothing yet."""
    found = find(paid(green(SOLAR), sek(20_000)), kind=GREEN)
    assert [one.why for one in found.left_out] == ["payout.not_final"]


def test_kinds_never_share_a_request() -> None:
    """Green technology and ROT have requests of their own, and one case names one installation."""
    (rot,), (sun, battery) = find(paid(invoice(deduction()))).cases, find(paid(green(SOLAR, BATTERY)), kind=GREEN).cases
    for cases, code in (
        ((rot, sun), "payout.mixed"),
        ((attrs.evolve(sun, works=(*sun.works, *battery.works)),), "payout.installations"),
        ((attrs.evolve(sun, requested=7501, paid=42_499),), "payout.limit"),
        ((attrs.evolve(battery, price_of_work=200_000, paid=100_000, requested=50_001),), "payout.cap"),
    ):
        refused = payout_request(cases, name="N", on=ASKED, law=SWEDEN)
        assert isinstance(refused, Refused)
        assert refused.code == code


def test_the_seller_is_no_buyer() -> None:
    """Work for oneself gives no deduction (IL 67 kap. 15 §)."""
    (case,) = find(paid(invoice(deduction()))).cases
    refused = payout_request((case,), name="N", on=ASKED, law=SWEDEN, performer=case.buyer)
    assert isinstance(refused, Refused)
    assert refused.code == "payout.own_work"


@given(
    st.lists(st.tuples(st.sampled_from([SOLAR, BATTERY]), st.integers(10_000, 40_000_00)), min_size=1, max_size=3),
    st.integers(1, 3),
)
def test_every_case_of_green_technology_is_lawful(costs: list[tuple[WorkDone, int]], persons: int) -> None:
    """Whatever the installations and persons, the cases pass every check and add up to the deduction."""
    document = green(*(attrs.evolve(one, labour=Money(cost)) for one, cost in costs), persons=persons)
    found = find(paid(document), kind=GREEN)
    assert not found.left_out
    assert document.deduction is not None
    assert sum(case.requested for case in found.cases) * 100 == document.deduction.amount.minor
    assert sum(case.price_of_work for case in found.cases) * 100 <= document.deduction.labour.minor


def test_less_can_be_asked_for() -> None:
    """The most for each person, over all invoices; what is left out is told, and can be asked for later."""
    document = invoice(deduction(persons=2))
    items = [paid(document), paid(attrs.evolve(document, id="F2", number="1002"))]
    most = {"C0": sek(2000)}
    found = eligible_cases(items, kind=ROT, year=2026, on=ASKED, law=SWEDEN, at_most=most)
    assert [(case.buyer, case.requested) for case in found.cases] == [
        (ADULTS[0], 1875), (ADULTS[1], 1875), (ADULTS[0], 125), (ADULTS[1], 1875),
    ]  # fmt: skip
    (told,) = found.left_out
    assert (told.why, told.document_id, told.person_id, dict(told.facts)["amount"]) == (
        "payout.less",
        "F2",
        "C0",
        "1750",
    )
    assert "{" not in told.explain("sv") + told.explain("en")
    assert isinstance(payout_request(found.cases, name="N", on=ASKED, law=SWEDEN), PayoutRequest)


def test_what_one_person_was_asked_for_is_no_other_persons() -> None:
    """One of two was asked for alone: only the other's part is left, and nothing of it twice."""
    asked = (RequestedShare(person_id="C0", amount=sek(1875), year=2026),)
    item = attrs.evolve(paid(invoice(deduction(persons=2))), requested_before=asked)
    assert [(case.buyer, case.requested) for case in find(item).cases] == [(ADULTS[1], 1875)]


def test_a_short_job_is_asked_for_each_of_its_buyers() -> None:
    """One hour, two persons: a case of one hour each, since Skatteverket takes none without."""
    granted = deduction(RUT, persons=2)
    document = invoice(attrs.evolve(granted, works=(attrs.evolve(granted.works[0], hours=1),)))
    found = find(paid(document), kind=RUT)
    assert [(case.requested, case.works[0].hours) for case in found.cases] == [(3125, 1), (3125, 1)]
    assert not found.left_out


def test_material_that_is_left_of_an_installation_is_asked_for() -> None:
    """All labour credited, and the hours with it: the material is asked for, with the one hour a case must have."""
    granted = green(SOLAR).deduction
    assert granted is not None
    (work,) = granted.works
    gone = attrs.evolve(work, material=sek(0), granted=sek(1500))
    note = credit(granted, labour=10_000, kronor=1500)
    assert note.deduction is not None
    note = attrs.evolve(note, deduction=attrs.evolve(note.deduction, works=(gone,)))
    item = paid(green(SOLAR), credits=(note,))
    (case,) = find(item, kind=GREEN).cases
    assert (case.requested, case.works[0].hours, case.works[0].cost) == (6000, 1, 40_000)


LATE = date(2027, 2, 2)
CREDIT_NOTE = CreditNote(
    **{field.name: getattr(invoice(deduction()), field.name) for field in attrs.fields(CreditNote)}
)
FUTURE = attrs.evolve(invoice(deduction()), delivery_date=date(2026, 3, 20))
PREPAID = attrs.evolve(invoice(deduction()), delivery_date=date(2027, 2, 1))
SUBSCRIBED = attrs.evolve(invoice(deduction()), period=Period(date(2026, 3, 1), date(2026, 3, 31)))
WAIVED = (RequestedShare(person_id="C0", amount=sek(750)),)

LEFT_OUT = [
    (paid(CREDIT_NOTE), ASKED, "payout.credit_note"),
    (paid(invoice(None)), ASKED, "payout.no_deduction"),
    (paid(invoice(deduction(labour=sek(2)))), ASKED, "payout.no_deduction"),
    (paid(invoice(deduction(RUT))), ASKED, "payout.other_kind"),
    (paid(invoice(deduction()), credited=sek(19250)), ASKED, "payout.credited"),
    (paid(invoice(deduction()), sek(0)), ASKED, "payout.unpaid"),
    (paid(invoice(deduction()), on=date(2025, 12, 30)), ASKED, "payout.other_year"),
    (paid(invoice(deduction()), requested_before=sek(3750)), ASKED, "payout.requested"),
    (
        attrs.evolve(paid(invoice(deduction()), requested_before=sek(3000)), waived=WAIVED),
        ASKED,
        "payout.waived",
    ),
    (paid(FUTURE), ASKED, "payout.not_done"),
    (paid(SUBSCRIBED), ASKED, "payout.not_done"),
    (paid(PREPAID), LATE - timedelta(days=1), "payout.done_late"),  # done on 1 February, asked for in time
    (paid(invoice(deduction())), LATE, "payout.too_late"),
    (paid(invoice(deduction()), sek("1.00")), ASKED, "payout.nothing"),
    (paid(invoice(deduction()), sek(7700), requested_before=sek(1500)), ASKED, "payout.nothing"),
    (paid(invoice(deduction()), on=date(2026, 3, 9)), ASKED, "payout.future"),
]


@pytest.mark.parametrize(("item", "on", "why"), LEFT_OUT)
def test_left_out_with_its_reason(item: PaidDeduction, on: date, why: str) -> None:
    """Whatever is not asked for says why, in both languages."""
    found = find(item, on=on)
    assert found.cases == ()
    assert [one.why for one in found.left_out] == [why]
    (one,) = found.left_out
    assert "1001" in one.explain("sv")
    assert "{" not in one.explain("sv") + one.explain("en")


def test_the_last_day_is_in_time() -> None:
    """31 January 2027 is a Sunday, so 1 February is the last day."""
    item = paid(invoice(deduction()))
    assert find(item, on=LATE - timedelta(days=1)).cases
    assert not find(item, on=LATE).cases


def test_one_of_two_persons_may_be_left_out() -> None:
    """The person is named by the host's id, and the other's case stands."""
    granted = deduction(persons=2)
    child = attrs.evolve(granted.shares[1], identity=PERSONS[8])
    found = find(paid(invoice(attrs.evolve(granted, shares=(granted.shares[0], child)))))
    assert [case.buyer for case in found.cases] == [ADULTS[0]]
    assert [(one.why, one.person_id) for one in found.left_out] == [("payout.under_age", "C1")]


def test_what_the_receivable_says_was_paid() -> None:
    """Fees and interest are not the price; a krona short within the tolerance is paid in full."""
    document = invoice(deduction())
    claim = Receivable.opened(id="F1", principal=document.amount_due, due=date(2026, 2, 14), debtor=DebtorKind.CONSUMER)
    assert paid_deduction(document, claim).paid == sek(0)
    fee = FeeCharged(receivable_id="F1", charge_id="f", kind="reminder", on=PAID, amount=sek(60), law="x")
    settled = evolve(claim, fee)
    done = allocate_payment(
        settled, sek("19309.60"), payment_id="P", allocation_id="A", on=ASKED, tolerance=sek("0.50")
    )
    for event in done.receivable_events:
        settled = evolve(settled, event)
    assert (paid_deduction(document, settled).paid, paid_deduction(document, settled).paid_on) == (sek(19250), ASKED)
    asked = (RequestedShare(person_id="C0", amount=sek(1500), year=2026),)
    earlier = paid_deduction(document, settled, requested_before=asked, paid_on=PAID)
    assert (earlier.requested_before, earlier.paid_on) == (asked, PAID)


@given(
    st.sampled_from([ROT, RUT]),
    st.integers(10_00, 150_000_00),
    st.integers(1, 4),
    st.integers(0, 50_000_00),
    st.lists(st.integers(1, 100), max_size=5),
)
def test_whatever_the_payments_the_requests_are_lawful_and_add_up(
    kind: DeductionKind, labour: int, persons: int, rest: int, cuts: list[int]
) -> None:
    """Pay in any parts and ask after each: every case passes every check, and in the end all is asked for."""
    granted = deduction(kind, Money(labour), persons)
    assume(granted.amount)
    document = invoice(granted, whole=Money(labour + rest))
    asked, work_paid, said = sek(0), 0, Decimal(0)
    before: tuple[RequestedShare, ...] = ()
    for part in [*sorted(cuts), 100]:
        amount = Money(document.amount_due.minor * part // 100)
        if not amount:
            continue
        found = find(attrs.evolve(paid(document, amount), requested_before=before), kind=kind)
        assert {one.why for one in found.left_out} <= {"payout.nothing", "payout.requested", "payout.price"}
        if found.cases and not found.left_out:
            assert isinstance(payout_request(found.cases, name="Begaran", on=ASKED, law=SWEDEN), PayoutRequest)
        asked = asked + sek(sum(case.requested for case in found.cases))
        before += tuple(
            RequestedShare(person_id=f"C{ADULTS.index(case.buyer)}", amount=sek(case.requested), year=2026)
            for case in found.cases
        )
        work_paid += sum(case.paid for case in found.cases)
        said = max(said, Decimal(sum(case.price_of_work for case in found.cases)))
    tiny = granted.labour.minor < 2_00 * persons * persons
    assert asked == granted.amount or tiny
    assert asked.minor + work_paid * 100 <= granted.labour.minor
    assert said * 100 <= granted.labour.minor


def case(**changes: object) -> PayoutCase:
    (whole,) = find(paid(invoice(deduction()))).cases
    return attrs.evolve(whole, **changes)  # type: ignore[arg-type]


def test_a_request() -> None:
    """Kind from the work, the cases as given."""
    request = payout_request((case(),), name="ROT mars", on=ASKED, law=SWEDEN)
    assert request == PayoutRequest(name="ROT mars", kind=ROT, cases=(case(),))


def test_a_hundred_cases_but_no_more() -> None:
    """The e-service takes at most a hundred buyers in one file."""
    cases = tuple(case(requested=100, paid=400) for _ in range(100))
    assert isinstance(payout_request(cases, name="N", on=ASKED, law=SWEDEN), PayoutRequest)
    refused = payout_request((*cases, case()), name="N", on=ASKED, law=SWEDEN)
    assert isinstance(refused, Refused)
    assert refused.code == "payout.count"


CLEANING = RequestedWork(type="Stadning", hours=3, material=0)
REQUESTS = [
    # cases, name, code
    ((), "N", "payout.count"),
    ((case(),), "", "payout.name"),
    ((case(),), "ROT 2026-11-21 AB", "payout.name"),  # 17 characters
    ((case(),), " N", "payout.name"),
    ((case(), case(paid_on=date(2025, 12, 30))), "N", "payout.too_late"),
    ((case(), case(works=(CLEANING,), dwelling=None, requested=3000)), "N", "payout.mixed"),
    ((case(requested=30_000, paid=80_000, price_of_work=110_000),) * 2, "N", "payout.cap"),
    ((case(requested=500, paid=400, price_of_work=1000),), "N", "payout.above_paid"),
]


@pytest.mark.parametrize(("cases", "name", "code"), REQUESTS)
def test_requests_that_would_be_turned_down(cases: tuple[PayoutCase, ...], name: str, code: str) -> None:
    """Refused here with the reason, before Skatteverket does."""
    refused = payout_request(cases, name=name, on=ASKED, law=SWEDEN)
    assert isinstance(refused, Refused)
    assert refused.code == code
    said = refused.explain("sv") + refused.explain("en")
    assert "{" not in said
    assert not any(person.full in said for person in PERSONS)


def test_one_payment_year_in_a_request() -> None:
    """In January both years are in time, but each has a request of its own."""
    cases = (case(paid_on=date(2025, 12, 30)), case(paid_on=date(2026, 1, 5)))
    refused = payout_request(cases, name="N", on=date(2026, 1, 20), law=SWEDEN)
    assert isinstance(refused, Refused)
    assert (refused.code, dict(refused.facts)) == ("payout.years", {"years": "2025, 2026"})
