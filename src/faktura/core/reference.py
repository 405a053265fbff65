"""OCR references: the digits that tell a payment which invoice it pays.

Two to twenty-five digits, the last by modulus 10; a length digit may stand before it. What the
payer's bank does with a wrong one depends on the payee's agreement, `OcrControl`.

>>> issue_ocr("123"), issue_ocr("123", length_digit=False)
(OcrReference(digits='12351'), OcrReference(digits='1230'))
>>> OcrReference.parse("1230", VARIABLE)
Traceback (most recent call last):
faktura.core.errors.InvalidIdentifier: OCR reference: the last digit but one is 3, the length 4 asks for 4; ...
"""

import re
from typing import Final, Literal, Self

from attrs import Attribute, field, frozen

from faktura.core.check_digit import is_digits, modulus_10
from faktura.core.errors import InvalidIdentifier
from faktura.core.wording import Text, register

SHORTEST: Final = 2
LONGEST: Final = 25


def _wrong(reason: str, **facts: object) -> InvalidIdentifier:
    """Return the error to raise. It tells lengths and single digits, never the whole number."""
    return InvalidIdentifier(f"ocr.{reason}", **facts)


def _only_digits(text: str) -> None:
    if text and not is_digits(text):
        at = next(at for at, one in enumerate(text, start=1) if not is_digits(one))
        raise _wrong("characters", found=text[at - 1], position=at)


@frozen
class OcrControl:
    """What the payee has agreed with the bank about wrong references.

    `soft` (mjuk): the payer is warned. `hard` (hård): refused. `variable`: hard, and the last digit
    but one is the length modulo 10. `fixed`: hard, and the length is one of one or two agreed.

    >>> print(OcrControl.fixed(4, 6), parse_control("soft"))
    fixed:4,6 soft
    """

    level: Literal["soft", "hard", "variable", "fixed"]
    lengths: tuple[int, ...] = field(default=())

    @lengths.validator
    def _agreed(self, _attribute: "Attribute[tuple[int, ...]]", lengths: tuple[int, ...]) -> None:
        wanted = (1, 2) if self.level == "fixed" else (0,)
        if len(lengths) not in wanted or any(not SHORTEST <= one <= LONGEST for one in lengths):
            raise _wrong("control", found=str(self))

    @classmethod
    def fixed(cls, *lengths: int) -> Self:
        """Return the control of one or two agreed lengths, check digit included."""
        return cls("fixed", tuple(sorted(set(lengths))))

    def check(self, digits: str) -> None:
        """Refuse *digits*, whose check digit is right, if their length breaks the agreement."""
        length = len(digits)
        if self.level == "fixed" and length not in self.lengths:
            raise _wrong("fixed_length", length=length, agreed=self._listed())
        if self.level == "variable" and int(digits[-2]) != length % 10:
            raise _wrong("length_digit", found=digits[-2], length=length, expected=length % 10)

    def _listed(self) -> str:
        return ",".join(map(str, self.lengths))

    def __str__(self) -> str:
        return f"fixed:{self._listed()}" if self.level == "fixed" else self.level


SOFT: Final = OcrControl("soft")
HARD: Final = OcrControl("hard")
VARIABLE: Final = OcrControl("variable")

_FIXED: Final = re.compile(r"fixed:([0-9]{1,2})(?:,([0-9]{1,2}))?", re.ASCII)


def parse_control(text: str) -> OcrControl:
    """Read `soft`, `hard`, `variable`, `fixed:N` or `fixed:N,M`, as `str` of a control writes them."""
    for control in (SOFT, HARD, VARIABLE):
        if text == control.level:
            return control
    found = _FIXED.fullmatch(text)
    if not found:
        raise _wrong("control", found=text[:20])
    return OcrControl.fixed(*(int(one) for one in found.groups() if one))


def _reference(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    _only_digits(digits)
    if not SHORTEST <= len(digits) <= LONGEST:
        raise _wrong("length_range", length=len(digits))
    expected = modulus_10(digits[:-1])
    if expected != digits[-1]:
        raise _wrong("check_digit", found=digits[-1], expected=expected)


@frozen
class OcrReference:
    """An OCR reference whose check digit is right; leading zeros count.

    Attributes:
        digits: The whole number, as printed and as the bank reports it.
    """

    digits: str = field(validator=_reference)

    @classmethod
    def parse(cls, text: str, control: OcrControl = SOFT) -> Self:
        """Read a reference exactly as written and hold it to the payee's *control*.

        The check digit is judged under every control; what `soft` lets through in a bank is still
        no OCR reference, but free text.

        >>> OcrReference.parse("12 30")
        Traceback (most recent call last):
        faktura.core.errors.InvalidIdentifier: OCR reference: character 3 is ' '; use the digits 0-9 only
        """
        reference = cls(text)
        control.check(reference.digits)
        return reference

    def __str__(self) -> str:
        return self.digits


def issue_ocr(serial: str, *, length_digit: bool = True, length: int | None = None) -> OcrReference:
    """Return the OCR reference of *serial*, an invoice number or the like in digits.

    With length digit and check digit it satisfies soft, hard and variable control, and fixed too
    when its *length* is an agreed one: the safe choice. *length* is the total wanted; the serial is
    padded with leading zeros to reach it.

    >>> print(issue_ocr("42", length=10))
    0000004200
    """
    _only_digits(serial)
    if not serial.strip("0"):
        raise _wrong("all_zero")
    if length is not None and not SHORTEST + length_digit <= length <= LONGEST:
        raise _wrong("length_range", length=length)
    room = (LONGEST if length is None else length) - 1 - length_digit
    if len(serial) > room:
        raise _wrong("too_long", length=len(serial), room=room)
    base = serial.rjust(room, "0") if length is not None else serial
    if length_digit:
        base += str((len(base) + 2) % 10)
    return OcrReference(base + modulus_10(base))


register(
    {
        "ocr.characters": Text(
            en="OCR reference: character {position} is {found!r}; use the digits 0-9 only",
            sv="OCR-numret: tecken {position} är {found!r}; använd bara siffrorna 0-9",
        ),
        "ocr.length_range": Text(
            en="OCR reference: {length} digits; it has 2 to 25, check digit included",
            sv="OCR-numret: {length} siffror; det har 2 till 25, kontrollsiffran inräknad",
        ),
        "ocr.check_digit": Text(
            en="OCR reference: the last digit is {found}, the others ask for {expected}; look for a mistyped digit",
            sv="OCR-numret: sista siffran är {found}, de andra kräver {expected}; leta efter en felskriven siffra",
        ),
        "ocr.length_digit": Text(
            en="OCR reference: the last digit but one is {found}, the length {length} asks for {expected}; "
            "look for a missing digit",
            sv="OCR-numret: näst sista siffran är {found}, längden {length} kräver {expected}; "
            "leta efter en saknad siffra",
        ),
        "ocr.fixed_length": Text(
            en="OCR reference: {length} digits, agreed with the bank are {agreed}; look for a missing digit",
            sv="OCR-numret: {length} siffror, avtalat med banken är {agreed}; leta efter en saknad siffra",
        ),
        "ocr.too_long": Text(
            en="OCR reference: the serial has {length} digits, there is room for {room}; use a shorter serial",
            sv="OCR-numret: löpnumret har {length} siffror, det finns plats för {room}; använd ett kortare",
        ),
        "ocr.all_zero": Text(
            en="OCR reference: a serial of nothing but zeros identifies nothing; begin at 1",
            sv="OCR-numret: ett löpnummer av bara nollor pekar inte ut något; börja på 1",
        ),
        "ocr.control": Text(
            en="OCR control {found!r}: write soft, hard, variable, fixed:N or fixed:N,M with lengths from 2 to 25",
            sv="OCR-kontrollen {found!r}: skriv soft, hard, variable, fixed:N eller fixed:N,M "
            "med längder från 2 till 25",
        ),
    }
)
