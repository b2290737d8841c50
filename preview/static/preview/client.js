/* A minimal frontend: asks the endpoint for one draft and draws its title, blocks and picture.
   It keeps nothing, sends the token to the endpoint alone, and needs no library. */

const texts = JSON.parse(document.getElementById("texts").textContent);
const addresses = document.body.dataset;
const main = document.querySelector("main");

/** From the page itself inside the admin, else from behind the # of the address. */
function facts() {
  const given = JSON.parse(document.getElementById("facts").textContent);
  if (given.previewToken) return given;
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** An element with attributes and children; texts are texts, never HTML. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== "") element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** HTML that the endpoint has cleaned: it names the few elements that it lets through. */
function rich(text, className = "rich") {
  if (!text || !text.html) return null;
  const element = make("div", { class: className });
  element.innerHTML = text.html;
  return element;
}

function picture(image, className) {
  if (!image) return null;
  const { sources, fallback } = image.picture;
  return make(
    "picture",
    { class: className },
    sources.map(({ mimeType, srcset }) => make("source", { type: mimeType, srcset, sizes: "(min-width: 60rem) 60rem, 100vw" })),
    Object.assign(make("img", { src: fallback.url, width: fallback.width, height: fallback.height }), { alt: image.alt }),
  );
}

function day(text, withTime = false) {
  const options = withTime ? { dateStyle: "long", timeStyle: "short" } : { dateStyle: "long" };
  const date = new Date(text.length === 10 ? `${text}T12:00:00` : text);
  try {
    return date.toLocaleString(document.documentElement.lang, options);
  } catch {
    return date.toLocaleString(addresses.source, options);
  }
}

function time(text, withTime) {
  return text ? make("time", { datetime: text }, day(text, withTime)) : null;
}

const BLOCKS = {
  HeadingBlock: (block) => make(`h${block.level}`, { id: block.anchor }, block.text),
  ParagraphBlock: (block) => rich(block.content),
  ImageBlock: (block) => make("figure", {}, picture(block.image), block.caption && make("figcaption", {}, block.caption)),
  QuoteBlock: (block) =>
    make("figure", { class: "quote" }, make("blockquote", {}, make("p", {}, block.quote)), block.attribution && make("figcaption", {}, block.attribution)),
  CallToActionBlock: (block) => make("p", {}, make("a", { class: "button", href: block.href }, block.label)),
  DocumentsBlock: (block) =>
    make("ul", { class: "documents" }, block.documents.map((file) => make("li", {}, make("a", { href: file.url }, file.title), ` (${size(file.size)})`))),
  EmbedBlock: (block) => make("p", { class: "embed" }, make("a", { href: block.url }, block.title)),
  TableBlock: (block) =>
    make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": block.caption || texts.table },
      make(
        "table",
        {},
        block.caption && make("caption", {}, block.caption),
        block.header.length ? make("thead", {}, make("tr", {}, block.header.map((cell) => make(cell ? "th" : "td", cell ? { scope: "col" } : {}, cell)))) : null,
        make("tbody", {}, block.rows.map((row) => make("tr", {}, row.map((cell) => make("td", {}, cell))))),
      ),
    ),
  MembersBlock: (block) => names(block.members),
};

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function names(members) {
  return make("ul", { class: "names" }, members.map((member) => make("li", {}, member.name, make("span", {}, member.country.name))));
}

function body(page) {
  return (page.body || []).map((block) => BLOCKS[block.__typename]?.(block));
}

function cards(connection) {
  return make(
    "ul",
    { class: "cards" },
    connection.edges.map(({ node }) => make("li", {}, make("h2", {}, node.title), node.seo.description && make("p", {}, node.seo.description))),
  );
}

function list(pairs) {
  const shown = pairs.filter(([, value]) => value);
  return shown.length ? make("dl", { class: "facts" }, shown.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))) : null;
}

/** What each kind of page has between its introduction and its body. */
const PARTS = {
  AboutPage: ({ figures }) =>
    list([[texts.members, String(figures.members)], [texts.countries, String(figures.countries)], [texts.signatories, String(figures.signatories)]]),
  ObjectivesPage: (page) =>
    make("ol", { class: "objectives" }, page.objectives.map((item) => make("li", {}, make("h2", {}, item.title), rich(item.content)))),
  HistoryPage: (page) =>
    make(
      "ol",
      { class: "milestones" },
      page.milestones.map((item) => make("li", {}, make("p", { class: "when" }, item.dateLabel), make("h2", {}, item.title), rich(item.content), picture(item.image))),
    ),
  TerminologyPage: (page) =>
    page.terms.map((term) =>
      make("section", { class: "term" }, make("h2", {}, term.name), term.variants.length ? make("p", { class: "variants" }, term.variants.join(", ")) : null, rich(term.definition)),
    ),
  DeclarationPage: (page) => (page.signatories.edges.length ? names(page.signatories.edges.map(({ node }) => node)) : null),
  PrizePage: (page) =>
    page.editions.map((edition) => [
      make("h2", {}, String(edition.year)),
      make(
        "ol",
        { class: "laureates" },
        edition.laureates.map((one) =>
          make("li", {}, make("h3", {}, [one.municipality, one.country?.name].filter(Boolean).join(", ")), make("p", { class: "when" }, one.project), rich(one.summary)),
        ),
      ),
    ]).flat(),
  NewsIndexPage: (page) => cards(page.children),
  EventIndexPage: (page) => cards(page.events),
  EventPage: (page) =>
    list([[texts.from, time(page.startsAt, !page.allDay)], [texts.to, time(page.endsAt, !page.allDay)], [texts.place, [page.place, page.country?.name].filter(Boolean).join(", ")]]),
  JoinPage: (page) =>
    make(
      "form",
      { class: "form", "aria-label": page.title },
      page.form.map((field) => formField(field)),
      rich(page.consent, "rich small"),
      make("button", { class: "button", type: "button", "aria-disabled": "true" }, texts.send),
    ),
};

function formField(field) {
  const id = `field-${field.name}`;
  const help = field.help ? `${id}-help` : null;
  const common = { id, name: field.name, "aria-describedby": help };
  if (field.required) common.required = "required";
  let input;
  if (field.choices.length) {
    input = make("select", common, field.choices.map((choice) => make("option", { value: choice.value }, choice.label)));
  } else if (field.type === "MULTILINE") {
    input = make("textarea", { ...common, rows: 4 });
  } else {
    input = make("input", { ...common, type: { EMAIL: "email", PHONE: "tel", URL: "url", CHECKBOX: "checkbox" }[field.type] || "text" });
  }
  return make("div", { class: field.type === "CHECKBOX" ? "check" : "field" }, make("label", { for: id }, field.label), input, help && make("p", { id: help, class: "help" }, field.help));
}

function drawPage(page) {
  describe(page.seo.title || page.title, page.seo.description, page.servedLocale);
  const notes = page.footnotes || [];
  main.replaceChildren(
    make(
      "article",
      {},
      page.breadcrumbs.length ? make("p", { class: "trail" }, page.breadcrumbs.map(({ title }) => title).join(" › ")) : "",
      make("h1", {}, page.title),
      page.tagline ? make("p", { class: "lead" }, page.tagline) : "",
      page.date ? make("p", { class: "when" }, time(page.date)) : "",
      rich(page.intro, "rich lead") || "",
      picture(page.heroImage || page.image, "hero") || "",
      [PARTS[page.__typename]?.(page)].flat(),
      body(page),
      notes.length
        ? make("ol", { class: "footnotes" }, notes.map((note) => make("li", { id: `footnote-${note.number}` }, rich(note.content))))
        : "",
    ),
  );
}

const NODES = {
  Member: (member) => [
    make("p", { class: "trail" }, member.country.name),
    make("h1", {}, member.name),
    picture(member.logo, "portrait"),
    rich(member.description),
    list([
      [texts.website, member.website && make("a", { href: member.website }, member.website)],
      [texts.joined, time(member.joinedOn)],
      [texts.signed, time(member.declarationSignedOn)],
      [texts.coordinates, member.coordinates && `${member.coordinates.latitude}, ${member.coordinates.longitude}`],
    ]),
  ],
  Secondee: (secondee) => [
    make("p", { class: "trail" }, secondee.organisation),
    make("h1", {}, secondee.name),
    picture(secondee.photo, "portrait"),
    list([[texts.from, time(secondee.startedOn)], [texts.to, time(secondee.endedOn)]]),
    rich(secondee.biography),
  ],
  Site: (site) => [
    make("h1", {}, site.name),
    site.tagline ? make("p", { class: "lead" }, site.tagline) : "",
    rich(site.patronage),
    site.socialProfiles.length
      ? make("ul", { class: "documents" }, site.socialProfiles.map((profile) => make("li", {}, make("a", { href: profile.url }, profile.label || profile.platform))))
      : "",
    list([[texts.contact, make("a", { href: `mailto:${site.contactEmail}` }, site.contactEmail)]]),
  ],
};

function drawNode(node, locale) {
  describe(node.name, "", node.locale || locale);
  main.replaceChildren(make("article", {}, NODES[node.__typename](node)));
  if (node.__typename === "Site") drawFrame({ site: node, navigation: null });
}

function describe(title, description, language) {
  document.title = title;
  document.documentElement.lang = language;
  document.querySelector("meta[name=description]").content = description || "";
}

function drawFrame({ site, navigation }) {
  document.getElementById("site-name").textContent = site.name;
  const footer = document.getElementById("site-footer");
  footer.replaceChildren(rich(site.footer) || "");
  if (!navigation) return;
  document.getElementById("menu").replaceChildren(make("ul", {}, navigation.map((item) => make("li", {}, item.title))));
}

/** Ended, wrong, taken back: the endpoint tells none from another, and so does this page. */
function drawNothing(title, text) {
  document.title = title;
  main.replaceChildren(make("article", { class: "nothing" }, make("h1", {}, title), make("p", {}, text)));
}

async function ask(queryAddress, variables) {
  const query = await (await fetch(queryAddress)).text();
  const answer = await fetch(addresses.endpoint, {
    method: "POST",
    credentials: "omit",
    cache: "no-store",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return answer.json();
}

/** The tools of Wagtail look at the page as soon as they are there: they come when it is drawn. */
function addTools() {
  const tools = document.getElementById("tools");
  if (tools) document.body.append(document.importNode(tools.content, true));
}

const AGAIN_AFTER = 3000; // ms; a picture that was just uploaded is being drawn

async function draw() {
  const { previewToken: token, kind, id, locale } = facts();
  if (!token) return drawNothing(texts.ended, texts.endedHelp);
  document.documentElement.lang = locale || addresses.source;
  const frame = kind === "siteinformation" ? null : ask(addresses.frame, { locale: locale || addresses.source, source: addresses.source });
  const isPage = kind === "page";
  const answer = await ask(isPage ? addresses.page : addresses.node, isPage ? { token } : { token, id });
  const codes = (answer.errors || []).map((error) => error.extensions?.code);
  const found = answer.data?.page || answer.data?.node;
  if (found) isPage ? drawPage(found) : drawNode(found, locale);
  else if (codes.includes("NOT_READY")) {
    drawNothing(texts.drawing, texts.drawingHelp);
    setTimeout(draw, AGAIN_AFTER);
    return;
  } else if (codes.length) drawNothing(texts.failed, texts.failedHelp);
  else drawNothing(texts.ended, texts.endedHelp);
  const around = await frame;
  if (around?.data?.site) drawFrame(around.data);
}

draw()
  .catch(() => drawNothing(texts.failed, texts.failedHelp))
  .finally(() => {
    document.body.dataset.drawn = "true";
    addTools();
  });
