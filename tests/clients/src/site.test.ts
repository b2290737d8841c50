/** The example of a frontend, on a running server. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { Client, fetchExchange } from "@urql/core";

import { operations } from "./operations.js";
import { URL_OF_ENDPOINT } from "./server.js";
import { hreflangLinks, main, PAGE, pictureElement, type Page } from "./site.js";
import { variablesFor } from "./variables.js";

const client = new Client({ url: URL_OF_ENDPOINT, exchanges: [fetchExchange], preferGetMethod: false });

async function pageAt(path: string): Promise<Page> {
  const { data, error } = await client.query(PAGE, { path }).toPromise();
  assert.ifError(error);
  assert.ok(data?.page);
  return data.page;
}

test("every operation of the contract is among those that run", () => {
  const files = readdirSync("../../graphql/operations").filter((name) => name.endsWith(".graphql"));
  const names = new Set(operations().map(({ name }) => name));

  assert.deepEqual(files.filter((file) => !names.has(file.replace(".graphql", ""))), []);
});

test("a variable without a value is named", () => {
  assert.throws(() => variablesFor("Example", ["colour"]), /Example: no value for \$colour/);
});

test("a page links to all its languages", async () => {
  const links = hreflangLinks(await pageAt("/fr/objectifs/"), "https://www.example.org");

  assert.equal(links.length, 4);
  assert.ok(links.includes('<link rel="alternate" hreflang="de" href="https://www.example.org/de/ziele/">'));
});

test("a picture comes in several formats with a size and a text", async () => {
  const page = await pageAt("/fr/");
  assert.ok(page.__typename === "HomePage" && page.heroImage);

  const element = pictureElement(page.heroImage);

  assert.match(element, /<source type="image\/\w+" srcset="[^"]+ \d+w/);
  assert.match(element, /<img src="http[^"]+" alt="[^"]+" width="\d+" height="\d+">/);
});

test("what a page shows depends on its kind", async () => {
  assert.match(main(await pageAt("/fr/objectifs/")), /^<h2>1\. /);
  assert.match(main(await pageAt("/fr/")), /<figure><picture>/);
  assert.match(main(await pageAt("/fr/contact/")), /^<h1>/);
});
