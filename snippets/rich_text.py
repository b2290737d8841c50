"""Which rich-text features an editor is offered, and where."""

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]
"""Headings, pictures and embeds are blocks of their own: frontends get them typed."""
