"""E-mail by a mail server (SMTP, RFC 5321), by the standard library.

The server's 250 after the message is the receipt: from then on the mail is the server's. A connection lost before that answer leaves
the hand-over in doubt, and it is made again with the same Message-ID, by which mail systems know a copy.

    mail = SmtpDelivery(server("smtp.example.com", user="faktura", password=...), mail_from="faktura@example.com",
                        journal=FolderJournal("journal"))
"""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Literal

from faktura.core.delivery import Channel, Delivery, Receipt
from faktura.core.errors import Unavailable
from faktura.core.wording import Text, register
from faktura.ports.adapters.durable import safe_name
from faktura.ports.adapters.email import email
from faktura.ports.delivery import DeliveryRefused
from faktura.ports.journal import DeliveryJournal, Once

Connect = Callable[[], smtplib.SMTP]
"""Returns a connection that is ready to take a message: encrypted, logged in."""

TIMEOUT: Final = 30
"""Seconds without an answer after which a server counts as unreachable; well below the desk's claim on a delivery."""


def server(
    host: str,
    port: int = 0,
    *,
    security: Literal["starttls", "tls", "none"] = "starttls",
    user: str = "",
    password: str = "",
    timeout: int = TIMEOUT,
    context: ssl.SSLContext | None = None,
) -> Connect:
    """Return how to connect to the mail server *host*.

    Args:
        host: Its name.
        port: 0 for the usual one: 587, with `tls` 465, with `none` 25.
        security: `starttls` begins in plain text and refuses to go on unencrypted (RFC 3207); `tls` is encrypted from
            the start; `none` is for a server on the same machine.
        user: Logs in with *password*; empty: no login.
        password: Never logged.
        timeout: Seconds each answer may take.
        context: How certificates are checked; by default as the system does it.
    """
    place = port or {"starttls": 587, "tls": 465, "none": 25}[security]

    def connect() -> smtplib.SMTP:
        secure = context or ssl.create_default_context()
        if security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, place, timeout=timeout, context=secure)
        else:
            connection = smtplib.SMTP(host, place, timeout=timeout)
        try:
            if security == "starttls":
                connection.starttls(context=secure)
            if user:
                connection.login(user, password)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


class SmtpDelivery:
    """A delivery port that sends e-mail, one message and one receiver for each delivery."""

    def __init__(
        self, connect: Connect, *, mail_from: str, journal: DeliveryJournal, bounces_to: str | None = None
    ) -> None:
        """Send by *connect*.

        Args:
            connect: See `server`.
            mail_from: The address mails come from; its domain is that of their Message-IDs.
            journal: Remembers what the server has taken.
            bounces_to: Envelope sender, where undeliverable mail returns; by default *mail_from*.
        """
        self._connect = connect
        self._from = mail_from
        self._once = Once(journal)
        self._envelope = mail_from if bounces_to is None else bounces_to

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Send *delivery*; see `DeliveryPort.hand_over`. The receipt's external id is the Message-ID.

        Raises:
            DeliveryRefused: `channel` (no e-mail), `address`, `contents` or `sender`: the server says never (5xx).
            Unavailable: No connection, no answer in time, a refused login, or the server says later (4xx).
        """
        if delivery.channel is not Channel.EMAIL:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        id = safe_name(delivery.id)
        message = email(delivery, sender=self._from, id=id)

        def send() -> str:
            self._send(delivery, message)
            return f"<{id}@{self._from.rpartition('@')[2]}>"

        return self._once.hand_over(delivery, send)

    def _send(self, delivery: Delivery, message: bytes) -> None:
        try:
            connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable("smtp.unreachable", reason=type(error).__name__) from error
        try:
            connection.sendmail(self._envelope, [delivery.address], message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise _refusal(delivery, error) from error
        finally:
            with suppress(
                OSError, smtplib.SMTPException
            ):  # the message is taken, or not; a bad farewell changes nothing
                connection.quit()


def _refusal(delivery: Delivery, error: Exception) -> DeliveryRefused | Unavailable:
    """Return what *error* means: never (a reply of 5xx), or not now; what the server said is not repeated."""
    code, reason = 0, "contents"
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, reason = next((reply for reply, _ in error.recipients.values()), 0), "address"
        case smtplib.SMTPSenderRefused():
            code, reason = error.smtp_code, "sender"
        case smtplib.SMTPResponseException():
            code = error.smtp_code
        case UnicodeError() | smtplib.SMTPNotSupportedError():  # a receiver with letters this server does not take
            return DeliveryRefused(id=delivery.id, reason="address")
        case _:
            pass
    if 500 <= code < 600:
        return DeliveryRefused(id=delivery.id, reason=reason)
    return Unavailable("smtp.unreachable", reason=f"{type(error).__name__} {code}" if code else type(error).__name__)


register(
    {
        "smtp.unreachable": Text(
            en="the mail server did not take the message ({reason}); it is tried again",
            sv="e-postservern tog inte emot meddelandet ({reason}); det försöks igen",
        ),
    }
)
