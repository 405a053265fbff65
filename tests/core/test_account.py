"""Bankgiro, plusgiro, IBAN, BIC, Swish and bank account numbers."""

import csv
import pickle

import pytest
import schwifty
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.exceptions import ValidationError

from faktura.core.account import (
    BankAccountNumber,
    BankgiroNumber,
    Bic,
    Iban,
    PaymentAccount,
    PlusgiroNumber,
    SwishNumber,
    format_account,
    parse_account,
)
from faktura.core.errors import InvalidIdentifier
from faktura.testing.identities import BANK, BANK_ACCOUNT, BANKGIRO, IBANS, PLUSGIRO, SWISH
from faktura.testing.kept import kept
from tests.reference import reference

GIRO: dict[str, type[BankgiroNumber | PlusgiroNumber]] = {"bankgiro": BankgiroNumber, "plusgiro": PlusgiroNumber}


def code_of(parse: object, *arguments: object) -> str:
    """The code with which *parse* refuses."""
    assert callable(parse)
    with pytest.raises(InvalidIdentifier) as refused:
        parse(*arguments)
    return refused.value.code


def rows(*path: str) -> list[dict[str, str]]:
    """The rows of a table of answers."""
    with reference("bank", *path).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_answer_about_giro_numbers() -> None:
    """Digits, printed form, or the reason, as in the table of answers."""
    answers = rows("ocr", "giro_numbers.csv")
    assert len(answers) == 17
    for answer in answers:
        kind, expected = GIRO[answer["kind"]], answer["expected"]
        if expected == "valid":
            number = kind.parse(answer["input"])
            assert (number.digits, str(number)) == (answer["digits"], answer["display"])
        else:
            reason = expected.removeprefix("invalid:")
            assert code_of(kind.parse, answer["input"]) == f"account.{answer['kind']}.{reason}"


GIRO_CASES = [
    # kind, what is written,   digits or the reason
    (BankgiroNumber, "5555\u20115551", "55555551"),
    (BankgiroNumber, " 991 - 2346 ", "9912346"),
    (BankgiroNumber, "991-2346\n", "bankgiro.characters"),
    (BankgiroNumber, "9912-346", "bankgiro.characters"),
    (BankgiroNumber, "991--2346", "bankgiro.characters"),
    (BankgiroNumber, "-9912346", "bankgiro.characters"),
    (BankgiroNumber, "991-234６", "bankgiro.characters"),
    (BankgiroNumber, "BG 991-2346", "bankgiro.characters"),
    (BankgiroNumber, "", "bankgiro.characters"),
    (BankgiroNumber, "1" * 10_000, "bankgiro.length"),
    (PlusgiroNumber, "42", "42"),
    (PlusgiroNumber, "123456-6", "1234566"),
    (PlusgiroNumber, "12-34-56-6", "plusgiro.characters"),
    (PlusgiroNumber, "12345-66", "plusgiro.characters"),
    (PlusgiroNumber, "-2", "plusgiro.length"),
    (PlusgiroNumber, "²-2", "plusgiro.characters"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), GIRO_CASES)
def test_what_people_write_for_giro_numbers(
    kind: type[BankgiroNumber | PlusgiroNumber], text: str, expected: str
) -> None:
    """Spaces and the one hyphen are dropped; nothing else is."""
    if expected.isdigit():
        assert kind.parse(text).digits == expected
    else:
        assert code_of(kind.parse, text) == f"account.{expected}"


@given(st.text("0123456789", min_size=1, max_size=7))
def test_every_giro_number_is_read_back_from_what_it_prints(serial: str) -> None:
    """And the digits before the hyphen of a plusgiro stand in pairs, but for a first group of three."""
    digits = serial + luhn.calc_check_digit(serial)
    plusgiro = PlusgiroNumber(digits)
    assert PlusgiroNumber.parse(str(plusgiro)) == plusgiro
    groups = str(plusgiro)[:-2].split(" ")
    assert [len(group) for group in groups[1:]] == [2] * (len(groups) - 1)
    assert len(groups[0]) <= 3
    if len(digits) >= 7:
        bankgiro = BankgiroNumber(digits)
        assert BankgiroNumber.parse(str(bankgiro)) == bankgiro
        assert str(bankgiro)[-5] == "-"
        assert code_of(BankgiroNumber, serial + str((int(digits[-1]) + 1) % 10)) == "account.bankgiro.check_digit"


IBAN_CASES = [
    ("SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
    ("se4550000000058398257466", "SE4550000000058398257466"),
    ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ("GB33 BUKB 2020 1555 5555 55", "GB33BUKB20201555555555"),
    ("NO93 8601 1117 947", "NO9386011117947"),
    ("SE46 5000 0000 0583 9825 7466", "check_digit"),
    ("SE45 5000 0000 0583 9825 746", "check_digit"),
    ("US92 SVBK 0000 3300 9586 7", "country"),
    ("SE45-5000-0000-0583-9825-7466", "characters"),
    ("SE4550000000058398257466٣", "characters"),
    ("4550000000058398257466", "characters"),
    ("", "characters"),
]


@pytest.mark.parametrize(("text", "expected"), IBAN_CASES)
def test_iban(text: str, expected: str) -> None:
    """Printed or sent, any country's; the reason when it is none."""
    if expected.islower():
        assert code_of(Iban.parse, text) == f"account.iban.{expected}"
    else:
        assert Iban.parse(text).code == Iban.parse(text).digits == expected


@given(bban=st.text("0123456789", min_size=20, max_size=20), damage=st.integers(0, 96))
def test_swedish_ibans_agree_with_an_independent_library(bban: str, damage: int) -> None:
    """schwifty and we accept the same check digits and print the same groups of four."""
    number = f"SE{damage + 2:02}{bban}"
    try:
        ours: str | None = str(Iban(number))
    except InvalidIdentifier:
        ours = None
    theirs = schwifty.IBAN(number, allow_invalid=True, validate_bban=False)
    try:
        theirs.validate(validate_bban=False)
        assert ours == theirs.formatted
    except schwifty.exceptions.SchwiftyException:
        assert ours is None
    right = schwifty.IBAN.from_bban("SE", bban, validate_bban=False)
    assert str(Iban.parse(right.formatted)) == right.formatted


BIC_CASES = [
    ("ESSESESS", "ESSESESS"),
    ("essesessxxx", "ESSESESSXXX"),
    ("ESSE SE SS", "ESSESESS"),
    ("ESSE-SE-SS", None),
    ("ESSESES", None),
    ("ESSEZZSS", None),
    ("1SSESESS", None),
    ("ESSESESŚ", None),
    ("ESSESESS\n", None),
]


@pytest.mark.parametrize(("text", "expected"), BIC_CASES)
def test_bic(text: str, expected: str | None) -> None:
    """Eight or eleven characters with a country in the middle."""
    if expected:
        assert str(Bic.parse(text)) == expected
    else:
        assert code_of(Bic.parse, text) == "account.bic.form"


@pytest.mark.parametrize(
    "text", ["0737856901", "123785690", "12378569011", "12378569O1", "123785690١", "", "+46701234567"]
)
def test_only_a_companys_swish_number_is_one(text: str) -> None:
    """Ten digits beginning with 123; modulus 10 is not asked for, Swish's own example fails it."""
    assert code_of(SwishNumber.parse, text) == "account.swish.form"
    assert str(SwishNumber.parse("123-785 69 01")) == str(SWISH[0]) == "123 785 69 01"


ACCOUNT_CASES = [
    # what is written            clearing,  number,         printed
    ("5839 8257466", "5839", "8257466", "5839 8257466"),
    ("5839-82 574 66", "5839", "8257466", "5839 8257466"),
    ("5839, 8257466", "5839", "8257466", "5839 8257466"),
    ("8327-9, 123 456 789-0", "83279", "1234567890", "8327-9 1234567890"),
    ("8327-9 1234567890", "83279", "1234567890", "8327-9 1234567890"),
    ("83279 1234567890", "83279", "1234567890", "8327-9 1234567890"),
    ("8327 1234567890", "8327", "1234567890", "8327 1234567890"),
    ("6000 301286698", "6000", "301286698", "6000 301286698"),
]


@pytest.mark.parametrize(("text", "clearing", "number", "printed"), ACCOUNT_CASES)
def test_bank_account(text: str, clearing: str, number: str, printed: str) -> None:
    """A clearing number of four digits, Swedbank's of five, and the account number after it."""
    account = BankAccountNumber.parse(text)
    assert (account.clearing, account.number, str(account)) == (clearing, number, printed)
    assert account.digits == clearing[:4] + number
    assert BankAccountNumber.parse(str(account)) == account


BAD_ACCOUNTS = [
    ("58398257466", "form"),
    ("583 8257466", "form"),
    ("5839 ", "form"),
    ("5839 82574A6", "form"),
    ("5839\u0663 8257466", "form"),
    ("", "form"),
    ("83278 1234567890", "clearing"),
    ("58391 8257466", "clearing"),
    ("5839 1234567890123", "number"),
]


@pytest.mark.parametrize(("text", "reason"), BAD_ACCOUNTS)
def test_bank_account_is_refused(text: str, reason: str) -> None:
    """What cannot be told apart, a fifth digit that is wrong or not Swedbank's, too many digits."""
    assert code_of(BankAccountNumber.parse, text) == f"account.bank_account.{reason}"


def test_every_account_with_a_right_answer_can_be_held() -> None:
    """The form takes each account that two independent checkers accept."""
    answers = [row for row in rows("bank_accounts.csv") if row["expected"] == "valid"]
    assert len(answers) > 15
    for row in answers:
        account = BankAccountNumber(row["clearing"], row["account"])
        assert BankAccountNumber.parse(str(account)) == account


def test_accounts_that_are_personal_numbers_hide_in_repr_and_errors() -> None:
    """Nordea numbers personal accounts by personal number; what is printed for payment is whole."""
    account = BankAccountNumber("3300", "1212121212")
    assert repr(account) == "BankAccountNumber(clearing='3300', number='##########')"
    assert str(account) == "3300 1212121212"
    iban = Iban.parse(schwifty.IBAN.from_bban("SE", "30000000001212121212", validate_bban=False))
    assert repr(iban) == f"Iban(code='{iban.code[:8]}################')"
    assert repr(IBANS[0]) == "Iban(code='SE4550000000058398257466')"
    for parse in (BankAccountNumber.parse, Iban.parse, parse_account, SwishNumber.parse, BankgiroNumber.parse):
        with pytest.raises(InvalidIdentifier) as refused:
            parse("3300x1212121212")
        assert "1212" not in f"{refused.value} {refused.value.explain('sv')} {dict(refused.value.facts)}"


@kept
def accounts() -> st.SearchStrategy[PaymentAccount]:
    """Any account of any kind."""
    digits = st.text("0123456789", min_size=6, max_size=7)
    clearing = st.integers(1000, 9999).map(str)
    return st.one_of(
        digits.map(lambda serial: BankgiroNumber(serial + luhn.calc_check_digit(serial))),
        digits.map(lambda serial: PlusgiroNumber(serial + luhn.calc_check_digit(serial))),
        st.sampled_from([*IBANS, *BANKGIRO, *PLUSGIRO, BANK_ACCOUNT]),
        st.builds(BankAccountNumber, clearing, st.text("0123456789", min_size=1, max_size=12)),
        clearing.map(lambda four: BankAccountNumber(f"8{four[1:]}" + luhn.calc_check_digit(f"8{four[1:]}"), "12")),
    )


@given(accounts())
def test_any_account_is_read_back_from_its_text(account: PaymentAccount) -> None:
    """`parse_account` undoes `format_account`, and pickling loses nothing."""
    assert parse_account(format_account(account)) == account
    assert pickle.loads(pickle.dumps(account)) == account  # noqa: S301


WRITTEN = [
    ("bg 991-2346", BankgiroNumber("9912346")),
    ("BG: 991-2346", BankgiroNumber("9912346")),
    ("Bankgiro  5555-5551", BankgiroNumber("55555551")),
    ("pg 12 34 56-6", PlusgiroNumber("1234566")),
    ("plusgiro:1234566", PlusgiroNumber("1234566")),
    ("bg 4-2", None),
    ("pg 4-2", PlusgiroNumber("42")),
    ("iban SE45 5000 0000 0583 9825 7466", IBANS[0]),
    ("SE4550000000058398257466", IBANS[0]),
    ("konto 5839 8257466", BANK_ACCOUNT),
    ("991-2346", None),
    ("9912346", None),
    ("swish 123 785 69 01", None),
    ("bg991-2346", None),
    ("", None),
    ("bg", None),
    ("bg " + "9" * 10_000, None),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=lambda value: str(value)[:30])
def test_an_account_of_any_kind_names_its_kind(text: str, expected: PaymentAccount | None) -> None:
    """Without the kind nobody knows: the same digits can be bankgiro and plusgiro."""
    if expected is None:
        assert code_of(parse_account, text).startswith("account.")
    else:
        assert parse_account(text) == expected


def test_the_same_digits_as_bankgiro_and_plusgiro_are_two_accounts() -> None:
    """They differ and print differently."""
    digits = "12345674"
    two: set[PaymentAccount] = {BankgiroNumber(digits), PlusgiroNumber(digits)}
    assert sorted(map(format_account, two)) == ["bankgiro 1234-5674", "plusgiro 123 45 67-4"]


def test_the_test_accounts_belong_together() -> None:
    """The bank account stands inside the IBAN, and the BIC is a BIC to the other library too."""
    assert IBANS[0].code[7:].endswith(BANK_ACCOUNT.digits[-11:])
    assert schwifty.BIC(BANK.code).country_code == IBANS[0].country == "SE"
    with pytest.raises(ValidationError):
        luhn.validate(SWISH[0].digits)
