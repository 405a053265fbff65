"""A letter or text message asks the buyer to pay only when the buyer is to pay, and then to an account that there is."""

from collections.abc import Callable

import pytest
from attrs import evolve

from faktura.core.document import Document
from faktura.core.errors import NotExpressible
from faktura.core.money import sek
from faktura.core.party import Party, PaymentCard, PaymentInstruction
from faktura.core.wording import Language
from faktura.formats.mailbox import document_content
from faktura.formats.message.mail import invoice_letter, reminder_letter
from faktura.formats.message.own_template import values_of
from faktura.formats.message.text_message import invoice_text, reminder_text
from faktura.formats.payment_slip import printed_line
from faktura.formats.qr import using_qr
from faktura.formats.swish import code as swish
from faktura.testing.identities import BANKGIRO, SWISH, TOLVAN
from faktura.testing.senders import PERSON
from tests.formats.message.test_mail import document, plain, reminder

CARD = PaymentCard(digits="1234", network="VISA")
DEBITED = PaymentInstruction(accounts=(BANKGIRO[0],), reference="1008", direct_debit=True, mandate="77")
BY_CARD = PaymentInstruction(accounts=(BANKGIRO[0],), reference="1008", card=CARD)


def paid(payment: PaymentInstruction) -> Document:
    """An invoice to a consumer with that instruction."""
    return evolve(document(PERSON.party), payment=payment)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("say", [invoice_text, lambda one: invoice_letter(one).text])
def test_a_withdrawn_amount_is_said_to_be_so(say: Callable[[Document], str], language: Language) -> None:
    """No account that somebody might pay to a second time, and the day of the withdrawal."""
    text = say(evolve(paid(DEBITED), language=language))
    assert "utogiro" in text
    assert "2026-10-31" in text
    assert str(BANKGIRO[0]) not in text


@pytest.mark.parametrize("say", [invoice_text, lambda one: invoice_letter(one).text])
@pytest.mark.parametrize("accounts", [(), (BANKGIRO[0],)])
def test_an_amount_paid_by_card_is_not_asked_for(say: Callable[[Document], str], accounts: tuple[()]) -> None:
    """The card by its network and last digits; neither account nor due date (decision 27)."""
    text = say(paid(evolve(BY_CARD, accounts=accounts)))
    assert "kort VISA 1234" in text
    assert str(BANKGIRO[0]) not in text
    assert "2026-10-31" not in text
    assert "Att betala" not in text


@pytest.mark.parametrize("payment", [DEBITED, BY_CARD])
def test_no_code_slip_or_mailbox_asks_for_what_is_withdrawn_or_paid(payment: PaymentInstruction) -> None:
    """Every way of paying that comes with a document is left out or refused."""
    one = paid(payment)
    with pytest.raises(NotExpressible):
        using_qr.invoice_code(one)
    with pytest.raises(NotExpressible):
        swish.invoice_code(one, SWISH[0])
    assert printed_line(payment, one.amount_due) == ""
    content = document_content(one, recipient=TOLVAN, subject="x", pdf=b"%PDF-1.7")
    assert content.payment is None
    values = values_of(one)
    assert (values["accounts"], values["reference"]) == ([], "")


def test_a_text_message_without_an_account_is_refused() -> None:
    """It says the rule and the document instead of breaking off."""
    empty = PaymentInstruction(accounts=(), reference="1008")
    with pytest.raises(NotExpressible, match="account"):
        invoice_text(paid(empty))
    with pytest.raises(NotExpressible, match="account"):
        reminder_text(evolve(reminder(), payment=empty))


def test_more_paid_before_than_the_total_is_to_the_buyers_credit() -> None:
    """Nothing to pay, so no due date either, and no minus sign to puzzle over."""
    text = plain(invoice_letter(document(prepaid=sek(10000))).text)
    assert "Tillgodo: 500,00 kr" in text
    assert "Att betala" not in text
    assert "2026-10-31" not in text


@pytest.mark.parametrize("payee", [None, Party(id="F", name="Faktoringbolaget AB")])
def test_who_is_paid_is_named_when_that_is_not_the_seller(payee: Party | None) -> None:
    """A factored invoice and its reminder are paid to the factoring company (BG-10), in letters and messages alike."""
    asked, again = evolve(document(), payee=payee), evolve(reminder(), payee=payee)
    for text in (invoice_letter(asked).text, reminder_letter(again).text):
        assert ("Betalningsmottagare: Faktoringbolaget AB" in text) == (payee is not None)
    for text in (invoice_text(asked), reminder_text(again)):
        assert ("till Faktoringbolaget AB, 991-2346" in text) == (payee is not None)
