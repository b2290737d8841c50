"""Pictures and documents, with one alternative text per language; knows nothing of pages."""
