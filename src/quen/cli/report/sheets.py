"""The answers as tables: overview, purchases per customer, months, segments."""

from statistics import median

from quen.cli.report.answers import Answers
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.words import Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.measures.customers_by_purchases import purchase_buckets


def overview(answers: Answers, words: Words) -> Sheet:
    """The numbers of the whole file, one a line."""
    sums, repeat, period, t = answers.totals, answers.repeat, answers.period, words.translate
    rows = [
        (t(gettext_noop("First day")), words.day(period.first_day)),
        (t(gettext_noop("Last day")), words.day(period.last_day)),
        (t(gettext_noop("Purchases of known customers")), words.count(sums.purchases)),
        (t(gettext_noop("Known customers")), words.count(repeat.customers)),
        (t(gettext_noop("Customers who came back")), words.count(repeat.repeat_customers)),
        (t(gettext_noop("Repeat rate")), words.percent(repeat.repeat_customer_rate)),
        (t(gettext_noop("Revenue of known customers")), words.money(sums.revenue_minor)),
        (t(gettext_noop("… of it by customers who came back")), words.percent(repeat.repeat_revenue_share)),
        (
            t(gettext_noop("… of it in second and later purchases")),
            words.percent(repeat.returning_revenue_share),
        ),
        (t(gettext_noop("Returned by known customers")), words.money(sums.returned_minor)),
        (t(gettext_noop("Average purchase")), words.money(sums.average_purchase_minor)),
        (t(gettext_noop("Usual days between purchases (median)")), words.decimal(repeat.median_days)),
        (t(gettext_noop("Purchases without a known customer")), words.count(sums.anonymous_purchases)),
        (t(gettext_noop("Revenue without a known customer")), words.money(sums.anonymous_revenue_minor)),
    ]
    columns = Column(t(gettext_noop("Measure")), is_number=False), Column(t(gettext_noop("Value")))
    return Sheet("overview", t(gettext_noop("The numbers in short")), columns, tuple(rows))


def by_purchases(answers: Answers, words: Words) -> Sheet:
    """How many customers bought once, twice …"""
    repeat, t = answers.repeat, words.translate
    title = Sentence(
        gettext_noop("%(rate)s of the customers came back at least once"),
        {"rate": words.percent(repeat.repeat_customer_rate)},
    )
    return Sheet(
        "purchases",
        title.render(t),
        (
            Column(t(gettext_noop("Purchases")), is_number=False),
            Column(t(gettext_noop("Customers"))),
            Column(t(gettext_noop("Share"))),
        ),
        tuple(
            (bucket, words.count(customers), words.share(customers, repeat.customers))
            for bucket, customers in purchase_buckets(repeat.by_purchases)
        ),
    )


def revenue(answers: Answers, words: Words) -> Sheet:
    """New and returning revenue, month by month."""
    t = words.translate
    title = Sentence(
        gettext_noop("%(share)s of the revenue of known customers came from second and later purchases"),
        {"share": words.percent(answers.repeat.returning_revenue_share)},
    )
    return Sheet(
        "revenue",
        title.render(t),
        (
            Column(t(gettext_noop("Month")), is_number=False),
            Column(t(gettext_noop("Purchases"))),
            Column(t(gettext_noop("First purchases"))),
            Column(t(gettext_noop("Later purchases"))),
            Column(t(gettext_noop("Later, share"))),
        ),
        tuple(
            (
                words.month(month.month),
                words.count(month.purchases),
                words.money(month.new_minor),
                words.money(month.returning_minor),
                words.share(month.returning_minor, month.new_minor + month.returning_minor),
            )
            for month in answers.months
        ),
        t(
            gettext_noop(
                "The first months of a file look newer than they are: customers from before it count as new."
            )
        ),
    )


def retention(answers: Answers, words: Words) -> Sheet:
    """Of last month's buyers, who came again."""
    t = words.translate
    rates = [month.rate for month in answers.retention if month.rate is not None]
    title = (
        Sentence(
            gettext_noop("In a usual month %(rate)s of the buyers of the month before buy again"),
            {"rate": words.percent(median(rates))},
        )
        if rates
        else Sentence(gettext_noop("Too few months to say how many buy again the month after"))
    )
    return Sheet(
        "retention",
        title.render(t),
        (
            Column(t(gettext_noop("Month")), is_number=False),
            Column(t(gettext_noop("Buyers"))),
            Column(t(gettext_noop("Also bought the month before"))),
            Column(t(gettext_noop("Retention"))),
        ),
        tuple(
            (
                words.month(month.month),
                words.count(month.active),
                words.count(month.retained),
                words.percent(month.rate),
            )
            for month in answers.retention
        ),
        t(gettext_noop("A month that is not over has no rate yet.")),
    )


def segments(answers: Answers, words: Words) -> Sheet:
    """The eleven RFM segments."""
    t = words.translate
    customers, revenue_minor = answers.repeat.customers, answers.totals.revenue_minor
    name, sums = max(answers.rfm.items(), key=lambda segment: segment[1].revenue_minor)
    title = Sentence(
        gettext_noop(
            "“%(segment)s” brings the most: %(revenue_share)s of the revenue from %(share)s of the customers"
        ),
        {
            "segment": t(name),
            "revenue_share": words.share(sums.revenue_minor, revenue_minor),
            "share": words.share(sums.customers, customers),
        },
    )
    return Sheet(
        "rfm",
        title.render(t),
        (
            Column(t(gettext_noop("Segment")), is_number=False),
            Column(t(gettext_noop("Customers"))),
            Column(t(gettext_noop("Share"))),
            Column(t(gettext_noop("Purchases"))),
            Column(t(gettext_noop("Revenue"))),
            Column(t(gettext_noop("Revenue, share"))),
        ),
        tuple(
            (
                t(segment),
                words.count(found.customers),
                words.share(found.customers, customers),
                words.count(found.purchases),
                words.money(found.revenue_minor),
                words.share(found.revenue_minor, revenue_minor),
            )
            for segment, found in answers.rfm.items()
        ),
        t(gettext_noop("By recency, frequency and value of purchases, each in fifths of all customers.")),
    )
