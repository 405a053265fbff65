"""A received e-invoice, read and judged at once: what `receive` of every e-invoice format gives, and `show` and `check` tell of.

Some files break rules so badly that no model can hold them (a VAT category that does not exist): what breaks the
rules is told all the same, and what stood in the way of reading is one finding more.
"""

from collections.abc import Callable, Mapping

from attrs import frozen

from faktura.core.document import Document
from faktura.core.errors import Finding, MalformedFile
from faktura.core.wording import Text, register
from faktura.formats.einvoice.result import ReadInvoice
from faktura.formats.einvoice.summary import nothing, summary


@frozen(kw_only=True)
class ReceivedInvoice:
    """What a file says and what is wrong with it.

    Attributes:
        document: The invoice or credit note with the amounts the file states; none when no model can hold the file.
        not_carried: Paths of the elements that have no place in the model, in the file's order; none of a file not read.
        findings: What the reader and the pre-flight found, each thing once.
    """

    document: Document | None
    not_carried: tuple[str, ...] = ()
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> Mapping[str, str | int | None]:
        """The document in short; without one, all is unknown."""
        return summary(self.document) if self.document is not None else nothing()


def received(broken: tuple[Finding, ...], read: Callable[[], ReadInvoice]) -> ReceivedInvoice:
    """Return what *read* reads, with what the pre-flight found *broken*.

    Raises:
        MalformedFile: It cannot be read, and the pre-flight has no word to say of it.
    """
    try:
        found = read()
    except MalformedFile as error:
        if not any(one.severity == "error" for one in broken):
            raise
        facts = (("field", error.field), ("found", error.found), ("expected", error.expected))
        unread = Finding(code="einvoice.unreadable", path=error.field, facts=facts)
        return ReceivedInvoice(document=None, findings=(unread, *broken))
    codes = {one.code for one in broken}
    own = tuple(one for one in found.findings if one.code not in codes)
    return ReceivedInvoice(document=found.document, not_carried=found.not_carried, findings=(*own, *broken))


register(
    {
        "einvoice.unreadable": Text(
            en="{field} holds {found!r}, which no invoice can be read from; expected {expected}",
            sv="{field} innehåller {found!r}, som ingen faktura kan läsas av; väntade {expected}",
        ),
        "einvoice.unreadable.remedy": Text(en="ask the sender for a correct file", sv="be avsändaren om en riktig fil"),
    }
)
