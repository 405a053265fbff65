"""The store in a PostgreSQL database (psycopg 3, the extra `postgres`), safe between threads, processes and machines.

Units of one sender take turns, by a lock that ends with the transaction; units of different senders do
not wait for each other. Readings see one moment (REPEATABLE READ) and wait for nobody. A commit is on
disk before it is acknowledged, even where the server is set to do otherwise.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from faktura.core.errors import PortError
from faktura.core.wording import Text, register
from faktura.ports.adapters.sql_store import OwnStore

if TYPE_CHECKING:
    import psycopg

    from faktura.ports.adapters.postgres_session import PostgresSession

Connect = Callable[[], "psycopg.Connection[Any]"]


class PostgresStore(OwnStore["PostgresSession"]):
    """A `Store` in a PostgreSQL database: tables named `faktura_...`, in the first schema of the search path.

    The tables are made when they are missing, and brought up to this version. After the server was away the
    store works on with new connections.

    Args:
        database: A connection string or URI, or a function that opens a connection of psycopg; its
            transactions are the store's from then on.
        wait: Seconds a unit waits for another one of its sender, before it gets `Unavailable`.

    Raises:
        PortError: psycopg is not installed; or the database is not encoded in UTF-8, or has a newer schema.
        Unavailable: The database does not answer.
    """

    def __init__(self, database: str | Connect, *, wait: int = 10) -> None:
        """Connect to the database."""
        try:
            from faktura.ports.adapters.postgres_session import READING_LEVEL, UNIT_LEVEL, opened
        except ImportError as error:
            raise PortError("store.no_psycopg") from error

        def open_session() -> "PostgresSession":
            return opened(database, wait)

        self._begin_unit = f"BEGIN {UNIT_LEVEL}"
        self._begin_reading = f"BEGIN {READING_LEVEL}"
        super().__init__(open_session)


register(
    {
        "store.no_psycopg": Text(
            en="PostgreSQL needs psycopg; install faktura with its extra postgres: faktura[postgres]",
            sv="PostgreSQL kräver psycopg; installera faktura med tillägget postgres: faktura[postgres]",
        ),
    }
)
