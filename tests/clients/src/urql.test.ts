/** urql with its document cache. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { cacheExchange, Client, fetchExchange, formatDocument, type OperationResult } from "@urql/core";
import type { DocumentNode } from "graphql";

import { operations, type Data, type Operation } from "./operations.js";
import { ask, assertFilled, URL_OF_ENDPOINT } from "./server.js";
import type { Variables } from "./variables.js";

function makeClient(): Client {
  const exchanges = [cacheExchange, fetchExchange];
  return new Client({ url: URL_OF_ENDPOINT, exchanges, preferGetMethod: false });
}

async function run(
  client: Client,
  { document, isMutation }: Operation,
  variables: Variables,
): Promise<OperationResult<Data, Variables>> {
  const result = isMutation
    ? await client.mutation(document, variables).toPromise()
    : await client.query(document, variables).toPromise();
  assert.ifError(result.error);
  return result;
}

/** The server's own answer to what urql sends, which is the document with `__typename` everywhere. */
function answered(document: DocumentNode, variables: Variables): Promise<Data> {
  return ask(formatDocument(document) as DocumentNode, variables);
}

for (const operation of operations()) {
  test(`urql runs ${operation.name}`, async () => {
    const client = makeClient();
    const [variables] = operation.runs;
    assert.ok(variables);

    const { data } = await run(client, operation, variables);

    assert.ok(data);
    assertFilled(data);
    if (operation.isMutation) return;
    assert.deepEqual(data, await answered(operation.document, variables));
    const again = await run(client, operation, variables);
    assert.equal(again.operation.context.meta?.cacheOutcome, "hit");
    assert.deepEqual(again.data, data);
  });
}
