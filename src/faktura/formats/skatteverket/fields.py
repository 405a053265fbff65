"""Values of Skatteverket's files: whole numbers, days, and numbers of persons that are never shown.

>>> here = Place("rot-rut-decision")
>>> here.whole("godkantBelopp", "2000")
2000
>>> here.person("personnummer", "191212121213")
Traceback (most recent call last):
faktura.core.errors.MalformedFile: rot-rut-decision line 0, personnummer: found '12 characters', expected a personal ...
"""

from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.errors import InvalidIdentifier, MalformedFile
from faktura.core.identity import (
    CoordinationNumber,
    Identity,
    OrganisationNumber,
    PersonalIdentityNumber,
    parse_identity,
)

_MOST_DIGITS: Final = 11


@frozen
class Place:
    """The format that is read; it names itself in every error."""

    format: str

    def broken(self, field: str, found: str, expected: str) -> MalformedFile:
        """Return the error that *field* holds *found* where *expected* belongs."""
        return MalformedFile(format=self.format, field=field, found=found, expected=expected)

    def whole(self, field: str, text: str) -> int:
        """Return a whole number, zero or more."""
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            raise self.broken(field, text, "a whole number")
        return int(text)

    def day(self, field: str, text: str) -> date:
        """Return a day written YYYY-MM-DD."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.broken(field, text, "a date YYYY-MM-DD") from None

    def person(self, field: str, text: str) -> PersonalIdentityNumber | CoordinationNumber:
        """Return a person's number of twelve digits; what stood there instead is never shown."""
        found = self.identity(field, text, "a personal number of 12 digits")
        if isinstance(found, OrganisationNumber):
            raise self.broken(field, "an organisation number", "a personal number of 12 digits")
        return found

    def identity(self, field: str, text: str, expected: str = "a number of 12 digits") -> Identity:
        """Return the number of a seller, which can be a person; what stood there instead is never shown."""
        try:
            return parse_identity(text)
        except InvalidIdentifier:
            raise self.broken(field, f"{len(text)} characters", expected) from None

    def association(self, field: str, text: str) -> OrganisationNumber:
        """Return the number of a housing cooperative."""
        try:
            return OrganisationNumber.parse(text)
        except InvalidIdentifier:
            raise self.broken(field, f"{len(text)} characters", "a housing cooperative's number") from None
