"""The tables of the SQLite store, and how a file of an older version is brought up to this one.

One small table per promise. `sender` gives each sender a number, which begins every key, so that one
sender's rows lie together and no query can reach another's.
"""

import sqlite3
from typing import Final

from faktura.core.errors import PortError
from faktura.core.wording import Text, register

APPLICATION_ID: Final = 0x66616B74
"""Marks a file as ours, as SQLite's header has it: `fakt`."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE sender (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        # `position` is the order of commit: SQLite has one writer at a time, and nothing is deleted here.
        """CREATE TABLE event (
            position INTEGER PRIMARY KEY, sender INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
            name TEXT NOT NULL, schema INTEGER NOT NULL, body TEXT NOT NULL, actor TEXT NOT NULL,
            happened_at TEXT NOT NULL, recorded_at TEXT NOT NULL, cause TEXT NOT NULL,
            previous TEXT NOT NULL, digest TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX event_stream ON event (sender, stream, version)",
        "CREATE INDEX event_sender ON event (sender, position)",
        # An ordinary table: long bytes inside a WITHOUT ROWID key tree would slow every look-up.
        "CREATE TABLE document (sender INTEGER NOT NULL, digest TEXT NOT NULL, content BLOB NOT NULL)",
        "CREATE UNIQUE INDEX document_digest ON document (sender, digest)",
        """CREATE TABLE index_row (
            sender INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, place TEXT NOT NULL,
            subject TEXT NOT NULL, body TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX index_row_key ON index_row (sender, kind, key, place, subject)",
        "CREATE INDEX index_row_place ON index_row (sender, kind, place, subject, key)",
        "CREATE INDEX index_row_subject ON index_row (sender, subject)",
        """CREATE TABLE counter (
            sender INTEGER NOT NULL, series TEXT NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (sender, series)) WITHOUT ROWID""",
        """CREATE TABLE outbox (
            sender INTEGER NOT NULL, id TEXT NOT NULL, not_before TEXT NOT NULL, status TEXT NOT NULL,
            attempts INTEGER NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX outbox_id ON outbox (sender, id)",
        # Only what is unfinished is ever looked for by time, and it is little.
        """CREATE INDEX outbox_due ON outbox (sender, not_before, id)
            WHERE status IN ('waiting', 'claimed')""",
        """CREATE TABLE answer (
            sender INTEGER NOT NULL, key TEXT NOT NULL, call TEXT NOT NULL, answer TEXT NOT NULL,
            PRIMARY KEY (sender, key)) WITHOUT ROWID""",
    ),
)
"""What leads from each version of the schema to the next; a released entry never changes."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to this version, in one transaction; several processes may try at once."""
    if version_of(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in MIGRATIONS[version_of(connection) :]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return which schema the file has, 0 when it is new; nothing is changed.

    Raises:
        PortError: The file belongs to another application, or to a newer faktura.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION_ID:
        raise PortError("store.foreign")
    if version > len(MIGRATIONS):
        raise PortError("store.newer", found=version, known=len(MIGRATIONS))
    return int(version)


register(
    {
        "store.foreign": Text(
            en="the database file belongs to another application; give the store a file of its own",
            sv="databasfilen hör till ett annat program; ge lagret en egen fil",
        ),
        "store.newer": Text(
            en="the database file has schema {found}, this version knows {known}; use a newer faktura",
            sv="databasfilen har schema {found}, denna version kan {known}; använd en nyare faktura",
        ),
    }
)
