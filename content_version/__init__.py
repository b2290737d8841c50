"""One number that tells whether anything that a query can show has changed."""
