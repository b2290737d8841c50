"""Drafts shown in the real frontend, by grants that end; knows nothing of pages, snippets and GraphQL."""
