"""Organisation, personal, coordination, VAT and location numbers."""

import pickle
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from personnummer import personnummer as oracle
from stdnum import luhn
from stdnum.se import orgnr

from faktura.core.errors import InvalidIdentifier
from faktura.core.identity import (
    CoordinationNumber,
    Gln,
    OrganisationNumber,
    PersonalIdentityNumber,
    VatNumber,
    parse_identity,
)
from faktura.testing.identities import (
    COMPANIES,
    COORDINATED,
    GLNS,
    ORGANISATIONS,
    PERSONS,
    TOLVAN,
    VAT_NUMBERS,
)

ON = date(2026, 11, 21)
BIRTHS = st.dates(date(1890, 1, 1), date(2026, 11, 21))
SERIALS = st.integers(1, 999)


def full_number(born: date, serial: int, added_days: int = 0) -> str:
    """The twelve digits of a made-up person, for properties only; their check digit is right."""
    ten = f"{born:%y%m}{born.day + added_days:02}{serial:03}"
    return f"{born:%Y}{ten[2:]}{luhn.calc_check_digit(ten)}"


def code_of(parse: object, *arguments: object) -> str:
    """The code with which *parse* refuses."""
    assert callable(parse)
    with pytest.raises(InvalidIdentifier) as refused:
        parse(*arguments)
    return refused.value.code


ORGANISATION_CASES = [
    # what is written       digits or the reason
    ("559999-0008", "5599990008"),
    ("5599990008", "5599990008"),
    (" 559999 - 0008 ", "5599990008"),
    ("559999\u20130008", "5599990008"),
    ("16559999-0008", "5599990008"),
    ("165599990008", "5599990008"),
    ("299999-0001", "2999990001"),
    ("559999-0009", "check_digit"),
    ("55999-90008", "characters"),
    ("559999--0008", "characters"),
    ("559999-000A", "characters"),
    ("559999-000٨", "characters"),
    ("559999-000²", "characters"),
    ("SE559999000801", "characters"),
    ("", "characters"),
    ("559999-008", "characters"),
    ("559999008", "length"),
    ("55999900008", "length"),
    ("175599990008", "length"),
    ("121212-1212", "third_digit"),
    ("16121212-1212", "third_digit"),
    ("5" * 100_000, "length"),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATION_CASES)
def test_organisation_number(text: str, expected: str) -> None:
    """Ten digits with or without hyphen, or twelve beginning with 16; else the reason is told."""
    if expected.isdigit():
        assert OrganisationNumber.parse(text).digits == expected
    else:
        assert code_of(OrganisationNumber.parse, text) == f"identity.organisation.{expected}"


@given(st.text("0123456789", min_size=10, max_size=10))
def test_organisation_numbers_agree_with_stdnum(digits: str) -> None:
    """python-stdnum judges the check digit alike; we also tell organisations from persons."""
    try:
        OrganisationNumber(digits)
        ours = True
    except InvalidIdentifier:
        ours = False
    assert ours == (orgnr.is_valid(digits) and digits[2] >= "2")


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=str)
def test_organisation_number_is_read_back_from_what_it_prints(organisation: OrganisationNumber) -> None:
    """`str`, `.digits` and `.full` all name the same organisation."""
    for text in (str(organisation), organisation.digits, organisation.full):
        assert OrganisationNumber.parse(text) == organisation
        assert parse_identity(text) == organisation


def test_the_constructor_is_no_way_around_the_rules() -> None:
    """Holding one is the proof, however it was made."""
    assert code_of(OrganisationNumber, "559999-0008") == "identity.organisation.characters"
    assert code_of(PersonalIdentityNumber, "1212121212") == "identity.person.length"
    assert code_of(CoordinationNumber, TOLVAN.full) == "identity.coordination.date"
    assert code_of(VatNumber, "SE5599990008") == "identity.vat.length"
    assert code_of(VatNumber, "DK 13585628") == "identity.vat.characters"
    assert code_of(VatNumber, "GR094259216") == "identity.vat.country"
    assert code_of(Gln, "9520000000005") == "identity.gln.check_digit"


PERSON_CASES = [
    # what is written   the day it was written    twelve digits or the reason
    ("191212121212", None, "191212121212"),
    ("19121212-1212", None, "191212121212"),
    ("19121212+1212", ON, "191212121212"),
    ("121212+1212", ON, "191212121212"),
    ("121212-1212", date(2011, 12, 31), "191212121212"),
    ("121212+1212", date(2012, 1, 1), "191212121212"),
    ("900602-2397", ON, "199006022397"),
    ("9006022397", ON, "199006022397"),
    ("121212-1212", ON, "201212121212"),
    ("900602-2397", None, "century"),
    ("121212+1212", None, "century"),
    ("19121212-1213", None, "check_digit"),
    ("19121312-1211", None, "date"),
    ("171212121212", None, "date"),
    ("001212121212", None, "date"),
    ("19121212-12l2", None, "characters"),
    ("19121212−12١2", None, "characters"),
    ("", None, "characters"),
    ("121212-121", ON, "characters"),
    ("1212121212121", ON, "length"),
]


@pytest.mark.parametrize(("text", "on", "expected"), PERSON_CASES)
def test_personal_number(text: str, on: date | None, expected: str) -> None:
    """Twelve digits say the century, ten need the day they were written."""
    if expected.isdigit():
        assert PersonalIdentityNumber.parse(text, on).full == expected
    else:
        assert code_of(PersonalIdentityNumber.parse, text, on) == f"identity.person.{expected}"


@given(born=BIRTHS, serial=SERIALS, on=st.dates(date(1990, 1, 1), date(2080, 12, 31)))
def test_the_short_form_names_the_same_person_on_the_day_it_is_written(born: date, serial: int, on: date) -> None:
    """Hyphen until the year of the hundredth birthday, plus from then on, and back to twelve digits."""
    assume(born <= on and on.year - born.year < 200)
    person = PersonalIdentityNumber(full_number(born, serial))
    assert person.written(on)[6] == ("+" if on.year - born.year >= 100 else "-")
    assert PersonalIdentityNumber.parse(person.written(on), on) == person


@given(born=BIRTHS, serial=SERIALS)
def test_personal_and_coordination_numbers_agree_with_an_independent_library(born: date, serial: int) -> None:
    """The personnummer project reads the same date of birth out of both."""
    person = PersonalIdentityNumber(full_number(born, serial))
    coordinated = CoordinationNumber(full_number(born, serial, added_days=60))
    assert oracle.Personnummer(person.full).get_date().isoformat() == person.born.isoformat()
    assert oracle.Personnummer(coordinated.full).is_coordination_number()
    assert coordinated.born == person.born == born
    assert parse_identity(person.full) == person
    assert parse_identity(coordinated.full) == coordinated


@given(st.sampled_from(["18", "19", "20"]), st.text("0123456789", min_size=9, max_size=9))
def test_wrong_dates_and_birth_numbers_are_refused_as_by_an_independent_library(century: str, nine: str) -> None:
    """Any nine digits with their check digit: both say yes or both say no."""
    full = f"{century}{nine}{luhn.calc_check_digit(nine)}"
    try:
        identity = parse_identity(full)
        ours = True
        assert isinstance(identity, CoordinationNumber) == (full[6] >= "6")
    except InvalidIdentifier:
        ours = False
    assert ours == oracle_accepts(full)


def oracle_accepts(full: str) -> bool:
    """Whether the personnummer project accepts the twelve digits."""
    try:
        oracle.Personnummer(full)
    except oracle.PersonnummerException:
        return False
    return True


@pytest.mark.parametrize("person", [*PERSONS, *COORDINATED], ids=lambda person: person.born.isoformat())
def test_the_test_persons_pass_the_independent_library(person: PersonalIdentityNumber) -> None:
    """The published test numbers are well formed, and both forms read back."""
    assert oracle_accepts(person.full)
    assert parse_identity(person.full) == parse_identity(person.written(ON), ON) == person


def test_29_february_is_a_day_only_in_leap_years() -> None:
    """2000 was a leap year, 1900 was not."""
    leap = full_number(date(2000, 2, 29), 238)
    assert PersonalIdentityNumber(leap).born == date(2000, 2, 29)
    assert code_of(PersonalIdentityNumber, "19" + leap[2:]) == "identity.person.date"


def test_nobody_is_born_after_the_day_the_number_was_written() -> None:
    """A hyphen and a day still to come: either the plus or the date is wrong, so it is refused."""
    written = full_number(date(2026, 12, 24), 238)
    assert code_of(PersonalIdentityNumber.parse, written[2:], ON) == "identity.person.date"
    assert code_of(PersonalIdentityNumber.parse, written, ON) == "identity.person.date"


def test_birth_number_000_is_never_used() -> None:
    """Birth numbers run from 001 to 999 (Skatteverket SKV M 2010:3)."""
    assert code_of(PersonalIdentityNumber, full_number(date(1990, 6, 2), 0)) == "identity.person.birth_number"


def test_a_coordination_number_is_the_published_example() -> None:
    """Skatteverket SKV M 2010:3: born 3 October 1970, individual number 239, gives 701063-2391."""
    number = CoordinationNumber.parse("701063-2391", ON)
    assert (number.born, number.digits) == (date(1970, 10, 3), "7010632391")
    assert code_of(PersonalIdentityNumber.parse, "701063-2391", ON) == "identity.person.date"


def test_a_person_and_a_coordinated_person_of_the_same_digits_would_differ() -> None:
    """Equality is of kind and number; both serve as keys."""
    assert len({TOLVAN, PersonalIdentityNumber(TOLVAN.full), *COORDINATED}) == 1 + len(COORDINATED)


@given(born=BIRTHS, serial=SERIALS, form=st.sampled_from(["{}", "{:.8}-{}", "{}x", "{}0", "SE{}01"]))
def test_no_message_and_no_repr_carries_a_personal_number(born: date, serial: int, form: str) -> None:
    """Whatever somebody does with a person's number, its last four digits stay hidden."""
    full, coordinated = full_number(born, serial), full_number(born, serial, 60)
    person = PersonalIdentityNumber(full)
    assert f"{person} {person!r}" == f"{full[:8]}-XXXX PersonalIdentityNumber(full={full[:8]}-XXXX)"
    assert repr(CoordinationNumber(coordinated)) == f"CoordinationNumber(full={coordinated[:8]}-XXXX)"
    assert repr([VatNumber.of(person)]) == f"[VatNumber(code='SE{full[2:8]}XXXX01')]"
    damaged = full[:-1] + str((int(full[-1]) + 1) % 10)
    for text in (form.format(full, full[-4:]), form.format(damaged, damaged[-4:]), full[2:], damaged[2:]):
        for parse in READERS:
            told = told_when_refused(parse, text)
            assert re.search("[0-9]{4}", told) is None


READERS: tuple[Callable[[str], object], ...] = (
    OrganisationNumber.parse,
    PersonalIdentityNumber.parse,
    CoordinationNumber.parse,
    VatNumber.parse,
    Gln.parse,
    parse_identity,
)


def told_when_refused(parse: Callable[[str], object], text: str) -> str:
    """All that an error says to anybody; nothing when *text* is accepted."""
    try:
        parse(text)
    except InvalidIdentifier as error:
        return f"{error} {error!r} {error.explain('sv')} {dict(error.facts)} {error.__cause__}"
    return ""


@pytest.mark.parametrize("number", [*PERSONS[:2], *COORDINATED[:1], COMPANIES[0], VAT_NUMBERS[0], GLNS[0]])
def test_numbers_survive_pickling(number: object) -> None:
    """They cross to other processes as values."""
    assert pickle.loads(pickle.dumps(number)) == number  # noqa: S301


IDENTITY_CASES = [
    # what is written      on      what it is
    ("559999-0008", None, OrganisationNumber),
    ("165599990008", None, OrganisationNumber),
    ("19121212-1212", None, PersonalIdentityNumber),
    ("121212+1212", ON, PersonalIdentityNumber),
    ("701063-2391", ON, CoordinationNumber),
    ("19701063-2391", None, CoordinationNumber),
]


@pytest.mark.parametrize(("text", "on", "kind"), IDENTITY_CASES)
def test_a_form_field_for_the_organisation_number_takes_a_sole_trader(text: str, on: date | None, kind: type) -> None:
    """The kind follows from the digits."""
    assert type(parse_identity(text, on)) is kind


def test_what_is_no_identity_at_all() -> None:
    """Refused as an organisation number, or for want of a century."""
    assert code_of(parse_identity, "Anna") == "identity.organisation.characters"
    assert code_of(parse_identity, "12345") == "identity.organisation.length"
    assert code_of(parse_identity, "121212-1212") == "identity.person.century"
    assert code_of(parse_identity, "701063-2391") == "identity.coordination.century"


VAT_CASES = [
    # what is written        canonical or the reason
    ("SE559999000801", "SE559999000801"),
    ("se 559999-0008 01", "SE559999000801"),
    ("SE559999000802", "SE559999000802"),  # other endings are read, never made
    ("SE559999000901", "check_digit"),
    ("SE5599990008", "length"),
    ("SE5599990008O1", "characters"),
    ("SE55999900080١", "characters"),
    ("559999000801", "country"),
    ("NO974760673MVA", "country"),
    ("XX12345678", "country"),
    ("EU372000041", "country"),
    ("", "country"),
    ("DK 13585628", "DK13585628"),
    ("DK13585627", "check_digit"),
    ("DK1358562", "length"),
    ("FI 20774740", "FI20774740"),
    ("DE 136,695 976", "DE136695976"),
    ("DE136695976", "DE136695976"),
    ("EL 094259216", "EL094259216"),
    ("GR 094259216", "EL094259216"),
    ("NL004495445B01", "NL004495445B01"),
    ("IE 6433435F", "IE6433435F"),
    ("ATU13585627", "ATU13585627"),
    ("FR 40 303 265 045", "FR40303265045"),
    ("PL 8567346215", "PL8567346215"),
]


@pytest.mark.parametrize(("text", "expected"), VAT_CASES)
def test_vat_number(text: str, expected: str) -> None:
    """Swedish numbers by our own rule, the other member states' by python-stdnum."""
    if expected.islower():
        assert code_of(VatNumber.parse, text) == f"identity.vat.{expected}"
    else:
        number = VatNumber.parse(text)
        assert (number.code, str(number)) == (expected, expected)
        assert VatNumber(expected) == VatNumber.parse(str(number)) == number


@given(st.sampled_from([*ORGANISATIONS, *PERSONS, *COORDINATED]))
def test_the_vat_number_made_from_an_identity(
    identity: OrganisationNumber | PersonalIdentityNumber | CoordinationNumber,
) -> None:
    """SE, the ten digits, 01; whole when printed, since the invoice must show it."""
    number = VatNumber.of(identity)
    assert str(number) == f"SE{identity.digits}01"
    assert VatNumber.parse(str(number)) == number
    assert (identity.digits in repr(number)) == isinstance(identity, OrganisationNumber)


def test_the_country_of_a_vat_number_is_by_iso_3166() -> None:
    """Greece writes EL in VAT numbers and GR everywhere else."""
    assert VatNumber.parse("EL094259216").country == "GR"
    assert VAT_NUMBERS[0].country == "SE"


GLN_CASES = [
    ("9520000000004", "9520000000004"),
    ("7300010000001", "7300010000001"),
    ("952 0000 00000 4", "9520000000004"),
    ("9520000000005", "check_digit"),
    ("952000000000", "length"),
    ("95200000000O4", "characters"),
    ("٩520000000004", "characters"),
]


@pytest.mark.parametrize(("text", "expected"), GLN_CASES)
def test_gln(text: str, expected: str) -> None:
    """Thirteen digits, the last by GS1's rule."""
    if expected.isdigit():
        assert str(Gln.parse(text)) == expected
    else:
        assert code_of(Gln.parse, text) == f"identity.gln.{expected}"
