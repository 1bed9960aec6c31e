"""The answers as tables: cohorts, the regulars by name, and the cuts by group."""

from collections.abc import Callable

from quen.cli.report.answers import Answers, Group, Person
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.words import NOTHING, Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.measures.clear_winner import clear_winner

LAST_VISIT = gettext_noop("Last visit")

_CUTS = {
    "store": gettext_noop("Store"),
    "channel": gettext_noop("Channel"),
    "category": gettext_noop("Category"),
    "first_product": gettext_noop("First product"),
    "first_spending": gettext_noop("Value of the first purchase"),
}


def cohort_ages(answers: Answers) -> int:
    """How many months after the first any cohort has been watched."""
    return max((sum(cell is not None for cell in cohort.active) for cohort in answers.cohorts), default=0)


def cohorts(answers: Answers, words: Words, ages: tuple[int, ...] | None = None) -> Sheet:
    """Customers by month of first purchase, and the share of them buying in later months; `ages` picks months."""
    t = words.translate
    shown = ages if ages is not None else tuple(range(1, cohort_ages(answers)))
    watched = [
        cohort for cohort in answers.cohorts if len(cohort.active) > 1 and cohort.active[1] is not None
    ]
    back = sum(cohort.active[1] or 0 for cohort in watched)
    title = (
        Sentence(
            gettext_noop("In the month after their first purchase %(rate)s of new customers bought again"),
            {"rate": words.share(back, sum(cohort.size for cohort in watched))},
        )
        if watched
        else Sentence(gettext_noop("Too few months to say how many new customers bought again"))
    )
    return Sheet(
        "cohorts",
        title.render(t),
        (
            Column(t(gettext_noop("First purchase")), is_number=False),
            Column(t(gettext_noop("Customers"))),
            *(Column(f"+{age}") for age in shown),
        ),
        tuple(
            (
                words.month(cohort.month),
                words.count(cohort.size),
                *(_share(cohort.active, age, cohort.size, words) for age in shown),
            )
            for cohort in answers.cohorts
        ),
        t(
            gettext_noop(
                "+1 is the calendar month after the first purchase. Months that are not over are empty."
            )
        ),
    )


def best(answers: Answers, words: Words) -> Sheet:
    """The regulars who still come and spent most."""
    t = words.translate
    return _people(
        "best",
        t(gettext_noop("The regulars who spent most")),
        answers.best,
        words,
        (t(gettext_noop("Spent")), lambda person: words.money(person.revenue_minor)),
    )


def gone(answers: Answers, words: Words) -> Sheet:
    """The lapsed regulars who are missed most."""
    t = words.translate
    return _people(
        "gone",
        t(gettext_noop("Regulars who stopped: call these first")),
        answers.gone,
        words,
        (t(gettext_noop("Spent a year")), lambda person: words.money(person.yearly_minor)),
    )


def groups(answers: Answers, words: Words) -> list[Sheet]:
    """One table per cut the file allows."""
    return [_group(cut, members, words) for cut, members in answers.groups.items()]


def _people(
    key: str, title: str, people: list[Person], words: Words, money: tuple[str, Callable[[Person], str]]
) -> Sheet:
    t = words.translate
    contact = t(gettext_noop("Contact"))
    sheet = Sheet(
        key,
        title,
        (
            Column(t(gettext_noop("Customer")), is_number=False),
            Column(contact, is_number=False),
            Column(money[0]),
            Column(t(LAST_VISIT)),
            Column(t(gettext_noop("Days ago"))),
            Column(t(gettext_noop("Usual gap (days)"))),
            Column(t(gettext_noop("Visits (days)"))),
        ),
        tuple(
            (
                person.name,
                person.contact or NOTHING,
                money[1](person),
                words.day(person.last_day),
                words.count(person.silence_days),
                words.decimal(person.median_gap_days),
                words.count(person.purchase_days),
            )
            for person in people
        ),
    )
    return sheet if any(person.contact for person in people) else sheet.without_column(contact)


def _group(cut: str, members: list[Group], words: Words) -> Sheet:
    t = words.translate
    return Sheet(
        f"by_{cut}",
        group_title(cut, members, words),
        (
            Column(t(_CUTS[cut]), is_number=False),
            Column(t(gettext_noop("Customers"))),
            Column(t(gettext_noop("Came back"))),
            Column(t(gettext_noop("Repeat rate"))),
            Column(t(gettext_noop("Revenue"))),
        ),
        tuple(
            (
                group_name(member, words),
                words.count(member.customers),
                words.count(member.repeat_customers),
                words.percent(member.rate),
                words.money(member.revenue_minor),
            )
            for member in members
        ),
    )


def group_name(group: Group, words: Words) -> str:
    """The group's name, or for a band of spending the amounts it runs from and to."""
    if group.from_minor is None or group.to_minor is None:
        return group.name
    return f"{words.money(group.from_minor)} – {words.money(group.to_minor)}"


def group_title(cut: str, members: list[Group], words: Words) -> str:
    """The finding of a cut: the group most come back to, or that there is no clear difference."""
    t, top = words.translate, clear_winner(members)
    if top is None:
        plain = Sentence(
            gettext_noop("%(cut)s: no clear difference in who comes back"), {"cut": t(_CUTS[cut])}
        )
        return plain.render(t)
    title = Sentence(
        gettext_noop("%(cut)s: most come back with “%(group)s” (%(rate)s)"),
        {"cut": t(_CUTS[cut]), "group": group_name(top, words), "rate": words.percent(top.rate)},
    )
    return title.render(t)


def _share(active: tuple[int | None, ...], age: int, size: int, words: Words) -> str:
    count = active[age] if age < len(active) else None
    return "" if count is None else words.share(count, size)
