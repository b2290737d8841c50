"""What the GraphQL endpoint tells, and to whom (threats 8, 19 to 21)."""

from tests.defences.defence import defences

ERRORS = defences(
    "cms/schema/errors.py",
    "tests/schema/test_errors.py",
    (
        "Errors per answer, of an execution",
        "zip(errors, range(limits.errors), strict=False)",
        "zip(errors, range(10 * limits.errors), strict=False)",
        "test_errors_of_an_execution_are_bound_too",
    ),
    (
        "Length of one message",
        "error.message[: settings.GRAPHQL_LIMITS.message_length]",
        "error.message",
        "test_message_at_the_limit_and_one_over",
    ),
    (
        "Bytes of all errors",
        "if told and size > limits.error_bytes:",
        "if told and size > 100 * limits.error_bytes:",
        "test_size_of_all_errors_at_the_limit_and_one_over",
    ),
    (
        "Places that one error names",
        "error.locations[:MAX_LOCATIONS]",
        "error.locations",
        "test_fields_that_do_not_fit_name_few_places",
    ),
) + defences(
    "cms/schema/documents.py",
    "tests/schema/test_errors.py",
    (
        "Input is not echoed by the parser",
        "(reworded_syntax_error(error),)",
        "(error,)",
        "test_error_echoes_nothing_of_a_document",
    ),
)

INTERNAL = (
    *defences(
        "cms/schema/wording.py",
        "tests/schema/test_errors.py",
        (
            "Input is not echoed by the rules",
            "self.context.report_error(CodedError(text, code,",
            "self.context.report_error(CodedError(error.message, code,",
            "test_error_echoes_nothing_of_a_document",
        ),
    ),
    *defences(
        "cms/schema/view.py",
        "tests/schema/test_errors.py",
        (
            "Input is not echoed by variables",
            "wrong = variable_errors(schema.graphql_schema, operation, question.variables)",
            "wrong = variable_errors and []",
            "test_error_echoes_nothing_of_a_variable_and_names_its_place",
        ),
    ),
    *defences(
        "cms/schema/errors.py",
        "tests/schema/test_http.py",
        (
            "Internal text in errors of fields (threat 8)",
            "if own is None and code == INTERNAL:",
            "if own is None and code == BAD_REQUEST:",
            "test_internal_error_tells_nothing_but_a_request_id",
        ),
    ),
    *defences(
        "cms/schema/errors.py",
        "tests/schema/test_boundary.py",
        (
            "Request id for what was not foreseen (threat 8)",
            'logger.error("request %s failed", request_id, exc_info=loggable(cause))',
            "loggable(cause)",
            "test_failure_in_the_view_is_json_with_an_id",
        ),
    ),
)

BOUNDARY = defences(
    "cms/schema/boundary.py",
    "tests/schema/test_boundary.py",
    (
        "JSON whatever answers (threat 8)",
        'if "json" not in response.get("Content-Type", ""):',
        'if not response.get("Content-Type", "x"):',
        "test_foreign_host_is_refused_in_json",
    ),
    (
        "No other address below the endpoint (threat 21)",
        'path.removeprefix(PREFIX) in ("", "/")',
        'path.removeprefix(PREFIX)[:1] in ("", "/")',
        "test_nothing_else_under_the_address_answers_in_html",
    ),
    (
        "Errors are kept by nobody (threat 19)",
        'response["Cache-Control"] = "no-store"',
        "pass",
        "test_refusal_is_kept_by_nobody",
    ),
    (
        "No cookie on public answers (threat 19)",
        "response.cookies.clear()",
        "pass",
        "test_cookie_that_something_sets_does_not_leave_the_endpoint",
    ),
    (
        "Vary by what counts (threat 19)",
        'patch_vary_headers(response, [*kept, "Accept"])',
        "patch_vary_headers(response, kept)",
        "test_answer_varies_by_what_it_depends_on_and_nothing_else",
    ),
)

CLOSED = (
    *defences(
        "cms/schema/documents.py",
        "tests/schema/test_boundary.py",
        (
            "Introspection closed, __schema and __type (threat 21)",
            "rules = RULES if is_open else CLOSED_RULES",
            "rules = RULES",
            "test_closed_introspection_tells_nothing",
        ),
        (
            "Introspection closed, suggestions (threat 21)",
            "hide_suggestions=not is_open",
            "hide_suggestions=False",
            "test_closed_introspection_suggests_nothing",
        ),
    ),
    *defences(
        "cms/schema/view.py",
        "tests/schema/test_boundary.py",
        (
            "IDE closed (threat 21)",
            "graphiql=settings.GRAPHQL_IDE, **options",
            "graphiql=True, **options",
            "test_closed_ide_is_no_page",
        ),
    ),
    *defences(
        "cms/settings/base.py",
        "tests/cms/test_settings.py",
        (
            "Introspection closed in production unless opened (threat 21)",
            "ENV.GRAPHQL_INTROSPECTION if ENV.GRAPHQL_INTROSPECTION is not None else not ENV.is_production",
            "ENV.GRAPHQL_INTROSPECTION if ENV.GRAPHQL_INTROSPECTION is not None else True",
            "test_introspection_is_closed_in_production_unless_it_is_opened",
        ),
        (
            "IDE closed in production (threat 21)",
            "ENV.GRAPHQL_IDE if ENV.GRAPHQL_IDE is not None else not ENV.is_production",
            "ENV.GRAPHQL_IDE if ENV.GRAPHQL_IDE is not None else True",
            "test_introspection_is_closed_in_production_unless_it_is_opened",
        ),
    ),
    *defences(
        "cms/settings/base.py",
        "tests/schema/test_boundary.py",
        (
            "Host header (threat 20)",
            'ALLOWED_HOSTS = ENV.ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]',
            'ALLOWED_HOSTS = ["*"]',
            "test_foreign_host_is_refused_in_json",
        ),
        (
            "CORS, other origins (threat 20)",
            "CORS_ALLOWED_ORIGINS = ENV.GRAPHQL_ORIGINS",
            "CORS_ALLOWED_ORIGINS, CORS_ALLOW_ALL_ORIGINS = ENV.GRAPHQL_ORIGINS, True",
            "test_page_of_another_origin_may_not_read",
        ),
        (
            "CORS, nothing but the endpoint (threat 20)",
            'CORS_URLS_REGEX = r"^/graphql/?$"',
            'CORS_URLS_REGEX = r"^/"',
            "test_admin_is_open_to_no_foreign_page",
        ),
        (
            "CORS, no credentials (threat 20)",
            'CORS_EXPOSE_HEADERS = ["retry-after"]',
            'CORS_EXPOSE_HEADERS, CORS_ALLOW_CREDENTIALS = ["retry-after"], True',
            "test_page_of_an_allowed_origin_may_read_without_credentials",
        ),
    ),
)

PERSISTED = defences(
    "cms/schema/persisted.py",
    "tests/schema/test_persisted.py",
    (
        "TRUSTED_ONLY closes ad hoc queries",
        "if settings.TRUSTED_ONLY and text is not None and not is_trusted(text):",
        "if settings.TRUSTED_ONLY and text is not None and not text:",
        "test_trusted_only_refuses_all_other_documents",
    ),
    (
        "TRUSTED_ONLY closes automatic documents",
        "if text is None and not settings.TRUSTED_ONLY:",
        "if text is None:",
        "test_trusted_only_refuses_all_other_documents",
    ),
    (
        "Hash of another document",
        "    if digest(text) != name:\n        raise",
        "    if not name:\n        raise",
        "test_hash_of_another_document_is_refused_and_not_kept",
    ),
    (
        "Document of a shared cache is checked",
        "    if text is None or digest(text) != name:\n        return None",
        "    if text is None:\n        return None",
        "test_document_that_somebody_else_put_into_the_shared_cache_is_not_taken",
    ),
) + defences(
    "cms/schema/documents.py",
    "tests/schema/test_persisted.py",
    (
        "Trusted documents skip the limits, and only they",
        "is_ours = is_trusted(text)",
        "is_ours = bool(text)",
        "test_only_a_trusted_document_skips_the_limits",
    ),
)

KEPT = (
    *defences(
        "cms/schema/response_cache.py",
        "tests/schema/test_response_cache.py",
        (
            "Answers with a key are not kept for others (threat 19)",
            '        and "Authorization" not in request.headers\n',
            "",
            "test_somebody_who_is_known_gets_an_answer_of_his_own",
        ),
        (
            "Answers of a session are not kept for others (threat 19)",
            "        and settings.SESSION_COOKIE_NAME not in request.COOKIES\n",
            "",
            "test_somebody_who_is_known_gets_an_answer_of_his_own",
        ),
        (
            "Previews and errors are not kept (threat 19)",
            'response.setdefault("Cache-Control", NEVER)',
            "pass",
            "test_what_is_no_answer_for_everybody_is_not_kept",
        ),
    ),
    *defences(
        "preview/middleware.py",
        "tests/preview/test_grants.py",
        (
            "private, no-store on previews (threat 19)",
            'response["Cache-Control"] = NEVER_STORED',
            'response["Cache-Control"] = "public, max-age=60"',
            "test_answers_to_right_tokens_are_not_stored_either",
        ),
    ),
)

ANSWERS = (*ERRORS, *INTERNAL, *BOUNDARY, *CLOSED, *PERSISTED, *KEPT)
