"""What a browser sends along with an edit form."""

import re

INPUT = re.compile(r'name="(loaded_revision_\w+)" value="([^"]*)"')


def opened(client, address):
    """Which version the form says that it was loaded from."""
    return dict(INPUT.findall(client.get(address).content.decode()))
