"""The lines of an invoice as rows of a table: one row for each line, one for all the parts of a package.

Amounts stand as the seller states prices: without VAT, or with VAT when the document's price basis says so; then the unit price without VAT
that a full invoice must also show (mervärdesskattelagen (2023:200) 17:24 p. 9) stands below the description. A package of
several rates has no such price of its own: its taxable amounts stand in the VAT specification.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Final

from attrs import frozen

from faktura.core.document import AllowanceCharge, Document, InvoiceLine, PriceBasis
from faktura.core.money import Money, total
from faktura.core.rounding import half_up
from faktura.core.wording import Language, Text
from faktura.formats import swedish
from faktura.formats.pdf import words
from faktura.formats.pdf.flow import Block, Keep
from faktura.formats.pdf.page import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT, Align, Page, Pen, mm
from faktura.formats.pdf.words import fill

SIZE: Final = 9.0
SMALL: Final = 8.0
LEAST: Final = 6.5
"""Smaller than this, print is for no eyes: what can be wrapped is."""

_LEADING: Final = 12.0
_SMALL_LEADING: Final = 10.4
_ABOVE: Final = 3.4
_BELOW: Final = 3.2
_GAP: Final = 6.0
_DECIMALS: Final = 6


def minus(text: str) -> str:
    """Return a number's text with the minus sign of print instead of the hyphen.

    >>> minus("-12,50")
    '−12,50'
    """
    return f"−{text[1:]}" if text.startswith("-") else text


@frozen(kw_only=True)
class _Row:
    """One row as text, column by column; `small` are the lines below the description."""

    text: str
    quantity: str
    unit: str
    price: str
    discount: str
    vat: str
    amount: str
    small: tuple[str, ...]


@frozen(kw_only=True)
class _Column:
    """A column of numbers, or of `words` that may be wrapped: its title, and the room it takes at the right end of the row."""

    field: str
    title: Text
    width: float
    align: Align = "right"
    words: bool = False


_COLUMNS: Final = (
    _Column(field="quantity", title=words.QUANTITY, width=mm(15)),
    _Column(field="unit", title=words.UNIT, width=mm(12), align="left", words=True),
    _Column(field="price", title=words.UNIT_PRICE, width=mm(22)),
    _Column(field="discount", title=words.DISCOUNT, width=mm(15)),
    _Column(field="vat", title=words.VAT, width=mm(14), words=True),
    _Column(field="amount", title=words.AMOUNT, width=mm(27)),
)


def table(document: Document, pen: Pen) -> tuple[Block, list[Block]]:
    """Return the column titles and the rows; the last two rows hold on to what follows, the totals."""
    rows = [_row(list(parts), document) for _, parts in groupby(document.lines, key=_package)]
    columns = [one for one in _COLUMNS if one.field != "discount" or any(row.discount for row in rows)]
    blocks: list[Block] = []
    for left, row in enumerate(rows, start=1 - len(rows)):
        blocks += _blocks(row, columns, pen, Keep.FIRMLY if left >= -1 else Keep.NOT)
    return _titles(columns, document), blocks


def _package(line: InvoiceLine) -> tuple[str, str]:
    return (line.package_id, "") if line.package_id else ("", line.id)


def _row(parts: list[InvoiceLine], document: Document) -> _Row:
    language, with_vat = document.language, document.price_basis is PriceBasis.WITH_VAT
    first = parts[0]
    rates = dict.fromkeys(swedish.percent(part.vat.percent, language) for part in parts)
    amount = total(((part.gross if with_vat else part.net) for part in parts), document.currency)
    price = _price(parts, amount)
    return _Row(
        text=first.package or first.text if first.package_id else first.text,
        quantity=minus(swedish.quantity(first.quantity, language)),
        unit=words.unit(first.unit, language),
        price=minus(swedish.price(price, language)) if price is not None else "",
        discount=_discount(parts, language),
        vat=" / ".join(rates),
        amount=minus(swedish.amount(amount, language)),
        small=tuple(_small(parts, document, language)),
    )


def _price(parts: list[InvoiceLine], amount: Money) -> Decimal | None:
    """The stated price. Of a package split over several rates it is the package's, else what *amount* makes it, if that is exact."""
    first = parts[0]
    if len(parts) == 1:
        return first.stated_price
    if any(part.allowances for part in parts):
        return first.stated_price if all(part.stated_price == first.stated_price for part in parts) else None
    if not first.quantity or amount == Money.rounded(first.quantity * first.stated_price, amount.currency, half_up):
        return first.stated_price
    price = amount.major / first.quantity
    return price if price == round(price, _DECIMALS) else None


def _discount(parts: list[InvoiceLine], language: Language) -> str:
    """The percentage of a row's only discount; others stand below the description, with their amounts."""
    found = {(one.text, one.percent) for part in parts for one in part.allowances if not one.charge}
    if len(found) != 1:
        return ""
    _, percent = found.pop()
    return swedish.percent(percent, language) if percent is not None else ""


def _small(parts: list[InvoiceLine], document: Document, language: Language) -> Iterator[str]:
    first = parts[0]
    if first.note:
        yield first.note
    if first.period is not None:
        yield f"{swedish.day(first.period.start)} – {swedish.day(first.period.end)}"
    if document.price_basis is PriceBasis.WITH_VAT and not document.simplified and len(parts) == 1:
        yield fill(words.EXCLUSIVE_PRICE, language, price=_exclusive(first, language))
    if first.base_quantity != 1 and first.price == first.stated_price:
        yield _per(words.PRICE_PER, first, language)
    single = _discount(parts, language)
    for part in parts:
        for one in part.allowances:
            if single and not one.charge:
                if part is first and one.text not in (words.DISCOUNT.sv, words.DISCOUNT.en):
                    yield one.text
            else:
                yield fill(words.ADJUSTED, language, text=_reason(one, language), amount=_signed(one, language))


def _exclusive(part: InvoiceLine, language: Language) -> str:
    price = swedish.price(part.price, language)
    if part.base_quantity == 1:
        return price
    return f"{price} ({_per(words.PER, part, language)})"


def _per(text: Text, part: InvoiceLine, language: Language) -> str:
    """How many units the price is for (BT-149)."""
    quantity = swedish.quantity(part.base_quantity, language)
    return fill(text, language, quantity=quantity, unit=words.unit(part.unit, language))


def _reason(one: AllowanceCharge, language: Language) -> str:
    return f"{one.text} {swedish.percent(one.percent, language)}" if one.percent is not None else one.text


def _signed(one: AllowanceCharge, language: Language) -> str:
    return minus(swedish.amount(one.amount if one.charge else -one.amount, language))


def _titles(columns: list[_Column], document: Document) -> Block:
    language = document.language
    with_vat = document.price_basis is PriceBasis.WITH_VAT

    def draw(page: Page, y: float) -> None:
        base = y + 17
        page.text(LEFT, base, words.DESCRIPTION.say(language), size=SMALL, bold=True, colour=ACCENT)
        for column, left, right in _places(columns):
            title = column.title.say(language)
            x = right if column.align == "right" else left
            if with_vat and column.field in ("price", "amount"):
                above, _, below = fill(words.INCLUDING_VAT, language, what=title).partition(" ")
                page.text(x, base - 9, above, size=SMALL, bold=True, colour=ACCENT, align=column.align)
                page.text(x, base, below, size=SMALL, bold=True, colour=ACCENT, align=column.align)
            else:
                page.text(x, base, title, size=SMALL, bold=True, colour=ACCENT, align=column.align)
        page.line(LEFT, y + 22, RIGHT, width=0.9, colour=ACCENT)

    return Block(height=23, draw=draw, keep=Keep.FIRMLY)


def _places(columns: list[_Column]) -> Iterator[tuple[_Column, float, float]]:
    """Each column with the left and right end of its room."""
    left = RIGHT - sum(column.width for column in columns)
    for column in columns:
        yield column, left + _GAP, left + column.width
        left += column.width


def _blocks(row: _Row, columns: list[_Column], pen: Pen, after: Keep) -> Iterator[Block]:
    """The lines of one row, held together; the last one holds on to the next row as *after* says."""
    room = RIGHT - LEFT - sum(column.width for column in columns) - _GAP
    description = pen.wrap(row.text, SIZE, room) or [""]
    small = [line for text in row.small for line in pen.wrap(text, SMALL, room)]
    cells = _cells(row, columns, pen)
    small += [""] * (len(cells) - len(description) - len(small))
    last = len(description) + len(small) - 1
    for at, line in enumerate([*description, *small]):
        yield _line(
            line,
            small=at >= len(description),
            first=at == 0,
            cells=cells[at] if at < len(cells) else (),
            below=at == last,
            keep=after if at == last else Keep.FIRMLY,
        )


Cell = tuple[float, str, float, Align]


def _cells(row: _Row, columns: list[_Column], pen: Pen) -> list[tuple[Cell, ...]]:
    """Where each number stands, what it says, and at which size it fits its column, line by line.

    A number stays on one line, however small; several rates, or a unit of several words, that would be too small to read
    take lines of their own.
    """
    cells: list[list[Cell]] = [[]]
    for column, left, right in _places(columns):
        text: str = getattr(row, column.field)
        x, room = (right if column.align == "right" else left), right - left
        size, lines = pen.fitting(text, SIZE, room), [text]
        if size < LEAST and column.words:
            size, lines = SMALL, pen.wrap(text, SMALL, room)
        for at, line in enumerate(lines):
            if at == len(cells):
                cells.append([])
            cells[at].append((x, line, size, column.align))
    return [tuple(one) for one in cells]


def _line(text: str, *, small: bool, first: bool, cells: tuple[Cell, ...], below: bool, keep: Keep) -> Block:
    above = _ABOVE if first else 0.0
    leading = _SMALL_LEADING if small else _LEADING
    height = above + leading + (_BELOW if below else 0.0)

    def draw(page: Page, y: float) -> None:
        base = y + above + (7.8 if small else 9.0)
        page.text(LEFT, base, text, size=SMALL if small else SIZE, colour=QUIET if small else INK)
        for x, number, size, align in cells:
            page.text(x, base, number, size=size, align=align)
        if below:
            page.line(LEFT, y + height, RIGHT, width=0.4, colour=HAIRLINE)

    return Block(height=height, draw=draw, keep=keep, table=True)
