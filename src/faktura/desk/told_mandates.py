"""Which stream a payer's mandate has, and notices kept there: streams are named by chance, since their names stay for ever.

A row leads from the payer to the stream; it goes when the notices are erased, and a mandate told of later begins a new stream.
Where rows were missing for a while (of an earlier version, or lost) a payer may have several streams: together they are the mandate.
"""

from collections.abc import Callable

from faktura.core.bank_event import MandateNoticed
from faktura.core.mandate import MandateNotice
from faktura.desk import index
from faktura.desk.work import MANDATE, View, Work


def mandate_streams(view: View, payee: str, payer_number: str) -> tuple[str, ...]:
    """Return the streams of a payer's mandate: one as a rule, none when nothing was told."""
    key = index.payer_number_key(view.keys, payee, payer_number)
    return tuple(row.subject for row in view.reading.rows(index.MANDATE, [key]))


class ToldMandates:
    """Keeps notices in one unit of work."""

    def __init__(self, work: Work, new_id: Callable[[], str]) -> None:
        """Keep them in *work*; *new_id* names the stream of each new mandate."""
        self._work = work
        self._new_id = new_id
        self._streams: dict[tuple[str, str], tuple[str, ...]] = {}

    def keep(self, notice: MandateNotice) -> bool:
        """Keep *notice* unless it was kept before, erased or not; return whether it is new."""
        streams = self._streams_of(notice.payee, notice.payer_number)
        earlier = [event for stream in streams for event in self._work.events(stream)]
        if any(isinstance(one, MandateNoticed) and one.notice_id == notice.id for one in earlier):
            return False
        if any(True for _ in self._work.reading.rows(index.ERASED_NOTICE, [notice.id])):
            return False
        if not streams:
            streams = self._streams[notice.payee, notice.payer_number] = (MANDATE + self._new_id(),)
        noticed = MandateNoticed(
            notice_id=notice.id, on=notice.on, content=self._work.keep(notice), party_id=notice.party_id
        )
        self._work.add(streams[0], [noticed])
        return True

    def _streams_of(self, payee: str, payer_number: str) -> tuple[str, ...]:
        payer = (payee, payer_number)
        if payer not in self._streams:  # rows show what was stored before this unit
            self._streams[payer] = mandate_streams(self._work, payee, payer_number)
        return self._streams[payer]
