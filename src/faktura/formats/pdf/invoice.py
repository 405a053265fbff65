"""The invoice and the credit note on paper: A4, one page or as many as the lines need.

Every amount is the document's own; nothing is computed here. The same document gives the same bytes.
"""

from datetime import date

from faktura.core.document import Document, DocumentKind, InterestKind, References
from faktura.core.errors import Finding
from faktura.core.wording import Text
from faktura.formats import swedish
from faktura.formats.payment_slip import printed_line
from faktura.formats.pdf import words
from faktura.formats.pdf.deduction import deduction_part
from faktura.formats.pdf.file import Properties, to_bytes
from faktura.formats.pdf.flow import Block, Keep, paginate, space
from faktura.formats.pdf.grid import paragraph
from faktura.formats.pdf.letter import Fact, Letter, address_lines, customer_number
from faktura.formats.pdf.lines import table
from faktura.formats.pdf.page import Page, Pen
from faktura.formats.pdf.payment_part import PaymentPart
from faktura.formats.pdf.sums import statements, sums
from faktura.formats.pdf.words import fill


def write(
    document: Document,
    *,
    logo: bytes | None = None,
    greeting: str = "",
    preview: bool = False,
    slip: bool = False,
) -> bytes:
    """Return the PDF of an invoice or a credit note, in the document's language.

    *logo* is a PNG or JPEG picture for the first page, in place of the seller's name; *greeting* ends the letter; *preview* marks
    every page as a preview. A payment part is printed only when there is something for the buyer to pay: not on a credit note,
    nor where Autogiro withdraws the amount or a card has paid it, which is said instead; with *slip* the code line of a
    bankgiro slip stands below it, where its text can hold the payment. `unprintable` tells which characters the print could
    not show.

    Raises:
        InputError: `pdf.logo` when the logo cannot be read.
    """
    pen = Pen()
    letter = _letter(document, pen, has_logo=logo is not None)
    composed = _compose(document, letter, greeting=greeting, preview=preview, slip=slip)
    properties = Properties(
        title=f"{letter.title} {document.number}".strip(),
        author=document.seller.name,
        language=document.language,
        on=document.issue_date,
    )
    return to_bytes(composed, pen, properties, letter.logo(logo))


def unprintable(document: Document, *, greeting: str = "") -> tuple[Finding, ...]:
    """Return a warning for each character of the document that the print shows as an empty box, such as emoji.

    >>> from faktura.core.errors import Finding
    >>> Finding(code="pdf.character", path="", facts=(("character", "U+1F600"),)).problem
    'the character U+1F600 is in no face of the print, so it is shown as an empty box'
    """
    pen = Pen()
    pages(document, pen, greeting=greeting)
    return pen.findings()


def pages(document: Document, pen: Pen, *, greeting: str = "", slip: bool = False) -> tuple[Page, ...]:
    """Return the finished pages of *document*, set with *pen*, before they become a file."""
    letter = _letter(document, pen, has_logo=False)
    return _compose(document, letter, greeting=greeting, preview=False, slip=slip)


def _compose(document: Document, letter: Letter, *, greeting: str, preview: bool, slip: bool) -> tuple[Page, ...]:
    """Return the finished pages with the head and foot of *letter*."""
    pen = letter.pen
    titles, rows = table(document, pen)
    blocks = [block for note in document.notes for block in paragraph(note, pen, above=0)]
    blocks += [*([space(6)] if blocks else ()), titles, *rows, *_after(document, pen, greeting, slip=slip)]

    def new_page() -> Page:
        page = Page(pen)
        if preview:
            page.across(words.PREVIEW.say(document.language), 76)
        return page

    composed = paginate(blocks, letter.frame(), titles, new_page)
    letter.finish(composed)
    return composed


def _after(document: Document, pen: Pen, greeting: str, *, slip: bool) -> list[Block]:
    """What follows the lines: totals, deduction, statements, greeting and payment."""
    language = document.language
    blocks = [*sums(document, pen), *deduction_part(document, pen)]
    for text in statements(document):
        blocks += paragraph(text, pen, keep=Keep.LOOSELY)
    if document.currency != "SEK":
        form = words.ALL_IN if document.totals.vat_in_kronor is None else words.ALL_BUT_VAT_IN
        said = fill(form, language, currency=document.currency)
        blocks += paragraph(said, pen, size=8, keep=Keep.LOOSELY, quiet=True)
    if document.kind is DocumentKind.CREDIT_NOTE:
        blocks += paragraph(words.CREDITED.say(language), pen, keep=Keep.LOOSELY)
    if greeting:
        blocks += paragraph(greeting, pen, above=6, keep=Keep.LOOSELY)
    return blocks + _payment(document, pen, slip=slip)


def _payment(document: Document, pen: Pen, *, slip: bool) -> list[Block]:
    language, instruction = document.language, document.payment
    if document.kind is DocumentKind.CREDIT_NOTE:
        return []
    if document.amount_due.minor <= 0:
        return paragraph(words.NOTHING_TO_PAY.say(language), pen)
    if instruction is None:
        return []
    amount = swedish.currency(document.amount_due, language)
    if instruction.card is not None:
        text = fill(words.CARD, language, amount=amount, card=instruction.card.label)
        return paragraph(text, pen, size=10, above=8)
    if instruction.direct_debit:
        text = fill(words.DIRECT_DEBIT, language, amount=amount, day=_day(document.due_date))
        return paragraph(text, pen, size=10, above=8)
    payee = document.payee or document.seller
    part = PaymentPart(
        payee=payee.name,
        instruction=instruction,
        amount=document.amount_due,
        by=document.due_date,
        by_label=words.DUE_DATE,
        language=language,
        code_line=printed_line(instruction, document.amount_due) if slip else "",
    )
    return [part.block(pen)]


def _letter(document: Document, pen: Pen, *, has_logo: bool) -> Letter:
    credit = document.kind is DocumentKind.CREDIT_NOTE
    return Letter(
        pen=pen,
        language=document.language,
        title=(words.CREDIT_NOTE if credit else words.INVOICE).say(document.language),
        number=document.number,
        seller=document.seller,
        buyer=document.buyer,
        left=_about_buyer(document),
        right=_about_document(document),
        has_logo=has_logo,
    )


def _about_buyer(document: Document) -> tuple[Fact, ...]:
    language, buyer = document.language, document.buyer
    references = dict.fromkeys(one for one in (document.buyer_reference, buyer.contact) if one)
    period = document.period
    facts: tuple[tuple[Text, str], ...] = (
        (words.CUSTOMER, customer_number(buyer)),
        (words.YOUR_REFERENCE, ", ".join(references)),
        (words.ORDER, document.order_reference),
        (words.CONTRACT, document.contract_reference),
        *_further(document.references),
        (words.BUYER_VAT, str(buyer.vat_number) if buyer.vat_number else ""),
        (words.DELIVERED, _day(document.delivery_date)),
        (words.DELIVERED_TO, _place(document)),
        (words.PERIOD, f"{swedish.day(period.start)} – {swedish.day(period.end)}" if period else ""),
        (words.OUR_REFERENCE, document.seller.contact),
    )
    return tuple(Fact(label.say(language), value) for label, value in facts)


def _further(stated: References) -> tuple[tuple[Text, str], ...]:
    """What else the buyer asked for, to find its way there: BT-11, BT-14 to BT-19."""
    return (
        (words.PROJECT, stated.project),
        (words.ACCOUNTING_COST, stated.accounting_cost),
        (words.SALES_ORDER, stated.sales_order),
        (words.DESPATCH_ADVICE, stated.despatch_advice),
        (words.RECEIVING_ADVICE, stated.receiving_advice),
        (words.TENDER, stated.tender),
        (words.INVOICED_OBJECT, stated.invoiced_object),
    )


def _place(document: Document) -> str:
    """Where it was delivered (BG-13, BG-15): name and address, or the location number alone when there are none."""
    place = document.deliver_to
    if place is None:
        return ""
    lines = (place.name, *address_lines(place.address, document.language))
    return ", ".join(one for one in lines if one.strip()) or (place.gln.digits if place.gln is not None else "")


def _about_document(document: Document) -> tuple[Fact, ...]:
    language = document.language
    credit = document.kind is DocumentKind.CREDIT_NOTE
    preceding = ", ".join(
        f"{one.number} ({swedish.day(one.issue_date)})" if one.issue_date else one.number for one in document.preceding
    )
    facts = [
        Fact((words.CREDIT_NUMBER if credit else words.INVOICE_NUMBER).say(language), document.number, bold=True),
        Fact((words.CREDIT_DATE if credit else words.INVOICE_DATE).say(language), swedish.day(document.issue_date)),
        Fact((words.CREDITS if credit else words.REFERS_TO).say(language), preceding, bold=credit),
    ]
    return (*facts, *_about_payment(document))


def _about_payment(document: Document) -> tuple[Fact, ...]:
    """When, how and on which terms it is paid; nothing when nothing is left to pay."""
    language, terms, instruction = document.language, document.terms, document.payment
    by_card = instruction is not None and instruction.card is not None
    if document.kind is DocumentKind.CREDIT_NOTE or document.amount_due.minor <= 0 or by_card:
        return ()
    reference = instruction.reference if instruction is not None and instruction.buyer_pays else ""
    label = words.OCR if instruction is not None and instruction.ocr else words.REFERENCE
    fee = terms.reminder_fee
    return (
        Fact(words.DUE_DATE.say(language), _day(document.due_date), bold=True),
        Fact(label.say(language), reference),
        Fact(words.TERMS.say(language), fill(words.TERMS_DAYS, language, days=str(terms.days))),
        Fact(words.EARLY_PAYMENT.say(language), _early_payment(document)),
        Fact(words.LATE_INTEREST.say(language), _late_interest(document)),
        Fact(words.REMINDER_FEE.say(language), swedish.currency(fee, language) if fee else ""),
    )


def _early_payment(document: Document) -> str:
    """Return what is to pay, in time, less the discount: stated as ML 17 kap. 24 § 9 wants it."""
    offer, language = document.discount_offer, document.language
    if offer is None:
        return ""
    amount = document.amount_due - offer.of(document.amount_due, paid_on=offer.until)
    return fill(
        words.EARLY_OFFER,
        language,
        percent=swedish.percent(offer.percent, language),
        day=swedish.day(offer.until),
        amount=swedish.currency(amount, language),
    )


def _late_interest(document: Document) -> str:
    language, terms = document.language, document.terms
    match terms.interest:
        case InterestKind.STATUTORY:
            return words.LATE_STATUTORY.say(language)
        case InterestKind.OVER_REFERENCE:
            percent = swedish.quantity(terms.interest_percent, language)
            return fill(words.LATE_OVER_REFERENCE, language, percent=percent)
        case InterestKind.FIXED:
            return fill(words.LATE_FIXED, language, percent=swedish.percent(terms.interest_percent, language))
        case InterestKind.NONE:
            return ""


def _day(on: date | None) -> str:
    return swedish.day(on) if on is not None else ""
