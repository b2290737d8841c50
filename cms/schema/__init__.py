"""Table of contents of the GraphQL schema: Query and schema, nothing else."""

import graphene

from cms.schema.blocks import BLOCK_TYPES
from cms.schema.members import PeopleQuery
from cms.schema.node_query import NodeQuery
from cms.schema.pages import PAGE_TYPES, PagesQuery
from cms.schema.site import SiteQuery


class Query(NodeQuery, PagesQuery, SiteQuery, PeopleQuery):
    class Meta:
        description = "Everything that the site makes public."


schema = graphene.Schema(query=Query, types=[*PAGE_TYPES, *BLOCK_TYPES])
