"""How tests open the preview beside a form."""

LONG = 20_000  # ms; Wagtail waits for a pause in typing, and this machine may be busy


def open_panel(editor, address):
    """The frame that shows the draft."""
    editor.goto(address)
    toggle = editor.locator("[data-side-panel-toggle=preview]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    return editor.frame_locator("#w-preview-iframe")
