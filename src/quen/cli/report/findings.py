"""The owner's four questions, answered in sentences."""

from dataclasses import dataclass

from quen.cli.report.answers import Answers
from quen.cli.report.words import Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.measures.lapsed import LAPSED_LEAST_DAYS, LAPSED_MEDIANS, REGULAR_PURCHASE_DAYS


@dataclass(frozen=True)
class Finding:
    """A question, its answer, and the number that carries it (None where there is too little data)."""

    question: str
    number: str | None
    answer: Sentence


def findings(answers: Answers, words: Words) -> list[Finding]:
    """Who are the regulars, who came once, who used to come and stopped, what it costs."""
    asked = (
        Finding(gettext_noop("Who are your regulars?"), *_regulars(answers, words)),
        Finding(gettext_noop("Who came only once?"), *_once(answers, words)),
        Finding(gettext_noop("Who used to come and stopped?"), *_stopped(answers, words)),
        Finding(gettext_noop("What does that cost you?"), *_cost(answers, words)),
    )
    return list(asked)


_Answer = tuple[str | None, Sentence]

_NOBODY_KNOWN = Sentence(
    gettext_noop(
        "Too little data: none of these sales names its customer, so nobody can be followed from one visit to the "
        "next."
    )
)
_NOTHING_SOLD = Sentence(
    gettext_noop("Too little data: there is no purchase in these files and this period that could be read.")
)
_NO_REGULAR = Sentence(
    gettext_noop("Too little data: no customer has bought on %(days)s different days yet."),
    {"days": REGULAR_PURCHASE_DAYS},
)


def _nobody(answers: Answers) -> Sentence:
    return _NOBODY_KNOWN if answers.totals.anonymous_purchases else _NOTHING_SOLD


def _regulars(answers: Answers, words: Words) -> _Answer:
    found = answers.regulars
    if not answers.repeat.customers:
        return None, _nobody(answers)
    if not found.active + found.lapsed:
        return None, _NO_REGULAR
    return words.count(found.active), Sentence(
        gettext_noop(
            "%(regulars)s of %(customers)s known customers are regulars: they bought on %(days)s days or more and "
            "still come. They are %(share)s of the customers and brought %(revenue_share)s of the revenue."
        ),
        {
            "regulars": words.count(found.active),
            "customers": words.count(answers.repeat.customers),
            "days": REGULAR_PURCHASE_DAYS,
            "share": words.share(found.active, answers.repeat.customers),
            "revenue_share": words.share(found.active_revenue_minor, answers.totals.revenue_minor),
        },
    )


def _once(answers: Answers, words: Words) -> _Answer:
    repeat = answers.repeat
    if not repeat.customers:
        return None, _nobody(answers)
    once = repeat.by_purchases.get(1, 0)
    return words.count(once), Sentence(
        gettext_noop(
            "%(once)s of %(customers)s known customers bought once and have not come back so far (%(share)s). "
            "%(repeat)s came back: a repeat rate of %(rate)s."
        ),
        {
            "once": words.count(once),
            "customers": words.count(repeat.customers),
            "share": words.share(once, repeat.customers),
            "repeat": words.count(repeat.repeat_customers),
            "rate": words.percent(repeat.repeat_customer_rate),
        },
    )


def _stopped(answers: Answers, words: Words) -> _Answer:
    found = answers.regulars
    if not found.active + found.lapsed:
        return None, _NO_REGULAR if answers.repeat.customers else _nobody(answers)
    return words.count(found.lapsed), Sentence(
        gettext_noop(
            "%(lapsed)s of %(regulars)s regulars have stayed away for more than %(times)s times their usual gap "
            "(%(least)s days at least, a year at most)."
        ),
        {
            "lapsed": words.count(found.lapsed),
            "regulars": words.count(found.active + found.lapsed),
            "times": LAPSED_MEDIANS,
            "least": LAPSED_LEAST_DAYS,
        },
    )


def _cost(answers: Answers, words: Words) -> _Answer:
    found = answers.regulars
    if not found.active + found.lapsed:
        return None, _NO_REGULAR if answers.repeat.customers else _nobody(answers)
    return words.money(found.at_stake_minor), Sentence(
        gettext_noop(
            "At their own pace the regulars who stopped brought %(money)s a year. That is what stays away if nobody "
            "calls them."
        ),
        {"money": words.money(found.at_stake_minor)},
    )
