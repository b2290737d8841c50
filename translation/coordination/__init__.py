"""The coordinator's pages in the admin: what is covered, by whom and until when."""
