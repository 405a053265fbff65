"""The bank feed: files with payments as the bank delivers them, whatever their format."""

from collections.abc import Iterator
from typing import Protocol

from attrs import field, frozen

from faktura.core.wording import Text, register


@frozen
class BankFile:
    """A file from the bank.

    Attributes:
        name: Its name in the feed; two files may have had the same name on different days.
        content: Its bytes, as received.
    """

    name: str
    content: bytes = field(repr=False)


class BankFeed(Protocol):
    """Where bank files come from: a folder that a bank session fills, a mailbox, a service.

    At least once: a file comes again until it is acknowledged, so reading one twice must do no harm.
    """

    def fetch(self) -> Iterator[BankFile]:
        """Yield the files that are complete and not acknowledged, by name; none may be kept back.

        Raises:
            Unavailable: The feed does not answer.
        """
        ...

    def acknowledge(self, file: BankFile) -> None:
        """Say that *file* is read and stored, so that it does not come again; twice is as good as once.

        Another file that has come under the same name meanwhile stays.

        Raises:
            NotFound: The feed never had such a file.
        """
        ...


register(
    {
        "bank.unknown_file": Text(
            en="the bank feed has no file {name!r} with that content; acknowledge files as they were fetched",
            sv="bankflödet har ingen fil {name!r} med det innehållet; kvittera filer så som de hämtades",
        ),
    }
)
