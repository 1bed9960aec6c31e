"""Handing an e-mail to an SMTP server, step by step, so that it is known whether it took it.

Up to the end of DATA nothing has been taken and a broken line means: again, later. Once the bytes have gone, only the
server's answer tells; without one it is unknown (RFC 5321, section 4.5.3.2.6 and RFC 1047).
"""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from secrets import token_hex

from django.core.mail import EmailMultiAlternatives

from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome, Unknown

SECONDS = 30
_NO_SUCH_MAILBOX = {550, 551, 553}
_DOWN_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """Where, and how one signs in. `security`: ``starttls``, ``tls`` or ``none``."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = ""


class Line:
    """One connection for many e-mails, opened when the first goes and again after it broke."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, message: EmailMultiAlternatives, *, sender: str) -> Outcome:
        """One e-mail to one address."""
        try:
            smtp = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            return Busy(_said(error), _DOWN_SECONDS, is_everyone=True)
        except (OSError, smtplib.SMTPException) as error:
            return Busy(str(error) or type(error).__name__, _DOWN_SECONDS, is_everyone=True)
        payload = _bytes(message)
        try:
            refused = self._envelope(smtp, sender, parseaddr(message.to[0])[1])
            if refused is not None:
                return refused
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Busy(str(error) or type(error).__name__, 5, is_everyone=True)
        return self._data(smtp, payload, str(message.extra_headers["Message-ID"]))

    def close(self) -> None:
        """Hang up, politely where the other side still listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            server = self._server
            context = ssl.create_default_context()
            make: Callable[[], smtplib.SMTP] = (
                (lambda: smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context))
                if server.security == "tls"
                else (lambda: smtplib.SMTP(server.host, server.port, timeout=SECONDS))
            )
            smtp = make()
            if server.security == "starttls":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
            self._smtp = smtp
        return self._smtp

    def _envelope(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> Outcome | None:
        """MAIL, RCPT and DATA; None where the server waits for the bytes."""
        options = ["SMTPUTF8"] if not recipient.isascii() and smtp.has_extn("smtputf8") else []
        code, words = smtp.mail(sender, options)
        if code // 100 != 2:
            return self._refused(smtp, code, words, is_address=False)
        code, words = smtp.rcpt(recipient)
        if code // 100 != 2:
            return self._refused(smtp, code, words, is_address=True)
        code, words = smtp.docmd("DATA")
        return None if code == 354 else self._refused(smtp, code, words, is_address=False)

    def _data(self, smtp: smtplib.SMTP, payload: bytes, name: str) -> Outcome:
        stuffed = b"\r\n".join(
            b"." + line if line.startswith(b".") else line for line in payload.split(b"\r\n")
        )
        try:
            smtp.send(stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            code, words = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Unknown(str(error) or type(error).__name__)
        if code == 250:
            return HandedOver(provider_id=name)
        return self._refused(smtp, code, words, is_address=False)

    def _refused(self, smtp: smtplib.SMTP, code: int, words: bytes, *, is_address: bool) -> Outcome:
        detail = f"{code} {words.decode(errors='replace')}"[:300]
        if code == 421:
            self.close()
            return Busy(detail, _DOWN_SECONDS, is_everyone=True)
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.close()
        if code // 100 == 4:
            return Busy(detail, _DOWN_SECONDS)
        return NotTaken(detail, is_address_bad=is_address and code in _NO_SUCH_MAILBOX)


def _bytes(message: EmailMultiAlternatives) -> bytes:
    """As it goes over the line. A boundary drawn by lot cannot stand in the text, so the text need not be searched."""
    built = message.message()
    for part in built.walk():
        if part.is_multipart():
            part.set_boundary(f"=_{token_hex(16)}")
    return built.as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own


def _said(error: smtplib.SMTPResponseException) -> str:
    words = error.smtp_error
    return f"{error.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
