"""Which e-invoice format a document goes in, and to which electronic address; or why it cannot go in any.

The buyer says which formats it takes, in order of preference. A format is chosen when the buyer has an
address that its network knows and nothing in the document stands in the way.

>>> from faktura.core.party import Endpoint, Party
>>> buyer = Party(id="C", name="Kund AB", endpoint=Endpoint("0007", "5599990008"))
>>> participant(buyer)
'iso6523-actorid-upis::0007:5599990008'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from attrs import frozen

from faktura.core.document import Attachment, Document
from faktura.core.errors import Refused
from faktura.core.party import Endpoint, Party
from faktura.core.wording import Text, register, said

PEPPOL: Final = "peppol-bis-3"
SVEFAKTURA: Final = "svefaktura"
BIS_5A: Final = "svefaktura-bis5a"

_SCHEME: Final = "iso6523-actorid-upis"


class Obstacle(Protocol):
    """What stands in the way in one format: the rule that forbids it, and what it is."""

    @property
    def rule(self) -> str:
        """The id of the rule, or the element."""

    @property
    def what(self) -> str:
        """The path in the document, and what stands there."""


Obstacles = Callable[[Document, tuple[Attachment, ...]], Iterable[Obstacle]]


@frozen(kw_only=True)
class Route:
    """Where a document goes.

    Attributes:
        format: The format chosen, as `show` names it.
        address: The buyer's electronic address, which that format's network knows.
        passed_over: Why formats that the buyer would rather have were not chosen.
    """

    format: str
    address: Endpoint
    passed_over: tuple[Refused, ...] = ()


def participant(party: Party) -> str:
    """Return the identifier of *party* in the Peppol network; empty when it has no electronic address."""
    address = party.electronic_address
    return f"{_SCHEME}::{address.scheme}:{address.value.strip()}" if address is not None else ""


def route(
    document: Document,
    accepted: Sequence[str],
    *,
    attachments: tuple[Attachment, ...] | None = None,
    formats: Mapping[str, Obstacles] | None = None,
) -> Route | Refused:
    """Return the first of the *accepted* formats that *document* can go in, or everything that speaks against them.

    Args:
        attachments: The files to go along; left open, the document's own.
        formats: What each format cannot say, by its name; left open, those of faktura.

    Returns:
        A route, with the reasons against the formats before it; or a refusal `routing.none`, whose
        `findings` are empty and whose reasons are told by `reasons`.
    """
    tried = reasons(document, accepted, attachments=attachments, formats=formats)
    address = document.buyer.electronic_address
    for at, format in enumerate(accepted):
        if address is not None and not tried[format]:
            passed = tuple(one for name in accepted[:at] for one in tried[name])
            return Route(format=format, address=address, passed_over=passed)
    listed = said(*(one for some in tried.values() for one in some))
    facts = (("formats", ", ".join(accepted) or "-"), ("reasons", listed or "-"))
    return Refused(code="routing.none", facts=facts)


def reasons(
    document: Document,
    accepted: Sequence[str],
    *,
    attachments: tuple[Attachment, ...] | None = None,
    formats: Mapping[str, Obstacles] | None = None,
) -> dict[str, tuple[Refused, ...]]:
    """Return, for each of the *accepted* formats, why *document* cannot go in it; nothing when it can."""
    files = document.attachments if attachments is None else attachments
    known = _known() if formats is None else formats
    return {format: tuple(_against(document, format, files, known)) for format in accepted}


def _against(
    document: Document, format: str, files: tuple[Attachment, ...], known: Mapping[str, Obstacles]
) -> Iterable[Refused]:
    buyer = document.buyer
    if format not in known:
        yield Refused(code="routing.unknown", facts=(("format", format),))
        return
    if not buyer.takes_e_invoices:
        yield Refused(code="routing.not_accepted", law="ML 17 kap. 20 §", facts=(("party", buyer.id),))
    address = buyer.electronic_address
    if address is None:
        yield Refused(code="routing.no_address", facts=(("party", buyer.id),))
    elif format == PEPPOL and address.scheme not in _schemes():
        yield Refused(code="routing.scheme", facts=(("scheme", address.scheme), ("party", buyer.id)))
    for one in known[format](document, files):
        yield Refused(
            code="routing.not_expressible", facts=(("format", format), ("rule", one.rule), ("what", one.what))
        )


def _schemes() -> frozenset[str]:
    from faktura.formats.peppol.codes import SCHEMES

    return SCHEMES


def _known() -> Mapping[str, Obstacles]:
    """The formats of faktura; each is entered when it is asked for."""
    from faktura.formats.peppol import expressible as peppol
    from faktura.formats.svefaktura import expressible as svefaktura
    from faktura.formats.svefaktura_bis5a import expressible as bis5a

    return {PEPPOL: peppol.obstacles, SVEFAKTURA: svefaktura.obstacles, BIS_5A: bis5a.obstacles}


register(
    {
        "routing.none": Text(
            en="no e-invoice can be sent in any of {formats}: {reasons}; send it another way or change what stands in the way",
            sv="ingen e-faktura kan skickas i något av {formats}: {reasons}; skicka på annat sätt eller ändra det som hindrar",
        ),
        "routing.unknown": Text(
            en="{format} is no format that faktura writes; choose another",
            sv="{format} är inget format som faktura skriver; välj ett annat",
        ),
        "routing.not_accepted": Text(
            en="{party} has not accepted electronic invoices; ask for it, or send it another way",
            sv="{party} har inte godtagit elektroniska fakturor; be om det eller skicka på annat sätt",
        ),
        "routing.no_address": Text(
            en="{party} has no electronic address; give its organisation number, GLN or another endpoint",
            sv="{party} har ingen elektronisk adress; ange organisationsnummer, GLN eller en annan adress",
        ),
        "routing.scheme": Text(
            en="the address scheme {scheme} of {party} is not in the list of the Peppol network (EAS); use 0007, 0088 or another of it",
            sv="adresschemat {scheme} för {party} finns inte i Peppolnätverkets lista (EAS); använd 0007, 0088 eller ett annat i den",
        ),
        "routing.not_expressible": Text(
            en="{what} cannot be said in {format} ({rule})",
            sv="{what} kan inte uttryckas i {format} ({rule})",
        ),
    }
)
