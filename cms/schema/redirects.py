"""Redirects as frontends read them."""

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.context import reader_of
from pages.redirects import Target, redirect_target

LONGEST_PATH = 2000
"""Characters; no browser sends more."""


class Redirect(graphene.ObjectType):
    class Meta:
        description = "Where an old address leads now."

    target = graphene.String(
        required=True,
        description='A public path such as "/fr/objectifs/", or an absolute URL where an editor chose one.',
    )
    permanent = graphene.Boolean(
        required=True,
        description="Whether to answer 301 (or 308) and have search engines forget the old address; "
        "else 302 (or 307).",
    )

    @staticmethod
    def resolve_target(redirect: Target, info: GraphQLResolveInfo) -> str:
        return redirect.address


class RedirectQuery(graphene.ObjectType):
    redirect = graphene.Field(
        Redirect,
        description="Where an old path leads now: what a changed slug or a moved page left behind, and "
        "what editors set. Null when nothing is known of it, when a page stands there, and when the "
        "target is not public.",
        args={
            "path": graphene.String(
                required=True,
                description='The old path, with its query string if it had one: "/fr/anciens/?page=2".',
            )
        },
    )

    @staticmethod
    def resolve_redirect(root: None, info: GraphQLResolveInfo, path: str) -> Target | None:
        if len(path) > LONGEST_PATH or not path.startswith("/"):
            return None
        try:
            return redirect_target(reader_of(info), path)
        except ValueError:
            return None  # No path at all, as "//[" would be.
