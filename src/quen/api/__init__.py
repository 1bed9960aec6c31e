"""The API for tills and other systems: parse, authorise, call, render."""
