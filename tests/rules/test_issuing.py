"""Issuing: the complete draft becomes the document, the preview is the same without a number, the debt opens."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import CreditNote, DocumentKind, Draft, InterestKind, Invoice, Line, SelfBilling, line
from faktura.core.errors import LawNotKnown, RuleRefused
from faktura.core.money import Money, sek
from faktura.core.party import Address, Party, PartyKind
from faktura.core.product import CostKind, Work
from faktura.core.receivable import DebtorKind, opened_by
from faktura.core.vat import REVERSE_CHARGE_BUILDING, Vat, VatCategory
from faktura.rules.crediting import credit_in_full
from faktura.rules.issuing import issue_invoice, opening, preview
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, SENDER
from faktura.testing.strategies import deduction_drafts, drafts

ON = date(2026, 3, 2)
PERSON = Party(
    id="P1",
    name="Tolvan Tolvansson",
    kind=PartyKind.PERSON,
    address=Address(street="Hemvägen 1", postal_code="903 25", city="Umeå"),
)


def draft(*lines: Line, **more: Any) -> Draft:
    return evolve(Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=lines), **more)


def issued(*lines: Line, on: date = ON, **more: Any) -> Invoice | CreditNote:
    return issue_invoice(draft(*lines, **more), number="1042", on=on)


HOUR = line("Konsult", 8, "950.00", vat=25)


def test_the_document_carries_what_the_draft_says() -> None:
    """Number, day, parties and references stand on it; the due date is the terms' days later."""
    invoice = issued(HOUR, buyer_reference="R1", notes=("Tack",), delivery_date=date(2026, 2, 27))
    assert isinstance(invoice, Invoice)
    assert (invoice.id, invoice.number, invoice.issue_date) == ("U1", "1042", ON)
    assert invoice.due_date == ON + timedelta(days=30)
    assert (invoice.buyer_reference, invoice.notes, invoice.delivery_date) == ("R1", ("Tack",), date(2026, 2, 27))
    assert invoice.statements == ("Godkänd för F-skatt",)
    assert issued(HOUR, delivery_date=ON).delivery_date is None
    assert issue_invoice(draft(HOUR), number="1", on=ON, document_id="D7").id == "D7"


def test_a_self_billed_invoice_says_so_and_its_credit_too() -> None:
    """ML 17 kap. 24 § 12: the word; the agreement stands on the document, so that a credit follows it."""
    agreed = SelfBilling(date(2026, 1, 1), "godkänd om inget invänds inom tio dagar")
    invoice = issued(HOUR, self_billing=agreed)
    assert invoice.statements[0] == "Självfakturering"
    assert issued(HOUR, self_billing=agreed, language="en").statements[0] == "Self-billing"
    assert "Självfakturering" not in issued(HOUR).statements
    credit = credit_in_full(invoice, draft_id="K1")
    assert isinstance(credit, Draft)
    assert issue_invoice(credit, number="2", on=ON).statements == invoice.statements


def test_a_simplified_invoice_is_credited_in_simplified_form() -> None:
    """What needed no address needs none when it is credited (ML 17 kap. 26 §)."""
    nobody = Party(id="C", name="")
    invoice = issued(line("Kaffe", 1, 100, vat=12), simplified=True, buyer=nobody)
    credit = credit_in_full(invoice, draft_id="K1")
    assert isinstance(credit, Draft)
    assert issue_invoice(credit, number="2", on=ON).simplified


@pytest.mark.parametrize(
    ("vat", "printed"),
    [
        (Vat(VatCategory.EXEMPT, Decimal(0), "margin.second_hand"), "Vinstmarginalbeskattning för begagnade varor"),
        (Vat(VatCategory.EXEMPT, Decimal(0), "margin.art"), "Vinstmarginalbeskattning för konstverk"),
        (Vat(VatCategory.EXEMPT, Decimal(0), "margin.travel"), "Vinstmarginalbeskattning för resebyråer"),
        (REVERSE_CHARGE_BUILDING, "Omvänd betalningsskyldighet"),
        (
            Vat(VatCategory.EXEMPT, Decimal(0), "exempt.small_business"),
            "Undantag från skatteplikt för små företag, ML 18 kap.",
        ),
    ],
)
def test_the_words_of_the_act_are_printed_and_no_vat_is_shown(vat: Vat, printed: str) -> None:
    """ML 17 kap. 24 § 13-17: the ground's own words, and not an öre of VAT."""
    invoice = issued(line("Vara", 1, 1000, vat=vat))
    assert printed in invoice.statements
    assert (invoice.totals.vat, invoice.totals.with_vat) == (sek(0), sek(1000))


def test_a_credit_note_has_no_due_date() -> None:
    """The kind follows the sign; what is owed back is owed at once."""
    credit = issued(evolve(HOUR, quantity=Decimal(-1)))
    assert isinstance(credit, CreditNote)
    assert credit.kind is DocumentKind.CREDIT_NOTE
    assert credit.due_date is None
    assert credit.amount_due == sek("1187.50")


def test_reverse_charge_on_building_services_says_so() -> None:
    """100 000 without VAT, the words of ML 17 kap. 24 § 14, and both VAT numbers demanded."""
    work = line("Byggtjänst", 1, 100_000, vat=REVERSE_CHARGE_BUILDING)
    invoice = issued(work)
    assert (invoice.totals.vat, invoice.amount_due) == (sek(0), sek(100_000))
    assert invoice.statements[0] == "Omvänd betalningsskyldighet"
    assert invoice.totals.breakdown[0].category is VatCategory.REVERSE_CHARGE
    for missing in ("seller", "buyer"):
        party: Any = evolve(SENDER.party if missing == "seller" else COMPANY.party, vat_number=None)
        with pytest.raises(RuleRefused) as refusal:
            issued(work, **{missing: party})
        assert [one.path for one in refusal.value.findings if one.severity == "error"] == [f"{missing}.vat_number"]


def test_statements_follow_the_language_of_the_document() -> None:
    """An English document says it in English."""
    invoice = issued(line("Work", 1, 1, vat=REVERSE_CHARGE_BUILDING), language="en")
    assert invoice.statements[0] == "Reverse charge"


def test_an_incomplete_draft_is_refused_with_everything_that_is_wrong() -> None:
    """All errors at once, warnings beside them."""
    incomplete = draft(evolve(HOUR, text=" "), seller=evolve(SENDER.party, vat_number=None, address=None))
    with pytest.raises(RuleRefused) as refusal:
        issue_invoice(incomplete, number=" ", on=ON)
    assert refusal.value.code == "issue.incomplete"
    assert {one.code for one in refusal.value.findings} == {"INV-26", "INV-03", "INV-05", "INV-07"}
    assert "INV-26" in str(refusal.value)


def test_contents_before_the_act_of_2023_are_not_known() -> None:
    """The sections hold from 2023-07-01; nothing is guessed for an earlier day."""
    assert issued(HOUR, on=date(2023, 7, 1)).issue_date == date(2023, 7, 1)
    with pytest.raises(LawNotKnown):
        issued(HOUR, on=date(2023, 6, 30))


def test_a_refusal_of_the_totals_is_raised() -> None:
    """The kind asked for must agree with the sign."""
    with pytest.raises(RuleRefused) as refusal:
        issued(HOUR, kind=DocumentKind.CREDIT_NOTE)
    assert refusal.value.code == "totals.kind"


@given(drafts(negative=True))
def test_the_preview_is_the_issued_document_without_its_number(drafted: Draft) -> None:
    """Preview equals execution."""
    document = issue_invoice(drafted, number="77", on=ON)
    assert preview(drafted, on=ON) == evolve(document, number="")


def test_an_incomplete_draft_can_be_previewed() -> None:
    """What is missing is told apart from what it will look like."""
    assert preview(draft(HOUR, buyer=Party(id="C", name="")), on=ON).amount_due == sek(9500)


# --- the debt ----------------------------------------------------------------------------------------------------


def test_an_invoice_opens_the_customers_debt() -> None:
    """Principal, due date, terms and reference, as they stand on the document."""
    (event,) = opening(issued(HOUR, terms=SENDER.terms))
    receivable = opened_by(event)
    assert (receivable.id, receivable.outstanding, receivable.due) == ("U1", sek(9500), ON + timedelta(days=30))
    assert (receivable.debtor, receivable.debtor_id, receivable.number) == (DebtorKind.COMPANY, "K1", "1042")
    assert receivable.reminder_fee == sek(60)


def test_a_credit_note_and_a_document_of_nothing_open_too() -> None:
    """Negative, and zero."""
    (event,) = opening(issued(evolve(HOUR, quantity=Decimal(-1))))
    assert (event.principal, event.due) == (sek("-1187.50"), ON)
    (event,) = opening(issued(line("Gåva", 1, 0, vat=25)))
    assert event.principal == sek(0)


@pytest.mark.parametrize(
    ("kind", "debtor"),
    [
        (PartyKind.PERSON, DebtorKind.CONSUMER),
        (PartyKind.COMPANY, DebtorKind.COMPANY),
        (PartyKind.PUBLIC_AUTHORITY, DebtorKind.PUBLIC_AUTHORITY),
    ],
)
def test_the_buyers_kind_is_the_debtors(kind: PartyKind, debtor: DebtorKind) -> None:
    """Consumers, companies and public bodies have different rules for late payment."""
    (event,) = opening(issued(HOUR, buyer=evolve(COMPANY.party, kind=kind)))
    assert event.debtor == debtor.value


# --- ROT and RUT -------------------------------------------------------------------------------------------------

LABOUR = evolve(line("Snickeri", 20, 500, vat=25), cost=CostKind.LABOUR, work=Work(type="Bygg", hours=20))
MATERIAL = evolve(line("Virke", 1, 8000, vat=25), cost=CostKind.MATERIAL)
TRAVEL = line("Resa", 1, 400, vat=25)
WISH = DeductionWish(
    kind=DeductionKind.ROT,
    buyers=(DeductionBuyer(person_id="P1", name="Tolvan Tolvansson", identity=TOLVAN),),
    dwelling=Dwelling(designation="Exempelstad Provet 1:2"),
    expected_payment=date(2026, 3, 20),
)


def test_skatteverkets_rot_example() -> None:
    """10 000 labour, 8 000 material, 400 travel: VAT 4 600, total 23 000, deduction 3 750, to pay 19 250."""
    invoice = issued(LABOUR, MATERIAL, TRAVEL, buyer=PERSON, deduction=WISH, delivery_date=date(2026, 2, 27))
    totals, deduction = invoice.totals, invoice.deduction
    assert deduction is not None
    assert (totals.vat, totals.with_vat, totals.deduction, totals.amount_due) == (
        sek(4600), sek(23_000), sek(3750), sek(19_250),
    )  # fmt: skip
    assert (deduction.labour, deduction.other_cost) == (sek(12_500), sek(500))
    assert [(work.type, work.material) for work in deduction.works] == [("Bygg", sek(10_000))]


def test_the_customers_share_and_skatteverkets_are_two_debts() -> None:
    """Only the customer's share is reminded; Skatteverket's bears no interest."""
    invoice = issued(LABOUR, buyer=PERSON, deduction=WISH, delivery_date=date(2026, 2, 27))
    customer, agency = opening(invoice)
    assert (customer.principal, agency.principal) == (sek(8750), sek(3750))
    assert (agency.receivable_id, agency.document_id, agency.debtor) == ("U1:tax", "U1", "tax_agency")
    assert (agency.interest, agency.due) == (InterestKind.NONE, date(2026, 3, 20))


@given(deduction_drafts(DeductionKind.RUT))
def test_the_shares_are_the_whole(drafted: Draft) -> None:
    """What customer and Skatteverket owe together is the total including VAT and rounding."""
    invoice = issue_invoice(drafted, number="1", on=ON)
    owed = sum(event.principal.minor for event in opening(invoice))
    assert owed == (invoice.totals.with_vat + invoice.totals.rounding).minor


# --- foreign currency --------------------------------------------------------------------------------------------


def test_vat_in_another_currency_needs_its_amount_in_kronor() -> None:
    """ML 17 kap. 29 §; without VAT there is nothing to state."""
    with pytest.raises(RuleRefused) as refusal:
        issued(HOUR, currency="EUR")
    assert [one.code for one in refusal.value.findings if one.severity == "error"] == ["INV-18"]
    invoice = issue_invoice(draft(HOUR, currency="EUR"), number="1", on=ON, kronor_rate=Decimal("11.2345"))
    assert invoice.totals.vat_in_kronor == Money(21_345_55)
    export = Vat(VatCategory.EXPORT, Decimal(0), "export")
    assert issued(evolve(HOUR, vat=export), currency="USD").totals.vat_in_kronor is None
