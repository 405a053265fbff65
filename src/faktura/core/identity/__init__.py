"""Who somebody is, by number: organisations, natural persons, VAT registrations and locations.

Holding one of these is the proof that it is well formed: the constructor takes the canonical digits
and refuses anything else, `parse` takes what people write. Whether the number is issued is for a
register to say, never for faktura.

A sole trader (enskild firma) has no organisation number: the personal number stands in its place.
So whoever asks "which organisation number?" uses `parse_identity` and stores an `Identity`.

>>> print(OrganisationNumber.parse("165599990008"), parse_identity("19121212-1212"))
559999-0008 19121212-XXXX
"""

from faktura.core.identity.international import Gln, VatNumber
from faktura.core.identity.swedish import (
    CoordinationNumber,
    Identity,
    OrganisationNumber,
    PersonalIdentityNumber,
    parse_identity,
)

__all__ = [
    "CoordinationNumber",
    "Gln",
    "Identity",
    "OrganisationNumber",
    "PersonalIdentityNumber",
    "VatNumber",
    "parse_identity",
]
