"""Table of contents of the GraphQL schema: Query, Mutation and schema, nothing else."""

import graphene

from cms.schema.blocks import BLOCK_TYPES
from cms.schema.members import PeopleQuery
from cms.schema.membership import MembershipMutation
from cms.schema.node_query import NodeQuery
from cms.schema.pages import PAGE_TYPES, PagesQuery
from cms.schema.redirects import RedirectQuery
from cms.schema.search import SearchQuery
from cms.schema.site import SiteQuery


class Query(NodeQuery, PagesQuery, SiteQuery, PeopleQuery, SearchQuery, RedirectQuery):
    class Meta:
        description = "Everything that the site makes public."


class Mutation(MembershipMutation):
    class Meta:
        description = "All that the public may send. One field for each request."


schema = graphene.Schema(query=Query, mutation=Mutation, types=[*PAGE_TYPES, *BLOCK_TYPES])
