"""Every query of the SQL stores, by name; tests ask SQLite and PostgreSQL for the plan of each.

`{record}`, `{row}` and `{entry}` stand for the columns of an event record, an index row and an outbox
entry, in the order in which `sql_values` reads and writes them. Values are marked as SQLite marks
them; `for_psycopg` says the same as psycopg wants it.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

_RECORD: Final = "stream, version, name, schema, body, actor, happened_at, recorded_at, cause, previous, digest"
_ROW: Final = "kind, key, place, subject, body"
_ENTRY: Final = "id, not_before, content, status, attempts, answer"

_WRITTEN: Final = {
    "version": "SELECT version FROM faktura_schema",
    "senders": "SELECT id FROM faktura_sender ORDER BY id",
    "sender": "SELECT number, position, seal FROM faktura_sender WHERE id = ?",
    "new_sender": "INSERT INTO faktura_sender (id, position, seal) VALUES (?, 0, '') RETURNING number",
    "seal": "UPDATE faktura_sender SET position = ?, seal = ? WHERE number = ?",
    "events": "SELECT {record} FROM faktura_event WHERE sender = ? AND stream = ? AND version > ? ORDER BY version",
    "history": "SELECT position, {record} FROM faktura_event WHERE sender = ? AND position > ? ORDER BY position LIMIT ?",
    "append": "INSERT INTO faktura_event (sender, position, {record}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "head": "SELECT version, digest FROM faktura_head WHERE sender = ? AND stream = ?",
    "heads": "SELECT stream, version, digest FROM faktura_head WHERE sender = ? AND stream > ? ORDER BY stream LIMIT ?",
    "lead": "INSERT INTO faktura_head (sender, stream, version, digest) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (sender, stream) DO UPDATE SET version = excluded.version, digest = excluded.digest",
    "document": "SELECT content FROM faktura_document WHERE sender = ? AND digest = ?",
    "digests": "SELECT digest FROM faktura_document WHERE sender = ? AND digest > ? ORDER BY digest LIMIT ?",
    "put": "INSERT INTO faktura_document (sender, digest, content) VALUES (?, ?, ?)"
    " ON CONFLICT (sender, digest) DO UPDATE SET content = excluded.content WHERE faktura_document.content IS NULL",
    "erase": "INSERT INTO faktura_document (sender, digest) VALUES (?, ?)"
    " ON CONFLICT (sender, digest) DO UPDATE SET content = NULL",
    "rows_of_subject": "SELECT {row} FROM faktura_index WHERE sender = ? AND subject = ?",
    "rows_by_subject": "SELECT {row} FROM faktura_index WHERE sender = ? AND subject > ? ORDER BY subject LIMIT ?",
    "unindex": "DELETE FROM faktura_index WHERE sender = ? AND subject = ?",
    "index": "INSERT INTO faktura_index (sender, {row}) VALUES (?, ?, ?, ?, ?, ?)",
    "due": "SELECT {entry} FROM faktura_outbox WHERE sender = ? AND status IN ('waiting', 'claimed')"
    " ORDER BY not_before, id LIMIT ?",
    "due_until": "SELECT {entry} FROM faktura_outbox WHERE sender = ? AND status IN ('waiting', 'claimed')"
    " AND not_before <= ? ORDER BY not_before, id LIMIT ?",
    "entry": "SELECT {entry} FROM faktura_outbox WHERE sender = ? AND id = ?",
    "entries": "SELECT {entry} FROM faktura_outbox WHERE sender = ? AND id > ? ORDER BY id LIMIT ?",
    "outbox": "INSERT INTO faktura_outbox (sender, {entry}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sender, id)"
    " DO UPDATE SET not_before = excluded.not_before, content = excluded.content, status = excluded.status,"
    " attempts = excluded.attempts, answer = excluded.answer",
    "counter": "SELECT last FROM faktura_counter WHERE sender = ? AND series = ?",
    "counters": "SELECT series, last FROM faktura_counter WHERE sender = ? AND series > ? ORDER BY series LIMIT ?",
    "count": "INSERT INTO faktura_counter (sender, series, last) VALUES (?, ?, ?)"
    " ON CONFLICT (sender, series) DO UPDATE SET last = excluded.last",
    "answer": "SELECT call, answer FROM faktura_answer WHERE sender = ? AND key = ?",
    "answers": "SELECT key, call, answer FROM faktura_answer WHERE sender = ? AND key > ? ORDER BY key LIMIT ?",
    "remember": "INSERT INTO faktura_answer (sender, key, call, answer) VALUES (?, ?, ?, ?)",
}


def rows_query(*, of_key: bool, after: bool, until: bool) -> str:
    """Return the name of the query for a page of index rows, by what bounds it."""
    return "rows" + "_of_key" * of_key + "_after" * after + "_until" * until


def _pages() -> Iterator[tuple[str, str]]:
    """Yield the eight queries for pages of index rows: of a key or of all, behind a row or from an order on."""
    for of_key, after, until in product((False, True), repeat=3):
        order = "place, subject" if of_key else "place, subject, key"
        start = f"({order}) > ({', '.join('?' * len(order.split(', ')))})" if after else "place >= ?"
        key, bound = " AND key = ?" * of_key, " AND place < ?" * until
        where = f"sender = ? AND kind = ?{key} AND {start}{bound}"
        statement = f"SELECT {{row}} FROM faktura_index WHERE {where} ORDER BY {order} LIMIT ?"  # noqa: S608
        yield rows_query(of_key=of_key, after=after, until=until), statement


QUERIES: Final = {
    name: statement.format(record=_RECORD, row=_ROW, entry=_ENTRY)
    for name, statement in {**_WRITTEN, **dict(_pages())}.items()
}
"""The queries as SQLite gets them."""


def for_psycopg(statement: str) -> bytes:
    """Return *statement* with its values marked as psycopg wants them."""
    return statement.replace("?", "%s").encode()
