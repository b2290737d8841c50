"""Full text of everything public, one index for all languages, each with its own stemming."""
