/** The settings that Apollo Client's cache needs for this contract. */

import { readFileSync } from "node:fs";

import { InMemoryCache } from "@apollo/client";
import { buildSchema, isAbstractType } from "graphql";

export function makeCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: possibleTypes(),
    typePolicies: {
      // The id of a block is the same in every language, its words are not: blocks are kept with their page.
      Block: { keyFields: false },
      // Two questions may ask for different parts of these, which have no id of their own.
      Country: { merge: true },
      Coordinates: { merge: true },
      RichText: { merge: true },
      Seo: { merge: true },
      Site: { merge: true },
    },
  });
}

function possibleTypes(): Record<string, string[]> {
  const schema = buildSchema(readFileSync("../../graphql/schema.graphql", "utf-8"));
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(
    abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  );
}
