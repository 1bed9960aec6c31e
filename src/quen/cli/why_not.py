"""Why the system refused a file, in words of our own: it says it in its own language."""

import errno

from quen.kernel.sentences import Sentence, gettext_noop

_WORDS = {
    errno.ENOENT: gettext_noop("there is no such file or folder."),
    errno.EISDIR: gettext_noop("it is a folder."),
    errno.ENOTDIR: gettext_noop("a part of its path is no folder."),
    errno.EACCES: gettext_noop("you are not allowed to."),
    errno.EPERM: gettext_noop("you are not allowed to."),
    errno.ENOSPC: gettext_noop("the disk is full."),
    errno.EROFS: gettext_noop("the disk can only be read."),
    errno.ENAMETOOLONG: gettext_noop("its name is too long."),
    errno.EADDRINUSE: gettext_noop("another program uses it"),
    errno.EADDRNOTAVAIL: gettext_noop("this machine has no such address"),
}


def refused(error: OSError) -> Sentence:
    """One sentence for what no command foresaw: which file the system refused, and why."""
    if error.filename is None:
        return Sentence(gettext_noop("The system refused: %(why)s"), {"why": why_not(error)})
    return Sentence(
        gettext_noop("%(path)s cannot be opened: %(why)s"), {"path": error.filename, "why": why_not(error)}
    )


def why_not(error: OSError) -> Sentence:
    """The reason as a sentence; what is rare stays as the system says it."""
    words = _WORDS.get(error.errno or 0)
    return Sentence(words) if words else Sentence("%(why)s", {"why": error.strerror or error})
