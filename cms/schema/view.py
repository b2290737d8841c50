"""GraphQL over HTTP: JSON in, JSON out, and an IDE for people where the settings allow it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from graphene_django.views import GraphQLView as GrapheneView
from graphql import (
    DocumentNode,
    ExecutionResult,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
)

from cms.schema import errors, schema
from cms.schema.answering import executed
from cms.schema.boundary import INERT
from cms.schema.documents import checked
from cms.schema.errors import CodedError
from cms.schema.limits import rates
from cms.schema.limits.bodies import json_body, parsed_json
from cms.schema.limits.costs import Costs
from cms.schema.limits.time import Deadline, Stopped, bounded_statements, refusal_of
from cms.schema.media_types import GRAPHQL, LEGACY, answer_type, status_of
from cms.schema.mutations import root_fields
from cms.schema.persisted import NotPersisted, document_text
from cms.schema.refusals import Refused, bad_request
from cms.schema.response_cache import Answer, Question, answered
from cms.schema.texts import UNSTORABLE, all_storable
from cms.schema.variables import variable_errors

METHODS = ("GET", "POST")


# Reading is public and a POST must be JSON, which a foreign page cannot send without asking first:
# there is no session here for a forged request to borrow, so no CSRF token is needed.
@method_decorator(csrf_exempt, name="dispatch")
class GraphQLView(GrapheneView):
    """graphene-django's view with its own reading of requests replaced: JSON only, no cookies."""

    graphiql_template = "graphiql.html"

    def __init__(self, **options: Any) -> None:
        super().__init__(schema=schema, graphiql=settings.GRAPHQL_IDE, **options)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.graphiql and self.is_for_people(request):
            return self.render_graphiql(request)
        media_type = LEGACY
        try:
            media_type = answer_type(request)
            return self.answer(request, media_type)
        except Refused as refused:
            return refusal(refused, media_type)
        except Stopped as stopped:
            return refusal(stopped.refused, media_type)
        except Exception as error:
            return failure(error, media_type)

    def is_for_people(self, request: HttpRequest) -> bool:
        return (
            request.method == "GET"
            and not {"query", "extensions", "documentId"} & set(request.GET)
            and self.request_wants_html(request)
        )

    def answer(self, request: HttpRequest, media_type: str) -> HttpResponse:
        """Raises Refused and Stopped."""
        deadline = Deadline(settings.GRAPHQL_LIMITS.seconds)
        with bounded_statements(deadline):
            allowed = rates.allowance_of(request)
            rates.count_operation(allowed)
            question = read(request)
            return answered(
                request,
                question,
                content_type(media_type),
                lambda: self.made(request, question, allowed, deadline, media_type),
            )

    def made(
        self,
        request: HttpRequest,
        question: Question,
        allowed: rates.Allowance,
        deadline: Deadline,
        media_type: str,
    ) -> HttpResponse:
        """The answer to a question that has none yet. Raises Refused and Stopped."""
        document = checked(question.text)
        if document.node is None or document.costs is None:
            code = errors.VALIDATION_FAILED if document.is_parsed else errors.PARSE_FAILED
            return unexecuted(errors.all_shown(document.errors, code), media_type)
        operation = wanted_operation(request, document.node, question.name, allowed.mutations)
        wrong = variable_errors(schema.graphql_schema, operation, question.variables)
        if wrong:
            return unexecuted(errors.all_shown(wrong), media_type)
        cost = cost_of(document.costs, operation, question.variables)
        rates.count_cost(allowed, cost)
        if operation.operation is not OperationType.QUERY:
            rates.refuse_uncounted()
        result, known = executed(document, operation, request, question, deadline)
        response = executed_response(result, cost, media_type)
        response.known = None if result.errors else known
        return response


def read(request: HttpRequest) -> Question:
    """The document, its variables and the name of the operation. Raises Refused."""
    given = request_parameters(request)
    for part in ("variables", "extensions"):
        if not isinstance(given.get(part) or {}, dict) or given.get(part) in (False, 0, "", []):
            raise bad_request(f"`{part}` is an object.")
    query, name = sent_document(given), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise bad_request("Send the document as a string in `query`.")
    if name is not None and not isinstance(name, str):
        raise bad_request("`operationName` is a string.")
    variables = given.get("variables") or {}
    if not all_storable([query, variables, name]):
        raise bad_request(UNSTORABLE)
    return Question(query, variables, name)


def sent_document(given: dict[str, Any]) -> Any:
    try:
        return document_text(given)
    except NotPersisted as problem:
        raise Refused(problem.status, problem.code, str(problem)) from None


def request_parameters(request: HttpRequest) -> dict[str, Any]:
    """From the URL of a GET, or from the JSON body of a POST and never from its URL."""
    if request.method == "GET":
        given: dict[str, Any] = dict(request.GET.items())
        for part in ("variables", "extensions"):
            if part in given:
                given[part] = parsed_json(given[part])
        return given
    if request.method != "POST":
        raise not_allowed("Use GET or POST.", METHODS)
    body = json_body(request)
    if isinstance(body, list):
        raise bad_request("Send one request at a time: there are no batches here.")
    if not isinstance(body, dict):
        raise bad_request("Send one JSON object.")
    return body


def not_allowed(message: str, methods: tuple[str, ...]) -> Refused:
    return Refused(
        HTTPStatus.METHOD_NOT_ALLOWED,
        errors.BAD_REQUEST,
        message,
        headers={"Allow": ", ".join(methods)},
    )


def wanted_operation(
    request: HttpRequest, document: DocumentNode, name: str | None, mutations: int
) -> OperationDefinitionNode:
    """Raises Refused when the name leads to none, and for mutations that may not be sent like this."""
    operation = get_operation_ast(document, name)
    if operation is None:
        raise bad_request("Say in `operationName` which operation of the document to run.")
    if operation.operation is not OperationType.QUERY:
        refuse_wrong_mutation(request, document, operation, mutations)
    return operation


def refuse_wrong_mutation(
    request: HttpRequest, document: DocumentNode, operation: OperationDefinitionNode, most: int
) -> None:
    if request.method == "GET":
        raise not_allowed("Only queries may be sent by GET.", ("POST",))
    if len(root_fields(document, operation)) > most:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            errors.QUERY_TOO_COMPLEX,
            f"Send at most {most} {'mutation' if most == 1 else 'mutations'} in one request.",
            is_of_http=False,
        )


def cost_of(costs: Costs, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
    """Raises Refused for an operation that costs too much."""
    try:
        return costs.of(operation, variables).of_content
    except CodedError as error:
        told = dict(error.extensions or {})
        code = told.pop("code")
        raise Refused(
            HTTPStatus.BAD_REQUEST, code, error.message, is_of_http=False, **told
        ) from None


def executed_response(result: ExecutionResult, cost: int, media_type: str) -> Answer:
    """400 when nothing was executed, as with a condition of `@include` that has no value."""
    answer: dict[str, Any] = {}
    if result.errors:
        never_ran = result.data is None and not any(error.path for error in result.errors)
        code = errors.BAD_USER_INPUT if never_ran else errors.INTERNAL
        answer["errors"] = errors.all_shown(result.errors, code)
        if never_ran:
            return unexecuted(answer["errors"], media_type)
    extensions = {"cost": {"requested": cost, "limit": settings.GRAPHQL_LIMITS.cost}}
    return json_response(answer | {"data": result.data, "extensions": extensions}, media_type)


def unexecuted(told: list[dict[str, Any]], media_type: str) -> Answer:
    status = status_of(media_type, HTTPStatus.BAD_REQUEST)
    return json_response({"errors": told}, media_type, status)


def refusal(refused: Refused, media_type: str) -> HttpResponse:
    status = refused.status if refused.is_of_http else status_of(media_type, refused.status)
    response = json_response({"errors": [refused.error]}, media_type, status)
    for name, value in refused.headers.items():
        response[name] = value
    return response


def failure(error: Exception, media_type: str) -> HttpResponse:
    """What went wrong outside of any field: the database is away, or something that we did not foresee."""
    trouble = refusal_of(error)
    if trouble:
        return refusal(trouble, media_type)
    told = errors.internal(error)
    return json_response({"errors": [told]}, media_type, HTTPStatus.INTERNAL_SERVER_ERROR)


def json_response(
    content: dict[str, Any], media_type: str, status: HTTPStatus = HTTPStatus.OK
) -> Answer:
    answer = Answer(orjson.dumps(content), status=status, content_type=content_type(media_type))
    answer["Content-Security-Policy"] = INERT
    return answer


def content_type(media_type: str) -> str:
    """JSON is UTF-8 whatever a header says; the newer media type is to say so."""
    return media_type + ("; charset=utf-8" if media_type == GRAPHQL else "")
