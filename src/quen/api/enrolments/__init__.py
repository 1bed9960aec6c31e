"""Enrolment: a phone number makes a member."""
