"""The few words that the preview client says itself; all else comes from the endpoint."""

from django.utils.translation import gettext as _


def client_texts() -> dict[str, str]:
    """In the reader's language."""
    return {
        "ended": _("This preview has ended"),
        "endedHelp": _(
            "Preview links live for a limited time and end when the draft is published. Ask the person who "
            "sent it for a new one, or open the preview again from the editor."
        ),
        "failed": _("The preview cannot be shown just now"),
        "failedHelp": _("Try again in a minute."),
        "drawing": _("A picture is still being drawn"),
        "drawingHelp": _("The preview appears by itself in a moment."),
        "members": _("Members"),
        "countries": _("Countries"),
        "signatories": _("Signatories"),
        "from": _("From"),
        "to": _("To"),
        "place": _("Place"),
        "website": _("Website"),
        "joined": _("Joined"),
        "signed": _("Signed the declaration"),
        "coordinates": _("Coordinates"),
        "contact": _("Contact"),
        "send": _("Send"),
        "table": _("Table"),
    }
