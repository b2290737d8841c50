"""Applying to join: the form as frontends draw it, and the mutation that takes it in."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.client_address import client_address
from cms.schema import loaders
from cms.schema.context import asked_scope, reader_of
from cms.schema.enums import FormFieldType, MemberKind
from cms.schema.errors import RATE_LIMITED, CodedError
from cms.schema.rich_text import Formatted, RichText
from cms.schema.scalars import CountryCode, LanguageTag
from membership.applying import Outcome, TooManyApplications, apply
from membership.form import ApplicationForm
from pages.joining import join_page
from pages.localisation import Scope, content_languages

CODES = "`REQUIRED`, `TOO_LONG`, `INVALID_CHOICE` or `INVALID`"


class FormChoice(graphene.ObjectType):
    class Meta:
        description = "What may be chosen in a field."

    value = graphene.String(required=True, description="What to send.")
    label = graphene.String(required=True, description="What people read.")


class FormField(graphene.ObjectType):
    class Meta:
        description = "A field of a form: all that is needed to draw and check it."

    name = graphene.String(required=True, description="Its name in the mutation's input.")
    label = graphene.String(required=True, description="What people read beside it.")
    help = graphene.String(required=True, description="A sentence more; may be empty.")
    type = graphene.Field(FormFieldType, required=True, description="How to draw it.")
    required = graphene.Boolean(
        required=True, description="Whether it must be filled in or, if a CHECKBOX, ticked."
    )
    max_length = graphene.Int(
        description="How many characters at most, without blanks around them; null for what is not typed."
    )
    choices = graphene.List(
        graphene.NonNull(FormChoice),
        required=True,
        description="What may be chosen, in the order to show it; empty for fields without choices.",
    )


class ApplyForMembershipInput(graphene.InputObjectType):
    class Meta:
        description = "An application; `JoinPage.form` says what its fields must hold."

    locale = LanguageTag(
        required=True,
        description="Language of the messages that come back, and of the reply by mail.",
    )
    idempotency_key = graphene.UUID(
        required=True,
        description="Chosen by the client, at random; sending it again gives the first answer again "
        "and makes no second application. With errors nothing was taken in, and the key is still good.",
    )
    authority_name = graphene.String(required=True, description="The authority that applies.")
    kind = MemberKind(required=True, description="What sort of authority it is.")
    country = CountryCode(required=True, description="Where it lies.")
    contact_name = graphene.String(required=True, description="Whom to speak to.")
    contact_role = graphene.String(description="What that person does there.")
    email = graphene.String(required=True, description="Where the reply goes.")
    phone = graphene.String(description="With the country code; 5 to 20 digits.")
    website = graphene.String(
        description="With http or https; https is added where nothing is said."
    )
    message = graphene.String(description="Anything else, in several lines.")
    wishes_to_sign_declaration = graphene.Boolean(
        required=True,
        description="Whether the authority wishes to sign the Declaration against antigypsyism.",
    )
    consent = graphene.Boolean(
        required=True,
        description="Whether the applicant agrees to `JoinPage.consent`; must be true.",
    )
    homepage = graphene.String(
        description="A trap for robots. Hide it from people and leave it empty."
    )


class FieldError(graphene.ObjectType):
    class Meta:
        description = "What is off with a field; at most one for each field."

    field = graphene.String(required=True, description="Its name in the input.")
    code = graphene.String(required=True, description=f"For programs; never changes: {CODES}.")
    message = graphene.String(required=True, description="For people, in the input's locale.")


class ApplyForMembershipPayload(graphene.ObjectType):
    class Meta:
        description = "The same for all that is in order, whatever is known already."

    reference = graphene.String(
        description="To quote in letters, such as ALL-7F3K-92QX. Null when `errors` is not empty."
    )
    confirmation = graphene.Field(
        RichText,
        description="The join page's `confirmation` in the input's locale, or else in the source "
        "language. Null without such a page, and when `errors` is not empty.",
    )
    errors = graphene.List(
        graphene.NonNull(FieldError),
        required=True,
        description="What to correct, in the form's order; empty when the application is taken in.",
    )

    @staticmethod
    def resolve_confirmation(outcome: Outcome, info: GraphQLResolveInfo) -> Formatted | None:
        if outcome.problems:
            return None
        return join_page_text(info, reply_scope(outcome.language), "confirmation")

    @staticmethod
    def resolve_errors(outcome: Outcome, info: GraphQLResolveInfo) -> tuple[Any, ...]:
        return outcome.problems


class MembershipMutation(graphene.ObjectType):
    apply_for_membership = graphene.Field(
        ApplyForMembershipPayload,
        required=True,
        description="A municipality, region or association asks to take part. It waits for review; "
        "nothing is public before that. Too many from one sender or in all are refused with the code "
        "`RATE_LIMITED`, with the seconds to wait in `extensions.retryAfter`.",
        args={
            "input": graphene.Argument(
                ApplyForMembershipInput, required=True, description="The application."
            )
        },
    )

    @staticmethod
    def resolve_apply_for_membership(
        root: None, info: GraphQLResolveInfo, input: dict[str, Any]
    ) -> Outcome:
        scope = reply_scope(input["locale"])
        info.context.ask_for("consent", "confirmation")
        consent = join_page_text(info, scope, "consent")
        try:
            return apply(
                form_values(input),
                key=input["idempotency_key"],
                language=scope.locale,
                client=client_address(info.context.request),
                consent_text=consent.html if consent else "",
                honeypot=input.get("homepage") or "",
            )
        except TooManyApplications as refused:
            raise too_many(refused) from None


def form_values(given: dict[str, Any]) -> dict[str, Any]:
    """Only what the form has: nothing else of an application can be set from outside."""
    values = {name: given.get(name) for name in ApplicationForm.base_fields}
    return values | {"kind": given["kind"].value}


def too_many(refused: TooManyApplications) -> CodedError:
    return CodedError(
        "There are too many applications just now. Try again later.",
        RATE_LIMITED,
        retryAfter=refused.retry_after_seconds,
    )


def reply_scope(locale: str) -> Scope:
    return asked_scope(locale, content_languages()[:1])


def join_page_text(info: GraphQLResolveInfo, scope: Scope, name: str) -> Formatted | None:
    """A text of the join page; None when there is no such page."""
    page = join_page(reader_of(info), scope)
    return loaders.formatted(page, info, loaders.details(page, info)[name]) if page else None
