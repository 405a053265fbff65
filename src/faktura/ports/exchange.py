"""Files there and files back: with a bank, with Skatteverket, with anybody who takes a file and answers later with others.

The payout bank (`ports.payout`) and the tax agency (`ports.tax_agency`) are exchanges; their adapters are told apart by
where they lead, not by what they do.
"""

from collections.abc import Iterator
from typing import Protocol

from attrs import field, frozen

from faktura.core.errors import PortError
from faktura.core.wording import Text, register


class SubmissionRefused(PortError):
    """The receiver will never take this file as it is.

    Attributes:
        reason: The adapter's own code, such as `schema` or `authorisation`; never personal data.
    """

    def __init__(self, *, id: str, reason: str) -> None:
        """Say which submission was refused, and why."""
        super().__init__("exchange.refused", id=id, reason=reason)
        self.reason = reason


@frozen(kw_only=True)
class OutgoingFile:
    """A file to hand in.

    Attributes:
        id: The host's own id of the submission; the same id again is the same submission.
        sender_id: Whose it is.
        name: How the receiver wants it named; holds ids, nobody's name or number.
        mime_type: Such as `application/xml`.
        content: Its bytes.
    """

    id: str
    sender_id: str
    name: str
    mime_type: str
    content: bytes = field(repr=False)


@frozen
class AnswerFile:
    """A file that came back.

    Attributes:
        name: Its name there; two files may have had the same name on different days.
        content: Its bytes, as received.
    """

    name: str
    content: bytes = field(repr=False)


class FileExchange(Protocol):
    """Takes files in, at least once asked and at most once done, and has files to fetch, at least once each.

    What an answer is about stands in the answer; nothing here opens a file.
    """

    def submit(self, file: OutgoingFile) -> str:
        """Hand *file* in and return the receiver's own id of it, or nothing; the same file again: the same answer.

        Raises:
            Unavailable: No answer; the file may or may not have been taken, and the same call is made again.
            SubmissionRefused: It will never be taken as it is.
            RecordedDifferently: The id was used for another file.
        """
        ...

    def fetch(self) -> Iterator[AnswerFile]:
        """Yield the answers that are complete and not acknowledged, by name.

        Raises:
            Unavailable: No connection.
        """
        ...

    def acknowledge(self, file: AnswerFile) -> None:
        """Say that *file* is read and stored, so that it does not come again; twice is as good as once.

        Raises:
            NotFound: There never was such a file.
        """
        ...


register(
    {
        "exchange.unknown_file": Text(
            en="the exchange has no file {name!r} with that content; acknowledge files as they were fetched",
            sv="utbytet har ingen fil {name!r} med det innehållet; kvittera filer så som de hämtades",
        ),
        "exchange.id_used": Text(
            en="submission id {id} was used for another file; give each submission an id of its own",
            sv="inlämnings-id {id} har använts för en annan fil; ge varje inlämning ett eget id",
        ),
        "exchange.refused": Text(
            en="the file of submission {id} was refused ({reason}); put it right and submit it under a new id",
            sv="filen i inlämningen {id} avvisades ({reason}); rätta felet och lämna in den med ett nytt id",
        ),
        "exchange.unreachable": Text(
            en="the exchange folder cannot be used ({reason}); check it and try again",
            sv="utbytesmappen kan inte användas ({reason}); kontrollera den och försök igen",
        ),
    }
)
