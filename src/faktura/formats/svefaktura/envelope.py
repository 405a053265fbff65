"""The ObjectEnvelope 1.0: the files that go with a Svefaktura 1.0, which cannot embed them.

It is a document of its own and names the invoice; the invoice points to each object in it by a URN
(`AdditionalDocumentReference` of kind ATS). How the two travel together is the network's business.
"""

from base64 import b64encode
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Final

from attrs import frozen

from faktura.core.document import Attachment, Document
from faktura.core.errors import Finding, MalformedFile, NotExpressible
from faktura.core.identity import Identity
from faktura.formats.einvoice.attachment import decoded, unsendable
from faktura.formats.einvoice.held import legal_identity
from faktura.formats.einvoice.node import Node, tree
from faktura.formats.einvoice.party import identity_of, left_out
from faktura.formats.einvoice.text import attribute, held_attribute, words
from faktura.formats.svefaktura.names import ENVELOPE, FORMAT, OBJECT, ROOT

_PDF: Final = "application/pdf"
_DIGITS: Final = 16
_MOMENT: Final = 19


@frozen
class EncodedObject:
    """A file in an envelope, and the id by which an invoice points to it."""

    id: str
    file: Attachment

    @property
    def urn(self) -> str:
        """What an invoice refers to it by."""
        return f"{OBJECT}{self.id}"


@frozen(kw_only=True)
class ObjectEnvelope:
    """An envelope as read.

    Attributes:
        number, issue_date, issuer: The invoice it goes with, by its number, its date and its seller's number.
        document_type: The namespace of that document; empty when the envelope does not say.
        created: When it was made; without a zone it is taken as UTC.
        not_carried, findings: As of an invoice that is read.
    """

    number: str
    issue_date: date | None
    issuer: Identity | None
    document_type: str
    created: datetime
    objects: tuple[EncodedObject, ...]
    not_carried: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def objects_of(attachments: tuple[Attachment, ...]) -> tuple[EncodedObject, ...]:
    """Return *attachments* with their ids: their order, and the beginning of the digest of what is in them."""
    return tuple(
        EncodedObject(f"{at}-{sha256(one.content).hexdigest()[:_DIGITS]}", one) for at, one in enumerate(attachments, 1)
    )


def write_envelope(
    document: Document, *, attachments: tuple[Attachment, ...] | None = None, created: datetime | None = None
) -> bytes:
    """Return the ObjectEnvelope of *document*, to which the invoice by `write` with the same attachments points.

    Args:
        attachments: The files; left open, the document's own.
        created: When it is made (with a zone); left open, the day of issue, so that the bytes are the same again.

    Raises:
        NotExpressible: No file at all, or one without name or content, or beyond 7 MiB.
    """
    files = document.attachments if attachments is None else attachments
    if not files:
        raise NotExpressible(format=FORMAT, rule="ObjectEnvelope/EncodedObject", what="attachments: none")
    for obstacle in unsendable(files, format=FORMAT, element="EncodedData"):
        raise obstacle
    made = (created or datetime.combine(document.issue_date, time(), UTC)).astimezone(UTC)
    identity = legal_identity(document.seller)
    issuer = f"    <IssuerID>{identity.digits}</IssuerID>\n" if identity is not None else ""
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ObjectEnvelope xmlns="{ENVELOPE}">\n  <DocumentReference>\n'
        f"    <DocumentID>{words(document.number)}</DocumentID>\n"
        f"    <IssueDate>{document.issue_date.isoformat()}</IssueDate>\n{issuer}"
        f"    <DocumentType>{ROOT}</DocumentType>\n  </DocumentReference>\n"
        f"  <CreationDateTime>{made.isoformat()[:_MOMENT]}Z</CreationDateTime>\n"
    )
    return b"".join((head.encode(), *map(_object, objects_of(files)), b"</ObjectEnvelope>\n"))


def _object(one: EncodedObject) -> bytes:
    before = (
        f'  <EncodedObject>\n    <ObjectID>{one.id}</ObjectID>\n    <EncodedData format="BASE64" '
        f'mimeCode="{attribute(one.file.mime_type)}" filename="{attribute(one.file.name)}">'
    )
    return before.encode() + b64encode(one.file.content) + b"</EncodedData>\n  </EncodedObject>\n"


def read_envelope(data: bytes) -> ObjectEnvelope:
    """Return the ObjectEnvelope in *data*; the amounts and files are not compared with any invoice.

    Raises:
        MalformedFile: No ObjectEnvelope 1.0, no object in it, or content that is no base64.
    """
    root, namespace = tree(data, format=FORMAT)
    if root.name != "ObjectEnvelope" or namespace != ENVELOPE:
        expected = f"an ObjectEnvelope of {ENVELOPE}"
        raise MalformedFile(format=FORMAT, line=root.line, field=root.name, found=namespace, expected=expected)
    found: list[Finding] = []
    objects = tuple(map(_read_object, root.every("EncodedObject")))
    if not objects:
        root.fail("EncodedObject", "", "at least one")
    issued = root.day("DocumentReference/IssueDate")
    created = _created(root)
    return ObjectEnvelope(
        number=root.words("DocumentReference/DocumentID"),
        issue_date=issued,
        issuer=_issuer(root.find("DocumentReference/IssuerID"), issued or created.date(), found),
        document_type=root.words("DocumentReference/DocumentType"),
        created=created,
        objects=objects,
        not_carried=root.unread(),
        findings=tuple(found),
    )


def _created(root: Node) -> datetime:
    stated = root.demanded("CreationDateTime")
    try:
        made = datetime.fromisoformat(stated)
    except ValueError:
        root.fail("CreationDateTime", stated, "a date with a time of day")
    return made if made.tzinfo is not None else made.replace(tzinfo=UTC)


def _issuer(stated: Node | None, on: date, found: list[Finding]) -> Identity | None:
    if stated is None:
        return None
    identity = identity_of(stated.text, on)
    if identity is None:
        found.append(left_out(stated))
    else:
        stated.read()
    return identity


def _read_object(node: Node) -> EncodedObject:
    number = node.demanded("ObjectID")
    data = node.find("EncodedData") or node.fail("EncodedData", "", "a file")
    coding = data.attributes.get("format", "BASE64")
    if coding.upper() != "BASE64":
        data.fail("@format", coding, "BASE64")
    name = held_attribute(data.attributes.get("filename", "")) or number
    kind = data.attributes.get("mimeCode", _PDF)
    return EncodedObject(number, Attachment(name=name, content=decoded(data), mime_type=kind))
