"""Every query of the SQLite store, by name; a test asks SQLite for the plan of each.

`{record}`, `{row}` and `{entry}` stand for the columns of an event record, an index row and an outbox
entry, in the order in which `sqlite_unit` reads and writes them.
"""

from typing import Final

_RECORD: Final = "stream, version, name, schema, body, actor, happened_at, recorded_at, cause, previous, digest"
_ROW: Final = "kind, key, place, subject, body"
_ENTRY: Final = "id, not_before, content, status, attempts, answer"

_WRITTEN: Final = {
    "sender": "SELECT number FROM sender WHERE id = ?",
    "events": "SELECT {record} FROM event WHERE sender = ? AND stream = ? AND version > ? ORDER BY version",
    "head": "SELECT version, digest FROM event WHERE sender = ? AND stream = ? ORDER BY version DESC LIMIT 1",
    "history": "SELECT position, {record} FROM event INDEXED BY event_sender"
    " WHERE sender = ? AND position > ? ORDER BY position LIMIT ?",
    "document": "SELECT content FROM document WHERE sender = ? AND digest = ?",
    "rows": "SELECT {row} FROM index_row WHERE sender = ? AND kind = ?"
    " AND place >= ? AND place < ? ORDER BY place, subject, key LIMIT ?",
    "rows_after": "SELECT {row} FROM index_row WHERE sender = ? AND kind = ?"
    " AND (place, subject, key) > (?, ?, ?) AND place < ? ORDER BY place, subject, key LIMIT ?",
    "rows_of_key": "SELECT {row} FROM index_row WHERE sender = ? AND kind = ? AND key = ?"
    " AND place >= ? AND place < ? ORDER BY place, subject LIMIT ?",
    "rows_of_key_after": "SELECT {row} FROM index_row WHERE sender = ? AND kind = ? AND key = ?"
    " AND (place, subject) > (?, ?) AND place < ? ORDER BY place, subject LIMIT ?",
    "rows_of_subject": "SELECT {row} FROM index_row WHERE sender = ? AND subject = ?",
    "due": "SELECT {entry} FROM outbox WHERE sender = ? AND status IN ('waiting', 'claimed') AND not_before <= ?"
    " ORDER BY not_before, id LIMIT ?",
    "entry": "SELECT {entry} FROM outbox WHERE sender = ? AND id = ?",
    "answer": "SELECT call, answer FROM answer WHERE sender = ? AND key = ?",
    "counter": "SELECT last FROM counter WHERE sender = ? AND series = ?",
    "count": "INSERT INTO counter (sender, series, last) VALUES (?, ?, ?)"
    " ON CONFLICT (sender, series) DO UPDATE SET last = excluded.last",
    "new_sender": "INSERT INTO sender (id) VALUES (?)",
    "append": "INSERT INTO event (sender, {record}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "put": "INSERT OR IGNORE INTO document (sender, digest, content) VALUES (?, ?, ?)",
    "unindex": "DELETE FROM index_row WHERE sender = ? AND kind = ? AND key = ? AND place = ? AND subject = ?",
    "index": "INSERT INTO index_row (sender, {row}) VALUES (?, ?, ?, ?, ?, ?)",
    "outbox": "INSERT INTO outbox (sender, {entry}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sender, id)"
    " DO UPDATE SET not_before = excluded.not_before, content = excluded.content, status = excluded.status,"
    " attempts = excluded.attempts, answer = excluded.answer",
    "remember": "INSERT INTO answer (sender, key, call, answer) VALUES (?, ?, ?, ?)",
}

QUERIES: Final = {
    name: statement.format(record=_RECORD, row=_ROW, entry=_ENTRY) for name, statement in _WRITTEN.items()
}
"""The queries as SQLite gets them."""
