"""Why a text is no YAML, in words of our own: the library says it in English only."""

import re

from quen.kernel.sentences import Sentence, gettext_noop

_KINDS = tuple(
    (re.compile(said), words)
    for said, words in (
        (r"found character '\\t'", gettext_noop("a tab stands where only spaces may. Indent with spaces.")),
        (
            r"cannot start any token",
            gettext_noop("a text cannot begin with this sign. Put the text in quotes."),
        ),
        (r"could not find expected ':'", gettext_noop("a “:” is missing after the key.")),
        (
            r"mapping values are not allowed|mapping keys are not allowed",
            gettext_noop(
                "a “:” cannot stand here. Put texts that have one in quotes, or mend the indentation."
            ),
        ),
        (r"sequence entries are not allowed", gettext_noop("a list's “-” cannot stand here.")),
        (r"expected ',' or '\]'", gettext_noop("a “,” or the closing “]” is missing.")),
        (r"expected ',' or '\}'", gettext_noop("a “,” or the closing “}” is missing.")),
        (r"unexpected end of stream", gettext_noop("a quotation mark is not closed.")),
        (
            r"unknown escape character",
            gettext_noop("a “\\” in double quotes means something else. Use single quotes."),
        ),
        (
            r"expected <block end>",
            gettext_noop("this line is not indented like those it belongs to."),
        ),
        (r"expected the node content", gettext_noop("a value is missing.")),
        (r"<document start>|another document", gettext_noop("there is more than one programme in the text.")),
        (
            r"special characters are not allowed",
            gettext_noop("the text has signs no text has. Save it as UTF-8."),
        ),
        (r"nested too deep", gettext_noop("brackets or lists are nested too deep.")),
    )
)
_OTHER = gettext_noop("something is written here that YAML does not know.")


def problem_of(said: str | None) -> Sentence:
    """What the library said, as a sentence that can be translated and tells what to do where that is clear."""
    found = next((words for pattern, words in _KINDS if pattern.search(said or "")), _OTHER)
    return Sentence(found)
