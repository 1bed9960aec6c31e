"""The answer on the terminal: the verdicts first, then a table per outcome."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.terminal import table_of
from quen.cli.report.words import NOTHING, Words
from quen.cli.uplift.amounts import Amounts
from quen.cli.uplift.found import Found
from quen.cli.uplift.sentences import beside, ground, verdict_of, warnings
from quen.kernel.sentences import gettext_noop
from quen.measures.uplift.judge import Verdict


def show(found: Found, words: Words, console: Console) -> None:
    """Print everything."""
    plain = Amounts(words, is_share=False, size=0)
    for warning in warnings(found, plain):
        console.print(Panel(Text(warning.render(words.translate)), border_style="red", box=box.ROUNDED))
    lines = [
        verdict_of(outcome, arm, verdict, found, _amounts(verdicts, words)).render(words.translate)
        for outcome, verdicts in found.verdicts.items()
        for arm, verdict in zip(found.experiment.arms[1:], verdicts, strict=True)
    ]
    console.print(Panel(Text("\n".join(lines)), border_style="cyan", box=box.ROUNDED))
    for outcome, verdicts in found.verdicts.items():
        _show_outcome(outcome, verdicts, found, words, console)
    for sentence in ground(found, plain):
        console.print(Text(sentence.render(words.translate), style="dim"))


def _show_outcome(
    outcome: str, verdicts: Sequence[Verdict], found: Found, words: Words, console: Console
) -> None:
    amounts = _amounts(verdicts, words)
    console.print(table_of(_sheet(outcome, verdicts, found.experiment.arms, amounts), console.width))
    for arm, verdict in zip(found.experiment.arms[1:], verdicts, strict=True):
        for sentence in beside(verdict, arm, found, amounts):
            console.print(Text(sentence.render(words.translate), style="dim"))
    console.print()


def _amounts(verdicts: Sequence[Verdict], words: Words) -> Amounts:
    sizes = [abs(verdict.control_average or 0.0) for verdict in verdicts]
    return Amounts(words, is_share=verdicts[0].is_share, size=max(sizes))


def _sheet(outcome: str, verdicts: Sequence[Verdict], arms: Sequence[str], amounts: Amounts) -> Sheet:
    translate, count = amounts.words.translate, amounts.words.count
    control = (arms[0], count(verdicts[0].control_customers), amounts.average(verdicts[0].control_average))
    headings = (
        gettext_noop("Customers"),
        gettext_noop("Average"),
        gettext_noop("Difference"),
        gettext_noop("95% interval"),
        gettext_noop("%"),
        gettext_noop("p"),
    )
    return Sheet(
        key="outcome",
        title=outcome,
        columns=(
            Column(translate(gettext_noop("Arm")), is_number=False),
            *(Column(translate(heading)) for heading in headings),
        ),
        rows=(
            (*control, *[NOTHING] * 4),
            *(
                (arm, count(verdict.customers), amounts.average(verdict.average), *_cells(verdict, amounts))
                for arm, verdict in zip(arms[1:], verdicts, strict=True)
            ),
        ),
    )


def _cells(verdict: Verdict, amounts: Amounts) -> tuple[str, ...]:
    difference = verdict.found
    if difference is None:
        return (NOTHING,) * 4
    return (
        amounts.difference(difference.difference),
        amounts.interval(difference.low, difference.high),
        # Without an interval the lift may be anything.
        amounts.relative(difference.relative if difference.relative_low is not None else None),
        amounts.p_value(difference.p_value),
    )
