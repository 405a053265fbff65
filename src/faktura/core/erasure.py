"""That personal data were erased: which documents, by whom asked, on which day; what they held is gone."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored


@stored
@frozen(kw_only=True)
class RecordsErased(Event):
    """Stored documents were erased; their digests stand in the events that name them, and here.

    `party_id` is whom it was done for, by the host's id, or empty when everything was erased whose time was over.
    """

    name: ClassVar[str] = "privacy.erased"
    erasure_id: str
    on: date
    digests: tuple[str, ...]
    party_id: str = ""
