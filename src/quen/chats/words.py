"""What the program tells a visitor, in her language."""

from quen.kernel.sentences import gettext_noop

IN_A_TICKET = gettext_noop(
    "Nobody is free just now. Your words are kept as request #%(ticket)s, and the shop answers you: here, and where it "
    "can reach you."
)
UNREACHABLE = gettext_noop(
    "Nobody is free just now. Your words are kept as request #%(ticket)s, and the answer comes here. Write a phone "
    "number or an e-mail address, too, so that we can reach you."
)
HANDED = gettext_noop("%(name)s goes on from here.")
CLOSED = gettext_noop("This chat is over. Thank you.")
