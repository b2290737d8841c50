"""What a browser sends along with an edit form."""

import re
from html import unescape

INPUT = re.compile(r'name="(loaded_revision_\w+|opened_state)" value="([^"]*)"')


def opened(client, address):
    """Which version the form says that it was loaded from."""
    found = INPUT.findall(client.get(address).content.decode())
    return {name: unescape(value) for name, value in found}
