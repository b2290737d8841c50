// The translators' workspace: edits segments in place, saves each with the version that was seen, and shows a conflict.
// Texts are wagtail-localize's: inline HTML whose links carry ids. What somebody typed never reaches innerHTML:
// only the tags named here are rebuilt, with no attribute but an id.
const INLINE = new Set([
  "A", "ABBR", "ACRONYM", "B", "BR", "CODE", "DEL", "EM", "I", "MARK", "S", "SMALL", "STRONG", "SUB", "SUP", "U",
]);
const TOOLS = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", A: "link", SUB: "subscript", SUP: "superscript" };

function rebuild(html) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const copy = (from, into) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      else if (INLINE.has(node.nodeName)) {
        const made = document.createElement(node.nodeName);
        if (node.id) made.dataset.id = node.id;
        copy(node, made);
        into.append(made);
      } else if (node.nodeType === Node.ELEMENT_NODE) into.append(node.outerHTML);
    }
    return into;
  };
  return copy(parsed, document.createDocumentFragment());
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function serialised(element) {
  let html = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) html += escaped(node.data.replaceAll("\u200b", ""));
    else if (node.nodeName === "BR") html += "<br/>";
    else if (INLINE.has(node.nodeName)) {
      const name = node.nodeName.toLowerCase();
      const id = node.dataset.id ? ` id="${node.dataset.id}"` : "";
      const inner = serialised(node);
      if (inner) html += `<${name}${id}>${inner}</${name}>`;
    } else if (node.nodeType === Node.ELEMENT_NODE) html += serialised(node);
  }
  return html;
}

// A break that a browser adds to an empty line is no text.
function textOf(editor) {
  return serialised(editor).replace(/^(\s|<br\/>)+|(\s|<br\/>)+$/g, "");
}

class Workspace {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("[data-tr-segments]");
    this.list.querySelectorAll("[data-tr-segment]").forEach((row) => this.connect(row));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("input", (event) => this.typed(event));
    root.addEventListener("paste", (event) => this.paste(event));
    window.addEventListener("beforeunload", (event) => {
      if (root.querySelector("[data-unsaved]")) event.preventDefault();
    });
    root.querySelectorAll(".tr-steps form").forEach((form) =>
      form.addEventListener("submit", (event) => {
        // A second click would ask for a step that the first one took.
        if (form.dataset.sent) return event.preventDefault();
        if (root.querySelector("[data-unsaved]") && !window.confirm(root.dataset.textLeave)) return event.preventDefault();
        root.querySelectorAll("[data-unsaved]").forEach((row) => delete row.dataset.unsaved);
        form.dataset.sent = "true";
      }),
    );
    // The browser may show this very page again when somebody goes back to it.
    window.addEventListener("pageshow", () => {
      root.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
    });
    this.count();
  }

  connect(row) {
    row.querySelectorAll("[data-html]").forEach((element) => element.replaceChildren(rebuild(element.dataset.html)));
    const editor = row.querySelector("[data-tr-editor]");
    if (!editor) return;
    row.saved = textOf(editor);
    this.addTools(row);
  }

  // One button for each piece of markup that the source has, so that none has to be typed.
  addTools(row) {
    const tools = row.querySelector("[data-tr-tools]");
    const seen = new Set();
    row.querySelector("[data-tr-source]").querySelectorAll("*").forEach((element) => {
      const key = `${element.nodeName}#${element.dataset.id || ""}`;
      if (element.nodeName === "BR" || seen.has(key)) return;
      seen.add(key);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tr-tool";
      button.dataset.tag = element.nodeName;
      if (element.dataset.id) button.dataset.id = element.dataset.id;
      const sample = document.createElement(element.nodeName === "A" ? "u" : element.nodeName);
      const words = element.textContent || TOOLS[element.nodeName] || element.nodeName;
      button.dataset.words = words;
      sample.textContent = words.length > 24 ? `${words.slice(0, 24)}…` : words;
      button.append(element.nodeName === "A" ? "→ " : "", sample);
      button.addEventListener("mousedown", (event) => event.preventDefault());
      tools.append(button);
    });
    tools.hidden = seen.size === 0;
  }

  wrap(row, button) {
    const editor = row.querySelector("[data-tr-editor]");
    const selection = window.getSelection();
    const made = document.createElement(button.dataset.tag);
    if (button.dataset.id) made.dataset.id = button.dataset.id;
    if (selection.rangeCount && editor.contains(selection.anchorNode) && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      made.append(range.extractContents());
      range.insertNode(made);
      selection.selectAllChildren(made);
    } else {
      made.textContent = button.dataset.words;
      editor.focus();
      if (selection.rangeCount && editor.contains(selection.anchorNode)) selection.getRangeAt(0).insertNode(made);
      else editor.append(made);
      selection.selectAllChildren(made);
    }
    this.mark(row);
  }

  rowOf(element) {
    return element.closest("[data-tr-segment]");
  }

  typed(event) {
    if (event.target.matches("[data-tr-editor]")) this.mark(this.rowOf(event.target));
  }

  mark(row) {
    const isOpen = textOf(row.querySelector("[data-tr-editor]")) !== row.saved;
    row.toggleAttribute("data-unsaved", isOpen);
    this.say(row, isOpen ? this.root.dataset.textUnsaved : "");
    delete row.dataset.memory;
  }

  say(row, text) {
    row.querySelector("[data-tr-saved]").textContent = text;
  }

  paste(event) {
    if (!event.target.closest("[data-tr-editor]")) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  }

  key(event) {
    const editor = event.target.closest("[data-tr-editor]");
    if (!editor || event.key !== "Enter") return;
    event.preventDefault();
    const row = this.rowOf(editor);
    if (event.ctrlKey || event.metaKey) this.save(row).then((isSaved) => isSaved && this.goOn(row));
    else if (row.querySelector("[data-tr-source] br")) document.execCommand("insertLineBreak");
  }

  goOn(row) {
    const saved = document.getElementById(row.id);
    let next = saved.nextElementSibling;
    while (next && next.hidden) next = next.nextElementSibling;
    // After the last one the keyboard stays where it was.
    next ||= saved;
    next.querySelector("[data-tr-editor]")?.focus();
    next.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  async click(event) {
    const chip = event.target.closest("[data-tr-filter]");
    if (chip) return this.filter(chip);
    const resolve = event.target.closest("[data-tr-resolve]");
    if (resolve) return this.resolve(resolve);
    const row = this.rowOf(event.target);
    if (!row) return;
    const tool = event.target.closest(".tr-tool");
    if (tool) return this.wrap(row, tool);
    const hint = event.target.closest("[data-tr-hint]");
    if (hint) return this.take(row, hint);
    const button = event.target.closest("[data-tr-action]");
    if (button) await this.act(row, button);
  }

  async act(row, button) {
    const action = button.dataset.trAction;
    if (action === "save") await this.save(row);
    if (action === "confirm") await this.send(row, "confirm", {});
    if (action === "take-old") this.fill(row, row.querySelector("[data-tr-old]").dataset.html);
    if (action === "comment") await this.send(row, "comment", { comment: row.querySelector("[data-tr-comment]").value });
    if (action === "history") await this.show(row, "history");
    if (action === "suggest") await this.show(row, "suggestions");
    if (action === "comments") {
      const comments = row.querySelector("[data-tr-comments]");
      comments.hidden = !comments.hidden;
      button.setAttribute("aria-expanded", String(!comments.hidden));
      if (!comments.hidden) comments.querySelector("textarea").focus();
    }
  }

  fill(row, html) {
    const editor = row.querySelector("[data-tr-editor]");
    editor.replaceChildren(rebuild(html));
    editor.focus();
    this.mark(row);
  }

  take(row, hint) {
    this.fill(row, hint.dataset.trHint);
    if (hint.dataset.likeness === "100") row.dataset.memory = "true";
  }

  async show(row, what) {
    const extra = row.querySelector("[data-tr-extra]");
    if (!extra.hidden && extra.dataset.shows === what) {
      extra.hidden = true;
      return;
    }
    const answer = await fetch(`${this.root.dataset.base}${row.dataset.trSegment}/${what}/`);
    if (!answer.ok) return;
    // The server escapes all that people typed.
    extra.innerHTML = await answer.text();
    extra.dataset.shows = what;
    extra.hidden = false;
  }

  save(row) {
    const text = textOf(row.querySelector("[data-tr-editor]"));
    if (text === row.saved) return Promise.resolve(true);
    const memory = row.dataset.memory ? { from_memory: "1" } : {};
    return this.send(row, "save", { text, version: row.dataset.version, ...memory });
  }

  async send(row, what, fields) {
    const url = `${this.root.dataset.base}${row.dataset.trSegment}/${what}/`;
    return this.post(row, url, fields);
  }

  resolve(button) {
    const row = this.rowOf(button);
    if (row) return this.post(row, button.dataset.trResolve, {});
    return this.plainPost(button.dataset.trResolve, {}).then(() => window.location.reload());
  }

  plainPost(url, fields) {
    return fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": this.root.dataset.csrf },
    });
  }

  async post(row, url, fields) {
    let answer;
    try {
      answer = await this.plainPost(url, fields);
    } catch {
      return this.refused(row, this.root.dataset.textFailed);
    }
    if (answer.status === 409) {
      this.conflict(row, await answer.json());
      return false;
    }
    if (answer.status === 410 || answer.status === 422) {
      return this.refused(row, (await answer.json()).message);
    }
    // Whoever is no longer logged in is led to the form for it.
    if (!answer.ok || answer.redirected) return this.refused(row, this.root.dataset.textFailed);
    this.replace(row, await answer.json(), url);
    return true;
  }

  // Above a long text nobody would see why it was not saved.
  refused(row, message) {
    this.say(row, message);
    row.querySelector("[data-tr-saved]").scrollIntoView({ block: "center" });
    return false;
  }

  // The segment as the server has it now; a text that is being typed is kept where only a comment was sent.
  replace(row, answer, url) {
    const typing = row.hasAttribute("data-unsaved") && !url.endsWith("/save/") && !url.endsWith("/confirm/");
    const editor = row.querySelector("[data-tr-editor]");
    const open = typing ? textOf(editor) : null;
    const template = document.createElement("template");
    template.innerHTML = answer.html.trim();
    const fresh = template.content.firstElementChild;
    row.replaceWith(fresh);
    this.connect(fresh);
    if (open !== null) this.fill(fresh, open);
    else this.say(fresh, `✓ ${this.root.dataset.textSaved}`);
    this.root.querySelector("[data-tr-share]").value = answer.share;
    this.root.querySelector("[data-tr-done]").textContent = answer.done;
    const state = this.root.querySelector("[data-tr-state] .tr-state");
    state.textContent = answer.state_label;
    state.className = `tr-state tr-state--${answer.state.toLowerCase()}`;
    this.count();
  }

  // Both texts, and a choice that is made on purpose.
  conflict(row, newest) {
    const { dataset } = this.root;
    const mine = textOf(row.querySelector("[data-tr-editor]"));
    const box = row.querySelector("[data-tr-conflict]");
    const told = document.createElement("p");
    told.textContent = `${dataset.textConflict} ${newest.by}, ${newest.at}`;
    const theirs = document.createElement("blockquote");
    theirs.append(rebuild(newest.text));
    const caption = document.createElement("p");
    caption.className = "tr-caption";
    caption.textContent = dataset.textYours;
    const own = document.createElement("blockquote");
    own.append(rebuild(mine));
    box.replaceChildren(
      told,
      theirs,
      caption,
      own,
      this.choice(dataset.textMine, () => {
        row.dataset.version = newest.version;
        this.send(row, "save", { text: mine, version: newest.version });
      }),
      this.choice(dataset.textTheirs, () => {
        row.dataset.version = newest.version;
        box.hidden = true;
        row.saved = newest.text;
        this.fill(row, newest.text);
        row.saved = textOf(row.querySelector("[data-tr-editor]"));
        this.mark(row);
      }),
    );
    box.hidden = false;
    box.className = "tr-conflict";
    box.setAttribute("role", "alert");
  }

  choice(label, then) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = label;
    button.addEventListener("click", then);
    return button;
  }

  matches(row, filter) {
    if (filter === "all") return true;
    if (filter === "commented") return row.dataset.commented === "true";
    if (filter === "empty") return row.dataset.state === "empty" || row.dataset.state === "changed";
    return row.dataset.state === filter;
  }

  filter(chip) {
    this.root.querySelectorAll("[data-tr-filter]").forEach((other) => {
      other.classList.toggle("tr-chip--on", other === chip);
      other.setAttribute("aria-pressed", String(other === chip));
    });
    this.list.querySelectorAll("[data-tr-segment]").forEach((row) => {
      row.hidden = !this.matches(row, chip.dataset.trFilter);
    });
  }

  count() {
    const rows = [...this.list.querySelectorAll("[data-tr-segment]")];
    this.root.querySelectorAll("[data-tr-filter] span").forEach((shown) => {
      const filter = shown.parentElement.dataset.trFilter;
      shown.textContent = rows.filter((row) => this.matches(row, filter)).length;
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const root = document.querySelector("[data-tr-workspace]");
  if (root) new Workspace(root);
});
