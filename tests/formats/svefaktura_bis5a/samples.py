"""The samples that BIS 5A can say, as our writer says them, and why it cannot say the others."""

from collections.abc import Iterator
from typing import Final

from faktura.core.errors import NotExpressible
from faktura.formats.svefaktura_bis5a.invoice import write
from tests.formats.sample_documents import SAMPLES


def _written() -> Iterator[tuple[str, bytes]]:
    for name, document in SAMPLES.items():
        try:
            yield name, write(document)
        except NotExpressible:
            continue


WRITTEN: Final = dict(_written())
REFUSED: Final = {
    "reverse charge": "BII2-T10-R047",
    "reverse charge beside 25 %": "BII2-T10-R047",
    "negative invoice": "BII2-T10-R035",
}
