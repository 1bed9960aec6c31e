"""BG/NBD: nobody stops before her second purchase.

Fader, Hardie, Lee, "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD Model", Marketing Science 24
(2005). It calls every customer of one purchase active, so it may count purchases but never says who is leaving.
"""

from quen.forecast import beta_geometric
from quen.forecast.beta_geometric import BetaGeometric
from quen.forecast.history import Groups

NAME = "bg_nbd"


def fit(groups: Groups) -> BetaGeometric:
    """Maximum likelihood. Raises DidNotFit."""
    return beta_geometric.fit(groups, name=NAME, first_toss=0)


def model(*, r: float, alpha: float, a: float, b: float) -> BetaGeometric:
    """The model with given parameters."""
    return BetaGeometric(NAME, 0, r, alpha, a, b)
