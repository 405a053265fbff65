"""One key for each account, however it is written, and never one for two."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates
from faktura.core.payer_account import payer_account_key
from faktura.core.payer_link import PayerLink

WRITINGS = {
    "swish": (
        "46701740605", "+46701740605", "0701740605", "070-174 06 05", "+46 70 174 06 05", "0046701740605",
        "+46 (0)70-174 06 05", "46 70-174\u00a006\u00a005", "swish:+46701740605", "Swish: 0701740605", "swish 46701740605",
    ),
    "iban": (
        "SE4550000000058398257466", "SE45 5000 0000 0583 9825 7466", "se45 5000 0000 0583 9825 7466",
        "iban:SE4550000000058398257466", "IBAN SE45 5000 0000 0583 9825 7466",
    ),
    "german": ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "iban:de89370400440532013000"),
    "number": ("50501055", "5050-1055", "5050 1055", "0050501055", "505010 5-5", "5050\u20111055"),
    "seven": ("9912346", "991-2346", "99 12 34-6", "0009912346"),
    "bankgiro": ("bankgiro:50501055", "bankgiro:0050501055", "bg 5050-1055", "BG: 50501055", "Bankgiro 5050 1055"),
    "plusgiro": ("plusgiro:50501055", "pg 50 50 105-5", "PG: 0050501055"),
    "in a bank": ("account:832791234567", "konto 8327-9 123 45 67", "account 8327 91234567"),
    "as a row of zeros": ("account:33000005050105", "konto 3300 000505-0105"),
}  # fmt: skip
"""Each row one account."""

ALONE = (
    "4670-1740605", "0005050105", "93783786053", "09378378605", "account:93783786053", "account:09378378605",
    "account:0050501055", "swish:1231231231", "0701010007", "0009912347", "7466", "58398257466", "5000000005839825746",
    "+4791234567", "Kalle Anka", "kalle anka", "-", "1-2-3", "SE45", "Ö:1", "0" * 61, "0" * 62,
)  # fmt: skip
"""None is any other account, of these or of `WRITINGS`: what looks alike, and what nobody can be sure of."""


@pytest.mark.parametrize("written", WRITINGS.values(), ids=WRITINGS)
def test_an_account_has_one_key(written: tuple[str, ...]) -> None:
    """Blanks, hyphens, letters in either case, the kind's names, and filling zeros of a giro number are no account."""
    assert len({payer_account_key(one) for one in written}) == 1


def test_two_accounts_have_two_keys() -> None:
    """Neither the kinds of one number, nor an account that begins with zeros and one that does not."""
    every = [*(written[0] for written in WRITINGS.values()), *ALONE]
    alike = [pair for pair in combinations(every, 2) if payer_account_key(pair[0]) == payer_account_key(pair[1])]
    assert not alike


def test_a_number_that_may_be_a_birthday_keeps_its_zeros() -> None:
    """Some banks number private accounts by personal numbers: 000505-0107 and 010101-0004 are no giros and telephones."""
    assert payer_account_key("0005050107") == "0005050107"
    assert payer_account_key("0703010009") == "0703010009"
    assert payer_account_key("0703010001") == "swish:+46703010001"


def test_files_give_keys() -> None:
    """What the readers of bank files write is the key as it stands, so that stores of before know their payers."""
    for key in ("bankgiro:9912346", "plusgiro:28", "iban:SE4550000000058398257466", "swish:+46701740605", "account:1"):
        assert payer_account_key(key) == key


@given(
    st.one_of(
        st.text(),
        st.text("0123456789-+ ()"),
        st.tuples(st.sampled_from(["bankgiro:", "iban:", "konto ", "swish:", "SE"]), st.text("0123456789- AaZz")).map(
            "".join
        ),
    )
)
def test_a_key_is_its_own(account: str) -> None:
    """To look up a key finds what the account found."""
    assert payer_account_key(payer_account_key(account)) == payer_account_key(account)


def test_the_payments_of_all_writings_count() -> None:
    """A payer who changes bank's form is known by all that he has paid; the answer is by what was asked."""
    known = InMemoryCandidates(
        [],
        {
            "0701740605": [PayerLink(customer_id="K1", count=2)],
            "+46701740605": ["K1", "K2"],
            "5050-1055": ["K3"],
        },
    )
    swish = (PayerLink(customer_id="K1", count=3), PayerLink(customer_id="K2"))
    asked = ("0701740605", "46701740605", "50501055", "bankgiro:50501055")
    assert known.by_account(asked) == {asked[0]: swish, asked[1]: swish, asked[2]: (PayerLink(customer_id="K3"),)}
