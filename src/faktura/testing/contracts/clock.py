"""What every clock must do, as a test class to subclass."""

from datetime import date, datetime

from faktura.ports.clock import Clock, swedish_day


class ClockContract:
    """Subclass in your tests and return a clock from `make_clock`."""

    def make_clock(self) -> Clock:
        """Return a clock."""
        raise NotImplementedError

    def test_a_moment_has_its_zone(self) -> None:
        """A time without a zone is no moment."""
        moment = self.make_clock().now()
        assert isinstance(moment, datetime)
        assert moment.utcoffset() is not None

    def test_the_day_is_the_swedish_one(self) -> None:
        """Wherever the computer stands; asked again should midnight fall between the two calls."""
        clock = self.make_clock()
        before, today, after = swedish_day(clock.now()), clock.today(), swedish_day(clock.now())
        assert type(today) is date
        assert before <= today <= after
