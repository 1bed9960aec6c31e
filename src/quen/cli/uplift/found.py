"""What was found in the experiment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quen.cli.uplift.experiment import Experiment
from quen.measures.uplift.judge import Verdict, judge
from quen.measures.uplift.sample_ratio import SampleRatio, sample_ratio
from quen.measures.uplift.states import Horizon


@dataclass(frozen=True)
class Found:
    """Verdicts by outcome, one per arm beside the control, and whether the arms can be trusted to be alike.

    is_split_told: whether somebody said what sizes the arms were meant to have; else equal ones are assumed.
    known: by outcome, whether it is known of as large a part of each arm, in the order of the arms.
    """

    experiment: Experiment
    horizon: Horizon
    sample_ratio: SampleRatio
    is_split_told: bool
    known: Mapping[str, SampleRatio]
    verdicts: Mapping[str, Sequence[Verdict]]

    @property
    def customers(self) -> int:
        return len(self.experiment.arm)

    def missing(self, outcome: str) -> int:
        """Customers of a known arm without this outcome."""
        return self.customers - sum(self.known[outcome].counted)


def find(experiment: Experiment, *, split: Sequence[float] | None, horizon: Horizon) -> Found:
    """Judge every outcome of the experiment."""
    arms, customers = len(experiment.arms), experiment.customers
    covariates = np.column_stack([*experiment.covariates.values()]) if experiment.covariates else None
    known = {
        name: np.bincount(experiment.arm[~np.isnan(values)], minlength=arms)
        for name, values in experiment.outcomes.items()
    }
    return Found(
        experiment=experiment,
        horizon=horizon,
        sample_ratio=sample_ratio(customers, split),
        is_split_told=split is not None,
        known={name: sample_ratio([int(n) for n in counts], customers) for name, counts in known.items()},
        verdicts={
            name: judge(experiment.arm, values, arms=arms, covariates=covariates, horizon=horizon)
            for name, values in experiment.outcomes.items()
        },
    )
