"""Each budget of the design, measured as a ratio to a limit in the same run: `python -m bench [name …]`."""
