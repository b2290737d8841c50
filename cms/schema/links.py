"""The short form of a page, for breadcrumbs, menus and buttons."""

import graphene

from cms.schema.enums import PageType
from pages.reading import PageRecord


class PageLink(graphene.ObjectType):
    class Meta:
        description = "As much of a page as a link to it needs."

    title = graphene.String(required=True, description="The page's title.")
    path = graphene.String(required=True, description='Its public path, "/fr/objectifs/".')
    type = graphene.Field(PageType, required=True, description="What kind of page it is.")


def page_link(page: PageRecord) -> dict[str, str]:
    return {"title": page.title, "path": page.url_path, "type": page.page_type}
