"""The one XML parser of faktura: hardened, and the same for every format that comes from outside.

No document type, no entities, no network, nothing repaired, at most so many bytes. Comments and
processing instructions are taken out while reading: with them, `<Amt>100<!-- -->00</Amt>` would
read as 100. Elements are found by local name, so that a format's versions share one reader.

>>> root = parse(b'<a xmlns="urn:x"><b> 1 </b><b>2</b></a>', format="example")
>>> text(root, "b"), [where(b) for b in findall(root, "b")], namespace(root)
('1', ['a/b[1]', 'a/b[2]'], 'urn:x')
>>> parse(b"<!DOCTYPE a><a/>", format="example")
Traceback (most recent call last):
faktura.core.errors.MalformedFile: example line 1, document type: found '<!DOCTYPE a>', expected none; ...
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.core.phrases import in_swedish
from faktura.core.wording import Said
from faktura.formats.rereadable import Rereadable

MOST_BYTES: Final = 64 * 2**20
"""The largest file that is parsed whole; a tree takes several times its bytes."""

MOST_STREAMED: Final = 4 * 2**30
"""The largest file that is read as a stream: its size costs time, not memory."""

_CHUNK: Final = 64 * 2**10
_BLANKS: Final = b" \t\r\n"
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_INDEXED: Final = re.compile(r"\{[^}]*\}|[A-Za-z_][\w.-]*:(?=[A-Za-z_])")


def parse(data: bytes, *, format: str, most_bytes: int = MOST_BYTES) -> etree._Element:
    """Return the root element of *data*; a byte-order mark and blanks before it are let through.

    Raises:
        MalformedFile: More than *most_bytes*, a document type, or no well-formed XML; the error
            carries *format*, which is the name `show` prints.
    """
    content = _measured(data, format, most_bytes)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(format, error) from None
    _without_document_type(root, format)
    return root


def instructions(data: bytes, *, format: str, most_bytes: int = MOST_BYTES) -> tuple[str, ...]:
    """Return the names of the processing instructions beside the root element of *data*, which `parse` takes out.

    Raises:
        MalformedFile: As `parse`.
    """
    content = _measured(data, format, most_bytes)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(format, error) from None
    _without_document_type(root, format)
    beside = (*root.itersiblings(preceding=True), *root.itersiblings())
    return tuple(str(one.target) for one in beside if one.tag is etree.PI)


def stream(
    data: bytes, *, format: str, most_bytes: int = MOST_STREAMED
) -> Iterator[tuple[Literal["start", "end"], etree._Element]]:
    """Yield the start and the end of every element of *data* while it is read, parsed as by `parse`.

    An element is whole at its end; `forget` lets go there of those before it, so that a file of any
    length takes little memory. An error comes when the reading has reached it: keep nothing before the
    iteration is over.
    """
    for event, element in _events(Rereadable(data), ("start", "end"), (), format, most_bytes):
        yield ("start" if event == "start" else "end"), element


def ends(
    file: Rereadable, names: Sequence[str], *, format: str, most_bytes: int = MOST_STREAMED
) -> Iterator[etree._Element]:
    """Yield each element of *file* called one of *names*, whatever its namespace, when its end is read.

    Much quicker than `stream`, and otherwise like it. Where there is none of them, the root alone comes.
    """
    for _, element in _events(file, ("end",), names, format, most_bytes):
        yield element


def _events(
    file: Rereadable, events: Sequence[Literal["start", "end"]], names: Sequence[str], format: str, most_bytes: int
) -> Iterator[tuple[str, etree._Element]]:
    _measure(file.size, format, most_bytes)
    parser = etree.XMLPullParser(
        events=events,
        tag=[f"{{*}}{name}" for name in names] or None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    begun = False
    try:
        for piece in _begun(file):
            parser.feed(piece)
            for event, element in parser.read_events():
                if element is None or isinstance(element, tuple):
                    continue
                if not begun:
                    _without_document_type(element, format)
                    begun = True
                yield str(event), element
        root = parser.close()
        if not begun:
            _without_document_type(root, format)
            yield "end", root
    except etree.XMLSyntaxError as error:
        raise _broken(format, error) from None


def _begun(file: Rereadable) -> Iterator[bytes]:
    """Yield the bytes of *file* from where its text begins, in pieces."""
    before = True
    for piece in file.pieces():
        if before and not (piece := _without_mark(piece)):
            continue
        before = False
        for at in range(0, len(piece), _CHUNK):
            yield piece[at : at + _CHUNK]


def forget(element: etree._Element) -> None:
    """Let go of the elder siblings of *element*, whose end has been read: they are no longer needed.

    The element itself stays until its next sibling is forgotten; emptying it would cost the square of
    its children.
    """
    parent = element.getparent()
    if parent is not None:
        while (elder := element.getprevious()) is not None:
            parent.remove(elder)


def forget_like(element: etree._Element) -> None:
    """Let go of the elder siblings of *element* that stand directly before it and are called as it is."""
    parent = element.getparent()
    if parent is not None:
        while (elder := element.getprevious()) is not None and elder.tag == element.tag:
            parent.remove(elder)


def _measured(data: bytes, format: str, most_bytes: int) -> bytes:
    _measure(len(data), format, most_bytes)
    return _without_mark(data)


def _measure(size: int, format: str, most_bytes: int) -> None:
    if size > most_bytes:
        found, expected = f"{size} bytes", f"at most {most_bytes} bytes"
        raise MalformedFile(format=format, field="size", found=found, expected=expected)


def _without_mark(data: bytes) -> bytes:
    return data.lstrip(_BLANKS).removeprefix(_UTF8_MARK).lstrip(_BLANKS)


def _broken(format: str, error: etree.XMLSyntaxError) -> MalformedFile:
    words = (error.msg or "nothing").partition(", line ")[0]
    found = Said(words, in_swedish(words))  # the parser's own, which may be too long to show whole
    return MalformedFile(format=format, line=error.lineno or 0, field="XML", found=found, expected="well-formed XML")


def _without_document_type(element: etree._Element, format: str) -> None:
    written = element.getroottree().docinfo
    if written.internalDTD is not None:
        raise MalformedFile(
            format=format,
            line=1,
            field="document type",
            found=getattr(written, "doctype", "<!DOCTYPE"),
            expected="none",
        )


def local(element: etree._Element) -> str:
    """Return the name of *element* without its namespace."""
    return named(element.tag)


@lru_cache(maxsize=2048)
def named(tag: object) -> str:
    """Return the name in *tag*, which may begin with a namespace in braces."""
    return str(tag).rpartition("}")[2]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child called *name*, or None; quicker than `find`."""
    for one in element:
        if named(one.tag) == name:
            return one
    return None


def said(element: etree._Element | None) -> str:
    """Return the text of *element* with the blanks round it removed; empty for None."""
    return "" if element is None else (element.text or "").strip()


def leaf(element: etree._Element, *path: str) -> str:
    """Return the text of the first child of the first child ... along *path*; empty when absent. Quicker than `text`."""
    for name in path:
        for one in element:
            if named(one.tag) == name:
                element = one
                break
        else:
            return ""
    return (element.text or "").strip()


def namespace(element: etree._Element) -> str:
    """Return the namespace of *element*, or nothing."""
    return str(element.tag)[1:].rpartition("}")[0]


@lru_cache(maxsize=512)
def _any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def find(element: etree._Element, path: str) -> etree._Element | None:
    """Return the first element at *path*, local names with slashes between, below *element*; or None."""
    return element.find(_any_namespace(path))


def findall(element: etree._Element, path: str) -> list[etree._Element]:
    """Return every element at *path* below *element*, in the file's order."""
    return element.findall(_any_namespace(path))


def text(element: etree._Element, path: str) -> str:
    """Return the text of the first element at *path*, blanks round it removed; empty when absent."""
    found = element.findtext(_any_namespace(path))
    return found.strip() if found else ""


def where(element: etree._Element) -> str:
    """Return the path of *element* from the root by local names, numbered among its like: `a/b[2]`."""
    tree = element.getroottree()
    root = tree.getroot()
    path = "" if element is root else "/" + _INDEXED.sub("", tree.getelementpath(element))
    return local(root) + path


def line(element: etree._Element) -> int:
    """Return the line on which *element* begins, or 0 when it was not read from a file."""
    found: object = element.sourceline
    return found if isinstance(found, int) else 0


def malformed(element: etree._Element, *, format: str, found: str, expected: str, below: str = "") -> MalformedFile:
    """Return the error that *element*, or what lies *below* it, holds *found* where *expected* belongs."""
    place = f"{where(element)}/{below}" if below else where(element)
    return MalformedFile(format=format, line=line(element), field=place, found=found, expected=expected)
