/** Runs every audit of graphql-http against the endpoint; fails unless all of them pass. */

import { auditServer } from "graphql-http";

const address = process.env["GRAPHQL_URL"];
if (!address) throw new Error("GRAPHQL_URL must name the endpoint; `make audits` sets it");

const results = await auditServer({ url: address });
const failed = results.filter((result) => result.status !== "ok");
for (const { id, name, status, reason } of failed) console.log(`${status} ${id} ${name}: ${reason}`);
console.log(`${results.length - failed.length} of ${results.length} audits pass`);
process.exit(results.length >= 61 && failed.length === 0 ? 0 : 1);
