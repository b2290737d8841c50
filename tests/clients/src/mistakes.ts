/** Mistakes that the types must catch. Never run: the compiler fails when one of these is no error. */

import type { Client } from "@urql/core";

import type { ExamplePageQuery, ExampleNamesQueryVariables, PageType } from "../generated/graphql.js";
import { PAGE, type Block, type Home, type Page } from "./site.js";

export function mistakes(client: Client, data: ExamplePageQuery, page: Page, home: Home, block: Block): unknown[] {
  return [
    // @ts-expect-error There may be no page.
    data.page.title,
    // @ts-expect-error No page has such a field.
    page.titel,
    // @ts-expect-error The document does not ask for it.
    page.slug,
    // @ts-expect-error Only a home page has it: look at __typename first.
    page.tagline,
    // @ts-expect-error Only some blocks have it.
    block.text,
    // @ts-expect-error There may be no picture.
    home.heroImage.picture,
    // @ts-expect-error There may be no first block.
    home.body[0].__typename,
    // @ts-expect-error No page is of this kind.
    page.__typename === "HomePag",
    // @ts-expect-error A version of a page may have no path.
    page.translations.map(({ path }) => path.length),
    // @ts-expect-error A language tag is a text.
    page.locale satisfies number,
    // @ts-expect-error The path is required.
    client.query(PAGE, {}),
    // @ts-expect-error The path is a text.
    client.query(PAGE, { path: 1 }),
    // @ts-expect-error Fallbacks are a list of tags.
    { locale: "de", fallback: [1] } satisfies ExampleNamesQueryVariables,
    // @ts-expect-error There is no such kind of page.
    "BLOG" satisfies PageType,
  ];
}
