"""Files that are whole or not there: safe names, bytes that reach the disk, places taken in one step."""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import time
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


def joint_name(*ids: str) -> str:
    """Return a file name for *ids* together; the point between them is in no safe name, so no two lists share one.

    >>> joint_name("brf", "2-17"), joint_name("brf-2", "17")
    ('brf.2-17', 'brf-2.17')
    """
    return ".".join(map(safe_name, ids))


def earlier_name(*ids: str) -> str:
    """Return what the file of *ids* was called before `joint_name`, to find what was handed over then; lists shared names.

    >>> earlier_name("brf", "2-17"), earlier_name("brf-2", "17")
    ('brf-2-17', 'brf-2-17')
    """
    return "-".join(map(safe_name, ids))


def write_through(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write *content* into a new file at *path*, and wait until it is on the disk.

    Args:
        path: Where nothing is yet.
        content: All that the file will hold.
        private: For its owner alone (mode 0600); otherwise for whom the process's umask lets read it, as what is
            handed over to another user must be.

    Raises:
        FileExistsError: Something is there already.
    """
    mode = 0o600 if private else 0o666
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
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


def replace_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Let *content* be the file at *path*: whole, also for whoever reads it while it is written.

    A missing folder is made; with *private* (see `write_through`) it is its owner's alone too.
    """
    path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    beside = unfinished(path.parent)
    try:
        write_through(beside, content, private=private)
        beside.replace(path)
        sync(path.parent)
    finally:
        beside.unlink(missing_ok=True)


_UNFINISHED: Final = ".unfinished-"
_LIVING: Final = 3600.0
"""Seconds in which a writer that lives has long finished a file."""
_swept: Final[dict[Path, float]] = {}
"""When each folder was last looked through: a large one is not listed for every file that is written."""


def unfinished(folder: Path) -> Path:
    """Return a free place in *folder* for what is being written; what killed writers have left there is removed."""
    sweep(folder)
    return folder / f"{_UNFINISHED}{secrets.token_hex(8)}"


def sweep(folder: Path) -> None:
    """Remove what writers that were killed have left in *folder*, at most once in an hour.

    It holds what documents hold, and no other call would ever find it. It is known by its age, so that nothing
    is taken from a writer that lives.
    """
    now = time.monotonic()
    if now - _swept.get(folder, -_LIVING) < _LIVING:
        return
    _swept[folder] = now
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_UNFINISHED}*"):
            if time.time() - left.lstat().st_mtime >= _LIVING:
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
