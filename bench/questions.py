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
