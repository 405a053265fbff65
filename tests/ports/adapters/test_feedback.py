"""Feedback given in code and read off bounced mail; forged, foreign and broken mail is left for a person."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.delivery import Delivery, Feedback, FeedbackKind
from faktura.ports.adapters.email import email as as_mail
from faktura.ports.adapters.feedback import BounceFolder, MemoryFeedback, reported
from faktura.ports.feedback import DeliveryFeedback
from faktura.testing.contracts.delivery import email
from faktura.testing.contracts.feedback import REPORT, FeedbackContract


def bounce(report: Feedback, *, action: str = "", whole: bool = True, delivery: Delivery | None = None) -> bytes:
    """A report as a mail system writes it (RFC 3464, RFC 6522), our message returned *whole* or its headers only."""
    ours = delivery or evolve(email(), id=report.delivery_id, sender_id=report.sender_id)
    sent = as_mail(ours, sender="faktura@example.com", id="x")
    told = action or ("failed" if report.kind is FeedbackKind.FAILED else "delivered")
    status = report.reason or "2.0.0"
    returned = sent if whole else sent.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    kind = b"message/rfc822" if whole else b"text/rfc822-headers"
    lines = [
        b"From: MAILER-DAEMON@mail.example",
        b"To: studs@example.com",
        b"Subject: Undelivered Mail Returned to Sender",
        b"Date: " + format_datetime(report.at).encode(),
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
        b"MIME-Version: 1.0",
        b"",
        b"--b1",
        b"Content-Type: text/plain; charset=utf-8",
        b"",
        b"I am sorry to have to inform you.",
        b"",
        b"--b1",
        b"Content-Type: message/delivery-status",
        b"",
        b"Reporting-MTA: dns; mail.example",
        b"",
        b"Final-Recipient: rfc822; anna@example.com",
        f"Action: {told}".encode(),
        f"Status: {status}".encode(),
        b"Diagnostic-Code: smtp; 550 5.1.1 anna: no such user",
        b"",
        b"--b1",
        b"Content-Type: " + kind,
        b"",
        returned,
        b"--b1--",
        b"",
    ]
    return b"\r\n".join(lines)


class TestMemoryFeedback(FeedbackContract):
    def make_feedback(self) -> MemoryFeedback:
        return MemoryFeedback()

    def tell(self, feedback: DeliveryFeedback, report: Feedback) -> Feedback:
        assert isinstance(feedback, MemoryFeedback)
        feedback.add(report)
        return report


class TestBounceFolder(FeedbackContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_feedback(self) -> BounceFolder:
        return BounceFolder(self.folder)

    def tell(self, feedback: DeliveryFeedback, report: Feedback) -> Feedback:
        data = bounce(report)
        (self.folder / f"{report.id}.eml").write_bytes(data)
        return evolve(report, id=sha256(data).hexdigest())


@pytest.mark.parametrize("whole", [True, False])
def test_a_bounce_tells_the_delivery_and_the_status(whole: bool) -> None:
    """Whether the mail system returns our message or its headers; the receiver's address is not carried on."""
    found = reported(bounce(REPORT, whole=whole))
    assert found is not None
    assert (found.sender_id, found.delivery_id, found.kind, found.reason) == ("A", "d1", FeedbackKind.FAILED, "5.1.1")
    assert found.at == REPORT.at
    assert "anna" not in repr(found)


@pytest.mark.parametrize("comment", [" (bad destination anna@example.com)", "; anna", " 121212-1212"])
def test_nothing_but_the_status_code_is_kept(comment: str) -> None:
    """Servers write the receiver beside it, and what is stored as an event can never be erased."""
    found = reported(bounce(evolve(REPORT, reason="5.1.1" + comment)))
    assert found is not None
    assert found.reason == "5.1.1"
    unclear = reported(bounce(evolve(REPORT, reason="anna 121212-1212")))
    assert unclear is not None
    assert (unclear.kind, unclear.reason) == (FeedbackKind.FAILED, "")


@pytest.mark.parametrize(("sender_id", "delivery_id"), [("å b", "d/1 %20"), ("x@y", "\u20ac" * 40)])
def test_any_id_comes_back_as_it_was(sender_id: str, delivery_id: str) -> None:
    """Blanks, letters and signs in ids travel in a header of plain characters."""
    found = reported(bounce(evolve(REPORT, sender_id=sender_id, delivery_id=delivery_id)))
    assert found is not None
    assert (found.sender_id, found.delivery_id) == (sender_id, delivery_id)


def test_what_is_no_report_stays_for_a_person(tmp_path: Path) -> None:
    """An answer from a customer, a mere delay, a bounce of somebody else's mail, no mail at all, something huge."""
    answer = EmailMessage(policy=SMTP)
    answer.set_content("Hej, fakturan stämmer inte!")
    foreign = bounce(REPORT).replace(b"X-Faktura-Delivery", b"X-Other")
    others = [answer.as_bytes(), bounce(REPORT, action="delayed"), foreign, b"\x00\xff" * 50, b"", b"x" * (11 * 2**20)]
    for number, data in enumerate(others):
        (tmp_path / f"{number}.eml").write_bytes(data)
    assert list(BounceFolder(tmp_path).fetch()) == []
    assert len(list(tmp_path.glob("*.eml"))) == len(others)


DEEP = b"Content-Type: message/rfc822\r\n\r\n" * 3_000


@pytest.mark.parametrize(
    ("harm", "is_report"),
    [
        ((b"Date: ", b"Date: 1 Jan 99999999999999999999 00:00:00 +0000\r\nX-Was: "), True),
        ((b"Date: ", b"Date: 31 Dec 9999 23:59:59 -2359\r\nX-Was: "), True),
        ((b"X-Faktura-Delivery: A d1", b"X-Faktura-Delivery: A %ff"), True),
        ((b"X-Faktura-Delivery: A d1", b"X-Faktura-Delivery: %ED%A0%80 %ff"), True),
        ((b"Content-Type: message/rfc822\r\n\r\n", DEEP), False),
    ],
    ids=[
        "a year of twenty digits",
        "a day after the last",
        "no UTF-8",
        "half a surrogate pair",
        "nested beyond measure",
    ],
)
def test_a_hostile_mail_stops_no_other(tmp_path: Path, harm: tuple[bytes, bytes], is_report: bool) -> None:
    """Whatever cannot be parsed is no report, or one without what could not; every text of a report is Unicode."""
    hostile = bounce(REPORT).replace(*harm)
    assert hostile != bounce(REPORT)
    (tmp_path / "1.eml").write_bytes(hostile)
    (tmp_path / "2.eml").write_bytes(bounce(REPORT))
    found = list(BounceFolder(tmp_path).fetch())
    assert len(found) == 1 + is_report
    assert found[-1].delivery_id == "d1"
    assert all((one.sender_id + one.delivery_id).encode() for one in found)


def test_a_reason_is_text_that_an_event_can_hold() -> None:
    """Half a surrogate pair in what a gateway says is replaced: its report must not stop those of others."""
    assert evolve(REPORT, reason="full \ud800").reason == "full ?"


@given(st.integers(0, 3000), st.binary(max_size=8))
def test_a_damaged_report_is_no_crash(at: int, put: bytes) -> None:
    """Cut anywhere, or with bytes put in: a report, or none."""
    data = bounce(REPORT)
    for damaged in (data[:at], data[:at] + put + data[at:]):
        found = reported(damaged)
        assert found is None or found.kind in FeedbackKind
