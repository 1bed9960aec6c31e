"""Reports of mail servers that a letter did not arrive, as Postfix, Exim, qmail and Exchange write them."""

from tests.tickets.test_letters import mixed

LETTER = "<0123456789abcdef0123456789abcdef@quan.example.com>"
_COPY = f"Content-Type: text/rfc822-headers\r\n\r\nFrom: quan@example.com\r\nMessage-ID: {LETTER}\r\nSubject: Tet\r\n"


def dsn(
    *, status: str = "5.1.1", why: str = "smtp; 550 5.1.1 <lan@example.com>: user unknown", action: str = "failed",
    letter: str = LETTER, address: str = "lan@example.com", number: int = 1,
) -> bytes:  # fmt: skip
    """A delivery status notification after RFC 3464."""
    report = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {why}\r\n"
    )
    raw = mixed(
        "Content-Type: text/plain\r\n\r\nI'm sorry to have to inform you that your message could not be delivered.",
        report, _COPY.replace(LETTER, letter), kind="report; report-type=delivery-status",
    )  # fmt: skip
    return raw.replace(b"<1@lan>", b"<dsn%d@mail.example.com>" % number).replace(
        b"From: Lan <lan@example.com>", b"From: MAILER-DAEMON@mail.example.com\r\nReturn-Path: <>"
    )


EXIM = f"""From: Mail Delivery System <Mailer-Daemon@mail.example.com>
Message-ID: <exim@mail.example.com>
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: lan@example.com
Auto-Submitted: auto-replied

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  lan@example.com
    host mx.example.com [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<lan@example.com>:
    550 No such user here

------ This is a copy of the message, including all the headers. ------

Return-path: <quan@example.com>
Message-ID: {LETTER}
Subject: Tet
""".encode()

QMAIL = f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.com
Message-ID: <qmail@mx.example.com>
Subject: failure notice

Hi. This is the qmail-send program at mx.example.com.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<lan@example.com>:
Sorry, no mailbox here by that name. (#5.1.1)

<tu@example.com>:
192.0.2.1 failed after I sent the message.
Remote host said: 552 5.2.2 Mailbox full

--- Below this line is a copy of the message.

Return-Path: <quan@example.com>
Message-ID: {LETTER}
""".encode()

EXCHANGE = f"""From: postmaster@example.com
Message-ID: <nt@example.com>
Subject: Undeliverable: Tet
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain

Your message did not reach some or all of the intended recipients.

      'lan@example.com' on 22/11/2026 9:00 AM
            The e-mail account does not exist at the organization this message was sent to.

--x
Content-Type: message/rfc822

From: quan@example.com
Message-ID: {LETTER}

Tet
--x--
""".encode()

DELAYED_TEXT = f"""From: Mail Delivery System <Mailer-Daemon@mail.example.com>
Message-ID: <late@mail.example.com>
Subject: Warning: message 1abc delayed 24 hours
X-Failed-Recipients: lan@example.com

The message has not been delivered yet to lan@example.com. No action is required on your part.

Message-ID: {LETTER}
""".encode()
