"""The ledger: double entry, whole points, append only; lots with their own dates."""
