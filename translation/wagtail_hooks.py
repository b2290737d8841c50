"""What the app adds to the admin."""

from translation.exchange import hooks

__all__ = ["hooks"]
