"""E-mails that carry an invoice, a credit note or a reminder: subject, text and HTML.

A letter says what it is about, from whom, how much, to which account, with which reference and by
when, so that it can be paid without opening the attachment. The host's delivery port makes the MIME
message of it; the attachment is not in here.
"""

from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import InputError
from faktura.core.party import Party, PaymentInstruction
from faktura.core.reminder import Reminder
from faktura.core.wording import Language, Text, register
from faktura.formats.message.words import word
from faktura.formats.swedish import currency, day

if TYPE_CHECKING:
    from jinja2 import Environment


@frozen(kw_only=True)
class Letter:
    """An e-mail's subject and its two bodies, which say the same."""

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@frozen(kw_only=True)
class _Row:
    label: str
    value: str
    strong: bool = False


def invoice_letter(document: Document, *, link: str = "") -> Letter:
    """Return the e-mail of *document*; with *link* it carries the basic facts and the link instead of a PDF.

    A protected person's letter names nobody.
    """
    language, number = document.language, document.number
    kind = "credit_note" if document.kind is DocumentKind.CREDIT_NOTE else "invoice"
    opening = word(f"opening.{kind}.link" if link and kind == "invoice" else f"opening.{kind}", language, number=number)
    closing: list[str] = []
    if document.deduction is not None and kind == "invoice":
        amount = currency(document.deduction.amount, language)
        closing.append(word("closing.deduction", language, amount=amount))
    if _direct_debit(document.payment):
        closing.append(word("closing.direct_debit", language))
    return _letter(
        heading=word(kind, language, number=number, seller=document.seller.name),
        seller=document.seller,
        buyer=document.buyer,
        opening=opening,
        rows=_document_rows(document),
        closing=closing,
        link=link,
        language=language,
    )


def reminder_letter(reminder: Reminder, *, link: str = "") -> Letter:
    """Return the e-mail of *reminder*: principal, interest and fee apart, and the new day to pay by."""
    language = reminder.language
    number, due = reminder.document_number, day(reminder.document_due_date)
    rows = [_Row(label=word("principal", language), value=currency(reminder.principal, language))]
    for label, amount in (("interest", reminder.interest), ("fees", reminder.fees)):
        if amount:
            rows.append(_Row(label=word(label, language), value=currency(amount, language)))
    rows.append(_Row(label=word("amount_due", language), value=currency(reminder.amount_due, language), strong=True))
    rows.append(_Row(label=word("pay_by", language), value=day(reminder.pay_by)))
    return _letter(
        heading=word("reminder", language, number=number, seller=reminder.seller.name),
        seller=reminder.seller,
        buyer=reminder.buyer,
        opening=word("opening.reminder", language, number=number, due=due),
        rows=(*rows, *_pay_to(reminder.payment, language)),
        closing=[word("closing.reminder", language)],
        link=link,
        language=language,
    )


def _document_rows(document: Document) -> tuple[_Row, ...]:
    language = document.language
    credit = document.kind is DocumentKind.CREDIT_NOTE
    label = word("amount_back" if credit else "amount_due", language)
    rows = [_Row(label=label, value=currency(document.amount_due, language), strong=True)]
    if document.due_date is not None and document.amount_due:
        rows.append(_Row(label=word("due_date", language), value=day(document.due_date)))
    payable = not credit and document.amount_due.minor > 0 and not _direct_debit(document.payment)
    if payable and document.payment is not None:
        rows.extend(_pay_to(document.payment, language))
    return tuple(rows)


def _direct_debit(payment: PaymentInstruction | None) -> bool:
    return payment is not None and payment.direct_debit


def _pay_to(payment: PaymentInstruction, language: Language) -> tuple[_Row, ...]:
    accounts = [_Row(label=account_label(one, language), value=str(one)) for one in payment.accounts]
    label = word("ocr" if payment.ocr else "reference", language)
    return (*accounts, _Row(label=label, value=payment.reference))


def account_label(account: PaymentAccount, language: Language) -> str:
    """Return what the kind of *account* is called."""
    match account:
        case BankgiroNumber():
            return word("bankgiro", language)
        case PlusgiroNumber():
            return word("plusgiro", language)
        case Iban():
            return word("iban", language)
        case _:
            return word("account", language)


def _web(link: str) -> str:
    """Return *link*, which must be a web address over TLS: anything else in a letter is a trap."""
    if link and not link.startswith("https://"):
        raise InputError("message.link")
    return link


def _letter(
    *,
    heading: str,
    seller: Party,
    buyer: Party,
    opening: str,
    rows: tuple[_Row, ...],
    closing: list[str],
    link: str,
    language: Language,
) -> Letter:
    name = "" if buyer.protected else (buyer.contact or buyer.name)
    facts = {
        "language": language,
        "subject": heading,
        "heading": heading,
        "opening": [word("greeting", language, name=name), opening] if name else [opening],
        "rows": rows,
        "closing": [*closing, word("closing", language, seller=seller.name)],
        "link": _web(link),
        "link_text": word("link", language),
        "footer": _footer(seller),
    }
    text, html = (_templates().get_template(name).render(facts) for name in (_TEXT, _HTML))
    return Letter(subject=heading, text=text, html=html)


_TEXT: Final = "layout.text.jinja"
_HTML: Final = "layout.html.jinja"


def _footer(seller: Party) -> str:
    number = seller.organisation_number  # a sole trader's personal number is left out of e-mail
    parts = [seller.name, *(seller.address.lines() if seller.address else ()), f"Org.nr {number}" if number else ""]
    return " · ".join(part for part in (*parts, seller.phone, seller.email) if part)


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=PackageLoader("faktura.formats.message"),
        autoescape=select_autoescape(("html.jinja",), default_for_string=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=False,
    )


register(
    {
        "message.link": Text(
            en="the link of a letter is no web address over TLS; give one that begins with https://",
            sv="brevets länk är ingen webbadress över TLS; ange en som börjar med https://",
        ),
    }
)
