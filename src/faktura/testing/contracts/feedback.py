"""What every source of feedback must do, as a test class to subclass."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from attrs import evolve

from faktura.core.delivery import Feedback, FeedbackKind
from faktura.core.errors import NotFound
from faktura.ports.feedback import DeliveryFeedback

REPORT: Final = Feedback(
    id="r1",
    sender_id="A",
    delivery_id="d1",
    kind=FeedbackKind.FAILED,
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    reason="5.1.1",
)


class FeedbackContract:
    """Subclass in your tests: return an empty source from `make_feedback`, and let the channel tell in `tell`."""

    def make_feedback(self) -> DeliveryFeedback:
        """Return a source with nothing told."""
        raise NotImplementedError

    def tell(self, feedback: DeliveryFeedback, report: Feedback) -> Feedback:
        """Let the channel tell *report*, and return it with the id that the source gives it."""
        raise NotImplementedError

    def test_reports_come_until_they_are_acknowledged(self) -> None:
        """Oldest first; a crash before the acknowledgement loses nothing."""
        source = self.make_feedback()
        assert list(source.fetch()) == []
        later = self.tell(source, REPORT)
        arrived = evolve(REPORT, id="r0", kind=FeedbackKind.DELIVERED, at=REPORT.at - timedelta(hours=1), reason="")
        earlier = self.tell(source, arrived)
        assert list(source.fetch()) == list(source.fetch()) == [earlier, later]
        source.acknowledge(earlier)
        source.acknowledge(earlier)
        assert list(source.fetch()) == [later]

    def test_a_report_never_told_cannot_be_acknowledged(self) -> None:
        """What was not read is not acknowledged."""
        source = self.make_feedback()
        told = self.tell(source, REPORT)
        with pytest.raises(NotFound):
            source.acknowledge(evolve(told, id="r9"))
        assert list(source.fetch()) == [told]
