/** What a frontend developer writes: every value comes typed from its document. */

import { graphql, useFragment, type FragmentType } from "../generated/index.js";
import type { ExamplePageQuery } from "../generated/graphql.js";

export const IMAGE = graphql(`
  fragment ExampleImage on Image {
    id
    alt
    picture(preset: CONTENT) {
      sources { mimeType srcset }
      fallback { url width height }
    }
  }
`);

export const PAGE = graphql(`
  query ExamplePage($path: String!) {
    page(path: $path) {
      __typename
      id
      title
      locale
      translations { locale path status }
      ... on HomePage {
        tagline
        heroImage { ...ExampleImage }
        body {
          __typename
          ... on HeadingBlock { text level anchor }
          ... on ParagraphBlock { content { html } }
          ... on ImageBlock { caption image { ...ExampleImage } }
          ... on CallToActionBlock { label href }
        }
      }
      ... on ObjectivesPage { objectives { number title } }
    }
  }
`);

export type Page = NonNullable<ExamplePageQuery["page"]>;
export type Home = Extract<Page, { __typename: "HomePage" }>;
export type Block = Home["body"][number];

/** Links to all versions of the page, for its head. */
export function hreflangLinks(page: Page, origin: string): string[] {
  return page.translations.flatMap(({ locale, path }) =>
    path ? [`<link rel="alternate" hreflang="${escape(locale)}" href="${escape(origin + path)}">`] : [],
  );
}

export function pictureElement(masked: FragmentType<typeof IMAGE>): string {
  const { alt, picture } = useFragment(IMAGE, masked);
  const { url, width, height } = picture.fallback;
  const sources = picture.sources.map(
    ({ mimeType, srcset }) => `<source type="${escape(mimeType)}" srcset="${escape(srcset)}">`,
  );
  const img = `<img src="${escape(url)}" alt="${escape(alt)}" width="${width}" height="${height}">`;
  return `<picture>${sources.join("")}${img}</picture>`;
}

/** The main part of a page, by its kind. */
export function main(page: Page): string {
  switch (page.__typename) {
    case "HomePage":
      return page.body.map(blockElement).join("\n");
    case "ObjectivesPage":
      return page.objectives.map(({ number, title }) => `<h2>${number}. ${escape(title)}</h2>`).join("\n");
    default:
      return `<h1>${escape(page.title)}</h1>`;
  }
}

export function blockElement(block: Block): string {
  switch (block.__typename) {
    case "HeadingBlock":
      return `<h${block.level} id="${escape(block.anchor)}">${escape(block.text)}</h${block.level}>`;
    case "ParagraphBlock":
      return block.content.html;
    case "ImageBlock":
      return `<figure>${pictureElement(block.image)}<figcaption>${escape(block.caption)}</figcaption></figure>`;
    case "CallToActionBlock":
      return `<a href="${escape(block.href)}">${escape(block.label)}</a>`;
    default:
      return "";
  }
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
