// Drives a job that has no worker, portion by portion, and shows how far it is.
document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector("[data-tr-job]");
  if (!shown || shown.dataset.done === "true") return;
  const bar = shown.querySelector("progress");
  const count = shown.querySelector("[data-tr-cursor]");
  const advance = async () => {
    try {
      const answer = await fetch(shown.dataset.trJob, {
        method: "POST",
        headers: { "X-CSRFToken": shown.dataset.csrf, Accept: "application/json" },
      });
      if (answer.ok) {
        const job = await answer.json();
        // A job of one item has no share that could be shown.
        if (job.total > 1) bar.value = job.cursor;
        count.textContent = job.cursor;
        if (job.is_done) return window.location.reload();
      }
    } catch {
      // The network may come back.
    }
    setTimeout(advance, 700);
  };
  advance();
});
