"""How tests open the preview beside a form."""

from playwright.sync_api import expect

LONG = 20_000  # ms; Wagtail waits for a pause in typing, and this machine may be busy
WATCH = """addEventListener("w-unsaved:watch-edits", () => {
    document.documentElement.dataset.formIsKnown = "" }, true)"""


def open_panel(editor, address):
    """The frame, once Wagtail knows what the form held: what is typed before then is no change to it."""
    editor.add_init_script(WATCH)
    editor.goto(address)
    toggle = editor.locator("[data-side-panel-toggle=preview]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    expect(editor.locator("html[data-form-is-known]")).to_be_attached(timeout=LONG)
    return editor.frame_locator("#w-preview-iframe")
