"""What is checked record by record, and of the file's letters and checksum."""

import re
from collections.abc import Iterator
from typing import Final

from faktura.core.errors import Finding
from faktura.formats.sie.field import amount, day
from faktura.formats.sie.record import Checksum, Record, SieVoucher
from faktura.formats.sie.source import Source
from faktura.formats.sie.tags import TAGS
from faktura.formats.sie.wording import finding

_ORGANISATION: Final = re.compile(r"[0-9]{6}-[0-9]{4}", re.ASCII)
_TYPES: Final = frozenset({"1", "2", "3", "4"})


def letters(source: Source) -> Iterator[Finding]:
    """Yield what is wrong with the encoding: another than PC8, letters lost or misread on the way."""
    if source.encoding != "cp437":
        yield finding("SIE-ENCODING", 1, found=source.encoding)
    if source.lost:
        yield finding("SIE-LETTERS", 1, found=str(source.lost))
    if source.misread:
        yield finding("SIE-MISREAD", 1, found=str(source.misread))


def total(sums: list[tuple[int, str]], computed: int | None, last: int) -> tuple[Checksum, list[Finding]]:
    """Return what the `#KSUMMA` records say, given the sum *computed*, and what is to be told of it."""
    opening = next((line for line, value in sums if not value), 0)
    closing, written = next(((line, value) for line, value in sums if value), (0, ""))
    if not sums:
        return Checksum.ABSENT, []
    if not closing:
        return Checksum.WRONG, [finding("SIE-CHECKSUM-CUT", last)]
    if not opening:
        return Checksum.UNCHECKABLE, [finding("SIE-CHECKSUM-OPEN", closing)]
    if computed is None:
        return Checksum.UNCHECKABLE, [finding("SIE-UNCHECKABLE", closing)]
    if str(computed) == (written.lstrip("0") or "0"):
        return Checksum.OK, []
    return Checksum.WRONG, [finding("SIE-CHECKSUM", closing, field=str(computed), found=written)]


def record(one: Record) -> Iterator[Finding]:
    """Yield what is wrong with one record: its tag, the number of its fields, its dates, the import flag."""
    tag = TAGS.get(one.tag)
    name = f"#{one.tag}"
    if tag is None:
        yield finding("SIE-TAG", one.line, field=name)
        return
    if len(one.fields) < tag.must:
        code = "SIE-FIELD" if one.tag == "VER" else "SIE-FIELD-FEW"
        yield finding(code, one.line, field=name, found=str(len(one.fields)))
    for position in tag.dates:
        written = one.text(position)
        if written and day(written) is None:
            yield finding("SIE-DATE", one.line, field=name, found=written)
    if tag.money >= 0 and len(one.fields) > tag.money and (code := amount(one.text(tag.money)).code):
        yield finding(code, one.line, found=one.text(tag.money))
    yield from _value(one)


def _value(one: Record) -> Iterator[Finding]:
    """Yield what is wrong with the first field of a record that has few values to choose from."""
    value = one.text(0)
    if one.tag == "FLAGGA" and value == "1":
        yield finding("SIE-FLAG", one.line)
    elif one.tag == "FORMAT" and value != "PC8":
        yield finding("SIE-FORMAT", one.line, found=value)
    elif one.tag == "SIETYP" and value not in _TYPES:
        yield finding("SIE-TYPE", one.line, found=value)
    elif one.tag == "ORGNR" and value and not _ORGANISATION.fullmatch(value):
        yield finding("SIE-ORGNR", one.line)


def mirrors(voucher: SieVoucher) -> Iterator[Finding]:
    """Yield each added row (`#RTRANS`) that no `#TRANS` of the same account, objects and amount follows.

    Real files repeat the row with another date or text, so only what the books need is compared.
    """
    for index, row in enumerate(voucher.rows):
        if row.kind == "RTRANS":
            after = voucher.rows[index + 1] if index + 1 < len(voucher.rows) else None
            if after is None or after.kind != "TRANS" or after[1:4] != row[1:4]:
                yield finding("SIE-MIRROR", voucher.row_lines[index], field="#RTRANS")
