"""Numbers that belong to nobody, for tests and the demo. Never use anybody's real number instead.

Persons: personal numbers that Skatteverket publishes for testing ("Testpersonnummer") and never
gives to anybody, 19121212-1212 Tolvan Tolvansson the oldest of them; for coordination numbers the
worked example of Skatteverket's notice SKV M 2010:3 and one from its published test numbers.

Organisations: numbers with a right check digit from the far end of their series (NNN999-NNNN).
Numbers are given out upwards and the ends are far off, so nobody holds them as far as can be
established without the register; it has not been asked.

Giro numbers: Bankgirot's own examples (991-2346, 5555-5551, 5402-9681 stand in its manuals and sample
files), and numbers of nines outside the series in use. Nothing may ever be paid to any of them.

The IBANs are examples that handbooks print, the second is Sweden's in SWIFT's IBAN registry; the Swish
numbers are those of Swish's manual and of its test system; GS1 reserves the prefix 952 for examples.

>>> print(TOLVAN, COMPANIES[0], BANKGIRO[0])
19121212-XXXX 559999-0008 991-2346
"""

from typing import Final

from faktura.core.account import BankAccountNumber, BankgiroNumber, Bic, Iban, PlusgiroNumber, SwishNumber
from faktura.core.identity import (
    CoordinationNumber,
    Gln,
    OrganisationNumber,
    PersonalIdentityNumber,
    VatNumber,
)

TOLVAN: Final = PersonalIdentityNumber("191212121212")
"""Tolvan Tolvansson, the test person of Swedish authorities; more than a hundred years old."""

PERSONS: Final = (
    TOLVAN,
    PersonalIdentityNumber("190104132386"),
    PersonalIdentityNumber("199006022397"),
    PersonalIdentityNumber("199107172380"),
    PersonalIdentityNumber("199312172381"),
    PersonalIdentityNumber("199610202385"),
    PersonalIdentityNumber("199908072391"),
    PersonalIdentityNumber("200001052380"),
    PersonalIdentityNumber("201801012392"),
)
"""Personal numbers reserved for testing: over and under a hundred years, of age and under."""

COORDINATED: Final = (CoordinationNumber("197010632391"), CoordinationNumber("194809772389"))
"""Coordination numbers from Skatteverket's own example and test numbers."""

COMPANIES: Final = (
    OrganisationNumber("5599990008"),
    OrganisationNumber("5599990016"),
    OrganisationNumber("5599990024"),
    OrganisationNumber("5599990032"),
    OrganisationNumber("5599991238"),
    OrganisationNumber("5599997771"),
)
"""Limited companies (aktiebolag)."""

AUTHORITY: Final = OrganisationNumber("2999990001")
"""A public body: its number begins with 2."""

COOPERATIVE: Final = OrganisationNumber("7699990003")
"""An economic association (ekonomisk förening), such as a housing co-operative."""

ASSOCIATION: Final = OrganisationNumber("8029990002")
"""A non-profit association (ideell förening)."""

PARTNERSHIP: Final = OrganisationNumber("9699990009")
"""A trading partnership (handelsbolag)."""

ORGANISATIONS: Final = (*COMPANIES, AUTHORITY, COOPERATIVE, ASSOCIATION, PARTNERSHIP)
"""All organisations above."""

VAT_NUMBERS: Final = tuple(VatNumber.of(company) for company in COMPANIES)
"""The VAT numbers of `COMPANIES`, in the same order."""

BANKGIRO: Final = (
    BankgiroNumber("9912346"),
    BankgiroNumber("55555551"),
    BankgiroNumber("54029681"),
    BankgiroNumber("9999004"),
    BankgiroNumber("9999012"),
    BankgiroNumber("99990004"),
    BankgiroNumber("99990012"),
)
"""Bankgiro numbers of seven and of eight digits."""

PLUSGIRO: Final = (PlusgiroNumber("1234566"), PlusgiroNumber("12345674"), PlusgiroNumber("99999906"))
"""Plusgiro numbers: sequences used as examples, and one of nines."""

IBANS: Final = (Iban("SE4550000000058398257466"), Iban("SE3550000000054910000003"))
"""Swedish example IBANs; their bank has the BIC `BANK`."""

BANK: Final = Bic("ESSESESS")
"""The BIC that goes with `IBANS`."""

BANK_ACCOUNT: Final = BankAccountNumber("5839", "8257466")
"""The account inside the first of `IBANS`."""

SWISH: Final = (SwishNumber("1237856901"), SwishNumber("1231181189"))
"""Swish numbers of companies: the manual's example and a payee of the test system."""

GLNS: Final = (Gln("9520000000004"), Gln("9520000000011"), Gln("9520000000028"))
"""Locations under GS1's prefix for examples."""
