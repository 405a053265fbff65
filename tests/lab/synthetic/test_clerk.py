"""The careful clerk: by hand, for each thing that names claims and each thing that makes certainty impossible."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from attrs import evolve

from faktura.lab.synthetic.amounts import Paid, exactly
from faktura.lab.synthetic.books import Books, Claim, Customer, Numbers, Payer
from faktura.lab.synthetic.clerk import Clerk, folded
from faktura.lab.synthetic.draft import Draft
from faktura.lab.synthetic.profiles import CONSUMER

ANNA = Payer(name=("Anna", "Ek"), account="iban:A")
BO = Payer(name=("Bo", "Ask"), account="iban:B")
AGENT = Payer(name=("Byrån AB", ""), account="iban:C")


def customer(name: str, payer: Payer, **more: Any) -> Customer:
    """A customer."""
    return Customer(id=name, payer=payer, company=False, **more)


def claim(who: Customer, serial: int, kronor: int, **more: Any) -> Claim:
    """An open claim of so many kronor, or a paid one; number and OCR follow the serial."""
    made = Claim(
        customer=who, kind="invoice", issued=100, due=130, total=kronor * 100, open=kronor * 100,
        id=f"F{serial}", number=str(serial), ocr=f"{serial}5",
    )  # fmt: skip
    made = evolve(made, **more)
    (who.paid if made.paid_on else who.claims).append(made)
    return made


class Ledger:
    """Two customers: Anna owes 250, 400 and 100, and has paid 77; Bo owes 250 and 300."""

    def __init__(self) -> None:
        """Make the claims."""
        self.anna, self.bo = customer("A", ANNA, org="5599990008"), customer("B", BO)
        self.a250, self.a400, self.a100 = (claim(self.anna, 1001 + at, one) for at, one in enumerate((250, 400, 100)))
        self.a77 = claim(self.anna, 900, 77, open=0, paid_on=20)
        self.b250, self.b300 = (claim(self.bo, 2001 + at, one) for at, one in enumerate((250, 300)))

    def clerk(self, *links: tuple[Payer, Customer]) -> Clerk:
        """A clerk who knows these payers."""
        books = Books(profile=CONSUMER, creditor="X", first=120, on=150, numbers=Numbers(Random(0)))
        books.customers = [self.anna, self.bo]
        books.claims = [one for who in books.customers for one in (*who.claims, *who.paid)]
        for payer, who in links:
            books.link(payer, who, 3, 30, manual=False)
        return Clerk(books)


Make = Callable[[Ledger], Draft]


def paying(*claims: Claim, **more: Any) -> Draft:
    """A payment of exactly these claims by a stranger, unless more is said."""
    stranger = Payer(name=("Ulla", "Rönn"), account="iban:X")
    made = Draft(structure="single", booked=140, paid=exactly(list(claims)), claims=list(claims), payer=stranger)
    return evolve(made, **more)


def paid(kronor: int, *claims: Claim) -> Paid:
    """So many kronor for these claims."""
    return Paid(kind="part", amount=kronor * 100, placed=tuple(kronor * 100 // len(claims) for _ in claims))


def again(books: Ledger) -> Draft:
    """What may be a second payment: the paid claim and an open one are of the same amount."""
    books.a77.paid_on = 135
    return paying(claim(books.anna, 1009, 77), reference="9005")


CERTAIN: list[tuple[str, str, Make]] = [
    ("an OCR in the reference field", "reference", lambda b: paying(b.a250, reference="10015")),
    ("an OCR with spaces and zeros in a text", "reference", lambda b: paying(b.a250, message="OCR 00 100 15")),
    ("a document number", "reference", lambda b: paying(b.a250, message="Faktura 1001")),
    ("a list of numbers", "reference", lambda b: paying(b.a250, b.a400, message="Faktura 1001, 1002")),
    ("a range", "reference", lambda b: paying(b.a250, b.a400, b.a100, message="1001-1003")),
    ("extra references", "reference", lambda b: paying(b.a250, b.a400, extra="10015:250.00;10025:400.00")),
    ("a known account", "customer", lambda b: paying(b.a400, account="iban:A")),
    ("an organisation number", "customer", lambda b: paying(b.a400, org="5599990008")),
    ("an old OCR, and the only claim of the amount", "customer", lambda b: paying(b.a400, reference="9005")),
    ("one of two named, and the only sum", "customer", lambda b: paying(b.a250, b.a100, reference="10015")),
    ("one slip away, and the only neighbour of the amount", "near", lambda b: paying(b.a400, reference="10075")),
]

UNCERTAIN: list[tuple[str, str, Make]] = [
    ("nothing", "", lambda b: paying(b.a400)),
    ("a name alone", "name", lambda b: paying(b.a400, name="EK, ANNA")),
    ("a part of what is named", "reference", lambda b: paying(b.a250, reference="10015", paid=paid(100, b.a250))),
    ("somebody else's OCR", "", lambda b: paying(b.b300, reference="10015")),
    ("a known account, but the text names another", "", lambda b: paying(b.a400, account="iban:A", message="2001")),
    ("a payer known as another who owes the same", "reference", lambda b: paying(b.a250, reference="10015", account="iban:B")),
    ("a payer named as another who owes the same", "reference", lambda b: paying(b.a250, reference="10015", name="Bo Ask")),
    ("an agent of two who owe the same", "customer", lambda b: paying(b.a250, account="iban:C")),
    ("an old OCR that was paid last week, of the same amount", "customer", again),
    ("a number of somebody else in the same text", "reference", lambda b: paying(b.a250, message="1001, ref 2002")),
]  # fmt: skip


def links_of(books: Ledger) -> list[tuple[Payer, Customer]]:
    """Each customer's own account, and an agent who pays for both."""
    return [(ANNA, books.anna), (BO, books.bo), (AGENT, books.anna), (AGENT, books.bo)]


@pytest.mark.parametrize(("what", "evidence", "make"), CERTAIN, ids=[one[0] for one in CERTAIN])
def test_a_clerk_is_certain(what: str, evidence: str, make: Make) -> None:
    """When something names the claims, the amount agrees, and nothing else explains it as well."""
    books = Ledger()
    draft = make(books)
    judged = books.clerk(*links_of(books)).judge(draft)
    assert (judged.evidence, judged.decidable) == (evidence, True)


@pytest.mark.parametrize(("what", "evidence", "make"), UNCERTAIN, ids=[one[0] for one in UNCERTAIN])
def test_a_clerk_cannot_be_certain(what: str, evidence: str, make: Make) -> None:
    """When nothing names them, the difference is not explained, or something else would do as well."""
    books = Ledger()
    draft = make(books)
    judged = books.clerk(*links_of(books)).judge(draft)
    assert (judged.evidence, judged.decidable) == (evidence, False)


def test_claims_that_nothing_tells_apart_count_as_one() -> None:
    """Two of a customer's with the same amount are exchangeable until one of them is named."""
    books = Ledger()
    twin = claim(books.anna, 1010, 400)
    clerk = books.clerk(*links_of(books))
    judged = clerk.judge(paying(books.a400, account="iban:A"))
    assert judged.decidable
    assert judged.same == (frozenset({books.a400.id, twin.id}),)
    assert clerk.judge(paying(books.a400, reference="10025")).same == (frozenset({books.a400.id}),)


def test_a_second_payment_within_two_weeks_is_doubted_unless_it_names_its_claim() -> None:
    """The clerk remembers what came before; after two weeks the doubt is gone."""
    books = Ledger()
    other = claim(books.anna, 1010, 400)
    clerk = books.clerk(*links_of(books))
    assert clerk.judge(paying(books.a400, account="iban:A", booked=125)).decidable
    assert not clerk.judge(paying(other, account="iban:A", booked=139)).decidable
    assert clerk.judge(paying(other, reference="10105", booked=139)).decidable
    assert clerk.judge(paying(other, account="iban:A", booked=154)).decidable


@pytest.mark.parametrize(
    ("percent", "until", "booked", "amount", "decidable"),
    [(2, 140, 140, 392, True), (2, 139, 140, 392, False), (2, 140, 140, 391, False), (0, 0, 140, 392, False)],
)
def test_a_discount_is_a_reason_until_its_last_day(
    percent: int, until: int, booked: int, amount: int, decidable: bool
) -> None:
    """2 % of 400 kr is 8 kr, to be taken on the last day and not the day after."""
    books = Ledger()
    books.a400.discount, books.a400.until = percent, until
    draft = paying(books.a400, reference="10025", booked=booked, paid=paid(amount, books.a400))
    assert books.clerk().judge(draft).decidable is decidable


def test_a_credit_note_is_found_in_the_only_sum_that_fits() -> None:
    """400 less 60 is 340, and nothing else of the customer's is."""
    books = Ledger()
    note = claim(books.anna, 1011, -60, kind="credit_note", ocr="")
    assert books.clerk().judge(paying(books.a400, note, reference="10025")).decidable


def test_money_of_nobody_is_never_decided() -> None:
    """Without true claims there is nothing to be certain of."""
    books = Ledger()
    judged = books.clerk().judge(paying(paid=Paid(kind="exact", amount=250_00, placed=()), reference="10015"))
    assert (judged.decidable, judged.same) == (False, ())


@pytest.mark.parametrize("written", ["Åsa Öst", "ÖST, ÅSA", "}sa |st", "asa ost"])
def test_names_are_folded(written: str) -> None:
    """Order, case and Swedish letters do not matter; other damage does."""
    assert folded(written) == "asa ost"
