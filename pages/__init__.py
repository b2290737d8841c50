"""The site's pages and the one rule of who may see them; knows nothing of GraphQL."""
