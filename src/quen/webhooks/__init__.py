"""Telling other systems what happened: endpoints, signed deliveries, retries."""
