"""What every store must do, as a test class to subclass.

    class TestOurStore(StoreContract):
        def make_store(self):
            return OurStore(...)

`make_store` returns an empty store each time. A store that keeps things beyond its process overrides
`reopen` too, so that durability is tested; one that can be told how long its units wait for each other
overrides `make_impatient_store`.
"""

from faktura.testing.contracts.store_contents import ContentsContract
from faktura.testing.contracts.store_outbox import OutboxContract
from faktura.testing.contracts.store_rows import RowsContract
from faktura.testing.contracts.store_streams import StreamsContract
from faktura.testing.contracts.store_units import UnitsContract


class StoreContract(StreamsContract, UnitsContract, RowsContract, OutboxContract, ContentsContract):
    """Subclass in your tests and return an empty store from `make_store`; every promise is then tested."""
