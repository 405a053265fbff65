"""Records of fixed positions, with the layout as data: what the manual's table says, nothing else.

>>> DEPOSIT = Layout("15", 80, '''
...      3-37  account   text
...     38-45  paid_on   text
...     51-68  amount    zeros   öre
... ''')
>>> DEPOSIT.unpack("15" + "A1".ljust(35) + "20261102" + "     " + "125050".zfill(18))["account"]
'A1'
>>> DEPOSIT.pack({"amount": "125050", "paid_on": "20261102"}, format="bgmax").index("125050")
62
"""

import re
from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

from faktura.core.errors import NotExpressible

Kind = Literal["text", "right", "zeros"]
"""How a field is filled: text from the left, text from the right, digits with zeros before them."""

_LINE: Final = re.compile(r"\s*(\d+)-(\d+)\s+(\w+)\s+(text|right|zeros)\b.*", re.ASCII)


@frozen
class Position:
    """One field: its name, where it begins (0-based) and ends, and how it is filled."""

    name: str
    start: int
    end: int
    kind: Kind


class Layout:
    """The fields of one record type.

    Attributes:
        code: The record type, which stands in the first positions.
        length: Positions of the record.
        positions: The fields in order.
    """

    __slots__ = ("_slices", "code", "length", "positions")

    def __init__(self, code: str, length: int, fields: str) -> None:
        """Read *fields*, one a line: first and last position (1-based), name, kind, then any note."""
        self.code = code
        self.length = length
        self.positions = tuple(_position(line) for line in fields.split("\n") if line.strip())
        self._slices = tuple(
            (one.name, slice(one.start, one.end), " " if one.kind == "zeros" else None) for one in self.positions
        )
        ends = [len(code), *(one.end for one in self.positions)]
        if any(one.start < end or one.end > length for one, end in zip(self.positions, ends, strict=False)):
            raise ValueError(f"the fields of record {code} overlap or pass position {length}")

    def unpack(self, line: str) -> dict[str, str]:
        """Return each field of *line* as it stands, without the blanks to the right of it.

        Of a number nothing but the blank is one: a control character there is a fault, and stays to be seen.
        """
        return {name: line[at].rstrip(blank) for name, at, blank in self._slices}

    def pack(self, values: Mapping[str, str], *, format: str) -> str:
        """Return the record that holds *values*; what is not named is left blank, or zero in `zeros`.

        Raises:
            NotExpressible: A value is longer than its field, ends with a blank, or breaks the line.
        """
        line = [" "] * self.length
        line[: len(self.code)] = self.code
        for one in self.positions:
            value, width = values.get(one.name, ""), one.end - one.start
            if len(value) > width or value != value.rstrip() or not value.isprintable():
                what = f"{one.name} of {len(value)} characters"
                raise NotExpressible(format=format, rule=f"record {self.code}, {width} positions", what=what)
            filled = value.ljust(width) if one.kind == "text" else value.rjust(width, _FILL[one.kind])
            line[one.start : one.end] = filled
        return "".join(line)


_FILL: Final = {"right": " ", "zeros": "0"}


def _position(line: str) -> Position:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"no field of a layout: {line!r}")
    kind: Kind = "text" if found[4] == "text" else "right" if found[4] == "right" else "zeros"
    return Position(found[3], int(found[1]) - 1, int(found[2]), kind)
