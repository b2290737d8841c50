/* Nothing that was typed is taken for saved before it is. Wagtail 8.0.1 takes what stands in a form for its saved
   state at two moments: when it begins to watch the form, two seconds after the page came, and when an autosave was
   answered. What was typed before, or while the answer was on its way, then was neither saved, nor shown in the
   preview, nor warned about, until the next key. This tells Wagtail what really is saved; it can go when Wagtail does. */
(() => {
  const saved = new WeakMap(); // form → what the server has of it, in Wagtail's own spelling
  const UNKNOWN = "unknown"; // unlike any form, so that there is something to save

  const watcherOf = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");

  // Draft.js lets no input event through, but those before it.
  for (const name of ["beforeinput", "input", "change", "paste", "drop"]) {
    document.addEventListener(
      name,
      ({ target, isTrusted }) => {
        const form = target.closest?.("form[data-controller~='w-unsaved']");
        if (form && isTrusted && !saved.has(form)) saved.set(form, UNKNOWN);
      },
      true,
    );
  }

  document.addEventListener("w-autosave:save", ({ target }) => saved.set(target, watcherOf(target).formData), true);

  // What the server itself has put into the form is saved, too.
  document.addEventListener(
    "w-autosave:success",
    ({ target, detail }) => {
      if (!saved.has(target)) return;
      const fields = new URLSearchParams(saved.get(target));
      for (const [name, value] of Object.entries(detail.response.field_updates || {})) fields.set(name, value);
      saved.set(target, fields.toString());
    },
    true,
  );

  document.addEventListener("w-unsaved:watch-edits", ({ target }) => {
    const state = saved.get(target);
    const watcher = watcherOf(target);
    if (state === undefined || state === watcher.formData) return;
    // Wagtail's next look, twice a second, finds the difference.
    watcher.initialFormData = state;
    watcher.previousFormData = state;
  });
})();
