"""Personalised e-mails handed to an SMTP server, against a bare loop over Django's mail with letters of that length.

`python -m bench.messages [messages]`: both send to the same server in turns, a few hundred letters at a time, so that
whatever else the machine does costs both alike; the bare loop takes every fourth turn of ours, and rates are compared.
Memory is what the process holds at a tenth of the way and at the end.
"""

import sys
from itertools import count
from pathlib import Path
from typing import Any

from bench.audience import NOW, fill, make_shop
from bench.installation import installation
from bench.limits import Figure, seconds
from bench.mail_sink import mail_sink

LEAST_RATIO, MOST_GROWTH = 0.5, 1.10
BARE_EVERY = 4


def main(messages: int) -> None:
    """Print the figures."""
    with mail_sink() as port, installation():
        for figure in _figures(messages, port):
            print(figure)


def _figures(messages: int, port: int) -> list[Figure]:
    from django.core.mail import get_connection

    from quen.kernel.actor import SYSTEM
    from quen.messages.channel import Channel
    from quen.messages.hand_over import hand_over_due
    from quen.messages.queue import Recipient, queue_many
    from quen.messages.settings import account_of
    from quen.messages.templates import newest_version

    version = newest_version(make_shop(port=port))
    people = fill(messages)
    queue_many(recipients=map(Recipient, people), version=version, key="tet", at=NOW, by=SYSTEM)
    account = account_of(Channel.EMAIL)
    text, html = _as_rendered()
    bare = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
    bare.open()
    sent, bare_sent, ours, theirs, early = 0, 0, 0.0, 0.0, 0.0
    for turn in count():
        taken: list[int] = []
        took = seconds(lambda taken=taken: taken.append(hand_over_due(account, at=NOW).taken))  # type: ignore[misc]
        if not taken[0]:
            break
        ours += took
        sent += taken[0]
        if turn % BARE_EVERY == 0:
            theirs += seconds(lambda letters=taken[0]: _bare(bare, letters, text, html))  # type: ignore[misc]
            bare_sent += taken[0]
        early = early or (_resident_mb() if sent >= messages / 10 else 0.0)
    bare.close()
    _check(sent)
    late = _resident_mb()
    length, ours_rate, bare_rate = len(text) + len(html), sent / ours, bare_sent / theirs
    how = f"{sent:,} of {length:,} letters each: {ours_rate:.0f} against {bare_rate:.0f} a second"
    return [
        Figure("e-mails handed over, against a bare loop", ours_rate / bare_rate, LEAST_RATIO, True, "x", how),
        Figure(
            "memory at the end, against at a tenth", late / early, MOST_GROWTH, False, "x",
            f"{early:.0f} MB, then {late:.0f} MB",
        ),
    ]  # fmt: skip


def _as_rendered() -> tuple[str, str]:
    """Text and HTML of one of the waiting letters, as they will be sent."""
    from quen.messages.letter import Letter
    from quen.messages.letters import letters_for
    from quen.messages.models import Message, State

    [(_row, letter)] = letters_for([Message.objects.filter(state=State.WAITING)[0]], at=NOW)
    assert isinstance(letter, Letter)
    return letter.text, letter.html


def _bare(connection: Any, letters: int, text: str, html: str) -> None:
    """What anybody would write who only wanted to send: a name into a text, and on to the server."""
    from django.core.mail import EmailMultiAlternatives

    for number in range(letters):
        message = EmailMultiAlternatives(
            f"Quà cho {number}",
            f"{text[:-6]}{number:06}",
            "quan@example.com",
            [f"khach.{number}@example.com"],
        )
        message.attach_alternative(f"{html[:-6]}{number:06}", "text/html")
        connection.send_messages([message])


def _check(sent: int) -> None:
    """Everybody who may be written to got hers, and the others none."""
    from quen.messages.models import Message, State

    assert Message.objects.filter(state=State.HANDED_OVER).count() == sent
    assert not Message.objects.exclude(state__in=(State.HANDED_OVER, State.REFUSED)).exists()


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1_000 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
