"""Measures the endpoint beside its alternatives on the same content: see docs/performance.md. Not for production."""
