"""`quen backtest`: what a programme would have given and cost over a shop's own sales."""
