"""JSON to and from other people's services: numbers keep their digits, no float comes near an amount.

Swish answers with amounts as numbers and asks for them as text, the Swedish invoice QR takes both: here both become
`Money` through the strict pattern of `formats.fields`, and an amount is written as a number with all its decimals.

>>> from faktura.core.money import sek
>>> write({"due": sek("1250.5"), "pt": "BG"})
b'{"due":1250.50,"pt":"BG"}'
>>> read(b'{"due": 1250.5}', format="example").amount("due")
Money(minor=125050, currency='SEK')
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NoReturn

from attrs import frozen

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money
from faktura.formats.fields import Place

MOST_BYTES: Final = 256 * 1024
"""More than any such payload holds."""

Value = str | int | bool | Money | None | Sequence["Value"] | Mapping[str, "Value"]
"""What is written: an amount becomes a number, its currency stands elsewhere."""


class _Number(str):
    """A number as it stood."""

    __slots__ = ()


@frozen
class Fields:
    """The fields of one object, read by name; null counts as absent.

    Attributes:
        format: The format's name for errors.
        values: As they stood.
    """

    format: str
    values: Mapping[str, object]

    def place(self, name: str) -> Place:
        """Return where the field *name* stands, for errors."""
        return Place(format=self.format, field=name)

    def text(self, name: str, *, needed: bool = False) -> str:
        """Return a text, empty when it is absent and not *needed*."""
        value = self.values.get(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or isinstance(value, _Number):
            raise self.place(name).wrong(_kind(value), "a text")
        return value

    def number(self, name: str) -> int:
        """Return a whole number of at most nine digits."""
        value = self.values.get(name)
        if not isinstance(value, _Number) or not value.isdigit() or not value.isascii() or len(value) > _NINE:
            raise self.place(name).wrong(_kind(value), "a whole number")
        return int(value)

    def amount(self, name: str, currency: str = "SEK") -> Money:
        """Return an amount, written as a number or as a text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self.place(name).wrong(_kind(value), "an amount such as 1250.50")
        return self.place(name).amount(value, currency)

    def optional_amount(self, name: str, currency: str = "SEK") -> Money | None:
        """Return an amount, none when it is absent."""
        return None if self.values.get(name) is None else self.amount(name, currency)

    def objects(self, name: str) -> tuple["Fields", ...]:
        """Return the object, or each object of the list, at *name*; nothing when it is absent."""
        value = self.values.get(name)
        listed: list[object] = value if isinstance(value, list) else [] if value is None else [value]
        found = [Fields(self.format, one) for one in listed if isinstance(one, dict)]
        if len(found) != len(listed):
            raise self.place(name).wrong(_kind(value), "objects")
        return tuple(found)

    def moment(self, name: str) -> datetime | None:
        """Return a time with its zone, none when it is absent."""
        written = self.text(name)
        if not written:
            return None
        try:
            moment = datetime.fromisoformat(written[:_LONGEST_TIME])
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise self.place(name).wrong(
                written[:_LONGEST_TIME], "a time with its zone, such as 2026-11-02T14:29:51+01:00"
            )
        return moment


_LONGEST_TIME: Final = 40
_NINE: Final = 9


def _kind(value: object) -> str:
    if isinstance(value, _Number):
        return "a number"
    return "nothing" if value is None else f"a value of kind {type(value).__name__}"


def read(data: bytes | str, *, format: str, most_bytes: int = MOST_BYTES) -> Fields:
    """Return the fields of the one object that *data* is.

    Raises:
        MalformedFile: No JSON in UTF-8, no object, a field twice, or too large.
    """
    if len(data) > most_bytes:
        raise MalformedFile(
            format=format, field="size", found=f"{len(data)} bytes", expected=f"at most {most_bytes} bytes"
        )

    def wrong(found: str, expected: str, line: int = 1) -> MalformedFile:
        return MalformedFile(format=format, line=line, field="text", found=found, expected=expected)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({name for name, _ in pairs}) != len(pairs):
            raise wrong("a field twice", "each field once")
        return dict(pairs)

    def refused(_text: str) -> NoReturn:
        raise wrong("no number", "a number")

    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value: object = json.loads(
            text, parse_float=_Number, parse_int=_Number, parse_constant=refused, object_pairs_hook=once
        )
        if "\\u" in text:  # an escape can say what no UTF-8 can hold
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise wrong(error.msg, "JSON", error.lineno) from None
    except UnicodeError:
        raise wrong("bytes that are no UTF-8", "UTF-8") from None
    except RecursionError:
        raise wrong("values within values beyond measure", "an object") from None
    if not isinstance(value, dict):
        raise wrong(_kind(value), "an object")
    return Fields(format, value)


def write(fields: Mapping[str, Value]) -> bytes:
    """Return *fields* as JSON in UTF-8, in their order, without blanks: the same fields, the same bytes.

    Raises:
        NotExpressible: A text is no Unicode (a lone surrogate).
    """
    try:
        return _written(fields).encode()
    except UnicodeEncodeError:
        raise NotExpressible(format="json", rule="RFC 8259", what="text with half a character") from None


def _written(value: Value) -> str:
    if isinstance(value, Money):
        return f"{value.major:f}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_written(name)}:{_written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(_written(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
