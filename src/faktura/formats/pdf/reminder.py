"""The reminder (betalningspåminnelse) on paper: what is left, what has been added, and until when it is to be paid.

The letter only says what is owed and sets a time to pay it, so it is no collection measure (inkassolagen (1974:182) 1 §). Principal,
interest and fee stand apart, the interest with its days, its rate and the principal it ran on.
"""

from datetime import timedelta

from faktura.core.money import total
from faktura.core.reminder import Reminder
from faktura.formats import swedish
from faktura.formats.pdf import words
from faktura.formats.pdf.file import Properties, to_bytes
from faktura.formats.pdf.flow import Block, Keep, paginate, space
from faktura.formats.pdf.grid import columns, heading, paragraph
from faktura.formats.pdf.letter import Fact, Letter, customer_number
from faktura.formats.pdf.lines import minus
from faktura.formats.pdf.page import Page, Pen, mm
from faktura.formats.pdf.payment_part import PaymentPart
from faktura.formats.pdf.words import fill


def write(reminder: Reminder, *, logo: bytes | None = None) -> bytes:
    """Return the PDF of a reminder, in its language; *logo* is a PNG or JPEG picture in place of the seller's name.

    Raises:
        InputError: `pdf.logo` when the logo cannot be read.
    """
    pen = Pen()
    letter = _letter(reminder, pen, has_logo=logo is not None)
    pages = paginate(_blocks(reminder, pen), letter.frame(), None, lambda: Page(pen))
    letter.finish(pages)
    properties = Properties(
        title=f"{letter.title} {reminder.document_number}",
        author=reminder.seller.name,
        language=reminder.language,
        on=reminder.on,
    )
    return to_bytes(pages, pen, properties, letter.logo(logo))


def _blocks(reminder: Reminder, pen: Pen) -> list[Block]:
    language = reminder.language
    opening = fill(
        words.REMINDED,
        language,
        number=reminder.document_number,
        issued=swedish.day(reminder.document_issue_date),
        due=swedish.day(reminder.document_due_date),
        amount=swedish.currency(reminder.amount_due, language),
        by=swedish.day(reminder.pay_by),
    )
    if reminder.number > 1:
        opening += " " + fill(words.REMINDED_AGAIN, language, number=str(reminder.number))
    blocks = paragraph(opening, pen, size=10, above=0)
    blocks += [space(10), *_claim(reminder, pen), *_interest(reminder, pen)]
    blocks += paragraph(words.REMINDER_CLOSING.say(language), pen, size=9.5, above=12, keep=Keep.LOOSELY)
    part = PaymentPart(
        payee=(reminder.payee or reminder.seller).name,
        instruction=reminder.payment,
        amount=reminder.amount_due,
        by=reminder.pay_by,
        by_label=words.PAY_BY,
        language=language,
    )
    return [*blocks, part.block(pen)]


def _claim(reminder: Reminder, pen: Pen) -> list[Block]:
    """The rows from the invoice's amount to what is to be paid; interest and fee only when there are any."""
    language = reminder.language
    rows = [(words.ORIGINAL_AMOUNT, reminder.original_amount)]
    if reminder.paid:
        rows += [(words.PAID, -reminder.paid), (words.REST, reminder.principal)]
    rows += [(label, one) for label, one in ((words.INTEREST, reminder.interest), (words.FEES, reminder.fees)) if one]
    shown = [(label.say(language), minus(swedish.amount(one, language))) for label, one in rows]
    shown.append((words.TO_PAY.say(language), swedish.currency(reminder.amount_due, language)))
    titles = (words.WHAT.say(language), words.AMOUNT.say(language))
    return columns(titles, shown, summed=True).blocks(pen, Keep.FIRMLY)


def _interest(reminder: Reminder, pen: Pen) -> list[Block]:
    language = reminder.language
    if not reminder.interest_rows:
        return []
    titles = (words.FROM, words.UNTIL, words.DAYS, words.PRINCIPAL, words.RATE, words.AMOUNT)
    rows = [
        (
            swedish.day(row.since + timedelta(days=1)),
            swedish.day(row.until),
            str((row.until - row.since).days),
            swedish.amount(row.principal, language),
            swedish.percent(row.percent, language),
            minus(swedish.amount(row.amount, language)),
        )
        for row in reminder.interest_rows
    ]
    earlier = reminder.interest - total((row.amount for row in reminder.interest_rows), reminder.interest.currency)
    if earlier:
        rows.append((words.EARLIER_INTEREST.say(language), "", "", "", "", minus(swedish.amount(earlier, language))))
    table = columns([title.say(language) for title in titles], rows, width=mm(28))
    return [*heading(words.INTEREST_SPECIFICATION.say(language)), *table.blocks(pen, Keep.NOT)]


def _letter(reminder: Reminder, pen: Pen, *, has_logo: bool) -> Letter:
    language = reminder.language
    left = (
        (words.CUSTOMER, customer_number(reminder.buyer)),
        (words.OUR_REFERENCE, reminder.seller.contact),
    )
    right = (
        Fact(words.REMINDER_DATE.say(language), swedish.day(reminder.on)),
        Fact(words.REFERS_TO.say(language), reminder.document_number, bold=True),
        Fact(words.INVOICE_DATE.say(language), swedish.day(reminder.document_issue_date)),
        Fact(words.DUE_DATE.say(language), swedish.day(reminder.document_due_date)),
        Fact(words.PAY_BY.say(language), swedish.day(reminder.pay_by), bold=True),
    )
    return Letter(
        pen=pen,
        language=language,
        title=words.REMINDER.say(language),
        number=reminder.document_number,
        seller=reminder.seller,
        buyer=reminder.buyer,
        left=tuple(Fact(label.say(language), value) for label, value in left),
        right=right,
        has_logo=has_logo,
    )
