"""Feedback from channels: what became of deliveries after they were handed over."""

from collections.abc import Iterator
from typing import Protocol

from faktura.core.delivery import Feedback
from faktura.core.wording import Text, register


class DeliveryFeedback(Protocol):
    """Where a channel's reports come from: bounced mail, a print shop's file, a gateway's callbacks that the host stored.

    At least once: a report comes again until it is acknowledged.
    """

    def fetch(self) -> Iterator[Feedback]:
        """Yield the reports that nobody has acknowledged, oldest first; none may be kept back.

        Raises:
            Unavailable: No connection.
        """
        ...

    def acknowledge(self, feedback: Feedback) -> None:
        """Say that *feedback* is stored, so that it does not come again; twice is as good as once.

        Raises:
            NotFound: There never was such a report.
        """
        ...


register(
    {
        "feedback.unknown": Text(
            en="there is no report {id} to acknowledge; acknowledge reports as they were fetched",
            sv="det finns ingen rapport {id} att kvittera; kvittera rapporter så som de hämtades",
        ),
    }
)
