"""A real mail server on this machine, and the ways in which one misbehaves."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Inbox:
    """What the server was told to answer, and what it took.

    Attributes:
        answer_to: Answers to receivers, by address; the others are taken.
        answer: The answer to a whole message.
    """

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answer_to: dict[str, str] = {}
        self.answer = "250 taken"

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the receiver, or answer as told."""
        if address in self.answer_to:
            return self.answer_to[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the message, or answer as told."""
        if self.answer.startswith("250"):
            self.envelopes.append(envelope)
        return self.answer

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages taken, parsed."""
        found = [message_from_bytes(one.original_content or b"", policy=default) for one in self.envelopes]
        return [one for one in found if isinstance(one, EmailMessage)]


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[int]:
    """Run a server for *inbox* and yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place: int = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=place, server_hostname="mail.example")
    controller.start()
    try:
        yield place
    finally:
        controller.stop()


@contextmanager
def scripted_server(script: Sequence[bytes | None]) -> Iterator[int]:
    """Run a server that says *script* line by line, one for each line it hears; `None` says nothing more and hangs.

    The greeting is the first line. When the script ends the connection is cut. It serves any number of connections.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as heard:
            for line in script:
                if line is None:
                    stopped.wait(20)
                    return
                connection.sendall(line + b"\r\n")
                if line.startswith(b"354"):
                    while heard.readline() not in (b".\r\n", b""):
                        pass
                elif not heard.readline():
                    return

    def accept() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        stopped.set()
        listening.close()
