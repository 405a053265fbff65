"""What an address register knows of where somebody lives or has a seat."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.party import Address
from faktura.core.wording import Text, register


class Residence(StrEnum):
    """What the register says.

    `protected`: the person's data are protected (skyddade personuppgifter): no address is given, and none may be
    sought elsewhere; letters go by Skatteverket's forwarding.
    """

    KNOWN = "known"
    PROTECTED = "protected"
    EMIGRATED = "emigrated"
    DECEASED = "deceased"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class AddressAnswer:
    """One answer.

    Attributes:
        address: Where letters go; only with `known`, or abroad with `emigrated`.
        on: The day the register answered for.
        since: Since when it holds, where the register says so: the date of death, of moving.
    """

    residence: Residence
    on: date
    address: Address | None = field(default=None, repr=False)
    since: date | None = None

    def __attrs_post_init__(self) -> None:
        known = self.residence is Residence.KNOWN
        may_have = known or self.residence is Residence.EMIGRATED
        if (known and self.address is None) or (self.address is not None and not may_have):
            raise InputError("address.answer", residence=self.residence.value)


register(
    {
        "address.answer": Text(
            en="an answer of {residence} does not go with that address; give an address exactly when one is known",
            sv="svaret {residence} går inte ihop med adressen; ange en adress just när en är känd",
        ),
    }
)
