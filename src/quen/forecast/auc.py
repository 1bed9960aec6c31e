"""How well a ranking tells two groups apart."""

import numpy as np
from scipy import stats

from quen.forecast.history import Bools, Floats


def auc(ranking: Floats, is_positive: Bools) -> float | None:
    """Chance that a positive ranks above a negative, ties half; None where one of the two is missing.

    The area under the ROC curve, as the Mann-Whitney statistic: Hanley and McNeil, Radiology 143 (1982).
    """
    positives = int(is_positive.sum())
    negatives = len(is_positive) - positives
    if not positives or not negatives:
        return None
    ranks = stats.rankdata(ranking)[is_positive].sum()
    return float((ranks - positives * (positives + 1) / 2) / (positives * negatives))


def auc_lead(one: Floats, other: Floats, is_positive: Bools) -> tuple[float, float]:
    """AUC of `one` less that of `other` on the same customers, and its standard error.

    DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988). Both groups must have two members.
    """
    of_positives, of_negatives = (
        _placements(one, is_positive)[i] - _placements(other, is_positive)[i] for i in (0, 1)
    )
    variance = of_positives.var(ddof=1) / len(of_positives) + of_negatives.var(ddof=1) / len(of_negatives)
    return float(of_positives.mean()), float(np.sqrt(variance))


def _placements(ranking: Floats, is_positive: Bools) -> tuple[Floats, Floats]:
    """For every positive the share of negatives below her; for every negative the share of positives above her."""
    ranks = stats.rankdata(ranking)
    positives, negatives = ranking[is_positive], ranking[~is_positive]
    below = (ranks[is_positive] - stats.rankdata(positives)) / len(negatives)
    above = 1 - (ranks[~is_positive] - stats.rankdata(negatives)) / len(positives)
    return below, above
