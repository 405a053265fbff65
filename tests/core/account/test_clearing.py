"""Bank accounts by the clearing table: every answer of the reference, and what is only a warning."""

import csv
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankAccountNumber
from faktura.core.account.clearing import (
    bankgirot_digits,
    check_account,
    printed_account,
    read_bankgirot_digits,
)
from faktura.core.account.clearing_table import CLEARING
from faktura.core.errors import InvalidIdentifier
from faktura.testing.kept import kept
from tests.reference import reference

EXPECTED = {
    "valid": [],
    "invalid:check_digit": ["account.check_digit"],
    "unknown_clearing": ["account.clearing_unknown"],
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the reference."""
    with reference("bank", name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def codes(clearing: str, number: str) -> list[str]:
    return [finding.code for finding in check_account(BankAccountNumber(clearing, number)).findings]


def test_every_answer_about_accounts() -> None:
    """Valid, invalid by its check digit, or of a clearing number nobody has."""
    answers = rows("bank_accounts.csv")
    assert len(answers) == 21
    for answer in answers:
        assert codes(answer["clearing"], answer["account"]) == EXPECTED[answer["expected"]], answer


def test_the_table_says_what_the_reference_says() -> None:
    """Ranges, kinds and lengths, row by row."""
    table = rows("clearing_numbers.csv")
    assert len(table) == len(CLEARING)
    for row, ours in zip(table, CLEARING, strict=True):
        assert (int(row["clearing_from"]), int(row["clearing_to"])) == (ours.first, ours.last)
        assert f"{row['type']}.{row['comment']}" == ours.kind
        assert row["bank"] == ours.bank
        for length, wrong in ((row["account_digits_min"], -1), (row["account_digits_max"], 1)):
            for clearing in (row["clearing_from"], row["clearing_to"]):
                assert "account.length" not in codes(clearing, "1" * int(length))
                if int(length) + wrong:
                    assert codes(clearing, "1" * (int(length) + wrong)) == ["account.length"]


def test_ranges_ascend_and_stand_apart() -> None:
    """Else a clearing number would have two banks, and the search would miss one."""
    assert all(row.first <= row.last for row in CLEARING)
    assert all(one.last < other.first for one, other in pairwise(CLEARING))


@pytest.mark.parametrize(("clearing", "known"), [("1099", False), ("1100", True), ("9969", True), ("9970", False)])
def test_the_edges_of_the_table(clearing: str, known: bool) -> None:
    """Just before the first, at the first, at the last, and after it."""
    assert bool(check_account(BankAccountNumber(clearing, "1111111")).bank) == known


def test_an_unknown_clearing_number_is_a_warning() -> None:
    """Banks come and go: it may be right, and is never refused."""
    checked = check_account(BankAccountNumber("9999", "1111111"))
    assert (checked.bank, checked.kind, checked.acceptable) == ("", None, True)
    assert checked.findings[0].explain("sv") == "clearingnumret 9999 hör inte till någon bank som är känd här"


def test_older_accounts_at_swedbank_are_a_warning_elsewhere_an_error() -> None:
    """The same slip in the last digit."""
    older = check_account(BankAccountNumber("8214", "9234726125"))
    assert [(finding.code, finding.severity) for finding in older.findings] == [
        ("account.check_digit_older", "warning")
    ]
    assert older.acceptable
    assert not check_account(BankAccountNumber("9180", "1234567898")).acceptable
    assert not check_account(BankAccountNumber("9500", "2109188")).acceptable


def test_personal_accounts_are_known_and_never_shown() -> None:
    """At Nordea the account number is a personal number: no finding carries it."""
    checked = check_account(BankAccountNumber("3300", "1212121213"))
    assert checked.personal
    assert [finding.code for finding in checked.findings] == ["account.check_digit"]
    assert "12121" not in repr(checked)


PRINTED = [
    ("5839", "8257466", "5839, 825 74 66"),
    ("82149", "9234726124", "8214-9, 923 472 612-4"),
    ("8214", "7", "8214, 7"),
    ("6000", "301286698", "6000, 301 286 698"),
    ("3300", "1111111116", "3300, 111111-1116"),
    ("9500", "2109189", "9500, 210 918-9"),
    ("9999", "12345", "9999, 12 345"),
]


@pytest.mark.parametrize(("clearing", "number", "printed"), PRINTED)
def test_print_form(clearing: str, number: str, printed: str) -> None:
    """Groups as people read them to each other."""
    assert printed_account(BankAccountNumber(clearing, number)) == printed


@kept
def accounts() -> st.SearchStrategy[BankAccountNumber]:
    """Accounts at any bank and at none, of any length."""
    clearing = st.integers(0, 9999).map(lambda number: f"{number:04}")
    return st.builds(BankAccountNumber, clearing, st.from_regex(r"\A[0-9]{1,12}\Z"))


@given(accounts())
def test_what_is_printed_is_read_back(account: BankAccountNumber) -> None:
    """Even a number of the wrong length."""
    assert BankAccountNumber.parse(printed_account(account)) == account


@given(accounts())
def test_sixteen_digits_hold_any_account(account: BankAccountNumber) -> None:
    """The account comes back, but for zeros in front that its bank's numbers do not have."""
    digits = bankgirot_digits(account)
    assert len(digits) == 16
    if account.number.strip("0"):
        back = read_bankgirot_digits(digits)
        assert back.clearing == account.clearing
        assert back.number.lstrip("0") == account.number.lstrip("0")
        if not check_account(account).findings and check_account(account).kind in {"1.1", "1.2", "2.1"}:
            assert back == account


@pytest.mark.parametrize("digits", ["", "123", "6000000301286698x", "6000000000000000", "60000003012866981"])
def test_what_is_no_account_of_sixteen_digits(digits: str) -> None:
    """Refused, with its length alone in the message."""
    with pytest.raises(InvalidIdentifier) as refused:
        read_bankgirot_digits(digits)
    assert refused.value.code == "account.sixteen"
