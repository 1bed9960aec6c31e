"""Khách Quen: the retention and loyalty platform for shops, restaurants and chains."""

__version__ = "0.1.0"
