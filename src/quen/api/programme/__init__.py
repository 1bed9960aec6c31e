"""The programme in force."""
