/** Every operation that codegen found: those of graphql/operations/, and those written in src/. */

import { Kind, type DocumentNode, type OperationDefinitionNode } from "graphql";

import * as generated from "../generated/graphql.js";
import { variablesFor, type Variables } from "./variables.js";

export const LANGUAGES = ["fr", "en", "de", "rom"];

export type Data = Record<string, unknown>;

export interface Operation {
  readonly name: string;
  readonly isMutation: boolean;
  readonly document: DocumentNode;
  /** One for each language, French first; only one where the language cannot be chosen. */
  readonly runs: readonly Variables[];
}

export function operations(): Operation[] {
  return Object.entries(generated as Record<string, unknown>)
    .filter(([name]) => name.endsWith("Document"))
    .flatMap(([, document]) => asOperation(document as DocumentNode));
}

function asOperation(document: DocumentNode): Operation[] {
  const definition = document.definitions.find(isOperation);
  if (!definition?.name) return [];
  const name = definition.name.value;
  const names = (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const variables = variablesFor(name, names);
  const isMutation = definition.operation === "mutation";
  const runs = names.includes("locale") && !isMutation ? inEachLanguage(variables) : [variables];
  return [{ name, isMutation, document, runs }];
}

function isOperation(definition: { kind: string }): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

function inEachLanguage(variables: Variables): Variables[] {
  return LANGUAGES.map((locale) => ({ ...variables, locale }));
}
