"""A Svefaktura 1.0 on its way: alone, or with its ObjectEnvelope in one StandardBusinessDocument.

The header says who sends to whom, which is the network's business; what it wraps is taken out as it
stands.
"""

from typing import Final

from attrs import field, frozen
from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.formats import xml
from faktura.formats.svefaktura.names import ENVELOPE, FORMAT, ROOT

_WRAPPER: Final = "StandardBusinessDocument"
_HEAD: Final = 4096
"""Where the root element of a file is looked for."""


@frozen
class Message:
    """An invoice, and the envelope that came with it, if any."""

    invoice: bytes = field(repr=False)
    envelope: bytes | None = field(default=None, repr=False)


def unwrapped(data: bytes) -> Message:
    """Return the invoice and the envelope in *data*; an invoice by itself is returned as it is.

    Raises:
        MalformedFile: No well-formed XML, or a wrapper with no invoice or with several.
    """
    if _WRAPPER.encode() not in data[:_HEAD]:
        return Message(data)
    root = xml.parse(data, format=FORMAT)
    if xml.local(root) != _WRAPPER:
        return Message(data)
    invoices = [one for one in root if one.tag == f"{{{ROOT}}}Invoice"]
    envelopes = [one for one in root if one.tag == f"{{{ENVELOPE}}}ObjectEnvelope"]
    if len(invoices) != 1 or len(envelopes) > 1:
        found = f"{len(invoices)} invoices and {len(envelopes)} envelopes"
        raise MalformedFile(
            format=FORMAT, field=_WRAPPER, found=found, expected="one invoice, and at most one envelope"
        )
    return Message(_alone(invoices[0]), _alone(envelopes[0]) if envelopes else None)


def is_envelope(data: bytes) -> bool:
    """Whether *data* is an ObjectEnvelope, and no invoice.

    Raises:
        MalformedFile: No well-formed XML.
    """
    return ENVELOPE.encode() in data[:_HEAD] and xml.parse(data, format=FORMAT).tag == f"{{{ENVELOPE}}}ObjectEnvelope"


def _alone(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, with_tail=False)
