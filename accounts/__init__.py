"""Who may come in: attempts to log in are counted, a second factor can be had; knows no content."""
