"""Frozen values filled field by field: for the few readers that make a hundred thousand of them in a row.

A frozen class sets each field by a call; that is most of what reading a large file costs. Here its instance
is begun as one of a class that lets fields be assigned, and is closed by becoming one of its own class:
the same object, a third of the time. No validator runs, so only what is already proved may be put in,
and every field must be set.

>>> from faktura.core.money import Money
>>> made = opened(Money)()
>>> made.minor, made.currency = 12550, "SEK"
>>> made.__class__ = Money
>>> made
Money(minor=12550, currency='SEK')
>>> made.minor = 1
Traceback (most recent call last):
attr.exceptions.FrozenInstanceError: can't set attribute
"""

from typing import Any


def opened(kind: type[Any]) -> type[Any]:
    """Return the class of open instances of the frozen class *kind*: the same fields, none of them guarded or set."""
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    body = {"__slots__": (), **plain}
    return type(f"Open{kind.__name__}", (kind,), body)
