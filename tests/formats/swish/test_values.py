"""Payers' numbers, ids, and what Swish takes in its fields."""

from uuid import UUID

import pytest

from faktura.core.errors import InvalidIdentifier, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.swish.values import (
    MobileAlias,
    amount,
    callback_url,
    instruction_id,
    is_id,
    message,
    reference,
)


def test_a_persons_number_is_hidden() -> None:
    """It is personal data: neither `repr` nor `str` tells it."""
    alias = MobileAlias.parse("0046 70-000 00 00")
    assert alias.digits == "46700000000"
    assert "00000" not in repr(alias) + str(alias)


@pytest.mark.parametrize("text", ["", "0701234567", "4670", "1" * 16, "46700x00000", "²6700000000"])
def test_what_is_no_persons_number(text: str) -> None:
    """Without country code, too short, too long, or not in digits; the message does not repeat it."""
    with pytest.raises(InvalidIdentifier) as refused:
        MobileAlias.parse(text)
    assert refused.value.code == "swish.alias"
    assert len(text) < 5 or text not in str(refused.value)


def test_an_instruction_id_is_a_uuid_in_capitals() -> None:
    """Without hyphens, 32 characters."""
    id = instruction_id(UUID("ab23d740-6ece-4542-a801-52d909ef9f6b"))
    assert id == "AB23D7406ECE4542A80152D909EF9F6B"
    assert is_id(id)
    assert not is_id(id.lower())
    assert not is_id(id + "\n")


@pytest.mark.parametrize("text", ["x" * 51, "50 %", "a\nb", "<b>", "a/b", "é"])
def test_messages_swish_does_not_take(text: str) -> None:
    """Too long, or a character outside the limited set."""
    with pytest.raises(NotExpressible):
        message(text)
    assert message("Faktura 100001, åäö (tack!)") == "Faktura 100001, åäö (tack!)"


@pytest.mark.parametrize("text", ["", "a b", "a-b", "x" * 36, "å"])
def test_references_swish_does_not_take(text: str) -> None:
    """Letters and digits only."""
    with pytest.raises(NotExpressible):
        reference(text, "payeePaymentReference")


@pytest.mark.parametrize("text", ["", "http://example.com", "https://", "https://example.com/a b", "https://å.se"])
def test_the_callback_is_https(text: str) -> None:
    """Nothing else is called."""
    with pytest.raises(NotExpressible):
        callback_url(text)


@pytest.mark.parametrize(("money", "taken"), [
    (sek("0.01"), True), (sek("999999999999.99"), True), (sek("1000000000000"), False), (sek("0"), False), (sek("-1"), False),
    (Money(100, "EUR"), False),
])  # fmt: skip
def test_amounts(money: Money, taken: bool) -> None:
    """Kronor within Swish's limits."""
    if taken:
        assert amount(money) == money
    else:
        with pytest.raises(NotExpressible):
            amount(money)
