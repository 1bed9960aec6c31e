"""The demo shop: a behaviour-simulated coffee-and-grocery chain. Names and phones look real, none is meant to be.

The simulation is pure: numbers in, arrays out, all chance from seeded streams, no clock, no Django. Its parts run in
this order: season, population, rhythm, refills, tastes, traffic, baskets, prices, returns, receipts.
`shop.simulate` is the whole.
"""
