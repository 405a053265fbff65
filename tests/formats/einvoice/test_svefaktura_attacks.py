"""Hostile Svefakturor of both kinds: refused in bounded time and memory, by reader, pre-flight and envelope alike."""

import resource
import time
from collections.abc import Callable
from typing import Final

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.show import show
from faktura.formats.svefaktura import invoice as svefaktura
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from tests.formats.sample_documents import SAMPLES

PLAIN: Final = SAMPLES["plain"]
PDF: Final = SAMPLES["everything said"].attachments
DOORS: Final[dict[str, tuple[Callable[[bytes], object], bytes]]] = {
    "svefaktura, read": (svefaktura.read, svefaktura.write(PLAIN)),
    "svefaktura, judged": (svefaktura.preflight, svefaktura.write(PLAIN)),
    "envelope, read": (svefaktura.read_envelope, svefaktura.write_envelope(PLAIN, attachments=PDF)),
    "bis5a, read": (bis5a.read, bis5a.write(PLAIN)),
    "bis5a, judged": (bis5a.preflight, bis5a.write(PLAIN)),
    "shown": (show, bis5a.write(PLAIN)),
}
MEBIBYTE: Final = 2**20


def _after_declaration(data: bytes, more: bytes) -> bytes:
    head, sep, rest = data.partition(b"?>\n")
    return head + sep + more + rest


def _inside(data: bytes, more: bytes) -> bytes:
    at = data.index(b">", data.index(b"?>") + 2) + 1
    return data[:at] + more + data[at:]


def external(data: bytes) -> bytes:
    """A document type that names a file of this machine."""
    return _inside(_after_declaration(data, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), b"&e;")


def expansion(data: bytes) -> bytes:
    """Ten entities, each ten times the one before."""
    rows = b"".join(b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10 if at else b"ha") for at in range(10))
    return _inside(_after_declaration(data, b"<!DOCTYPE x [" + rows + b"]>"), b"&e9;")


def huge(data: bytes) -> bytes:
    """An element of a hundred megabytes."""
    return _inside(data, b"<a>" + b"a" * (100 * MEBIBYTE) + b"</a>")


def large(data: bytes) -> bytes:
    """An element of thirty, within what is parsed."""
    return _inside(data, b"<a>" + b"a" * (30 * MEBIBYTE) + b"</a>")


def deep(data: bytes) -> bytes:
    """A thousand levels."""
    return _inside(data, b"<a>" * 1000 + b"</a>" * 1000)


def deeper(data: bytes) -> bytes:
    """A hundred levels, which the XML parser lets through."""
    return _inside(data, b"<a>" * 100 + b"</a>" * 100)


def encoded(data: bytes) -> bytes:
    """Latin-1 that says it is UTF-8."""
    return data.decode().encode("latin-1", "replace")


def truncated(data: bytes) -> bytes:
    """Cut off in the middle."""
    return data[: len(data) // 2]


ATTACKS: Final = [external, expansion, huge, large, deep, deeper, truncated]


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: str(one.__name__))
@pytest.mark.parametrize("door", DOORS)
def test_an_attack_is_refused_at_once(door: str, attack: Callable[[bytes], bytes]) -> None:
    """With `MalformedFile`, in less than two seconds and without taking much more memory than the file has."""
    enter, good = DOORS[door]
    data = attack(good)
    before, started = peak(), time.process_time()
    with pytest.raises(MalformedFile):
        enter(data)
    assert time.process_time() - started < 2
    assert peak() - before < 2 * len(data) + 32 * MEBIBYTE


@pytest.mark.parametrize("door", [one for one in DOORS if "envelope" not in one])
def test_a_wrong_encoding_is_refused(door: str) -> None:
    """A name with å is no UTF-8 in Latin-1."""
    enter, good = DOORS[door]
    assert encoded(good) != good
    with pytest.raises(MalformedFile):
        enter(encoded(good))


@pytest.mark.parametrize("door", DOORS)
def test_the_good_file_is_let_in(door: str) -> None:
    """So that the tests above can fail."""
    enter, good = DOORS[door]
    assert enter(good) is not None
