"""Any bank file becomes payments; anything else is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.formats.bank import read_payments
from faktura.formats.bank_summary import per_currency


@pytest.mark.parametrize(
    ("parts", "format", "count"),
    [
        (("bgmax", "bgc_no_agreement.txt"), "bgmax", 5),
        (("iso20022", "synthetic_se_camt.054.001.08.xml"), "camt.054", 6),
        (("iso20022", "synthetic_se_camt.053.001.02.xml"), "camt.053", 6),
        (("autogiro", "from_bank_payment_specification.txt"), "autogiro", 7),
    ],
)
def test_payments_carry_the_digest_of_their_file(
    shared: Callable[..., Path], parts: tuple[str, ...], format: str, count: int
) -> None:
    """SHA-256 of the very bytes, and the format."""
    data = shared("bank", *parts).read_bytes()
    made = read_payments(data)
    assert len(made) == count
    assert {(one.source.format, one.source.digest) for one in made} == {(format, hashlib.sha256(data).hexdigest())}
    assert read_payments(data) == made


def test_a_bgmax_file_whose_totals_disagree_gives_nothing(shared: Callable[..., Path]) -> None:
    """Money is booked from files that prove themselves."""
    with pytest.raises(MalformedFile):
        read_payments(shared("bank", "bgmax", "broken_footer_utf8.txt").read_bytes())


@pytest.mark.parametrize("name", ["to_bank_payment_orders", "from_bank_mandate_advice", "from_bank_rejected_payments"])
def test_an_autogiro_file_without_payments_is_refused(shared: Callable[..., Path], name: str) -> None:
    """Orders are no money yet, and what was rejected never becomes any."""
    with pytest.raises(MalformedFile) as error:
        read_payments(shared("bank", "autogiro", f"{name}.txt").read_bytes())
    assert error.value.field == "content"


@pytest.mark.parametrize("data", [b"#FLAGGA 0\n", b"", b"%PDF", b'<Sie xmlns="http://www.sie.se/sie5"/>'])
def test_another_file_is_refused(data: bytes) -> None:
    """Known or unknown: no bank file."""
    with pytest.raises(MalformedFile):
        read_payments(data)


def test_sums_are_kept_apart_by_currency() -> None:
    """In alphabetical order, whatever order they came in."""
    amounts = [Money(1, "SEK"), Money(5, "EUR"), Money(-1, "SEK")]
    assert per_currency(amounts) == per_currency(amounts[::-1]) == (Money(5, "EUR"), Money(0, "SEK"))
    assert per_currency([]) == ()
