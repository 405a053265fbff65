"""The seal: the published sample is reproduced, and nothing can be changed under it unseen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError, MalformedFile
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.seal import seal, verify_seal
from tests.formats.bankgirot.autogiro.strategies import order_files

KEY = "1234567890ABCDEF1234567890ABCDEF"
ON = date(2024, 4, 29)


def test_the_sample_is_reproduced_to_the_byte(shared: Callable[..., Path]) -> None:
    """Its records, sealed with its key on its day, are the sample, line ends aside."""
    data = shared("bank", "autogiro", "to_bank_payment_orders_sealed.txt").read_bytes()
    lines = data.split(b"\r\n")
    made = seal(b"\r\n".join(lines[1:-1]), KEY, ON)
    assert made.rstrip() == data.rstrip()
    assert verify_seal(data, KEY).holds


@given(order_files(), st.sampled_from([KEY, "0" * 32, KEY.lower()]))
def test_what_is_sealed_holds_and_is_read(file: OrderFile, key: str) -> None:
    """The seal changes nothing of what it is put round."""
    sealed = seal(autogiro.write(file), key, ON)
    found = verify_seal(sealed, key)
    assert (found.holds, found.on) == (True, ON)
    read = autogiro.read(sealed)
    assert isinstance(read, OrderFile)
    assert (read, read.sealed, read.findings) == (file, True, ())


@given(order_files(), st.data())
def test_a_changed_letter_breaks_the_seal(file: OrderFile, data: st.DataObject) -> None:
    """Any printable byte between the seal's records counts."""
    sealed = bytearray(seal(autogiro.write(file), KEY, ON))
    at = data.draw(st.integers(82, len(sealed) - 83).filter(lambda at: sealed[at] not in b"\r\n"))
    sealed[at] = 0x41 if sealed[at] != 0x41 else 0x42
    found = verify_seal(bytes(sealed), KEY)
    assert (found.key_agrees, found.contents_agree) == (True, False)


def test_another_key_is_told_apart_from_another_text() -> None:
    """The check value of the key stands beside the code of the contents."""
    found = verify_seal(seal(b"x", KEY, ON), "0" * 32)
    assert (found.key_agrees, found.contents_agree, found.holds) == (False, False, False)


def test_letters_count_as_in_seven_bits() -> None:
    """Å is the same as ], and every letter outside the alphabet the same as any other; line ends are nothing."""
    codes = [seal(text, KEY, ON).split(b"\n")[-2] for text in (b"\xc5\r\n", b"]\n", b"\xf8\r\n", b"\x01\r\n", b"a")]
    assert codes[0] == codes[1]
    assert codes[2] == codes[3]
    assert len(set(codes)) == 3


@pytest.mark.parametrize("key", ["", "12", KEY + "00", "G" * 32, " " + KEY[1:], KEY[:-1] + "²"])
def test_a_wrong_key_is_refused_and_never_shown(key: str) -> None:
    """A mistyped key is nearly the right one."""
    with pytest.raises(InputError) as error:
        seal(b"x", key, ON)
    assert (error.value.code, error.value.facts) == ("autogiro.key", {})


@pytest.mark.parametrize(
    "data", [b"", b"0120240416AUTOGIRO\r\n", b"00240429HMAC\r\n0120240416AUTOGIRO\r\n", b"00xHMAC\n99"]
)
def test_a_file_without_a_whole_seal_is_refused(data: bytes) -> None:
    """First and last record belong together."""
    with pytest.raises(MalformedFile):
        verify_seal(data, KEY)


def test_nothing_is_sealed_twice() -> None:
    """The second seal would be of the first."""
    with pytest.raises(MalformedFile):
        seal(seal(b"x", KEY, ON), KEY, ON)
