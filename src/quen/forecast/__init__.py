"""What a shop's own past says about its future: who still comes, how often, worth how much. Pure numpy and scipy.

Columns in, columns out: `history` is the input of everything, `choose.forecast_models` fits and chooses, `score.score`
gives every customer's figures, `yardstick` tells how far they can be trusted. No Django, no files, no clock.
"""
