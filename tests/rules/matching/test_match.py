"""What exact-reference matching books by itself, what it asks about, and what it leaves: tables of cases."""

from datetime import timedelta

import attrs
import pytest

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import sek
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import codes, text_of
from faktura.rules.matching.batch import MOST_TOGETHER
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested, Unmatched
from tests.rules.matching.cases import (
    OLDEST,
    PLAIN,
    ROUNDING,
    credit,
    decide,
    invoice,
    item,
    ocr,
    payment,
    text,
)

F1 = item("F1", "12351", 500)
F2 = item("F2", "12369", 300)
PAID = item("F0", "12377", 0)
NOTE = item("K1", "90001", -200, number="7001")
SAME = [item(f"S{n}", "777", 500 if n < 3 else 800, customer="C", days=n) for n in (1, 2, 3)]

LIST = [
    item(f"L{n}", f"55{n}", amount, customer="L", number=f"102{n}")
    for n, amount in ((3, 100), (4, 200), (5, 400), (6, 300))
]

BOOKED = [
    # case, items, payment, policy, booked as item and kronor, rest, difference, first reason
    ("OCR and amount", [F1, F2], payment("P", 500, ocr("12351")), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("invoice number", [F1], payment("P", 500, invoice("NF1")), PLAIN, {"F1": "500"}, 0, 0, "number_and_amount"),
    ("OCR with blanks", [F1], payment("P", 500, ocr("12 351")), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("OCR as text", [F1], payment("P", 500, text("12351")), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("Swish message", [F1], payment("P", 500, message="12351"), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("less", [F1], payment("P", 200, ocr("12351")), PLAIN, {"F1": "200"}, 0, 0, "part_payment"),
    ("an öre less, rounded", [F1], payment("P", "499.99", ocr("12351")), ROUNDING, {"F1": "499.99"}, 0, "0.01", "rounding"),
    ("a krona more, rounded", [F1], payment("P", 501, ocr("12351")), ROUNDING, {"F1": "500"}, 1, -1, "rounding"),
    ("two OCR", [F1, F2], payment("P", 800, ocr("12351"), ocr("12369")), PLAIN, {"F1": "500", "F2": "300"}, 0, 0, "several"),
    ("OCR and number of one", [F1], payment("P", 500, ocr("12351"), invoice("NF1")), PLAIN, {"F1": "500"}, 0, 0,
     "reference_and_amount"),
    ("list and its members", [F1, F2], payment("P", 800, text("12351, 12369"), ocr("12351"), ocr("12369")), PLAIN,
     {"F1": "500", "F2": "300"}, 0, 0, "several"),
    ("parts in full", [F1, F2], payment("P", 800, ocr("12351", "500"), ocr("12369", "300")), PLAIN,
     {"F1": "500", "F2": "300"}, 0, 0, "several"),
    ("parts in part", [F1, F2], payment("P", 500, ocr("12351", "400"), ocr("12369", "100")), PLAIN,
     {"F1": "400", "F2": "100"}, 0, 0, "parts"),
    ("a little more", [F1], payment("P", 560, ocr("12351")), PLAIN, {"F1": "500"}, "60", 0, "overpayment"),
    ("OCR as text, a part", [F1], payment("P", 400, text("12351")), PLAIN, {"F1": "400"}, 0, 0, "part_payment"),
    ("number as text", [F1], payment("P", 500, text("NF1")), PLAIN, {"F1": "500"}, 0, 0, "number_and_amount"),
    ("parts that do not fit, sum does", [F1, F2], payment("P", 800, ocr("12351", "400"), ocr("12369", "400")), PLAIN,
     {"F1": "500", "F2": "300"}, 0, 0, "several"),
    ("one OCR, parts tell which", SAME[1:], payment("P", 1300, ocr("777", "500"), ocr("777", "800")), PLAIN,
     {"S2": "500", "S3": "800"}, 0, 0, "several_named"),
    ("one OCR, oldest of equals", SAME, payment("P", 500, ocr("777")), OLDEST, {"S1": "500"}, 0, 0, "shared_equals"),
    ("paid, and the customer owes as much", [PAID, item("F8", "8", 400, customer="C-F0")], payment("P", 400, ocr("12377")),
     PLAIN, {"F8": "400"}, 0, 0, "earlier_and_amount"),
    ("one digit wrong", [F1], payment("P", 500, ocr("12358")), PLAIN, {"F1": "500"}, 0, 0, "near_and_amount"),
    ("two digits swapped", [F1], payment("P", 500, ocr("13251")), PLAIN, {"F1": "500"}, 0, 0, "near_and_amount"),
    ("a digit lost", [F1], payment("P", 500, ocr("1235")), PLAIN, {"F1": "500"}, 0, 0, "near_and_amount"),
    ("a digit too many", [F1], payment("P", 500, ocr("123551")), PLAIN, {"F1": "500"}, 0, 0, "near_and_amount"),
    ("OCR in the text", [F1, F2], payment("P", 500, message="Faktura 12351 tack"), PLAIN, {"F1": "500"}, 0, 0,
     "reference_and_amount"),
    ("OCR with blanks in the text", [F1, F2], payment("P", 500, message="OCR 123 51"), PLAIN, {"F1": "500"}, 0, 0,
     "reference_and_amount"),
    ("numbers listed", LIST, payment("P", 600, message="Faktura 1023, 1024 o 1026"), PLAIN,
     {"L3": "100", "L4": "200", "L6": "300"}, 0, 0, "several"),
    ("a range", LIST, payment("P", 1000, message="1023-1026"), PLAIN, {"L3": "100", "L4": "200", "L5": "400", "L6": "300"},
     0, 0, "several"),
    ("less a credit note", [F1, NOTE], payment("P", 300, ocr("12351", "500"), credit("7001", "-200")), PLAIN,
     {"F1": "500", "K1": "-200"}, 0, 0, "several"),
    ("less a part of one", [F1, NOTE], payment("P", 400, ocr("12351", "500"), credit("7001", "-100")), PLAIN,
     {"F1": "500", "K1": "-100"}, 0, 0, "parts"),
    ("note without amount", [F1, NOTE], payment("P", 300, ocr("12351"), credit("90001")), PLAIN,
     {"F1": "500", "K1": "-200"}, 0, 0, "several"),
    ("two, rounded", [F1, F2], payment("P", "799.50", ocr("12351"), ocr("12369")), ROUNDING, {"F1": "500", "F2": "299.50"},
     0, "0.50", "rounding"),
    ("two with a paid one", [F1, PAID], payment("P", 500, ocr("12351"), ocr("12377")), PLAIN, {"F1": "500"}, 0, 0,
     "reference_and_amount"),
    ("one OCR, one fits", SAME, payment("P", 800, ocr("777")), PLAIN, {"S3": "800"}, 0, 0, "shared_reference"),
    ("one OCR, all of it", SAME, payment("P", 1800, ocr("777")), PLAIN, {"S1": "500", "S2": "500", "S3": "800"}, 0, 0,
     "whole_customer"),
    ("one OCR, oldest first", SAME, payment("P", 700, ocr("777")), OLDEST, {"S1": "500", "S2": "200"}, 0, 0, "oldest_first"),
    ("one OCR, too much", SAME, payment("P", 2000, ocr("777")), OLDEST, {"S1": "500", "S2": "500", "S3": "800"}, "200", 0,
     "oldest_first"),
    ("exact, though a stranger", [F1], payment("P", 500, ocr("12351"), payer="bankgiro:1"), PLAIN, {"F1": "500"}, 0, 0,
     "reference_and_amount"),
    ("to the right account", [item("F1", "12351", 500, accounts=("bankgiro:9912346",))], payment("P", 500, ocr("12351")),
     PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("to an account untold", [item("F1", "12351", 500, accounts=("bankgiro:9912346",))],
     payment("P", 500, ocr("12351"), account=""), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
    ("a share of Skatteverket beside", [F1, item("F1:tax", "12351", 500, kind=ItemKind.TAX_AGENCY, customer="SKV")],
     payment("P", 500, ocr("12351")), PLAIN, {"F1": "500"}, 0, 0, "reference_and_amount"),
]  # fmt: skip

ASKED = [
    # case, items, payment, policy, why a person is asked, the first suggestion
    ("half as much again", [F1], payment("P", 650, ocr("12351")), PLAIN, "unsure", {"F1": "500"}),
    ("beyond rounding", [F1], payment("P", "498.99", ocr("12351")), ROUNDING, "unsure", {"F1": "498.99"}),
    ("a known payer owes the amount, the OCR is another's", [F1, item("F9", "9", 400, customer="X")],
     payment("P", 400, ocr("12351"), payer="bankgiro:1"), PLAIN, "named_other_payer", {"F9": "400"}),
    ("another invoice fits better", [F1, item("F3", "12385", 200, customer="C-F1")], payment("P", 200, ocr("12351")), PLAIN,
     "named_not", {"F3": "200"}),
    ("one of two unknown", [F1], payment("P", 800, ocr("12351"), ocr("99997")), PLAIN, "amount_differs", {"F1": "500"}),
    ("one of two paid, sum other", [F1, PAID], payment("P", 800, ocr("12351"), ocr("12377")), PLAIN, "unsure", {"F1": "500"}),
    ("one OCR, no amount", SAME, payment("P", 700, ocr("777")), PLAIN, "amount_differs", {"S3": "700"}),
    ("one OCR of two customers", [F1, item("F5", "12351", 500)], payment("P", 500, ocr("12351")), PLAIN, "two_fit",
     {"F1": "500"}),
    ("only the amount", [F1, F2], payment("P", 500), PLAIN, "weak_evidence", {"F1": "500"}),
    ("an amount two have", [F1, item("F5", "5", 500)], payment("P", 500), PLAIN, "weak_evidence", {"F1": "500"}),
    ("a known payer, another amount", [F1, item("F9", "9", 400, customer="X")], payment("P", 999, payer="bankgiro:1"), PLAIN,
     "only_payer", {"F9": "400"}),
    ("less a credit note that is not named, by nobody known", [F1, item("K2", "90019", -200, customer="C-F1")],
     payment("P", 300, ocr("12351")), PLAIN, "some_named", {"F1": "500", "K2": "-200"}),
    ("two OCR, other sum", [F1, F2], payment("P", 700, ocr("12351"), ocr("12369")), PLAIN, "amount_differs",
     {"F1": "500", "F2": "200"}),
    ("a part too large, sum other", [F1, F2], payment("P", 700, ocr("12351", "300"), ocr("12369", "400")), PLAIN,
     "amount_differs", {"F1": "500", "F2": "200"}),
    ("one OCR, two equals", SAME, payment("P", 500, ocr("777")), PLAIN, "ambiguous", {"S1": "500"}),
]  # fmt: skip

LEFT = [
    # case, items, payment, why
    ("nobody's", [F1], payment("P", 77, ocr("99997")), "unknown_reference"),
    ("no word", [F1], payment("P", 77), "no_reference"),
    ("of what is paid", [PAID, F1], payment("P", 77, ocr("12377")), "settled"),
    ("taken back", [F1], payment("P", 500, ocr("12351"), reversal=True), "reversal"),
    ("another currency", [F1], payment("P", 500, ocr("12351"), currency="EUR"), "currency"),
    ("another account", [item("F1", "12351", 500, accounts=("bankgiro:1",))], payment("P", 500, ocr("12351")), "account"),
    ("another creditor's", [item("F1", "12351", 500, creditor="B")], payment("P", 500, ocr("12351")), "unknown_reference"),
    ("only a credit note", [NOTE], payment("P", 200, ocr("90001")), "credit_only"),
    ("Skatteverket's alone", [item("T", "12351", 500, kind=ItemKind.TAX_AGENCY)], payment("P", 500, ocr("12351")),
     "unknown_reference"),
]  # fmt: skip


def places(decision: MatchDecision) -> dict[str, str]:
    """Item and kronor of what is booked, or of the first suggestion."""
    if isinstance(decision, Unmatched):
        return {}
    allocations = decision.allocations if isinstance(decision, Matched) else decision.suggestions[0].allocations
    return {one.item_id: str(one.amount.major) for one in allocations}


def kronor(places: dict[str, str]) -> dict[str, str]:
    return {id: str(sek(amount).major) for id, amount in places.items()}


@pytest.mark.parametrize(
    ("items", "paid", "policy", "booked", "rest", "difference", "reason"),
    [row[1:] for row in BOOKED],
    ids=[r[0] for r in BOOKED],
)
def test_what_is_certain_is_booked(
    items: list[OpenItem],
    paid: IncomingPayment,
    policy: MatchingPolicy,
    booked: dict[str, str],
    rest: str | int,
    difference: str | int,
    reason: str,
) -> None:
    """On these items, so much, with this rest, and for this reason."""
    (decision,) = decide(items, paid, policy=policy)
    assert isinstance(decision, Matched)
    assert places(decision) == kronor(booked)
    assert (decision.rest, decision.difference) == (sek(rest), sek(difference))
    assert decision.reasons[0].code == f"matching.{reason}"


@pytest.mark.parametrize(
    ("items", "paid", "policy", "reason", "first"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_what_could_be_something_else_is_asked(
    items: list[OpenItem], paid: IncomingPayment, policy: MatchingPolicy, reason: str, first: dict[str, str] | None
) -> None:
    """The reason that stopped it, and the likeliest answer first."""
    (decision,) = decide(items, paid, policy=policy, payers={"bankgiro:1": ["X"]})
    assert decision.reasons[0].code == f"matching.{reason}"
    if first is None:
        assert isinstance(decision, Matched)
        return
    assert isinstance(decision, Suggested)
    assert places(decision) == kronor(first)
    assert len(decision.suggestions) <= 5


@pytest.mark.parametrize(("items", "paid", "reason"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_nothing_is_known_of_is_left(items: list[OpenItem], paid: IncomingPayment, reason: str) -> None:
    """With the reason."""
    (decision,) = decide(items, paid)
    assert isinstance(decision, Unmatched)
    assert [one.code for one in decision.reasons] == [f"matching.{reason}"]


def test_skatteverkets_share_is_for_skatteverket() -> None:
    """A payer known as Skatteverket settles it by its reference."""
    share = item("T", "12351", 500, kind=ItemKind.TAX_AGENCY, customer="SKV")
    (decision,) = decide([share], payment("P", 500, ocr("12351"), payer="bankgiro:5"), payers={"bankgiro:5": ["SKV"]})
    assert places(decision) == {"T": "500.00"}


def test_paid_twice_in_one_batch_is_booked_once() -> None:
    """The earlier day goes first; the second payment is not pushed onto another invoice of the same amount."""
    other = item("F4", "12393", 500)
    second, first = payment("P1", 500, ocr("12351"), days=1), payment("P2", 500, ocr("12351"))
    late, early = decide([F1, other], second, first)
    assert places(early) == {"F1": "500.00"}
    assert not isinstance(late, Matched)
    assert late.reasons[0].code == "matching.already_paid"


def test_the_exact_amount_goes_before_a_part_paid_earlier() -> None:
    """An earlier odd payment does not take what a later one settles to the öre."""
    odd, exact = decide([F1], payment("P1", 200, ocr("12351")), payment("P2", 500, ocr("12351"), days=3))
    assert places(exact) == {"F1": "500.00"}
    assert not isinstance(odd, Matched)


def test_parts_of_one_invoice_are_booked_until_it_is_paid() -> None:
    """Payments of 200, 200 and 200 on 500, three weeks apart: the last is twice what is open, and a person is asked."""
    made = decide([F1], *(payment(f"P{n}", 200, ocr("12351"), days=21 * n) for n in range(3)))
    assert [places(one) for one in made] == [{"F1": "200.00"}, {"F1": "200.00"}, {"F1": "100.00"}]
    assert [isinstance(one, Matched) for one in made] == [True, True, False]


@pytest.mark.parametrize("kronor", [200, 250])
@pytest.mark.parametrize(
    ("days", "outcome"), [(0, [False, False]), (3, [True, False]), (14, [True, False]), (30, [True, True])]
)
def test_an_equal_part_soon_after_may_be_the_same_payment_twice(kronor: int, days: int, outcome: list[bool]) -> None:
    """The second within two weeks is asked about, also when the halves make the whole; of the same day both are."""
    made = decide([F1], *[payment(f"P{n}", kronor, ocr("12351"), days=n * days) for n in (0, 1)])
    assert [isinstance(one, Matched) for one in made] == outcome
    assert [one.gate for one in made] == ["" if booked else "duplicate" for booked in outcome]
    assert all(isinstance(one, Matched | Suggested) for one in made)


@pytest.mark.parametrize(("open_", "since", "booked"), [(300, None, False), (300, 20, True), (300, 3, False), (200, None, True),
                                                        (200, 3, False)])  # fmt: skip
def test_an_equal_part_from_before_the_batch_counts_too(open_: int, since: int | None, booked: bool) -> None:
    """Known by what is open of the total; of unknown day it counts as recent, unless this part is what is left."""
    paid_on = None if since is None else F1.due - timedelta(since)
    left = attrs.evolve(F1, total=sek(open_ + 200), open=sek(open_), paid_on=paid_on)
    (made,) = decide([left], payment("P", 200, ocr("12351")))
    assert isinstance(made, Matched) is booked
    assert made.gate == ("" if booked else "duplicate")
    assert booked or made.reasons[0].code == "matching.paid_before"


@pytest.mark.parametrize("days", [-3, 0, 3])
def test_the_weaker_of_two_payments_takes_the_other_of_two_equal_claims(days: int) -> None:
    """A names one of a customer's equal claims, B none: A is booked on what it names, and B does not hinder it."""
    claims = [item(f"E{n}", f"5000{n}", 500, customer="X", days=n) for n in (1, 2)]
    policy = attrs.evolve(PLAIN, oldest_of_equals=True)
    named, silent = payment("P1", 500, ocr("50001")), payment("P2", 500, payer="bankgiro:1", days=days)
    first, second = decide(claims, named, silent, policy=policy, payers={"bankgiro:1": ["X"]})
    assert isinstance(first, Matched)
    assert places(first) == {"E1": "500.00"}
    assert places(second) in ({"E2": "500.00"}, {})


def test_what_one_payment_settles_makes_another_certain() -> None:
    """A shared reference is no longer ambiguous when a payment that names the number has taken one of the two."""
    shared, named = decide(SAME[:2], payment("P1", 500, ocr("777")), payment("P2", 500, invoice("NS1"), days=9))
    assert places(named) == {"S1": "500.00"}
    assert places(shared) == {"S2": "500.00"}
    assert isinstance(shared, Matched)


def test_a_payment_given_twice_counts_once() -> None:
    """The same bank file read twice has no second effect."""
    paid = payment("P", 500, ocr("12351"))
    made = decide([F1], paid, paid)
    assert sum(isinstance(one, Matched) for one in made) == 1
    assert [one.reasons[0].code for one in made if not isinstance(one, Matched)] == ["matching.repeated"]


def test_a_neighbour_with_the_amount_stands_before_one_without() -> None:
    """Dense series hold many neighbours; the amount tells, and where two have it a person is asked."""
    near = [item(f"F{n}", f"1000{n}", 100 + n) for n in range(9)]
    (decision,) = decide(near, payment("P", 107, ocr("10009")))
    assert places(decision) == {"F7": "107.00"}
    (unsure,) = decide([*near, item("G", "10019", 107)], payment("P", 107, ocr("10009")))
    assert isinstance(unsure, Suggested)
    assert {one.allocations[0].item_id for one in unsure.suggestions[:2]} == {"F7", "G"}


def test_too_many_payments_on_one_item_are_left_to_a_person() -> None:
    """Bounded work: more payments than the bound that name the same invoice are not weighed."""
    crowd = [payment(f"P{n:04}", 500, ocr("12351"), days=n) for n in range(MOST_TOGETHER + 1)]
    assert {one.gate for one in decide([F1], *crowd)} == {"too_many"}
    assert isinstance(decide([F1], *crowd[1:])[0], Matched)


SENTENCES = [
    (
        payment("P", 499, ocr("1528975")),
        "OCR 1528975 och belopp 499,00 kr stämmer.",
        "OCR 1528975 and the amount 499.00 SEK agree.",
    ),
    (
        payment("P", 499, ocr("1528975"), payer="bankgiro:1"),
        "OCR 1528975 och belopp 499,00 kr stämmer; betalaren har betalat för kunden förr.",
        "OCR 1528975 and the amount 499.00 SEK agree; the payer has paid for this customer before.",
    ),
    (
        payment("P", 400, ocr("1528975")),
        "Referens 1528975 stämmer; 400,00 kr är en delbetalning, 99,00 kr återstår.",
        "Reference 1528975 agrees; 400.00 SEK is a part, 99.00 SEK remains.",
    ),
    (payment("P", 1, ocr("99997")), "Inget har referensen 99997.", "Nothing has the reference 99997."),
]


@pytest.mark.parametrize(("paid", "swedish", "english"), SENTENCES)
def test_a_person_reads_why_in_one_sentence(paid: IncomingPayment, swedish: str, english: str) -> None:
    """In the language asked for, with the facts in it."""
    (decision,) = decide([item("F", "1528975", 499, customer="X")], paid, payers={"bankgiro:1": ["X"]})
    assert decision.explain("sv").replace("\xa0", " ") == swedish
    assert decision.explain("en") == english


def test_every_sentence_has_its_facts() -> None:
    """No decision of the tables leaves a gap in its sentence, in either language."""
    tried: list[tuple[list[OpenItem], IncomingPayment, MatchingPolicy]] = [(row[1], row[2], PLAIN) for row in LEFT]
    tried += [(row[1], row[2], row[3]) for row in BOOKED]
    tried += [(row[1], row[2], row[3]) for row in ASKED]
    for items, paid, policy in tried:
        (decision,) = decide(items, paid, policy=policy, payers={"bankgiro:1": ["X"]})
        said = [decision.explain("sv"), decision.explain("en")]
        if isinstance(decision, Suggested):
            said += [one.explain("sv") for one in decision.suggestions]
        for one in said:
            assert "{" not in one
            assert "matching." not in one
    ours = [code for code in codes() if code.startswith("matching.")]
    assert all(text_of(code).facts("en") == text_of(code).facts("sv") for code in ours)


def test_an_unknown_reference_that_could_be_a_personal_number_is_masked() -> None:
    """Payers write all kinds of numbers in the reference field."""
    (decision,) = decide([F1], payment("P", 77, ocr("191212121212")))
    assert "1212" not in decision.explain("sv") + repr(decision)
