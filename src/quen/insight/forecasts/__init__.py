"""Everybody's forecast, kept: worked out from the lake every night, read by pages, segments and Today."""
