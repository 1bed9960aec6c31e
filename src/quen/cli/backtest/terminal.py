"""The findings on the terminal: what it gives and costs, who is on which tier, who wins, and ten receipts explained."""

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.terminal import table_of
from quen.cli.report.words import Words
from quen.insight.backtest.findings import Change, Example, Findings, Verdict
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.explain import BASE_NAME, TIER_NAME, WELCOME_NAME
from quen.programme.outcome import RuleResult
from quen.programme.streams import BASE, TIER, WELCOME
from quen.programme.words import say

TODAYS_SEGMENTS = gettext_noop(
    "Segments are taken as they stand today: who was in them at the time is not known."
)
SILENT_RULES = gettext_noop(
    "%(programme)s: these rules never fired, because the sales do not say what they ask: %(names)s."
)
_FIRED, _SILENT = "✓", "·"


def show(findings: Findings, words: Words, console: Console) -> None:
    """Print everything; tables that would be empty are left out."""
    verdicts = [findings.draft, *([findings.against] if findings.against else [])]
    for sheet in (
        _overview(verdicts, words),
        _rules(verdicts, words),
        _tiers(verdicts, words),
        *_winners(findings, words),
    ):
        if sheet.rows:
            console.print(table_of(sheet, console.width))
            if sheet.note:
                console.print(Text(sheet.note, style="dim"))
            console.print()
    _honest(findings, words, console)
    _examples(findings.draft, words, console)


def _honest(findings: Findings, words: Words, console: Console) -> None:
    """What the figures rest on."""
    if findings.segments_are_todays:
        console.print(Text(words.translate(TODAYS_SEGMENTS)))
    for verdict in filter(None, (findings.draft, findings.against)):
        if verdict.silent_rules:
            told = {"programme": verdict.label, "names": ", ".join(verdict.silent_rules)}
            console.print(Text(Sentence(SILENT_RULES, told).render(words.translate)))


def _overview(verdicts: list[Verdict], words: Words) -> Sheet:
    t = words.translate
    rows: tuple[tuple[str, Callable[[Verdict], str]], ...] = (
        (gettext_noop("Purchases"), lambda v: words.count(v.totals.purchases)),
        (gettext_noop("Members"), lambda v: words.count(v.totals.members)),
        (gettext_noop("Revenue"), lambda v: words.money(v.totals.revenue_minor)),
        (gettext_noop("Points given"), lambda v: words.count(v.totals.points_earned)),
        (gettext_noop("Points taken back by returns"), lambda v: words.count(v.totals.points_taken_back)),
        (gettext_noop("Points expired"), lambda v: words.count(v.totals.points_expired)),
        (gettext_noop("Points spent"), lambda v: words.count(v.totals.points_redeemed)),
        (gettext_noop("Points outstanding"), lambda v: words.count(v.totals.points_outstanding)),
        (gettext_noop("Outstanding, in money"), lambda v: words.money(v.liability_minor)),
        (gettext_noop("Vouchers issued"), lambda v: words.count(v.totals.vouchers_issued)),
        (gettext_noop("Cost"), lambda v: words.money(v.cost_minor)),
        (gettext_noop("Cost, share of revenue"), lambda v: words.percent(v.cost_share_of_revenue)),
        (gettext_noop("Cost, share of margin"), lambda v: words.percent(v.cost_share_of_margin)),
    )
    return Sheet(
        key="overview",
        title=t(gettext_noop("What the programme would have given and cost")),
        columns=(Column("", is_number=False), *_columns(verdicts)),
        rows=tuple((t(name), *(write(verdict) for verdict in verdicts)) for name, write in rows),
        note=t(
            gettext_noop(
                "Cost: the value of points given and neither expired nor taken back, of vouchers, and what prices "
                "take off."
            )
        ),
    )


def _rules(verdicts: list[Verdict], words: Words) -> Sheet:
    keys = list(dict.fromkeys(key for verdict in verdicts for key in verdict.totals.points_by_rule))
    names: dict[str, str] = {
        BASE: words.translate(BASE_NAME),
        TIER: words.translate(TIER_NAME),
        WELCOME: words.translate(WELCOME_NAME),
    }
    for verdict in reversed(verdicts):
        names |= {rule.key: rule.name for rule in verdict.programme.rules}
    return Sheet(
        key="rules",
        title=words.translate(gettext_noop("Where the points come from")),
        columns=(Column("", is_number=False), *_columns(verdicts)),
        rows=tuple(
            (names[key], *(words.count(verdict.totals.points_by_rule.get(key)) for verdict in verdicts))
            for key in keys
        ),
    )


def _tiers(verdicts: list[Verdict], words: Words) -> Sheet:
    keys = list(dict.fromkeys(key for verdict in verdicts for key in verdict.totals.members_by_tier))
    names: dict[str, str] = {}
    for verdict in reversed(verdicts):
        tiers = verdict.programme.tiers
        names |= {step.key: step.name for step in tiers.steps} if tiers else {}
    return Sheet(
        key="tiers",
        title=words.translate(gettext_noop("Members by tier at the end")),
        columns=(Column("", is_number=False), *_columns(verdicts)),
        rows=tuple(
            (names[key], *(words.count(verdict.totals.members_by_tier.get(key)) for verdict in verdicts))
            for key in keys
        ),
    )


def _winners(findings: Findings, words: Words) -> list[Sheet]:
    comparison = findings.comparison
    if comparison is None:
        return []
    t = words.translate
    title = Sentence(
        gettext_noop("By the change: %(winners)s to win, %(losers)s to lose, %(same)s given the same"),
        {
            "winners": words.count(comparison.winners),
            "losers": words.count(comparison.losers),
            "same": words.count(comparison.same),
        },
    ).render(t)
    return [
        Sheet(
            key="winners",
            title=title,
            columns=(
                Column(t(gettext_noop("Customer")), is_number=False),
                Column(t(gettext_noop("Before"))),
                Column(t(gettext_noop("After"))),
                Column(t(gettext_noop("Difference"))),
            ),
            rows=tuple(_change(change, words) for change in (*comparison.most_won, *comparison.most_lost))
            or (("–",) * 4,),
        )
    ]


def _change(change: Change, words: Words) -> tuple[str, ...]:
    return (
        change.customer,
        words.money(change.before_minor),
        words.money(change.after_minor),
        words.money(change.gain_minor),
    )


def _examples(verdict: Verdict, words: Words, console: Console) -> None:
    if verdict.examples:
        title = words.translate(gettext_noop("Receipts explained"))
        console.print(Text(title, style="bold"))
    for example in verdict.examples:
        console.print(Text(_receipt(example, words)))
        for result in example.outcome.results:
            style = "" if result.is_fired else "dim"
            console.print(
                Text(f"  {_FIRED if result.is_fired else _SILENT} {_result(result, words)}", style=style)
            )
        if example.outcome.tier:
            for reason in example.outcome.tier.reasons:
                console.print(Text(f"  → {say(reason, words.translate, words.language)}", style="dim"))


def _receipt(example: Example, words: Words) -> str:
    told = {
        "receipt": example.receipt or "–",
        "day": words.day(example.outcome.at.date()),
        "amount": words.money(example.amount_minor),
        "points": words.count(example.outcome.points),
    }
    return Sentence(gettext_noop("%(receipt)s, %(day)s, %(amount)s: %(points)s points"), told).render(
        words.translate
    )


def _result(result: RuleResult, words: Words) -> str:
    reasons = " ".join(say(reason, words.translate, words.language) for reason in result.reasons)
    return f"{words.translate(result.name)}: {reasons}"


def _columns(verdicts: list[Verdict]) -> tuple[Column, ...]:
    return tuple(Column(verdict.label) for verdict in verdicts)
