"""The products new to a customer with the highest scores."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from quen.forecast.history import Ints
from quen.forecast.next_product.methods import Method
from quen.forecast.next_product.tastes import Singles


@dataclass(frozen=True)
class Named:
    """A row per customer, the likeliest product first; the product is -1 where there is nothing more to say."""

    product: Ints
    score: Singles


def named(method: Method, times: csr_array, *, most: int) -> Named:
    """What to name to each customer of the block: at most `most` products she has not taken yet."""
    scores = np.array(method.scores(times), np.float32)
    row = np.repeat(np.arange(times.shape[0]), np.diff(times.indptr))
    scores[row, times.indices] = 0
    most = min(most, scores.shape[1])
    best = np.argpartition(-scores, most - 1, axis=1)[:, :most]
    score = np.take_along_axis(scores, best, axis=1)
    # The lower number first where two score alike, so that every run says the same.
    order = np.lexsort((best, -score), axis=1)
    best, score = np.take_along_axis(best, order, axis=1), np.take_along_axis(score, order, axis=1)
    return Named(np.where(score > 0, best, -1).astype(np.int64), score)
