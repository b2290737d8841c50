"""Executes an operation on one version of the content."""

from django.http import HttpRequest
from graphql import ExecutionResult, OperationDefinitionNode, OperationType

from cms.schema.context import Context
from cms.schema.documents import Document
from cms.schema.limits.time import Deadline
from cms.schema.response_cache import Question
from content_version import current
from content_version.current import Known

MOST_TRIES = 3
"""Content that changes in between is read again; after so many times it is taken as it came."""


def executed(
    document: Document,
    operation: OperationDefinitionNode,
    request: HttpRequest,
    question: Question,
    deadline: Deadline,
) -> tuple[ExecutionResult, Known | None]:
    """The result, and the version that all of it belongs to; None where there is no such version.

    Raises Stopped when it takes too long, and ValueError for a document with errors.
    """
    if document.plans is None:
        raise ValueError("only documents without errors can be executed")
    for _ in range(MOST_TRIES):
        known = current.known()
        context = Context(request, document.asked, known, deadline)
        result = document.plans.execute(context, question.variables, question.name)
        if operation.operation is not OperationType.QUERY:
            return result, None
        if current.is_still(known):
            return result, known
    context = Context(request, document.asked, current.load(), deadline)
    return document.plans.execute(context, question.variables, question.name), None
