"""A bank's file at the desk's door: its payments, or a typed refusal that names the place, whatever is wrong with it."""

from typing import Final

from faktura.core.errors import FormatError, InputError, MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.core.wording import Text, register, said
from faktura.formats.bank import read_payments
from faktura.formats.detect import detect
from faktura.ports.guarantees import findable

_READABLE: Final = "values that the format allows"


def payments_of(data: bytes) -> tuple[IncomingPayment, ...]:
    """Return the payments of the bank file *data*, each of which can be stored and found again.

    Raises:
        MalformedFile: It is no bank file, it breaks its format, or a payment in it cannot be stored.
    """
    try:
        payments = read_payments(data)
    except FormatError:
        raise
    except ValueError as error:  # a value that the reader let through: nobody but the bank can put it right
        raise unreadable(detect(data), error) from error
    for one in payments:
        try:
            findable(one.id, one.deposit.id if one.deposit is not None else "")
        except InputError as error:
            raise unreadable(one.source.format, error, field=one.source.place) from error
    return payments


def unreadable(format: str, error: ValueError, *, field: str = "") -> MalformedFile:
    """Return the refusal of a file for *error*, whose own words are told when they are ours: others may hold personal data."""
    found = said(error) if isinstance(error, InputError) else type(error).__name__
    code = "payments.unreadable_at" if field else "payments.unreadable"
    return MalformedFile(format=format, field=field or "file", found=found, expected=_READABLE, code=code)


register(
    {
        "payments.unreadable": Text(
            en="a value in the {format} file cannot be read ({found}); nothing of it is stored, ask its sender for a correct file",
            sv="ett värde i filen ({format}) går inte att läsa ({found}); inget av den lagras, be avsändaren om en riktig fil",
        ),
        "payments.unreadable_at": Text(
            en="{format}, {field}: the payment cannot be stored ({found}); ask the file's sender for a correct one",
            sv="{format}, {field}: betalningen kan inte lagras ({found}); be filens avsändare om en riktig",
        ),
    }
)
