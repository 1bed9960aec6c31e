"""How alike two products are in who takes them.

The cosine of the two columns of takers (Sarwar, Karypis, Konstan and Riedl 2001, Item-based collaborative filtering
recommendation algorithms), drawn to zero where few took both (as Bell and Koren 2007 do), so that two customers who
happen to agree make no rule.
"""

import numpy as np

from quen.forecast.next_product.tastes import Singles, Tastes

DRAWN_TO_NONE = 3.0
"""So many takers of both without any likeness are added to every pair."""


def similarity(known: Tastes) -> Singles:
    """A square of products; 0 on its diagonal."""
    taken = known.times.copy()
    taken.data = np.ones_like(taken.data)
    both = np.asarray((taken.T @ taken).todense(), np.float32)
    takers = both.diagonal().copy()
    cosine = both / np.sqrt(np.outer(takers, takers))
    alike: Singles = (cosine * both / (both + DRAWN_TO_NONE)).astype(np.float32)
    np.fill_diagonal(alike, 0)
    return alike
