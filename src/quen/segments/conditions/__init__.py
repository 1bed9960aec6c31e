"""What can be asked of a customer, one declaration each; `registry.py` lists them all."""
