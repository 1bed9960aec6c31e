"""MBG/NBD: a customer may stop after any purchase, her first one too.

Batislam, Denizel, Filiztekin, "Empirical validation and comparison of models for customer base analysis", IJRM 24
(2007); Hoppe and Wagner, "Customer Base Analysis: The Case for a Central Variant of the Betageometric/NBD Model",
Marketing ZFP 29 (2007), who call it CBG/NBD.
"""

from quen.forecast import beta_geometric
from quen.forecast.beta_geometric import BetaGeometric
from quen.forecast.history import Groups

NAME = "mbg_nbd"


def fit(groups: Groups) -> BetaGeometric:
    """Maximum likelihood. Raises DidNotFit."""
    return beta_geometric.fit(groups, name=NAME, first_toss=1)


def model(*, r: float, alpha: float, a: float, b: float) -> BetaGeometric:
    """The model with given parameters."""
    return BetaGeometric(NAME, 1, r, alpha, a, b)
