"""Swedish organisations and natural persons: three numbers, any of which may name a seller or a buyer."""

import re
from datetime import date
from typing import ClassVar, Final, Self

from attrs import Attribute, field, frozen

from faktura.core.check_digit import compact, is_digits
from faktura.core.identity.refusal import check, wrong

_TEN: Final = 10
_FULL: Final = 12
_HYPHENATED: Final = re.compile(r"([0-9]{6}|[0-9]{8})[-+]?([0-9]{4})", re.ASCII)


def _organisation(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    check("organisation", digits, 10)
    if digits[2] < "2":
        raise wrong("organisation", "third_digit", digits)


@frozen
class OrganisationNumber:
    """The number of a Swedish legal person (organisationsnummer), ten digits with modulus 10 last.

    The third digit is 2 or more, which keeps it apart from every personal number; the first digit
    groups legal forms and is not judged.

    Attributes:
        digits: The ten digits.

    >>> OrganisationNumber.parse("559999-0008")
    OrganisationNumber(digits='5599990008')
    >>> OrganisationNumber.parse("559999-0009")
    Traceback (most recent call last):
    faktura.core.errors.InvalidIdentifier: organisation number '##########': its check digit does not agree ...
    """

    digits: str = field(validator=_organisation)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ten digits, with or without the hyphen, or twelve beginning with 16."""
        digits = _joined(compact(text))
        return cls(digits[2:] if len(digits) == _FULL and digits.startswith("16") else digits)

    @property
    def full(self) -> str:
        """The twelve digits authorities use: `16` before the ten."""
        return "16" + self.digits

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"


def _joined(text: str) -> str:
    """Return the digits of NNNNNN-NNNN or NNNNNNNN-NNNN; any other text as it stands, to be refused."""
    found = _HYPHENATED.fullmatch(text)
    return found[1] + found[2] if found else text


def _hidden(full: str) -> str:
    return f"{full[:8]}-XXXX"


def _natural(person: "_Person", _attribute: "Attribute[str]", full: str) -> None:
    check(person.kind, full, _FULL)
    if full[:2] not in ("18", "19", "20"):
        raise wrong(person.kind, "date", full)
    if full[8:11] == "000":
        raise wrong(person.kind, "birth_number", full)
    try:
        _ = person.born
    except ValueError:
        raise wrong(person.kind, "date", full) from None


@frozen
class _Person:
    """What both numbers of natural persons share; `full` is masked in `str` and `repr`."""

    kind: ClassVar[str]
    added_days: ClassVar[int]

    full: str = field(validator=_natural, repr=_hidden)

    @classmethod
    def parse(cls, text: str, on: date | None = None) -> Self:
        """Read YYYYMMDD-NNNC, or YYMMDD-NNNC as written *on* that day; the separator may be left out.

        The hyphen of the short form becomes a plus in the year of the hundredth birthday
        (folkbokföringslag (1991:481) 18 §), so without *on* its century is anybody's guess and it
        is refused, as is a birth later than *on*.
        """
        written = compact(text)
        digits = _joined(written)
        if len(digits) == _TEN and is_digits(digits):
            if on is None:
                raise wrong(cls.kind, "century", written)
            age = (on.year - int(digits[:2])) % 100 + (100 if "+" in written else 0)
            digits = f"{on.year - age:04}{digits[2:]}"
        person = cls(digits)
        if on is not None and person.born > on:
            raise wrong(cls.kind, "date", written)
        return person

    @property
    def digits(self) -> str:
        """The ten digits that stand in place of an organisation number; not masked."""
        return self.full[2:]

    @property
    def born(self) -> date:
        """The date of birth."""
        return date(int(self.full[:4]), int(self.full[4:6]), int(self.full[6:8]) - self.added_days)

    def written(self, on: date) -> str:
        """Return YYMMDD-NNNC as written *on* that day; not masked, for documents only."""
        sign = "+" if on.year - int(self.full[:4]) >= 100 else "-"
        return f"{self.full[2:8]}{sign}{self.full[8:]}"

    def __str__(self) -> str:
        return _hidden(self.full)


@frozen
class PersonalIdentityNumber(_Person):
    """The number of a person in the population register (personnummer); masked in `str` and `repr`.

    Attributes:
        full: YYYYMMDDNNNC, for the few who need it: a file to an authority, a credit check. It
            never belongs in a log, a message or a file name.

    >>> PersonalIdentityNumber.parse("121212+1212", on=date(2026, 11, 21))
    PersonalIdentityNumber(full=19121212-XXXX)
    >>> PersonalIdentityNumber.parse("121212-1212")
    Traceback (most recent call last):
    faktura.core.errors.InvalidIdentifier: personal number '######-####': the century is missing; write ...
    """

    kind: ClassVar[str] = "person"
    added_days: ClassVar[int] = 0


@frozen
class CoordinationNumber(_Person):
    """The number of a person outside the population register (samordningsnummer): day of birth + 60.

    Attributes:
        full: YYYYMMDDNNNC with the raised day; as private as a personal number.

    >>> CoordinationNumber.parse("701063-2391", on=date(2026, 11, 21)).born
    datetime.date(1970, 10, 3)
    """

    kind: ClassVar[str] = "coordination"
    added_days: ClassVar[int] = 60


Identity = OrganisationNumber | PersonalIdentityNumber | CoordinationNumber
"""Who a Swedish party is. All three have `.digits` (ten) and `.full` (twelve, read by `parse_identity`)."""


def parse_identity(text: str, on: date | None = None) -> Identity:
    """Read whichever number stands where a form asks for the organisation number.

    Ten digits are an organisation number when the third is 2 or more; else they are a person's,
    and the day *on* which they were written gives the century.

    >>> parse_identity("5599990008")
    OrganisationNumber(digits='5599990008')
    """
    digits = _joined(compact(text))
    personal = digits[2:3] < "2" if len(digits) == _TEN else not digits.startswith("16")
    if not personal or not is_digits(digits) or len(digits) not in (_TEN, _FULL):
        return OrganisationNumber.parse(text)
    return (CoordinationNumber if digits[-6] >= "6" else PersonalIdentityNumber).parse(text, on)
