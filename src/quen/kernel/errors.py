"""The root of every error a person may see."""

from quen.kernel.sentences import Sentence


class QuenError(Exception):
    """What happened, what was kept, and what to do, as one translatable sentence.

    Raise with an English template marked by `gettext_noop` and its facts:
    ``raise NoDateColumn(gettext_noop("No column of %(file)s holds dates."), file=name)``.
    """

    http_status = 400
    others: tuple[Sentence, ...] = ()
    """What is wrong besides, where all of it was looked at."""

    def __init__(self, template: str, **facts: object) -> None:
        self.sentence = Sentence(template, facts)
        super().__init__(str(self.sentence))

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is wrong."""
        return (self.sentence, *self.others)
