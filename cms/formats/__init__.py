"""Date and number formats of languages that Django has none for."""
