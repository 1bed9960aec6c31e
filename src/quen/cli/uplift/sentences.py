"""What came of it, in sentences."""

from collections.abc import Iterator

import numpy as np

from quen.cli.uplift.amounts import Amounts
from quen.cli.uplift.found import Found
from quen.kernel.sentences import Sentence, gettext_noop
from quen.measures.uplift.judge import Verdict
from quen.measures.uplift.states import FEWEST_CUSTOMERS, State, Wait

_WORTH_SAYING = 0.01  # of the variance taken away

_DIFFERENCE = gettext_noop(
    "%(outcome)s: “%(arm)s” makes a difference of %(difference)s a customer against “%(control)s” (%(interval)s)."
)
_NO_DIFFERENCE = gettext_noop(
    "%(outcome)s: no difference seen between “%(arm)s” and “%(control)s”; if there is one, it lies within %(interval)s."
)
_WAITS = {
    Wait.TOO_FEW: gettext_noop(
        "%(outcome)s: still collecting; “%(arm)s” or “%(control)s” has too few customers, or too few who did it, "
        "to say anything (at least %(fewest)s are needed)."
    ),
    Wait.TOO_SKEWED: gettext_noop(
        "%(outcome)s: still collecting; a few customers weigh so much in “%(arm)s” or “%(control)s” that the interval "
        "cannot be trusted yet."
    ),
    Wait.TOO_EARLY: gettext_noop(
        "%(outcome)s: still collecting; nothing is said of “%(arm)s” before the planned customers are in."
    ),
}


def verdict_of(outcome: str, arm: str, verdict: Verdict, found: Found, amounts: Amounts) -> Sentence:
    """The one sentence on an arm's outcome."""
    facts = {"outcome": outcome, "arm": arm, "control": found.experiment.arms[0], "fewest": FEWEST_CUSTOMERS}
    difference = verdict.found
    if verdict.state is State.COLLECTING or difference is None:
        return Sentence(_WAITS[verdict.wait or Wait.TOO_FEW], facts)
    told = {
        "difference": amounts.with_unit(amounts.difference(difference.difference)),
        "interval": amounts.with_unit(amounts.interval(difference.low, difference.high)),
    }
    return Sentence(_DIFFERENCE if verdict.state is State.DIFFERENCE else _NO_DIFFERENCE, facts | told)


_OTHER_SIZES = gettext_noop(
    "The arms are not of the size they were meant to have (%(arms)s; %(p)s): customers were lost or doubled on the "
    "way. Find out why; until then believe nothing below."
)
_NOT_EQUAL = gettext_noop(
    "The arms are not of equal size (%(arms)s; %(p)s). If another split was meant, say it with --expected-split; if "
    "not, customers were lost or doubled on the way: find out why, and until then believe nothing below."
)


def warnings(found: Found, amounts: Amounts) -> Iterator[Sentence]:
    """What forbids to trust the answer."""
    if not found.sample_ratio.is_ok:
        yield Sentence(
            _OTHER_SIZES if found.is_split_told else _NOT_EQUAL,
            {"arms": _sizes(found, amounts), "p": amounts.p_said(found.sample_ratio.p_value)},
        )
    for name, known in found.known.items():
        if not known.is_ok:
            template = gettext_noop(
                "“%(outcome)s” is missing more often in one arm than in another, so those left are not alike. Do not "
                "believe its result."
            )
            yield Sentence(template, {"outcome": name})


def ground(found: Found, amounts: Amounts) -> Iterator[Sentence]:
    """What the answer stands on: sizes, horizon, corrections, rows left out."""
    words, experiment = amounts.words, found.experiment
    if found.sample_ratio.is_ok:
        template = gettext_noop("The arms have the sizes they were meant to have: %(arms)s (%(p)s).")
        yield Sentence(
            template, {"arms": _sizes(found, amounts), "p": amounts.p_said(found.sample_ratio.p_value)}
        )
    yield _horizon(found, amounts)
    if len(experiment.arms) > 2:
        template = gettext_noop(
            "%(count)s arms are held against one control: the verdicts are corrected for that after Holm, p and "
            "intervals are those of each arm alone."
        )
        yield Sentence(template, {"count": words.count(len(experiment.arms) - 1)})
    if len(found.verdicts) > 1:
        yield Sentence(
            gettext_noop(
                "Each outcome is judged by itself. Which one counts should be said before the experiment."
            )
        )
    for column in experiment.thousands_assumed:
        template = gettext_noop(
            "“%(column)s”: a mark before three digits, as in 1.250, is read as standing between thousands."
        )
        yield Sentence(template, {"column": column})
    if experiment.without_arm:
        template = gettext_noop("%(rows)s rows name no arm and were left out.")
        yield Sentence(template, {"rows": words.count(experiment.without_arm)})
    for name in found.verdicts:
        if missing := found.missing(name):
            template = gettext_noop("“%(column)s” is empty for %(rows)s customers, who were left out of it.")
            yield Sentence(template, {"column": name, "rows": words.count(missing)})
    for name, values in experiment.covariates.items():
        if gaps := int(np.isnan(values).sum()):
            template = gettext_noop(
                "“%(column)s” is empty for %(rows)s customers, who stay in with its average."
            )
            yield Sentence(template, {"column": name, "rows": words.count(gaps)})


def beside(verdict: Verdict, arm: str, found: Found, amounts: Amounts) -> Iterator[Sentence]:
    """What stands below an outcome's table: what covariates did, what could have been seen, what tails do."""
    facts = {"arm": arm}
    if verdict.variance_reduction is not None and verdict.variance_reduction < _WORTH_SAYING:
        template = gettext_noop(
            "“%(arm)s”: averages adjusted by what was known before, which explains next to nothing of them."
        )
        yield Sentence(template, facts)
    elif verdict.variance_reduction is not None:
        template = gettext_noop(
            "“%(arm)s”: averages adjusted by what was known before; that took %(share)s of the variance away."
        )
        share = amounts.words.percent(100 * verdict.variance_reduction)
        yield Sentence(template, facts | {"share": share})
    elif found.experiment.covariates:
        template = gettext_noop(
            "“%(arm)s”: not adjusted; the arms have too few customers for the covariates."
        )
        yield Sentence(template, facts)
    if verdict.smallest_visible is not None and verdict.state is not State.DIFFERENCE:
        template = gettext_noop("“%(arm)s”: with so many customers a lift of %(lift)s or more can be seen.")
        yield Sentence(template, facts | {"lift": amounts.lift(verdict.smallest_visible)})
    if capped := verdict.capped:
        template = gettext_noop(
            "“%(arm)s”: with the rarest amounts cut to between %(low)s and %(high)s, the difference is %(difference)s "
            "(%(interval)s)."
        )
        told = {
            "low": amounts.average(capped.low_cap),
            "high": amounts.average(capped.high_cap),
            "difference": amounts.difference(capped.difference.difference),
            "interval": amounts.interval(capped.difference.low, capped.difference.high),
        }
        yield Sentence(template, facts | told)


def _horizon(found: Found, amounts: Amounts) -> Sentence:
    horizon, count = found.horizon, amounts.words.count
    facts = {"customers": count(found.customers), "planned": count(horizon.planned)}
    if horizon.planned is None:
        return Sentence(
            gettext_noop(
                "Read as finished: %(customers)s customers, looked at once. Who looks earlier and often should say "
                "what is planned (--planned) and use --anytime, or chance will sooner or later look like an effect."
            ),
            facts,
        )
    if horizon.is_anytime:
        template = gettext_noop(
            "%(customers)s of %(planned)s planned customers are in; the intervals hold however often one looks."
        )
        return Sentence(template, facts)
    template = gettext_noop(
        "%(customers)s of %(planned)s planned customers are in; the intervals are for one look."
    )
    return Sentence(template, facts)


def _sizes(found: Found, amounts: Amounts) -> str:
    counted = zip(found.experiment.arms, found.sample_ratio.counted, strict=True)
    return " : ".join(f"{arm} {amounts.words.count(customers)}" for arm, customers in counted)
