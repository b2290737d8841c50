"""Mails to those whom something concerns, at once or once a day, in the language of their admin."""
