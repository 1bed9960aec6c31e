"""The demo shop: a behaviour-simulated coffee-and-grocery chain. Names and phones look real, none is meant to be.

Every module but `load` is pure: numbers in, arrays out, all chance from seeded streams, no clock, no Django.
"""
