"""The tables of the SQL stores, and how a database of an older version is brought up to this one.

One small table per promise, each named `faktura_...`, so that they can stand among a host's own.
`faktura_sender` gives each sender a number, which begins every key, so that one sender's rows lie
together and no query can reach another's. Texts are compared byte by byte, which for UTF-8 is by
Unicode code points.
"""

import sqlite3
from collections.abc import Callable
from typing import Final

from faktura.core.errors import PortError
from faktura.core.wording import Text, register
from faktura.ports.contents import UNSEALED

Step = str | Callable[[sqlite3.Connection], None]
"""A statement of a migration, or what Python must do between two of them (in SQLite only)."""

_TABLES: Final = (
    "CREATE TABLE faktura_schema (version {int} NOT NULL)",
    "INSERT INTO faktura_schema (version) VALUES (2)",
    "CREATE TABLE faktura_sender (number {identity}, id {text} NOT NULL UNIQUE, position {int} NOT NULL, seal {text} NOT NULL)",
    # `position` is the order of commit: units of one sender follow each other, and nothing is deleted here.
    """CREATE TABLE faktura_event (
        sender {int} NOT NULL, position {int} NOT NULL, stream {text} NOT NULL, version {int} NOT NULL,
        name {text} NOT NULL, schema {int} NOT NULL, body {text} NOT NULL, actor {text} NOT NULL,
        happened_at {text} NOT NULL, recorded_at {text} NOT NULL, cause {text} NOT NULL,
        previous {text} NOT NULL, digest {text} NOT NULL)""",
    "CREATE UNIQUE INDEX faktura_event_position ON faktura_event (sender, position)",
    "CREATE UNIQUE INDEX faktura_event_stream ON faktura_event (sender, stream, version)",
    """CREATE TABLE faktura_head (
        sender {int} NOT NULL, stream {text} NOT NULL, version {int} NOT NULL, digest {text} NOT NULL,
        PRIMARY KEY (sender, stream)){clustered}""",
    # An ordinary table: long bytes inside a key tree would slow every look-up. No content: it was erased.
    "CREATE TABLE faktura_document (sender {int} NOT NULL, digest {text} NOT NULL, content {bytes})",
    "CREATE UNIQUE INDEX faktura_document_digest ON faktura_document (sender, digest)",
    """CREATE TABLE faktura_index (
        sender {int} NOT NULL, kind {text} NOT NULL, key {text} NOT NULL, place {text} NOT NULL,
        subject {text} NOT NULL, body {text} NOT NULL)""",
    "CREATE UNIQUE INDEX faktura_index_key ON faktura_index (sender, kind, key, place, subject)",
    "CREATE INDEX faktura_index_place ON faktura_index (sender, kind, place, subject, key)",
    "CREATE INDEX faktura_index_subject ON faktura_index (sender, subject)",
    """CREATE TABLE faktura_counter (
        sender {int} NOT NULL, series {text} NOT NULL, last {int} NOT NULL,
        PRIMARY KEY (sender, series)){clustered}""",
    """CREATE TABLE faktura_outbox (
        sender {int} NOT NULL, id {text} NOT NULL, not_before {text} NOT NULL, status {text} NOT NULL,
        attempts {int} NOT NULL, content {text} NOT NULL, answer {text} NOT NULL)""",
    "CREATE UNIQUE INDEX faktura_outbox_id ON faktura_outbox (sender, id)",
    # Only what is unfinished is ever looked for by time, and it is little.
    """CREATE INDEX faktura_outbox_due ON faktura_outbox (sender, not_before, id)
        WHERE status IN ('waiting', 'claimed')""",
    """CREATE TABLE faktura_answer (
        sender {int} NOT NULL, key {text} NOT NULL, call {text} NOT NULL, answer {text} NOT NULL,
        PRIMARY KEY (sender, key)){clustered}""",
)

_SQLITE: Final = {
    "int": "INTEGER", "text": "TEXT", "bytes": "BLOB", "identity": "INTEGER PRIMARY KEY", "clustered": " WITHOUT ROWID",
}  # fmt: skip
_POSTGRES: Final = {
    "int": "BIGINT", "text": 'TEXT COLLATE "C"', "bytes": "BYTEA", "clustered": "",
    "identity": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
}  # fmt: skip


def _tables(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(table.format_map(words) for table in _TABLES)


def _seal_histories(connection: sqlite3.Connection) -> None:
    """Seal what version 1 stored, which knew no seals."""
    senders = connection.execute("SELECT number FROM faktura_sender").fetchall()
    for (sender,) in senders:
        seal = UNSEALED
        found = connection.execute("SELECT position, digest FROM event WHERE sender = ? ORDER BY position", (sender,))
        for position, digest in found:
            seal = seal.at(position, digest)
        connection.execute(
            "UPDATE faktura_sender SET position = ?, seal = ? WHERE number = ?", (seal.position, seal.digest, sender)
        )


_EVENT: Final = (
    "sender, position, stream, version, name, schema, body, actor, happened_at, recorded_at, cause, previous, digest"
)
_OUTBOX: Final = "sender, id, not_before, status, attempts, content, answer"

_FROM_ONE_TO_TWO: Final[tuple[Step, ...]] = (
    *_tables(_SQLITE),
    "INSERT INTO faktura_sender SELECT number, id, 0, '' FROM sender",
    _seal_histories,
    f"INSERT INTO faktura_event ({_EVENT}) SELECT {_EVENT} FROM event ORDER BY position",  # noqa: S608 - our own names
    # SQLite takes the digest from the row that has the greatest version.
    "INSERT INTO faktura_head SELECT sender, stream, max(version), digest FROM event GROUP BY sender, stream",
    "INSERT INTO faktura_document SELECT sender, digest, content FROM document ORDER BY rowid",
    "INSERT INTO faktura_index SELECT sender, kind, key, place, subject, body FROM index_row ORDER BY rowid",
    "INSERT INTO faktura_counter SELECT sender, series, last FROM counter",
    f"INSERT INTO faktura_outbox ({_OUTBOX}) SELECT {_OUTBOX} FROM outbox ORDER BY rowid",  # noqa: S608
    "INSERT INTO faktura_answer SELECT sender, key, call, answer FROM answer",
    *(f"DROP TABLE {name}" for name in ("sender", "event", "document", "index_row", "counter", "outbox", "answer")),
)

KNOWN: Final = 2
"""The version of the tables that this faktura reads and writes."""

SQLITE: Final[dict[int, tuple[Step, ...]]] = {0: _tables(_SQLITE), 1: _FROM_ONE_TO_TWO}
"""What brings a SQLite database of each version up to the newest; 0 has no tables yet.

Version 1 (faktura 0.1.0 before its release) had other names, and no heads, seals and erased documents.
"""

POSTGRES: Final[dict[int, tuple[Step, ...]]] = {0: _tables(_POSTGRES)}
"""The same for PostgreSQL, where there never was a version 1."""


def missing_steps(found: int, steps: dict[int, tuple[Step, ...]]) -> tuple[Step, ...]:
    """Return what brings tables of version *found* (0: none yet) up to the newest, as *steps* has it.

    Raises:
        PortError: The tables are those of a newer faktura.
    """
    if found > KNOWN:
        raise PortError("store.newer", found=found, known=KNOWN)
    return () if found == KNOWN else steps[found]


def current(found: int) -> None:
    """Refuse tables of another version than this faktura's.

    Raises:
        PortError: They are older, or missing (0), and must be migrated; or newer.
    """
    if missing_steps(found, dict.fromkeys(range(KNOWN), ("older",))):
        raise PortError("store.older", found=found, known=KNOWN)


register(
    {
        "store.newer": Text(
            en="the database has schema {found}, this version knows {known}; use a newer faktura",
            sv="databasen har schema {found}, denna version kan {known}; använd en nyare faktura",
        ),
        "store.older": Text(
            en="the database has schema {found} of faktura's tables (0: none), this version needs {known}; call migrate once",
            sv="databasen har schema {found} av fakturas tabeller (0: inga), denna version kräver {known}; anropa migrate en gång",
        ),
    }
)
