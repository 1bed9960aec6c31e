"""Surveys: what is asked, of whom, and what was answered."""
