"""Replacing what code page 437 cannot hold, on purpose and with a report; `writer.write` itself replaces nothing."""

import re
from typing import Final

import attrs

from faktura.core.errors import Finding, NotExpressible
from faktura.formats.sie.encoding import composed, substitute
from faktura.formats.sie.field import Field
from faktura.formats.sie.record import Record, SieFile, SieVoucher
from faktura.formats.sie.wording import finding

_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")


class Letters:
    """Replaces text by text that can be written, and remembers every text it changed.

    >>> letters = Letters()
    >>> letters("Smørrebrød"), [found.problem for found in letters.findings()]
    ('Smörrebröd', ["'Smørrebrød' was written as 'Smörrebröd'"])
    """

    def __init__(self) -> None:
        """Begin with nothing replaced."""
        self._changed: dict[str, str] = {}
        self._shortened: dict[str, str] = {}

    def __call__(self, text: str, limit: int = 0, *, shorten: bool = False) -> str:
        """Return *text* as it can be written.

        A backslash at the end becomes a slash, for `\\"` would be read as a quotation mark.

        Raises:
            NotExpressible: It is longer than *limit*, if one is given, and is not to be cut (*shorten*).
        """
        written = _without_last_backslash(substitute(text, limit))
        if written != composed(text):
            self._changed[text] = written
        if limit and len(written) > limit:
            if not shorten:
                raise NotExpressible(
                    format="sie", rule=f"importers take at most {limit} characters", what=f"the text {text!r}"
                )
            self._shortened[text] = written = _without_last_backslash(written[:limit])
        return written

    def findings(self) -> tuple[Finding, ...]:
        """Return one warning for each text that was changed or cut, in the order they came."""
        changed = (finding("SIE-SUBSTITUTED", 0, found=old, field=new) for old, new in self._changed.items())
        cut = (finding("SIE-SHORTENED", 0, found=old, field=new) for old, new in self._shortened.items())
        return (*changed, *cut)


def _without_last_backslash(text: str) -> str:
    return text[:-1] + "/" if text.endswith("\\") else text


def replaced(file: SieFile) -> SieFile:
    """Return *file* with every text made expressible; its findings tell what was changed."""
    letters = Letters()
    items = tuple(_item(item, letters) for item in file.items)
    return attrs.evolve(file, items=items, findings=letters.findings())


def _item(item: Record | SieVoucher, letters: Letters) -> Record | SieVoucher:
    if isinstance(item, Record):
        return _record(item, letters)
    rows = tuple(
        row._replace(
            account=letters(row.account),
            objects=tuple(map(letters, row.objects)),
            on=letters(row.on),
            text=letters(row.text),
            quantity=letters(row.quantity),
            sign=letters(row.sign),
            extra=tuple(map(letters, row.extra)),
            written=letters(row.written),
        )
        for row in item.rows
    )
    return attrs.evolve(
        item,
        series=letters(item.series),
        number=letters(item.number),
        on=letters(item.on),
        text=letters(item.text),
        registered=letters(item.registered),
        sign=letters(item.sign),
        extra=tuple(map(letters, item.extra)),
        rows=rows,
        others=tuple(_record(one, letters) for one in item.others),
    )


def _record(record: Record, letters: Letters) -> Record:
    if not record.tag:  # a line that was no record must not become one, or a brace, or nothing
        text = letters(_CONTROL.sub("?", record.text(0))).strip(" ")
        return attrs.evolve(record, fields=(f"?{text}" if text in {"{", "}"} or text.startswith("#") else text,))
    return attrs.evolve(record, tag=letters(record.tag), fields=tuple(_field(one, letters) for one in record.fields))


def _field(one: Field, letters: Letters) -> Field:
    return letters(one) if isinstance(one, str) else tuple(map(letters, one))
