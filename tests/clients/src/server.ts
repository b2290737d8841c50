/** The server without any client: what the clients' answers are compared with. */

import assert from "node:assert/strict";

import { print, type DocumentNode } from "graphql";

import type { Data } from "./operations.js";
import type { Variables } from "./variables.js";

const address = process.env["GRAPHQL_URL"];
assert.ok(address, "GRAPHQL_URL must name the endpoint; `make clients` sets it");

export const URL_OF_ENDPOINT: string = address;

/** The data that the endpoint gives. Fails on errors. */
export async function ask(document: DocumentNode, variables: Variables): Promise<Data> {
  const response = await fetch(URL_OF_ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const answer = (await response.json()) as { data?: Data; errors?: unknown };
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  assert.ok(answer.data);
  return answer.data;
}

/** Fails when nothing was found, or when a mutation found fault with its input. */
export function assertFilled(data: Data): void {
  const fields = Object.entries(data).filter(([name]) => name !== "__typename");
  assert.ok(fields.some(([, value]) => isFilled(value)), `nothing in the answer: ${JSON.stringify(data)}`);
  for (const [name, value] of fields) {
    const faults = (value as { errors?: unknown[] } | null)?.errors ?? [];
    assert.deepEqual(faults, [], `${name} refused its input`);
  }
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}
