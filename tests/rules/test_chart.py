"""The default chart: every role has an account whose name a SIE file can carry."""

import re

import pytest

from faktura.core.errors import InputError
from faktura.core.ledger import AccountCode, AccountRole, Chart
from faktura.rules.chart import BAS_CHART, with_account
from tests.reference import ROOT


@pytest.mark.parametrize("role", list(AccountRole))
def test_every_role_has_an_account(role: AccountRole) -> None:
    """Four digits of classes 1 to 8, with a name in letters of code page 437."""
    code = BAS_CHART.account(role)
    assert len(code.number) == 4
    assert code.number[0] in "12345678"
    assert BAS_CHART.name(code) != code.number
    assert BAS_CHART.name(code).encode("cp437")


def test_no_two_roles_share_an_account() -> None:
    """The books can then be read by account alone; only what customers paid ahead, by invoice or not, is one debt."""
    apart = [role for role in AccountRole if role is not AccountRole.ADVANCE]
    assert len({BAS_CHART.account(role) for role in apart}) == len(apart)
    assert BAS_CHART.account(AccountRole.ADVANCE) == BAS_CHART.account(AccountRole.CUSTOMER_CREDIT)


def test_the_page_names_every_role_with_its_account() -> None:
    """`docs/books.md` is what a bookkeeper reads: each role stands there with the account it has by default."""
    page = (ROOT / "docs" / "books.md").read_text("utf-8")
    told: dict[str, str] = {}
    for roles, numbers in re.findall(r"^\| (`[a-z_0-9`, ]+`) \| ([0-9, ]+) \|", page, re.MULTILINE):
        told |= dict(zip(re.findall(r"[a-z_0-9]+", roles), numbers.split(", "), strict=True))
    assert told == {role.value: BAS_CHART.account(role).number for role in AccountRole}


def test_a_sender_changes_one_account_and_no_other() -> None:
    """The shipped chart itself stays as it is."""
    own = with_account(BAS_CHART, AccountRole.SALES_25, "3041", "Försäljning tjänster, 25 % moms")
    assert own.account(AccountRole.SALES_25) == AccountCode("3041")
    assert own.name(AccountCode("3041")) == "Försäljning tjänster, 25 % moms"
    assert BAS_CHART.account(AccountRole.SALES_25) == AccountCode("3001")
    assert [role for role in AccountRole if own.account(role) != BAS_CHART.account(role)] == [AccountRole.SALES_25]


def test_a_role_left_open_is_said() -> None:
    """A chart of the host's own may lack a role; posting then stops instead of guessing."""
    with pytest.raises(InputError) as caught:
        Chart(roles={}).account(AccountRole.BANK)
    assert caught.value.code == "ledger.role"


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        with_account(BAS_CHART, AccountRole.BANK, "19 30", "Bank")
