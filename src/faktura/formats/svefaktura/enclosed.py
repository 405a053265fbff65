"""The files of an envelope as the attachments of the invoice that points to them."""

from faktura.core.document import Attachment
from faktura.core.errors import Finding
from faktura.core.wording import Text, register
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.svefaktura.envelope import ObjectEnvelope
from faktura.formats.svefaktura.names import OBJECT


def enclosed(root: Element, envelope: ObjectEnvelope, found: list[Finding]) -> tuple[Attachment, ...]:
    """Return the files in *envelope* that the invoice points to, in the envelope's order; all of them when to none.

    What points to nothing, what nothing points to, and an envelope that names another invoice are added to *found*.
    """
    pointers = {node.bare: node for node in _pointers(root)}
    objects = {one.urn for one in envelope.objects}
    for text, node in pointers.items():
        if text in objects:
            node.read()
        else:
            found.append(Finding(code="svefaktura.object_missing", path=node.path, severity="warning"))
    loose = [one for one in envelope.objects if pointers and one.urn not in pointers]
    for one in loose:
        facts = (("object", one.id[:40]),)
        found.append(Finding(code="svefaktura.object_loose", path="ObjectEnvelope", severity="warning", facts=facts))
    if envelope.number and envelope.number != root.words("ID"):
        facts = (("number", envelope.number[:40]),)
        path = "ObjectEnvelope/DocumentReference/DocumentID"
        found.append(Finding(code="svefaktura.envelope_other", path=path, severity="warning", facts=facts))
    found += envelope.findings
    return tuple(one.file for one in envelope.objects if one not in loose)


def _pointers(root: Element) -> list[Element]:
    """Return the references to attached objects; those to an address on the net are none."""
    stated = (one.find("ID") for one in root.every("AdditionalDocumentReference"))
    return [one for one in stated if one is not None and one.bare.startswith(OBJECT)]


register(
    {
        "svefaktura.object_missing": Text(
            en="the invoice points to a file that is not in its envelope",
            sv="fakturan hänvisar till en fil som inte finns i dess kuvert",
        ),
        "svefaktura.object_missing.remedy": Text(en="ask the sender for the file", sv="be avsändaren om filen"),
        "svefaktura.object_loose": Text(
            en="the invoice does not point to the file {object} in its envelope, which is left out",
            sv="fakturan hänvisar inte till filen {object} i dess kuvert, som utelämnas",
        ),
        "svefaktura.object_loose.remedy": Text(
            en="look at it with read_envelope, and ask the sender what it is",
            sv="titta på den med read_envelope, och fråga avsändaren vad den är",
        ),
        "svefaktura.envelope_other": Text(
            en="the envelope says it goes with document {number}, another than this one",
            sv="kuvertet säger sig höra till dokument {number}, ett annat än detta",
        ),
        "svefaktura.envelope_other.remedy": Text(
            en="see that invoice and envelope belong together", sv="se till att faktura och kuvert hör ihop"
        ),
    }
)
