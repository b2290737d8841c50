/** Apollo Client with its normalising cache. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ApolloClient, HttpLink, type InMemoryCache } from "@apollo/client";
import type { DocumentNode } from "graphql";

import { graphql } from "../generated/index.js";
import { makeCache } from "./cache.js";
import { operations, type Data, type Operation } from "./operations.js";
import { ask, assertFilled, URL_OF_ENDPOINT } from "./server.js";
import type { Variables } from "./variables.js";

const NAMES_OF_MEMBERS = graphql(`
  query ExampleNames($locale: LanguageTag!, $fallback: [LanguageTag!]) {
    members(locale: $locale, fallback: $fallback, first: 100) {
      edges { node { id name locale servedLocale isFallback description { text } country { code name } } }
    }
  }
`);

const BODY_WITH_IDS = graphql(`
  query ExampleIds($path: String!, $locale: LanguageTag!) {
    page(path: $path, locale: $locale) {
      id
      ... on HomePage {
        heroImage { id alt }
        body {
          id
          ... on HeadingBlock { text }
          ... on ParagraphBlock { content { text } }
          ... on ImageBlock { caption image { id alt } }
        }
      }
    }
  }
`);

function makeClient(): ApolloClient {
  const link = new HttpLink({ uri: URL_OF_ENDPOINT });
  return new ApolloClient({ cache: makeCache(), link });
}

/** Always over the network. A GraphQL error is thrown. */
async function run(
  client: ApolloClient,
  { document, isMutation }: Pick<Operation, "document" | "isMutation">,
  variables: Variables,
): Promise<Data> {
  const { data } = isMutation
    ? await client.mutate<Data>({ mutation: document, variables })
    : await client.query<Data>({ query: document, variables, fetchPolicy: "network-only" });
  assert.ok(data);
  return data;
}

/** What the cache gives without a question to the server. */
function remembered(client: ApolloClient, query: DocumentNode, variables: Variables): Data | null {
  return client.readQuery({ query, variables });
}

/** The server's own answer to what Apollo sends, which is the document with `__typename` everywhere. */
function answered(client: ApolloClient, document: DocumentNode, variables: Variables): Promise<Data> {
  return ask((client.cache as InMemoryCache).transformDocument(document), variables);
}

for (const operation of operations()) {
  test(`Apollo Client runs ${operation.name}`, async () => {
    const client = makeClient();
    const [variables] = operation.runs;
    assert.ok(variables);

    const data = await run(client, operation, variables);

    assertFilled(data);
    if (operation.isMutation) return;
    assert.deepEqual(data, await answered(client, operation.document, variables));
    assert.deepEqual(remembered(client, operation.document, variables), data);
  });
}

test("one cache keeps all operations in all languages apart", async () => {
  const client = makeClient();
  const queries = operations().filter(({ isMutation }) => !isMutation);
  for (const query of queries) {
    for (const variables of query.runs) await run(client, query, variables);
  }

  for (const { name, document, runs } of queries) {
    for (const variables of runs) {
      const data = remembered(client, document, variables);
      const message = `${name} with ${JSON.stringify(variables)}`;
      assert.deepEqual(data, await answered(client, document, variables), message);
    }
  }
});

test("a member in two languages, and as a fallback, is three things to the cache", async () => {
  const fallbacks = [["fr"], ["en", "fr"]].map((fallback) => ({ locale: "rom", fallback }));
  const asked = [{ locale: "fr" }, { locale: "de" }, { locale: "rom" }, ...fallbacks];
  const client = makeClient();
  for (const variables of asked) {
    await client.query({ query: NAMES_OF_MEMBERS, variables, fetchPolicy: "network-only" });
  }

  for (const variables of asked) {
    const data = remembered(client, NAMES_OF_MEMBERS, variables);
    assert.deepEqual(data, await answered(client, NAMES_OF_MEMBERS, variables));
  }
  const stored = (client.cache as InMemoryCache).extract();
  const members = Object.entries(stored).filter(([key]) => key.startsWith("Member:"));
  assert.ok(members.some(([, member]) => member?.["isFallback"] === true));
  assert.deepEqual(new Set(members.map(([, member]) => member?.["locale"])), new Set(["fr", "de", "rom"]));
});

test("blocks and pictures keep the words of their language", async () => {
  const client = makeClient();
  const asked = ["fr", "de"].map((locale) => ({ path: "/fr/", locale }));
  for (const variables of asked) {
    await client.query({ query: BODY_WITH_IDS, variables, fetchPolicy: "network-only" });
  }

  for (const variables of asked) {
    const data = remembered(client, BODY_WITH_IDS, variables);
    assert.deepEqual(data, await answered(client, BODY_WITH_IDS, variables));
  }
});
