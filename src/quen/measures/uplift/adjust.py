"""CUPED: what customers did before takes out of the outcome what the experiment did not cause.

Source: Deng, Xu, Kohavi and Walker, "Improving the sensitivity of online controlled experiments by utilizing
pre-experiment data", WSDM 2013: the variance shrinks to 1 - R² of itself. With one theta for all arms that only holds
where arms are of one size or customers react alike, and a small holdout beside a large arm is neither: Freedman, "On
regression adjustments to experimental data", Advances in Applied Mathematics 40 (2008). So each arm has a theta of
its own, and its average is taken at the covariates of all customers: Lin, "Agnostic notes on regression adjustments
to experimental data", Annals of Applied Statistics 7 (2013), never worse than no adjustment in large samples. Errors
are HC2 (MacKinnon and White, Journal of Econometrics 29, 1985).

A covariate that is missing counts as the average of those that are not, with a column of its own that says so: Zhao
and Ding, "To adjust or not to adjust? Estimating the average treatment effect in randomized experiments with missing
covariates", Journal of the American Statistical Association 119 (2024). Nobody is left out for it.
"""

import math

import numpy as np

from quen.measures.uplift.average import Average, Floats

FEWEST_PER_COLUMN = 10
"""Customers an arm must have for each column to adjust by, beside `FEWEST_CUSTOMERS`."""
FEWEST_CUSTOMERS = 30


def columns(covariates: Floats) -> Floats:
    """The columns to adjust by: centred, of spread 1, gaps filled, with a column per pattern of gaps.

    In: a row per customer and a column per covariate, NaN where it is not known. What is the same for everybody, or
    known of nobody, is left out.
    """
    is_gap = np.isnan(covariates)
    counts = np.maximum(len(covariates) - is_gap.sum(axis=0), 1)
    means = np.where(is_gap, 0.0, covariates).sum(axis=0) / counts
    filled = np.where(is_gap, means, covariates)
    patterns = {gaps.tobytes(): gaps.astype(np.float64) for gaps in is_gap.T if gaps.any()}
    every = np.column_stack([filled, *patterns.values()])
    every -= every.mean(axis=0)
    spread = every.std(axis=0)
    scale = np.maximum(np.abs(every).max(axis=0, initial=0.0), 1e-300)
    return np.asarray((every / np.where(spread > 0, spread, 1.0))[:, spread > 1e-9 * scale])


def is_enough(customers: int, width: int) -> bool:
    """Whether an arm of so many customers can be adjusted by so many columns."""
    return customers >= FEWEST_CUSTOMERS + FEWEST_PER_COLUMN * width


def adjusted(outcomes: Floats, by: Floats) -> Average:
    """The average of one arm at the covariates of all arms: the intercept of its regression on `by` (`columns`)."""
    customers, width = by.shape
    design = np.hstack([np.ones((customers, 1)), by])
    inverse = np.linalg.pinv(design.T @ design, rcond=1e-10, hermitian=True)
    theta = inverse @ (design.T @ outcomes)
    left = outcomes - design @ theta
    pulls = design @ inverse
    leverage = np.einsum("ij,ij->i", pulls, design)
    free = np.maximum(1 - leverage, 1e-9)
    weighted = pulls[:, 0] * left / np.where(free > 1e-6, np.sqrt(free), 1.0)
    return Average(
        customers=customers,
        mean=float(theta[0]),
        error=math.sqrt(float(weighted @ weighted)),
        degrees=customers - width - 1.0,
        third=float((weighted * weighted) @ weighted),
    )
