"""The letter that invoices and reminders share: head, address, facts, foot, and the heading of further pages.

The recipient's address stands where the right-hand window of a C5 envelope shows it (H2, as SS 61 41 50 lays a letter
out): from 110 mm from the left and 48 mm from the top of an A4 page folded once.
"""

from functools import cached_property, lru_cache
from typing import Final

from attrs import frozen

from faktura.core.party import Address, Party
from faktura.core.wording import Language
from faktura.formats.einvoice.party import party_id
from faktura.formats.pdf import words
from faktura.formats.pdf.file import Logo
from faktura.formats.pdf.flow import Frame
from faktura.formats.pdf.page import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT, Page, Pen, mm
from faktura.formats.pdf.words import fill

ADDRESS_LEFT: Final = mm(110)
_ADDRESS_TOP: Final = mm(51.5)  # the baseline of its first line
_ADDRESS_LOWEST: Final = mm(80)
_FACTS_TOP: Final = mm(84)
_FACT_VALUE: Final = mm(32)
_FACT_LEADING: Final = 12.4
_TITLE: Final = mm(22)
_LATER_TOP: Final = mm(29)
_FOOT_LOWEST: Final = mm(291)
_FOOT_LEADING: Final = 9.6
_CLOSE: Final = 1.28  # leading of the address, in type sizes
_SMALLEST: Final = 6.5
_LONGEST_NUMBER: Final = 20


def customer_number(buyer: Party) -> str:
    """Return the buyer's id as customer number, or nothing when people do not use it as one.

    An id that is too long (a UUID) is none, nor is one that a reader of e-invoices has made of the buyer's numbers.
    """
    made = party_id(buyer.identity, buyer.gln, buyer.vat_number, "buyer")
    return buyer.id if len(buyer.id) <= _LONGEST_NUMBER and buyer.id != made else ""


@frozen
class Fact:
    """One fact at the head of a document: what it is, what it says, and whether it stands out."""

    label: str
    value: str
    bold: bool = False


@frozen(kw_only=True)
class Letter:
    """What is the same on every page of one document, and the first page's head.

    Attributes:
        title: What the document is, at the top. `number` follows it on further pages.
        left, right: The facts below the address, those without a value left out.
    """

    pen: Pen
    language: Language
    title: str
    number: str
    seller: Party
    buyer: Party
    left: tuple[Fact, ...]
    right: tuple[Fact, ...]
    has_logo: bool

    def frame(self) -> Frame:
        """Return where the contents run: below the facts, and above the foot."""
        rows = max(sum(len(lines) for _, lines in column) for _, column in self._facts)
        foot = max(map(len, self._foot))
        return Frame(
            first=self._facts_top + rows * _FACT_LEADING + mm(2),
            later=_LATER_TOP,
            end=_FOOT_LOWEST - foot * _FOOT_LEADING - mm(5),
        )

    def logo(self, picture: bytes | None) -> Logo | None:
        """Return where the logo stands, if there is one."""
        if picture is None:
            return None
        return Logo(picture=picture, x=LEFT, y=mm(13), width=mm(62), height=mm(19))

    def finish(self, pages: tuple[Page, ...]) -> None:
        """Draw head and foot on every page, now that their number is known."""
        for number, page in enumerate(pages, start=1):
            if number == 1:
                self._head(page)
            else:
                heading = f"{self.title} {self.number}"
                size = self.pen.fitting(heading, 11, RIGHT - LEFT, bold=True)
                page.text(LEFT, _TITLE, heading, size=size, bold=True, colour=ACCENT)
                page.line(LEFT, _TITLE + mm(2), RIGHT)
            if len(pages) > 1:
                shown = fill(words.PAGE, self.language, page=str(number), pages=str(len(pages)))
                page.text(RIGHT, mm(12), shown, size=8, colour=QUIET, align="right")
            self._draw_foot(page)

    def _head(self, page: Page) -> None:
        if not self.has_logo:
            size = 16.0 if len(self.pen.wrap(self.seller.name, 16, mm(86), bold=True)) <= 2 else 11.0
            for row, line in enumerate(self.pen.wrap(self.seller.name, size, mm(86), bold=True)):
                page.text(LEFT, _TITLE + row * size * 1.2, line, size=size, bold=True, colour=ACCENT)
        size = self.pen.fitting(self.title, 21, RIGHT - ADDRESS_LEFT, bold=True)
        page.text(ADDRESS_LEFT, _TITLE, self.title, size=size, bold=True, colour=ACCENT)
        size, address = self._address
        for row, line in enumerate(address):
            page.text(ADDRESS_LEFT, _ADDRESS_TOP + row * size * _CLOSE, line, size=size)
        for x, facts in self._facts:
            y = self._facts_top
            for fact, lines in facts:
                label = self.pen.fitting(fact.label, 8, _FACT_VALUE - 4)
                page.text(x, y, fact.label, size=label, colour=QUIET)
                for line in lines:
                    page.text(x + _FACT_VALUE, y, line, size=9, bold=fact.bold)
                    y += _FACT_LEADING

    @cached_property
    def _address(self) -> tuple[float, list[str]]:
        """Name and address, set smaller when they would not fit the window otherwise."""
        street = address_lines(self.buyer.address, self.language)
        size, lines = 11.0, [""]
        while size > _SMALLEST:
            size -= 0.5
            lines = [
                line for one in (self.buyer.name, *street) for line in self.pen.wrap(one, size, RIGHT - ADDRESS_LEFT)
            ]
            if _ADDRESS_TOP + (len(lines) - 1) * size * _CLOSE <= _ADDRESS_LOWEST:
                break
        return size, lines

    @cached_property
    def _facts_top(self) -> float:
        size, lines = self._address
        return max(_FACTS_TOP, _ADDRESS_TOP + (len(lines) + 1) * size * _CLOSE)

    @cached_property
    def _facts(self) -> tuple[tuple[float, list[tuple[Fact, list[str]]]], ...]:
        """Both columns of facts: where they stand, and each fact that says something, in lines."""
        columns = (LEFT, self.left, ADDRESS_LEFT - mm(5)), (ADDRESS_LEFT, self.right, RIGHT)
        return tuple(
            (
                x,
                [
                    (fact, self.pen.wrap(fact.value, 9, until - x - _FACT_VALUE, bold=fact.bold))
                    for fact in facts
                    if fact.value.strip()
                ],
            )
            for x, facts, until in columns
        )

    @cached_property
    def _foot(self) -> list[list[str]]:
        seller, language = self.seller, self.language
        address = [seller.name, *address_lines(seller.address, language)]
        number = seller.organisation_number  # a sole trader's is a personal number: the VAT number has to do
        company = [
            fill(words.ORGANISATION_NUMBER, language, number=str(number)) if number else "",
            fill(words.VAT_NUMBER, language, number=str(seller.vat_number)) if seller.vat_number else "",
            fill(words.SEAT, language, seat=seller.registered_office) if seller.registered_office else "",
            words.F_TAX.say(language) if seller.f_tax else "",
        ]
        return [
            [line for one in column if one for line in self.pen.wrap(one, 7.6, mm(55))]
            for column in (address, [seller.phone, seller.email], company)
        ]

    def _draw_foot(self, page: Page) -> None:
        top = _FOOT_LOWEST - max(map(len, self._foot)) * _FOOT_LEADING
        page.line(LEFT, top - mm(2), RIGHT, colour=HAIRLINE)
        for x, lines in zip((LEFT, LEFT + mm(60), LEFT + mm(119)), self._foot, strict=True):
            for row, line in enumerate(lines):
                page.text(x, top + 9 + row * _FOOT_LEADING, line, size=7.6, colour=INK if row == 0 else QUIET)


def address_lines(address: Address | None, language: Language) -> tuple[str, ...]:
    """Return the lines of an address, with the name of the country instead of its code when it is not Sweden."""
    if address is None:
        return ()
    lines = address.lines()
    return lines if address.country == "SE" else (*lines[:-1], _country(address.country, language))


@lru_cache(maxsize=256)
def _country(code: str, language: Language) -> str:
    from babel import Locale

    return str(Locale(language).territories.get(code, code)).upper()
