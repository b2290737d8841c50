/** Values for the variables of all operations, so that a new one runs without a change here. */

/** By the variable's name, or by "Operation.name" where one operation needs another value. */
const VALUES: Record<string, unknown> = {
  after: null,
  country: ["FR", "DE"],
  fallback: ["fr"],
  first: 10,
  input: {
    locale: "fr",
    idempotencyKey: "5f0c1a52-7d0e-4d0c-9f3b-0c5f0c8b7a11",
    authorityName: "Ville d’Exemple",
    kind: "CITY",
    country: "FR",
    contactName: "Camille Exemple",
    email: "camille@example.org",
    wishesToSignDeclaration: true,
    consent: true,
  },
  locale: "fr",
  oldPath: "/join",
  path: "/fr/objectifs/",
  query: "inclusion",
  types: ["PAGE", "MEMBER"],
};

export type Variables = Record<string, unknown>;

/** Throws for a name without a value, even an optional one: it would never be tried. */
export function variablesFor(operation: string, names: readonly string[]): Variables {
  return Object.fromEntries(names.map((name) => [name, valueOf(operation, name)]));
}

function valueOf(operation: string, name: string): unknown {
  for (const key of [`${operation}.${name}`, name]) {
    if (key in VALUES) return VALUES[key];
  }
  throw new Error(`${operation}: no value for $${name}; give it one in tests/clients/src/variables.ts`);
}
