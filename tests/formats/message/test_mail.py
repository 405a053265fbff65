"""An e-mail can be paid without opening the attachment, shows nobody's number, and trusts no text."""

from datetime import date

import attrs
import pytest

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish
from faktura.core.document import Document, Draft, Line, line
from faktura.core.errors import InputError, NotExpressible
from faktura.core.money import sek
from faktura.core.number import exact
from faktura.core.party import Party, PaymentInstruction
from faktura.core.product import CostKind, Work
from faktura.core.reminder import InterestRow, Reminder
from faktura.core.vat import VAT_25
from faktura.formats.message.mail import Letter, invoice_letter, reminder_letter
from faktura.formats.message.text_message import invoice_text, parts_of, reminder_text
from faktura.rules.issuing import issue_invoice
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, PERSON, SENDER

PAY = PaymentInstruction(accounts=SENDER.accounts, reference="100164")


def document(buyer: Party = COMPANY.party, quantity: int = 8, **fields: object) -> Document:
    """An invoice of 9 500 kronor, or with a negative quantity a credit note."""
    draft = Draft(
        id="D1",
        seller=SENDER.party,
        buyer=buyer,
        lines=(line("Konsult", quantity, "950", vat=25),),
        payment=PAY,
        **fields,  # type: ignore[arg-type]
    )
    return issue_invoice(draft, number="1001", on=date(2026, 10, 1))


def reminder() -> Reminder:
    """A reminder of that invoice, with fee and interest."""
    row = InterestRow(
        since=date(2026, 10, 31),
        until=date(2026, 11, 10),
        principal=sek(9500),
        percent=exact("10"),
        amount=sek("26.03"),
    )
    return Reminder(
        id="R1",
        number=1,
        on=date(2026, 11, 10),
        pay_by=date(2026, 11, 20),
        seller=SENDER.party,
        buyer=COMPANY.party,
        document_id="F1",
        document_number="1001",
        document_issue_date=date(2026, 10, 1),
        document_due_date=date(2026, 10, 31),
        original_amount=sek(9500),
        paid=sek(0),
        principal=sek(9500),
        interest=sek("26.03"),
        fees=sek(60),
        interest_rows=(row,),
        payment=PAY,
    )


def plain(text: str) -> str:
    """The text with ordinary blanks."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("body", ["text", "html"])
@pytest.mark.parametrize("fact", ["1001", "Exempelbolaget AB", "9 500,00 kr", "991-2346", "100164", "2026-10-31"])
def test_what_is_needed_to_pay_stands_in_both_bodies(body: str, fact: str) -> None:
    """Number, sender, amount, account, reference and due date, in text and in HTML."""
    assert fact in plain(getattr(invoice_letter(document()), body))


@pytest.mark.parametrize("body", ["text", "html"])
@pytest.mark.parametrize("fact", ["9 500,00 kr", "26,03 kr", "60,00 kr", "9 586,03 kr", "2026-11-20", "100164"])
def test_a_reminder_shows_principal_interest_and_fee_apart(body: str, fact: str) -> None:
    """Each amount for itself, their sum, and the new day to pay by."""
    assert fact in plain(getattr(reminder_letter(reminder()), body))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "A & B <b>", "\"'><img src=x>", "{{ 7 * 7 }}"])
def test_no_text_of_others_becomes_markup(name: str) -> None:
    """A name with markup is shown as it is written, in the HTML escaped, and never run as a template."""
    letter = invoice_letter(document(attrs.evolve(COMPANY.party, name=name)))
    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert name in letter.text
    assert "49" not in letter.html.replace("1f2933", "")


def test_a_credit_note_asks_for_nothing() -> None:
    """No account, no reference: nothing is to be paid."""
    letter = invoice_letter(document(quantity=-8))
    assert "Kreditfaktura 1001" in letter.subject
    assert "991-2346" not in letter.text
    assert "Tillgodo: 9 500,00 kr" in plain(letter.text)


def test_a_direct_debit_invoice_is_not_paid_by_hand() -> None:
    """The amount is withdrawn: no account is shown that somebody might pay to a second time."""
    letter = invoice_letter(attrs.evolve(document(), payment=attrs.evolve(PAY, direct_debit=True)))
    assert "autogiro" in letter.text
    assert "991-2346" not in letter.text


def test_a_link_replaces_the_attachment() -> None:
    """With a link the letter has the basic facts and the link, in both bodies."""
    letter = invoice_letter(document(), link="https://example.com/f/abc?x=1&y=2")
    assert "https://example.com/f/abc?x=1&y=2" in letter.text
    assert 'href="https://example.com/f/abc?x=1&amp;y=2"' in letter.html
    assert "bifogad" not in letter.text


def test_no_personal_number_and_no_protected_name() -> None:
    """A ROT buyer's number is not in the letter, and a protected person is not named."""
    labour = Line(
        text="Målning",
        quantity=exact(10),
        price=exact(500),
        vat=VAT_25,
        cost=CostKind.LABOUR,
        work=Work(type="Stadning", hours=10),
    )
    wish = DeductionWish(
        kind=DeductionKind.RUT, buyers=(DeductionBuyer(person_id="P1", name="Tolvan", identity=TOLVAN),)
    )
    draft = Draft(id="D1", seller=SENDER.party, buyer=PERSON.party, lines=(labour,), payment=PAY, deduction=wish)
    letter = invoice_letter(issue_invoice(draft, number="1001", on=date(2026, 10, 1)))
    assert "3 125,00 kr" in plain(letter.text)  # half of 6 250 kronor of labour
    for number in (TOLVAN.full, TOLVAN.digits, TOLVAN.digits[-4:]):
        assert number not in letter.text + letter.html
    hidden = invoice_letter(document(attrs.evolve(PERSON.party, protected=True)))
    assert "Tolvan" not in hidden.text + hidden.html


def test_english_documents_have_english_letters() -> None:
    """The document's language is the letter's."""
    letter: Letter = invoice_letter(document(language="en"))
    assert letter.subject == "Invoice 1001 from Exempelbolaget AB"
    assert "Amount to pay: SEK\u00a09,500.00" in letter.text
    assert 'lang="en"' in letter.html


def test_a_text_message_says_how_to_pay_in_one_part() -> None:
    """Sender, number, amount, account, reference and day, in 160 characters of the GSM alphabet."""
    text = invoice_text(document())
    assert text == "Exempelbolaget AB: faktura 1001, 9 500,00 kr till 991-2346, ref 100164, förfaller 2026-10-31."
    assert (parts_of(text), parts_of(reminder_text(reminder()))) == (1, 1)


@pytest.mark.parametrize("quantity", [-8, 0])
def test_what_is_not_payable_has_no_text_message(quantity: int) -> None:
    """A credit note, or an invoice of nothing, is not asked for by text message."""
    with pytest.raises(NotExpressible):
        invoice_text(document(quantity=quantity))


def test_a_text_message_that_is_too_long_is_refused_not_cut() -> None:
    """More than three parts is no message any more."""
    with pytest.raises(NotExpressible):
        invoice_text(document(), link="https://example.com/" + "x" * 500)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://example.com", "//example.com", "data:text/html,x"])
def test_only_a_secure_web_address_is_a_link(link: str) -> None:
    """A link that runs code or goes unencrypted is refused."""
    with pytest.raises(InputError) as refusal:
        invoice_letter(document(), link=link)
    assert refusal.value.code == "message.link"
