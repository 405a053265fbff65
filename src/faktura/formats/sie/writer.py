"""Writing SIE 4: code page 437, CR LF, the same bytes for the same file.

>>> write(SieFile(items=(Record("FLAGGA", ("0",)), Record("FNAMN", ("Åkeri AB",)))))
b'#FLAGGA 0\\r\\n#FNAMN "\\x8fkeri AB"\\r\\n'
"""

from collections.abc import Iterator
from typing import Final

from faktura.core.errors import NotExpressible
from faktura.formats.sie.checksum import checksum
from faktura.formats.sie.encoding import expressible
from faktura.formats.sie.field import Field, amount_text, bare, quoted
from faktura.formats.sie.record import Record, Row, SieFile, SieVoucher
from faktura.formats.sie.tags import TAGS, Tag

_UNKNOWN: Final = Tag()
_END: Final = "\r\n"


def write(file: SieFile) -> bytes:
    """Return *file* as bytes; a checksummed file gets its `#KSUMMA` computed anew.

    Raises:
        NotExpressible: A text has a character that code page 437 lacks or the standard forbids, or ends
            in a backslash where it needs quotation marks. Nothing is replaced here: `letters.replaced`
            and `journal` do that, and tell what.
    """
    lines = [line for item in file.items for line in _lines(item)]
    if file.checksummed:
        first = 1 if lines and lines[0].startswith("#FLAGGA") else 0
        lines.insert(first, "#KSUMMA")
        value = _encodable_sum(lines[first + 1 :])
        lines.append(f"#KSUMMA {value}")
    text = _END.join((*lines, ""))
    try:
        data = text.encode("cp437")
    except UnicodeEncodeError as error:
        raise _letter(text[error.start : error.end]) from None
    if any(mark in text for mark in _FORBIDDEN) or len(lines) != text.count("\n") or text.count("\r") != len(lines):
        raise NotExpressible(format="sie", rule="SIE 4B 5.7", what="a control character or line break in a text")
    return data


_FORBIDDEN: Final = tuple(chr(code) for code in (*range(9), *range(11, 13), *range(14, 32), 127))


def _letter(letters: str) -> NotExpressible:
    return NotExpressible(format="sie", rule="SIE 4B 5.4", what=f"{letters!r}")


def _encodable_sum(lines: list[str]) -> int:
    value = checksum(lines)
    if value is None:
        raise _letter(next(one for line in lines for one in line if not expressible(one)))
    return value


def _lines(item: Record | SieVoucher) -> Iterator[str]:
    if isinstance(item, SieVoucher):
        yield from _voucher(item)
    elif item.tag:
        yield _record(item)
    else:
        yield item.text(0)


def _record(record: Record) -> str:
    names = TAGS.get(record.tag, _UNKNOWN).quote
    last = len(record.fields) - 1
    written = (
        _field(one, always=position in names, last=position == last) for position, one in enumerate(record.fields)
    )
    return " ".join((f"#{record.tag}", *written))


def _field(one: Field, *, always: bool = False, last: bool = False) -> str:
    if isinstance(one, tuple):
        return _object_list(one)
    if one.endswith("\\") and not last:
        text = bare(one)
        if text.startswith('"'):
            raise NotExpressible(format="sie", rule="SIE 4B 5.7", what=f"{one!r}, which ends in a backslash,")
        return text
    return quoted(one) if always else bare(one)


def _object_list(objects: tuple[str, ...]) -> str:
    """Dimension bare, object in quotation marks, in turn."""
    written = (_field(one, always=bool(position % 2)) for position, one in enumerate(objects))
    return "{" + " ".join(written) + "}"


def _voucher(voucher: SieVoucher) -> Iterator[str]:
    head = (
        voucher.series, voucher.number, voucher.on, voucher.text, voucher.registered, voucher.sign, *voucher.extra,
    )  # fmt: skip
    yield _record(Record("VER", _shortened(head, 3)))
    yield "{"
    for row in voucher.rows:
        yield _row(row)
    for record in voucher.others:
        yield from _lines(record)
    yield "}"


def _row(row: Row) -> str:
    objects = _object_list(row.objects) if row.objects else "{}"
    written = bare(row.written) if row.written else amount_text(row.amount)
    start = f"#{row.kind} {bare(row.account)} {objects} {written}"
    if not (row.on or row.text or row.quantity or row.sign or row.extra):
        return start
    rest = _shortened((row.on, row.text, row.quantity, row.sign, *row.extra), 1)
    last = len(rest) - 1
    return " ".join(
        (start, *(_field(one, always=position == 1, last=position == last) for position, one in enumerate(rest)))
    )


def _shortened(fields: tuple[str, ...], least: int) -> tuple[str, ...]:
    """*fields* without the empty ones at the end, but never fewer than *least*."""
    size = len(fields)
    while size > least and not fields[size - 1]:
        size -= 1
    return fields[:size]
