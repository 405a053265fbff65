"""Second payments, contests for equal claims, and whom the text calls by name: what a careful clerk would do."""

from datetime import date, timedelta

import attrs
import pytest

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import DUE, PLAIN, decide, item, ocr, payment

EQUAL = MatchingPolicy(write_off=sek(0))
ACCOUNT = {"bankgiro:1": [PayerLink(customer_id="X", count=9)]}


def rents(*days: int) -> list[OpenItem]:
    """Equal claims of one customer with one OCR, due so many days after the first of March."""
    return [item(f"R{n}", "7005", 500, customer="X", days=on) for n, on in enumerate(days)]


def paid_rent(days: int) -> OpenItem:
    """One of the same customer, paid so many days after the first of March."""
    one = item("R-paid", "7005", 0, customer="X", days=days)
    return attrs.evolve(one, total=sek(500), paid_on=DUE + timedelta(days))


def settled(decisions: tuple[MatchDecision, ...]) -> list[list[str]]:
    """The claims each payment settles."""
    return [[one.item_id for one in made.allocations] if isinstance(made, Matched) else [] for made in decisions]


@pytest.mark.parametrize(
    ("days", "due", "booked"),
    [(0, 0, False), (14, 14, False), (15, 14, True), (16, 20, True), (16, 40, False), (17, 40, True)],
)
def test_the_next_payment_comes_when_the_next_claim_falls_due(days: int, due: int, booked: bool) -> None:
    """Within two weeks of an equal payment a person is asked; over the weekend after it only where nothing is due yet."""
    (made,) = decide([paid_rent(0), *rents(due)], payment("P", 500, ocr("7005"), days=days), policy=EQUAL)
    assert isinstance(made, Matched) is booked
    assert made.gate == ("" if booked else "duplicate")


def test_two_payments_of_one_day_settle_one_of_two_equal_claims() -> None:
    """The first of them is certain; whether the second is a copy a person decides."""
    made = decide(rents(0, 30), payment("P1", 500, ocr("7005")), payment("P2", 500, ocr("7005")), policy=EQUAL)
    assert settled(made) == [["R0"], []]
    assert made[1].gate == "duplicate"


def test_on_a_declared_reference_for_all_claims_whoever_pays_twice_has_paid_the_next() -> None:
    """Where the sender takes the oldest first, the customer's own reference asks nobody, on one day or within two weeks."""
    declared = attrs.evolve(EQUAL, oldest_first=True)
    twice = decide(rents(0, 30), payment("P1", 500, ocr("7005")), payment("P2", 500, ocr("7005")), policy=declared)
    assert settled(twice) == [["R0"], ["R1"]]
    later = decide([paid_rent(0), *rents(20)], payment("P", 500, ocr("7005"), days=9), policy=declared)
    assert settled(later) == [["R0"]]
    alone = attrs.evolve(paid_rent(0), reference="7112")
    (other,) = decide([alone, *rents(20)], payment("P", 500, ocr("7112"), days=9), policy=declared)
    assert (settled((other,)), other.gate) == ([[]], "duplicate")


def test_months_apart_each_takes_its_claim() -> None:
    """However differently certain the payer is: the account of one is known, that of the other is not told."""
    made = decide(
        rents(0, 30), payment("P1", 500, ocr("7005")), payment("P2", 500, ocr("7005"), payer="bankgiro:1", days=29),
        policy=EQUAL, payers=ACCOUNT,
    )  # fmt: skip
    assert settled(made) == [["R0"], ["R1"]]


@pytest.mark.parametrize(
    ("second", "booked"),
    [
        (payment("P2", 500, payer="bankgiro:1", days=5), False),
        (payment("P2", 500, payer="bankgiro:1", days=5, message="hyra"), False),
        (payment("P2", 500, ocr("7102"), payer="bankgiro:1", days=5), True),
    ],
    ids=["silent", "words", "the number of the other"],
)
def test_a_copy_gives_the_same_number_or_none(second: IncomingPayment, booked: bool) -> None:
    """A second equal payment is not pushed onto another claim of the same amount, unless it names that one."""
    claims = [item("A", "7101", 500, customer="X"), item("B", "7102", 500, customer="X")]
    first = payment("P1", 500, ocr("7101"), payer="bankgiro:1")
    for batch in ((first, second), (second, first)):
        made = {one.payment_id: one for one in decide(claims, *batch, policy=EQUAL, payers=ACCOUNT)}
        assert settled((made["P1"], made["P2"])) == [["A"], ["B"] if booked else []]


def test_what_waits_for_a_person_makes_its_equal_wait_too() -> None:
    """Two equal payments that name nothing, the first perhaps a copy of an older one: the second is not certain either."""
    claims = [paid_rent(-5), *rents(10)]
    some = [payment(f"P{n}", 500, payer="bankgiro:1", days=on) for n, on in enumerate((5, 14))]
    made = decide(claims, *some, policy=EQUAL, payers=ACCOUNT)
    assert settled(made) == [[], []]


def test_a_contest_ends_when_a_rival_gives_up() -> None:
    """Two want F0; one of them wanted F1 too, which a third settles: then nothing hinders the other."""
    claims = [item("F0", "10009", 100), item("F1", "10017", 200)]
    both = payment("P2", 300, ocr("10009"), ocr("10017"))
    early = payment("P0", 200, ocr("10017"), days=-5)
    made = decide(claims, early, payment("P1", 100, ocr("10009")), both)
    assert settled(made) == [["F1"], ["F0"], []]


NAMES = [
    ("Nils Berg", 350, False, ["N"]),
    ("Berg, Nils", 350, False, ["N"]),
    ("Ylva Berg", 350, True, ["Y"]),
    ("medlemsavgift", 350, True, ["Y"]),
    ("Ylva Berg o Nils Berg", 700, False, ["N", "Y"]),
]


@pytest.mark.parametrize(("text", "kronor", "booked", "first"), NAMES, ids=[row[0] for row in NAMES])
def test_a_known_payer_who_calls_another_by_name_pays_for_that_one(
    text: str, kronor: int, booked: bool, first: list[str]
) -> None:
    """A person is asked, and whom the text calls stands first."""
    club = [
        attrs.evolve(item(id, "", 350, customer=f"C-{id}"), customer_name=name)
        for id, name in (("Y", "Ylva Berg"), ("N", "Nils Berg"), ("Z", "Zita Ek"))
    ]
    links = {"bankgiro:1": [PayerLink(customer_id="C-Y", count=9)]}
    paid = attrs.evolve(
        payment("P", kronor, payer="bankgiro:1", message=text), payer=Payer(name="YLVA BERG", account="bankgiro:1")
    )
    (made,) = decide(club, paid, policy=EQUAL, payers=links)
    assert isinstance(made, Matched | Suggested)
    assert isinstance(made, Matched) is booked
    told = made.allocations if isinstance(made, Matched) else made.suggestions[0].allocations
    assert sorted(one.item_id for one in told) == first


FEE = item("L", "12369", 60, customer="X", kind=ItemKind.FEE)
BILL = item("F", "12369", "399.50", customer="X")
MORE = item("G", "12377", "704.25", customer="X")


@pytest.mark.parametrize("own", [True, False])
def test_a_fee_beside_its_invoice_is_paid_with_it(own: bool) -> None:
    """What is over is exactly its own fee; a fee for another invoice may only be as much as the payer added of himself."""
    fee = FEE if own else attrs.evolve(FEE, reference="12351")
    (made,) = decide([fee, BILL], payment("P", "459.50", ocr("12369"), payer="bankgiro:1"), payers=ACCOUNT)
    assert settled((made,)) == ([["F", "L"]] if own else [[]])


@pytest.mark.parametrize(("payer", "booked"), [("", True), ("bankgiro:2", True), ("bankgiro:1", False)])
def test_one_named_and_the_only_sum(payer: str, booked: bool) -> None:
    """To the öre all the customer has open, one of it named: certain, unless the payer is known as somebody else."""
    links = {"bankgiro:1": [PayerLink(customer_id="Y", count=9)]}
    (made,) = decide([BILL, MORE], payment("P", "1103.75", ocr("12369"), payer=payer), payers=links)
    assert isinstance(made, Matched) is booked


def test_nobody_takes_off_anothers_credit_note() -> None:
    """The OCR is a stranger's, and only with the payer's own credit note would the amount fit."""
    claims = [item("F", "12369", 599, customer="Y"), item("K", "", "-44.27", customer="X")]
    (made,) = decide(claims, payment("P", "554.73", ocr("12369"), payer="bankgiro:1"), payers=ACCOUNT)
    assert not isinstance(made, Matched)


@pytest.mark.parametrize(("paid", "named", "booked"), [(950, True, True), (950, False, False), (700, True, False)])
def test_a_banks_fee_proves_no_claim(paid: int, named: bool, booked: bool) -> None:
    """It explains why a named claim is short, by a quarter at most; who names nothing has perhaps paid a part."""
    claims = [
        attrs.evolve(item("F", "12369", 1000, customer="X"), issued=date(2026, 1, 1)),
        item("G", "12377", 4000, customer="X"),
    ]
    given: tuple[PaymentReference, ...] = (ocr("12369"),) if named else ()
    abroad = attrs.evolve(payment("P", paid, *given, payer="bankgiro:1"), channel=PaymentChannel.FOREIGN)
    sent = attrs.evolve(abroad, original=Money(1000_00, "SEK")) if paid == 950 else abroad
    (made,) = decide(claims, sent, payers=ACCOUNT)
    assert isinstance(made, Matched) is booked


def test_a_strangers_part_is_asked_about() -> None:
    """The right OCR, quite another amount and another name: perhaps another creditor's reference."""
    claim = attrs.evolve(item("F", "12369", 1200), customer_name="Anna Lind")
    for name, booked in (("LIND ANNA", True), ("Ljus Bygg AB", False)):
        paid = attrs.evolve(payment("P", 200, ocr("12369")), payer=Payer(name=name))
        (made,) = decide([claim], paid)
        assert isinstance(made, Matched) is booked


def test_many_namesakes_are_no_suggestion() -> None:
    """Where the first three are together likelier wrong than right, the reason is all there is to say."""
    club = [attrs.evolve(item(f"F{n}", "", 350), customer_name="Erik Andersson") for n in range(9)]
    paid = attrs.evolve(payment("P", 350), payer=Payer(name="ANDERSSON ERIK"))
    (made,) = decide(club, paid, policy=PLAIN)
    assert not isinstance(made, Matched | Suggested)


def pair(customer: str, reference: str, *, equal: bool = False) -> list[OpenItem]:
    """Two claims of a customer whose reference is the same for both, of one amount or of two."""
    return [
        item(f"{customer}1", reference, 500, customer=customer),
        item(f"{customer}2", reference, 500 if equal else 700, customer=customer, days=30),
    ]


FAMILY = {"bankgiro:1": [PayerLink(customer_id=one, count=9) for one in "XY"]}


@pytest.mark.parametrize(("reference", "booked"), [("10017", True), ("10009", False), ("", False)])
def test_as_much_for_another_customer_of_the_payer_is_no_copy(reference: str, booked: bool) -> None:
    """Each by its own reference; one that names the first customer again, or nobody, may be."""
    paid = attrs.evolve(item("X0", "10009", 0, customer="X"), total=sek(500), paid_on=DUE)
    given = (ocr(reference),) if reference else ()
    second = payment("P2", 500, *given, payer="bankgiro:1", days=4)
    (made,) = decide([paid, *pair("X", "10009"), *pair("Y", "10017")], second, payers=FAMILY)
    assert settled((made,)) == ([["Y1"]] if booked else [[]])


def test_a_payment_for_another_customer_does_not_wait_for_one_that_is_asked_about() -> None:
    """The first names X, of whom two claims fit equally well; the second names Y."""
    claims = [*pair("X", "10009", equal=True), *pair("Y", "10017")]
    both = [payment(f"P{n}", 500, ocr(one), payer="bankgiro:1", days=n) for n, one in enumerate(("10009", "10017"))]
    assert settled(decide(claims, *both, policy=PLAIN, payers=FAMILY)) == [[], ["Y1"]]


def test_what_a_customer_owes_another_creditor_tells_nothing() -> None:
    """The account's customer owes us nothing: with a claim of another creditor's the same is suggested for the same reason."""
    claim = attrs.evolve(item("F", "", 300), customer_name="Karl Lind")
    paid = payment("P", 300, payer="bankgiro:1")
    paid = attrs.evolve(paid, payer=attrs.evolve(paid.payer, name="LIND KARL"))
    theirs = item("B", "", 500, customer="X", creditor="B")
    (without,) = decide([claim], paid, payers=ACCOUNT, statistics=Statistics())
    (beside,) = decide([claim, theirs], paid, payers=ACCOUNT, statistics=Statistics())
    assert isinstance(without, Suggested)
    assert [one.item_id for one in without.suggestions[0].allocations] == ["F"]
    assert beside == without


@pytest.mark.parametrize("said", ["4700", "avser 4700", "betalning 4700", "4700 medlemsavgift"])
@pytest.mark.parametrize("owed", [350, 351])
def test_a_number_that_is_just_anothers_claim_is_no_chance(said: str, owed: int) -> None:
    """Digits in a text are often the payer's own; but where they are the number of an open claim of just the amount, a person is asked."""
    items = [
        item("F1", "99994", owed, customer="C2", number="4700"),
        item("F2", "10009", 350, customer="C1", number="4800"),
    ]
    known = {"b1": [PayerLink(customer_id="C1", count=30)]}
    (made,) = decide(items, payment("P1", 350, payer="b1", message=said), payers=known)
    if owed == 350:
        assert isinstance(made, Suggested)
        assert (made.gate, made.explain("sv")[:16]) == ("contradiction", "4700 är angivet,")
    else:
        assert isinstance(made, Matched)


@pytest.mark.parametrize(("payer", "outcome"), [("GLAS ROSSI SPA", Suggested), ("LIVSDESIGN AB", Matched)])
def test_a_stranger_abroad_who_pays_a_fifth_too_little_may_mean_something_else(payer: str, outcome: type) -> None:
    """What the bank may have kept explains the difference only of a payer who is called as the customer, or of an OCR."""
    claim = attrs.evolve(item("F1", "10009", "235.71", customer="C1", number="50867"), customer_name="Livsdesign AB")
    one = payment("P1", "186.24", message="vårt nr 50867")
    paid = attrs.evolve(one, channel=PaymentChannel.FOREIGN, payer=attrs.evolve(one.payer, name=payer))
    (made,) = decide([claim], paid)
    assert isinstance(made, outcome)
