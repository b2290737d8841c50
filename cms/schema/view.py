"""GraphQL over HTTP: JSON in, JSON out, and an IDE for people where the settings allow it."""

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
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
from cms.schema.documents import checked
from cms.schema.mutations import MAX_MUTATIONS, root_fields
from cms.schema.persisted import NotPersisted, document_text
from cms.schema.response_cache import Answer, Question, answered
from cms.schema.texts import UNSTORABLE, all_storable

METHODS = ("GET", "POST")


class Refused(Exception):
    """The request is no GraphQL request; it is answered with a status and one error."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


# Reading is public and a POST must be JSON, which a foreign page cannot send without asking first:
# there is no session here for a forged request to borrow, so no CSRF token is needed.
@method_decorator(csrf_exempt, name="dispatch")
class GraphQLView(GrapheneView):
    """graphene-django's view with its own reading of requests replaced: JSON only, no cookies."""

    graphiql_template = "graphiql.html"

    def __init__(self, **options: Any) -> None:
        super().__init__(schema=schema, graphiql=settings.GRAPHQL_IDE, **options)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if self.graphiql and self.is_for_people(request):
                return self.render_graphiql(request)
            question = self.read(request)
            return answered(
                request, question, "application/json", lambda: self.answer(request, question)
            )
        except Refused as refused:
            error = {"message": str(refused), "extensions": {"code": refused.code}}
            response = JsonResponse({"errors": [error]}, status=refused.status)
            if refused.status == HTTPStatus.METHOD_NOT_ALLOWED:
                response["Allow"] = ", ".join(METHODS)
            return response

    def is_for_people(self, request: HttpRequest) -> bool:
        return (
            request.method == "GET"
            and not {"query", "extensions", "documentId"} & set(request.GET)
            and self.request_wants_html(request)
        )

    def read(self, request: HttpRequest) -> Question:
        """Raises Refused."""
        given = request_parameters(request)
        query, variables = sent_document(given), given.get("variables")
        name = given.get("operationName")
        if not isinstance(query, str) or not query.strip():
            raise bad_request("Send the document as a string in `query`.")
        if variables is not None and not isinstance(variables, dict):
            raise bad_request("`variables` is an object.")
        if name is not None and not isinstance(name, str):
            raise bad_request("`operationName` is a string.")
        if not all_storable([query, variables, name]):
            raise bad_request(UNSTORABLE)
        return Question(query, variables, name)

    def answer(self, request: HttpRequest, question: Question) -> HttpResponse:
        document, name = checked(question.text), question.name
        if document.node is None or document.plans is None:
            code = errors.VALIDATION_FAILED if document.is_parsed else errors.PARSE_FAILED
            return json_response({"errors": [errors.shown(e, code) for e in document.errors]}, 400)
        operation = get_operation_ast(document.node, name)
        if operation is None:
            raise bad_request("Say in `operationName` which operation of the document to run.")
        if operation.operation is not OperationType.QUERY:
            refuse_wrong_mutation(request, document.node, operation)
        result, known = executed(document, operation, request, question.variables, name)
        response = executed_response(result)
        response.known = None if result.errors else known
        return response


def refuse_wrong_mutation(
    request: HttpRequest, document: DocumentNode, operation: OperationDefinitionNode
) -> None:
    if request.method == "GET":
        raise Refused(
            HTTPStatus.METHOD_NOT_ALLOWED, errors.BAD_REQUEST, "Only queries may be sent by GET."
        )
    if len(root_fields(document, operation)) > MAX_MUTATIONS:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            errors.QUERY_TOO_COMPLEX,
            f"Send at most {MAX_MUTATIONS} mutation in one request.",
        )


def request_parameters(request: HttpRequest) -> dict[str, Any]:
    """From the URL of a GET, or from the JSON body of a POST and never from its URL."""
    if request.method == "GET":
        given: dict[str, Any] = dict(request.GET.items())
        for name in ("variables", "extensions"):
            if name in given:
                given[name] = parsed_json(given[name])
        return given
    if request.method != "POST":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, errors.BAD_REQUEST, "Use GET or POST.")
    if request.content_type != "application/json":
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            errors.UNSUPPORTED_MEDIA_TYPE,
            "Send the request as application/json.",
        )
    body = parsed_json(request.body)
    if not isinstance(body, dict):
        raise bad_request("Send one JSON object.")
    return body


def sent_document(given: dict[str, Any]) -> Any:
    try:
        return document_text(given)
    except NotPersisted as problem:
        raise Refused(problem.status, problem.code, str(problem)) from None


def parsed_json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise bad_request("This is no JSON.") from None


def bad_request(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, errors.BAD_REQUEST, message)


def executed_response(result: ExecutionResult) -> Answer:
    """400 when nothing was executed, as with variables that do not fit."""
    answer: dict[str, Any] = {}
    if result.errors:
        never_ran = result.data is None and not any(error.path for error in result.errors)
        code = errors.BAD_USER_INPUT if never_ran else errors.INTERNAL
        answer["errors"] = [errors.shown(error, code) for error in result.errors]
        if never_ran:
            return json_response(answer, 400)
    return json_response(answer | {"data": result.data}, 200)


def json_response(content: dict[str, Any], status: int) -> Answer:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Answer(text, status=status, content_type="application/json")
