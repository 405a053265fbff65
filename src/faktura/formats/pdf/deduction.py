"""What an invoice must show so that the buyer gets a deduction (Skatteverket's list of invoice contents).

Labour, material and other costs apart and including VAT, the kind of work and its hours, where and when; and for each buyer the full
personal number and the share. The personal number is printed in full, since the request for
payment rests on it; it stands nowhere else in the print.
"""

from collections.abc import Iterator

from faktura.core.deduction import Deduction, DeductionKind, Dwelling
from faktura.core.document import Document
from faktura.core.wording import Language
from faktura.formats import swedish
from faktura.formats.pdf import words
from faktura.formats.pdf.flow import Block, Keep, space
from faktura.formats.pdf.grid import Grid, columns, heading, paragraph
from faktura.formats.pdf.page import Pen
from faktura.formats.pdf.words import fill


def deduction_part(document: Document, pen: Pen) -> list[Block]:
    """Return the blocks of the deduction, or none when the document grants none."""
    granted = document.deduction
    if granted is None:
        return []
    language = document.language
    blocks = heading(words.DEDUCTION_OF[granted.kind].say(language))
    blocks += _works(granted, language).blocks(pen, Keep.FIRMLY)
    for text in _facts(document, granted):
        blocks += paragraph(text, pen, size=8.5, above=1, keep=Keep.FIRMLY)
    blocks += [space(3, Keep.FIRMLY), *_persons(granted, language).blocks(pen, Keep.FIRMLY)]
    return [*blocks, space(1, Keep.LOOSELY)]


def _works(granted: Deduction, language: Language) -> Grid:
    titles = [text.say(language) for text in (words.WORK, words.HOURS, words.LABOUR, words.MATERIAL)]
    rows = [
        [
            words.work(one.type, language),
            "" if one.hours is None else str(one.hours),
            swedish.amount(one.labour, language),
            swedish.amount(one.material, language),
        ]
        for one in granted.works
    ]
    return columns(titles, rows)


def _facts(document: Document, granted: Deduction) -> Iterator[str]:
    language = document.language
    yield f"{words.OTHER_COST.say(language)}: {swedish.amount(granted.other_cost, language)}"
    if document.period is not None:
        when = f"{swedish.day(document.period.start)} – {swedish.day(document.period.end)}"
    else:
        when = swedish.day(document.delivery_date or document.issue_date)
    place = _place(granted.dwelling, language) if granted.dwelling is not None else ""
    yield "   ·   ".join(one for one in (fill(words.DONE, language, when=when), place) if one)


def _place(dwelling: Dwelling, language: Language) -> str:
    if dwelling.association is None:
        return fill(words.DWELLING, language, designation=dwelling.designation) if dwelling.designation else ""
    association = str(dwelling.association)
    if not dwelling.apartment:
        return fill(words.ASSOCIATION, language, association=association)
    return fill(words.APARTMENT, language, association=association, apartment=dwelling.apartment)


def _persons(granted: Deduction, language: Language) -> Grid:
    titles = [text.say(language) for text in (words.PERSON, words.PERSONAL_NUMBER, words.SHARE)]
    rows = [
        [one.name, f"{one.identity.full[:8]}-{one.identity.full[8:]}", swedish.currency(one.amount, language)]
        for one in granted.shares
    ]
    own = [work.percent for work in granted.works if work.percent is not None]  # of a green installation
    percents = dict.fromkeys(own or [granted.percent])
    percent = " / ".join(swedish.percent(one, language) for one in percents)
    how = words.COUNTED_GREEN if granted.kind is DeductionKind.GREEN else words.COUNTED
    counted = fill(how, language, percent=percent, day=swedish.day(granted.expected_payment))
    rows.append([counted, "", swedish.currency(granted.amount, language)])
    return columns(titles, rows, summed=True)
