"""What is checked record by record, and over the whole file, beyond what reading itself needs."""

from collections.abc import Iterable, Iterator, Sequence

from faktura.core.errors import Finding
from faktura.formats.sie.encoding import Decoded
from faktura.formats.sie.field import day
from faktura.formats.sie.record import Record, SieVoucher
from faktura.formats.sie.tags import MANDATORY, TAGS
from faktura.formats.sie.wording import finding


def letters(decoded: Decoded) -> Iterator[Finding]:
    """Yield what is wrong with the encoding: another than PC8, or letters lost on the way."""
    if decoded.encoding != "cp437":
        yield finding("SIE-ENCODING", 1, found=decoded.encoding)
    lost = decoded.text.count("\ufffd")
    if lost:
        yield finding("SIE-LETTERS", 1, found=str(lost))


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
    if one.tag == "FLAGGA" and one.text(0) == "1":
        yield finding("SIE-FLAG", one.line)


def whole(items: Sequence[Record | SieVoucher]) -> Iterator[Finding]:
    """Yield the mandatory records that are missing and the accounts declared twice."""
    records = [item for item in items if isinstance(item, Record)]
    present = {one.tag for one in records}
    for tag in MANDATORY:
        if tag not in present:
            yield finding("SIE-MISSING", 0, field=f"#{tag}")
    yield from _twice(one for one in records if one.tag == "KONTO")


def _twice(accounts: Iterable[Record]) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in accounts:
        number = one.text(0)
        if number in seen:
            yield finding("SIE-TWICE", one.line, found=number)
        seen.add(number)


def mirrors(voucher: SieVoucher) -> Iterator[Finding]:
    """Yield each added row (`#RTRANS`) that no `#TRANS` of the same account, objects and amount follows.

    Real files repeat the row with another date or text, so only what the books need is compared.
    """
    for index, row in enumerate(voucher.rows):
        if row.kind == "RTRANS":
            after = voucher.rows[index + 1] if index + 1 < len(voucher.rows) else None
            if after is None or after.kind != "TRANS" or after[1:4] != row[1:4]:
                yield finding("SIE-MIRROR", voucher.row_lines[index], field="#RTRANS")
