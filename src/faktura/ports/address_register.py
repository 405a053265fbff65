"""The address register: where a debtor is to be written to, asked before letters that must arrive."""

from typing import Protocol

from faktura.core.address_answer import AddressAnswer
from faktura.core.identity import Identity


class AddressRegister(Protocol):
    """Looks addresses up, such as in the state's register of persons (SPAR) or of companies."""

    def look_up(self, subject: Identity) -> AddressAnswer:
        """Return what is known of *subject*; somebody the register does not have is `Residence.UNKNOWN`.

        Raises:
            Unavailable: No answer; that is not the same as unknown.
        """
        ...
