"""JSON text: one writing for each value, and a reading that refuses what JSON leaves open.

Keys sorted, no blanks, no floats, text as it is (UTF-8, nothing escaped that need not be): the same
value is the same bytes on every machine, so that its digest can stand for it. `formats.json` says how
the values of core become JSON; here is only the text.

>>> write({"b": [1, None], "a": "å"})
'{"a":"å","b":[1,null]}'
>>> parse('{"a": 1, "a": 2}')
Traceback (most recent call last):
faktura.core.errors.MalformedFile: json line 1, a: found 'the field twice', expected each field once; ask its sender ...
"""

import json
from typing import Final, NoReturn

from faktura.core.errors import MalformedFile, NotExpressible

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""What JSON holds here: no floats, since no amount, quantity or rate of ours is one."""

_LONGEST_INT: Final = 19

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def write(value: object) -> str:
    """Return *value*, made of what `Json` names, as canonical text.

    Raises:
        NotExpressible: Something else is in it, or text that is not Unicode (a lone surrogate).
    """
    try:
        text = _ENCODER.encode(value)
        if not text.isascii():
            text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise NotExpressible(format="json", rule="RFC 8259", what=_said(error)) from error
    return text


def _said(error: Exception) -> str:
    return "text with half a character" if isinstance(error, UnicodeEncodeError) else type(error).__name__


def parse(text: str | bytes) -> Json:
    """Read *text*, in UTF-8 when it is bytes.

    Raises:
        MalformedFile: It is no JSON; a field comes twice; a number is a float, not a number, or longer
            than any of ours; it is nested beyond measure; text holds half a character.
    """
    try:
        written = text if isinstance(text, str) else text.decode()
        value: Json = _DECODER.decode(written)
        if "\\u" in written:  # an escape can say what no UTF-8 can hold
            _ENCODER.encode(value).encode()
    except json.JSONDecodeError as error:
        raise _wrong(f"column {error.colno}", error.msg, "JSON", error.lineno) from None
    except UnicodeError:
        raise _wrong("text", "bytes that are no UTF-8", "UTF-8") from None
    except RecursionError:
        raise _wrong("text", "values within values beyond measure", "JSON as it was written") from None
    return value


def _wrong(field: str, found: str, expected: str, line: int = 1) -> MalformedFile:
    return MalformedFile(format="json", line=line, field=field, found=found, expected=expected)


def _each_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _wrong(twice[:40], "the field twice", "each field once")
    return fields


def _short(digits: str) -> int:
    length = len(digits.lstrip("-"))
    if length > _LONGEST_INT:
        raise _wrong("number", f"{length} digits", f"at most {_LONGEST_INT}")
    return int(digits)


def _no_float(text: str) -> NoReturn:
    raise _wrong("number", text[:20], "a whole number; other numbers stand in quotation marks")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_each_once, parse_int=_short, parse_float=_no_float, parse_constant=_no_float
)
