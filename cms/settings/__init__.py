"""Settings; ENVIRONMENT chooses which module."""
