"""The channels: one self-contained folder each, found through `registry.py`."""
