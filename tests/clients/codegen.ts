import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of the contract, its operations, and the documents written in src/. */
const config: CodegenConfig = {
  schema: "../../graphql/schema.graphql",
  documents: ["../../graphql/operations/*.graphql", "src/*.ts"],
  emitLegacyCommonJSImports: false,
  generates: {
    "./generated/": {
      preset: "client",
      config: {
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          CountryCode: "string",
          Date: "string",
          DateTime: "string",
          LanguageTag: "string",
          UUID: "string",
        },
      },
    },
  },
};

export default config;
