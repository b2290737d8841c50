"""Members, secondees and what every page of the site shows; knows nothing of pages."""
