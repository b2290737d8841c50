"""The five questions that are measured, as a frontend would ask them."""

from typing import Any, NamedTuple


class Question(NamedTuple):
    name: str
    query: str
    variables: dict[str, Any]


PICTURE = "alt picture(preset: CARD) { sources { mimeType srcset } fallback { url width height } }"

PAGE = """query Page($path: String!) {
  page(path: $path) {
    id title path locale
    seo { title description canonicalUrl }
    breadcrumbs { title path }
    translations { locale path title }
    ... on NewsPage { date intro { html } image { PICTURE } body { ...Block } }
    ... on StandardPage { intro { html } body { ...Block } }
  }
}
fragment Block on Block {
  __typename
  id
  ... on HeadingBlock { text level }
  ... on ParagraphBlock { content { html } }
  ... on ImageBlock { caption image { PICTURE } }
  ... on QuoteBlock { quote attribution }
  ... on CallToActionBlock { label href }
  ... on MembersBlock { members { name country { code } } }
}""".replace("PICTURE", PICTURE)

LIST = """query List($locale: LanguageTag!) {
  pages(locale: $locale, types: [NEWS], orderBy: FIRST_PUBLISHED_DESC, first: 20) {
    edges { node {
      id title path
      seo { image { PICTURE } }
      parent { title path }
      translations { locale path title }
    } }
  }
}""".replace("PICTURE", PICTURE)

MEMBERS = """query Members($locale: LanguageTag!, $country: [CountryCode!]) {
  members(locale: $locale, country: $country, orderBy: NAME_ASC, first: 100) {
    totalCount
    edges { node { id name kind country { code } website joinedOn isSignatory
      coordinates { latitude longitude } } }
  }
}"""

NAVIGATION = """query Navigation($locale: LanguageTag!) {
  navigation(locale: $locale) { ...Item children { ...Item children { ...Item children { ...Item
    children { ...Item children { ...Item } } } } } }
}
fragment Item on NavigationItem { title path type }"""

SEARCH = """query Search($query: String!, $locale: LanguageTag!) {
  search(query: $query, locale: $locale, types: [PAGE], first: 10) {
    totalCount
    edges { excerpt node { __typename ... on Page { id title path } } }
  }
}"""

CARD = """avifSmall: rendition(fill: "480x320", format: "avif") { url width }
  avifLarge: rendition(fill: "960x640", format: "avif") { url width }
  webpSmall: rendition(fill: "480x320", format: "webp") { url width }
  webpLarge: rendition(fill: "960x640", format: "webp") { url width }
  jpeg: rendition(fill: "960x640", format: "jpeg") { url width height }"""

BLOCK = """id blockType
  ... on SiteHeadingBlock { text level }
  ... on RichTextBlock { value }
  ... on SiteImageBlock { caption image { title CARD } }
  ... on SiteQuoteBlock { quote attribution }
  ... on StructBlock { blocks { ... on CharBlock { value } ... on PageChooserBlock { page { url } } } }
  ... on ListBlock { items { ... on SnippetChooserBlock { snippet { ... on Member { name country } } } } }"""

GRAPPLE = {
    "page": """{ page(urlPath: "URLPATH") {
      id title url seoTitle searchDescription
      ancestors { title url }
      ... on NewsPage { date intro image { title CARD } liveTranslations { title url }
        body { BLOCK } }
      ... on StandardPage { intro body { BLOCK } liveTranslations { title url } } } }""",
    "list": """{ pages(contentType: "pages.NewsPage", limit: 20, order: "-first_published_at") {
      id title url parent { title url }
      ... on NewsPage { socialImage { title CARD } liveTranslations { title url } } } }""",
    "members": """{ members(limit: 100, order: "folded_name") {
      id name kind country website joinedOn declarationSignedOn latitude longitude } }""",
    "navigation": """{ page(slug: "fr") { children(inMenu: true, limit: 2000) { ...Item children(inMenu: true, limit: 2000) { ...Item
      children(inMenu: true, limit: 2000) { ...Item children(inMenu: true, limit: 2000) { ...Item
      children(inMenu: true, limit: 2000) { ...Item } } } } } } }
      fragment Item on PageInterface { title url pageType }""",
    "search": """{ pages(searchQuery: "SEARCH", limit: 10) { id title url __typename } }""",
}
"""The nearest that wagtail-grapple can answer: without totals, excerpts, a locale or a filter by country."""
GRAPPLE = {
    name: query.replace("BLOCK", BLOCK).replace("CARD", CARD) for name, query in GRAPPLE.items()
}

REST = {
    "page": "/rest/pages/NUMBER/",
    "list": "/rest/pages/?type=pages.NewsPage&locale=fr&limit=20&order=-first_published_at"
    "&fields=title,card_0,card_1,card_2,card_3,card_4",
    "navigation": "/rest/pages/?locale=fr&show_in_menus=true&fields=title&limit=2000",
}
"""The nearest that Wagtail's REST API can answer: without translations, breadcrumbs or a tree."""
