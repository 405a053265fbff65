"""Every reader of XML and of text meets the same attacks: refused by type, in bounded time and memory, nothing fetched or expanded.

The files attacked are our own writers', one of each format, so this runs on any machine; a reader that is added to `show` without a file
here fails the first test.
"""

import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from faktura.core.errors import FakturaError, MalformedFile
from faktura.formats.show import _READERS, show
from tests.formats.attacked import samples

SAMPLES: Final = samples()
XML: Final = {name: data for name, data in SAMPLES.items() if data.lstrip().startswith(b"<")}
SECONDS: Final = 5.0


def declared(data: bytes, doctype: bytes) -> bytes:
    """The file with a document type put before its root element."""
    head, mark, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
    return head + mark + doctype + rest


def entity_in_text(data: bytes) -> bytes:
    """The file with a reference to the entity `x` in its first text."""
    at = data.index(b"</")
    return data[:at] + b"&x;" + data[at:]


LAUGHS: Final = b"<!DOCTYPE x [<!ENTITY a 'ha'>%s<!ENTITY x '&l9;'>]>" % b"".join(
    b"<!ENTITY l%d '%s'>" % (n, (b"&l%d;" % (n - 1) if n else b"&a;") * 10) for n in range(10)
)
ATTACKS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "external entity": lambda d: entity_in_text(
        declared(d, b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    ),
    "external subset": lambda d: declared(d, b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "parameter entity": lambda d: declared(d, b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'),
    "billion laughs": lambda d: entity_in_text(declared(d, LAUGHS)),
    "quadratic blow-up": lambda d: entity_in_text(declared(d, b"<!DOCTYPE x [<!ENTITY x '" + b"A" * 100_000 + b"'>]>")),
    "undeclared entity": entity_in_text,
    "cut in the middle": lambda d: d[: len(d) // 2],
    "cut before the end": lambda d: d[: d.rindex(b"</")],
    "zero byte": lambda d: d[: len(d) // 2] + b"\x00" + d[len(d) // 2 :],
    "broken UTF-8": lambda d: d[: d.index(b"</")] + b"\xff\xfe\xc3" + d[d.index(b"</") :],
    "unknown encoding named": lambda d: b'<?xml version="1.0" encoding="no-such-encoding"?>' + d.partition(b"?>")[2],
    "deep nesting": lambda d: d[: d.rindex(b"</")] + b"<a>" * 100_000 + b"</a>" * 100_000 + d[d.rindex(b"</") :],
}


@contextmanager
def bounded() -> Iterator[None]:
    """Let the block take no more than its time, and no more memory than a hundred and fifty megabytes on top."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024)
    assert time.process_time() - start < SECONDS
    assert grown < 150 * 2**20


def test_every_format_is_attacked() -> None:
    """None of what `show` reads is left out."""
    assert set(SAMPLES) == set(_READERS)
    for name, data in SAMPLES.items():
        assert show(data).format == name


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", XML)
def test_hostile_xml_is_refused(name: str, attack: str) -> None:
    """With the one typed error, soon, and without a word of the file it wanted read."""
    with bounded(), pytest.raises(MalformedFile) as refused:
        show(ATTACKS[attack](XML[name]))
    hostname = Path("/etc/hostname")
    if hostname.exists() and len(hostname.read_text().strip()) > 3:
        assert hostname.read_text().strip() not in str(refused.value)


@pytest.mark.parametrize("name", XML)
def test_an_include_is_not_followed(name: str) -> None:
    """XInclude is no part of any of these formats: an unknown element at the most."""
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
    data = XML[name]
    at = data.rindex(b"</")
    try:
        view = show(data[:at] + include + data[at:])
    except FakturaError:
        return
    hostname = Path("/etc/hostname")
    if hostname.exists() and len(hostname.read_text().strip()) > 3:
        assert hostname.read_text().strip() not in repr(view)


@pytest.mark.parametrize("name", XML)
def test_a_comment_does_not_join_two_amounts(name: str) -> None:
    """`100<!-- -->00` reads as the ten thousand that stands there, or not at all; never as a hundred."""
    data = XML[name]
    plain = show(data).summary
    inside = [found.start() + 1 for found in re.finditer(rb"(?<=[>.0-9])[0-9](?=[0-9.]*[0-9.][^<>]*<)", data)]
    assert inside or name == "sie5"  # whose amounts are attributes
    for at in inside[:: max(1, len(inside) // 12)]:
        assert show(data[:at] + b"<!-- -->" + data[at:]).summary == plain


@pytest.mark.parametrize("name", XML)
def test_an_element_without_end_is_refused(name: str) -> None:
    """A hundred megabytes in one text, whether the format is read whole or as a stream."""
    data = XML[name]
    at = data.index(b"</")
    huge = data[:at] + b"9" * 100_000_000 + data[at:]
    with pytest.raises(FakturaError):
        show(huge)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - set(XML)))
@pytest.mark.parametrize("damage", ["cut", "bytes", "one line", "empty"])
def test_damaged_text_is_told(name: str, damage: str) -> None:
    """A cut file, bytes of no letters, a line of megabytes, nothing: a typed error or findings, soon."""
    data = SAMPLES[name]
    hurt = {
        "cut": data[: len(data) * 2 // 3],
        "bytes": data[:60] + bytes(range(256)) * 50 + data[60:],
        "one line": data + b"9" * 5_000_000,
        "empty": b"",
    }[damage]
    start = time.process_time()
    try:
        told = bool(show(hurt).findings)
    except FakturaError:
        told = True
    assert told or damage == "cut"
    assert time.process_time() - start < SECONDS
