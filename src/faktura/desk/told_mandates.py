"""Which stream a payer's mandate has, and notices kept there: streams are named by chance, since their names stay for ever.

A row leads from the payer to the stream; it goes when the notices are erased, and a mandate told of later begins a new stream.
"""

from collections.abc import Callable

from faktura.core.bank_event import MandateNoticed
from faktura.core.mandate import MandateNotice
from faktura.desk import index
from faktura.desk.work import MANDATE, View, Work


def mandate_stream(view: View, payee: str, payer_number: str) -> str:
    """Return the stream of a payer's mandate; empty when there is none."""
    key = index.payer_number_key(view.keys, payee, payer_number)
    return next((row.subject for row in view.reading.rows(index.MANDATE, [key])), "")


class ToldMandates:
    """Keeps notices in one unit of work."""

    def __init__(self, work: Work, new_id: Callable[[], str]) -> None:
        """Keep them in *work*; *new_id* names the stream of each new mandate."""
        self._work = work
        self._new_id = new_id
        self._streams: dict[tuple[str, str], str] = {}

    def keep(self, notice: MandateNotice) -> bool:
        """Keep *notice* unless it was kept before, erased or not; return whether it is new."""
        stream = self._stream(notice.payee, notice.payer_number)
        earlier = self._work.events(stream) if stream else ()
        if any(isinstance(one, MandateNoticed) and one.notice_id == notice.id for one in earlier):
            return False
        if any(True for _ in self._work.reading.rows(index.ERASED_NOTICE, [notice.id])):
            return False
        stream = stream or MANDATE + self._new_id()
        self._streams[notice.payee, notice.payer_number] = stream
        noticed = MandateNoticed(
            notice_id=notice.id, on=notice.on, content=self._work.keep(notice), party_id=notice.party_id
        )
        self._work.add(stream, [noticed])
        return True

    def _stream(self, payee: str, payer_number: str) -> str:
        payer = (payee, payer_number)
        if payer not in self._streams:  # rows show what was stored before this unit
            self._streams[payer] = mandate_stream(self._work, payee, payer_number)
        return self._streams[payer]
