"""Applications to join and their review; knows nothing of pages and of GraphQL."""
