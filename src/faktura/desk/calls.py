"""What a call under an idempotency key is known by: its name, its ids, and everything given that decides its result.

The text is kept for ever with the key, so no free words go into it (`docs/privacy.md`). What is left at its default is left
out of it: the same call again is the same when midnight has passed between, and a default that comes later changes nothing.

>>> from decimal import Decimal
>>> call_text("issue D1", on=date(2026, 10, 1), deliver=None, kronor_rate=Decimal("11.50"))
'issue D1 on=2026-10-01 kronor_rate=11.5'
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256

import attrs

from faktura.core.money import Money


def call_text(call: str, **given: object) -> str:
    """Return *call* with what was *given* to it besides, each once and in one spelling; what is `None` was not given."""
    return " ".join([call, *(f"{name}={canonical(value)}" for name, value in given.items() if value is not None)])


def unless(default: object, value: object) -> object:
    """Return *value* for a call's text; none when it is the *default*."""
    return None if value == default else value


def digest_of(value: object) -> str:
    """Return a digest of a value with many fields, such as a policy: equal values have one."""
    return sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return *value* as text, equal for equal values: a list and a tuple, 2 and 2.0, whatever the order of a set.

    >>> canonical([Decimal("2.0"), "a"]) == canonical((Decimal(2), "a"))
    True
    """
    match value:
        case Enum():
            return canonical(value.value)
        case bool() | int() | None:
            return str(value)
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case date():
            return value.isoformat()
        case Money():
            return str(value)
        case str():
            return json.dumps(value)
        case frozenset():
            return f"[{','.join(sorted(map(canonical, value)))}]"
        case Sequence():
            return f"[{','.join(map(canonical, value))}]"
        case _:
            kind = type(value)
            if attrs.has(kind):
                return canonical([getattr(value, one.name) for one in attrs.fields(kind)])
            raise TypeError(f"a call under a key is not known by a {type(value).__name__}")
