"""Files that are whole or not there: safe names, bytes that reach the disk, places taken in one step."""

import contextlib
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Final

_SAFE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_DIGESTED: Final = re.compile(r"(?:.*-)?[0-9a-f]{16}", re.ASCII)
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII | re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether some system takes *name* for a device, whatever its ending."""
    return bool(_DEVICES.fullmatch(name))


def safe_name(id: str) -> str:
    """Return a folder name for *id*: the id itself when it is plain, else its plain part and a digest.

    Two ids never share a name, on any file system, and no name leads anywhere else.

    >>> safe_name("d-1001"), safe_name("../../etc"), safe_name("F1")
    ('d-1001', 'etc-74ccf3c5b4c19a81', 'f1-deae2d4d75857c10')
    """
    if _SAFE.fullmatch(id) and not is_device(id) and not _DIGESTED.fullmatch(id):
        return id
    plain = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")[:40]
    return f"{plain}-{hashlib.sha256(id.encode(errors='surrogatepass')).hexdigest()[:16]}".lstrip("-")


def write_through(path: Path, content: bytes) -> None:
    """Write *content* into a new file at *path*, and wait until it is on the disk.

    Raises:
        FileExistsError: Something is there already.
    """
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Let the folder's new entry reach the disk too, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Let *content* be the file at *path*: whole, also for whoever reads it while it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".unfinished-{secrets.token_hex(8)}")
    try:
        write_through(beside, content)
        beside.replace(path)
        sync(path.parent)
    finally:
        beside.unlink(missing_ok=True)
