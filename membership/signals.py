"""What others may listen to."""

from django.dispatch import Signal

application_accepted = Signal()
"""Sent in the transaction, with application and member: the member's draft stands in the source language."""
