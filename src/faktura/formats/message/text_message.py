"""Text messages (SMS): who, what, how much, where and by when, within the length a phone receives whole.

One message part holds 160 characters of the GSM alphabet, which has å ä ö but not all letters, or 70
of any other; a longer message is sent as parts of 153 or 67. At most three parts are written.
"""

from typing import Final

from faktura.core.document import Document, DocumentKind
from faktura.core.errors import NotExpressible
from faktura.core.party import Party, PaymentInstruction
from faktura.core.reminder import Reminder
from faktura.formats.message.words import word
from faktura.formats.swedish import currency, day

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED: Final = frozenset("^{}\\[~]|€")  # two positions each
MOST_PARTS: Final = 3
_FORMAT: Final = "text-message"


def invoice_text(document: Document, *, link: str = "") -> str:
    """Return the text message of an invoice, with *link* last when there is one.

    Raises:
        NotExpressible: A credit note or an invoice with nothing to pay has no text message, one that the buyer is to pay
            needs an account, and a message may not need more than three parts.
    """
    payment = document.payment
    if document.kind is DocumentKind.CREDIT_NOTE or payment is None or document.amount_due.minor <= 0:
        raise NotExpressible(format=_FORMAT, rule="payable invoices only", what=f"document {document.number}")
    facts = {
        "seller": document.seller.name,
        "number": document.number,
        "amount": currency(document.amount_due, document.language),
        "due": day(document.due_date) if document.due_date else "",
    }
    if payment.card is not None:
        text = word("sms.card", document.language, card=payment.card.label, **facts)
    elif payment.direct_debit:
        text = word("sms.direct_debit", document.language, **facts)
    else:
        text = word("sms.invoice", document.language, **_pay_to(payment, document.payee, document.number), **facts)
    return _fitting(text, link)


def reminder_text(reminder: Reminder, *, link: str = "") -> str:
    """Return the text message of *reminder*, with *link* last when there is one.

    Raises:
        NotExpressible: There is no account to pay to, or the message would need more than three parts.
    """
    facts = {
        "seller": reminder.seller.name,
        "number": reminder.document_number,
        "amount": currency(reminder.amount_due, reminder.language),
        "due": day(reminder.pay_by),
        **_pay_to(reminder.payment, reminder.payee, reminder.document_number),
    }
    return _fitting(word("sms.reminder", reminder.language, **facts), link)


def _pay_to(payment: PaymentInstruction, payee: Party | None, number: str) -> dict[str, str]:
    if not payment.accounts:
        raise NotExpressible(format=_FORMAT, rule="an account to pay to", what=f"document {number}")
    account = str(payment.accounts[0])
    return {"account": f"{payee.name}, {account}" if payee is not None else account, "reference": payment.reference}


def _fitting(text: str, link: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u2212", "-")  # outside the GSM alphabet: they would halve the room
    whole = f"{plain} {link}" if link else plain
    if parts_of(whole) > MOST_PARTS:
        raise NotExpressible(format=_FORMAT, rule=f"at most {MOST_PARTS} parts", what=f"{len(whole)} characters")
    return whole


def parts_of(text: str) -> int:
    """Return how many message parts *text* takes.

    >>> parts_of("Faktura 1, 100 kr"), parts_of("a" * 161), parts_of("Łódź" * 18)
    (1, 2, 2)
    """
    if all(character in _GSM or character in _GSM_ESCAPED for character in text):
        length, alone, joined = len(text) + sum(character in _GSM_ESCAPED for character in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
