"""The limits of the GraphQL endpoint on what is sent: requests, documents, costs, pages (threats 5 to 7, 9)."""

from tests.defences.defence import defences

BODIES = defences(
    "cms/schema/limits/bodies.py",
    "tests/schema/test_requests.py",
    (
        "Request body, by its Content-Length",
        "int(told) > limit:",
        "int(told) > limit * 8:",
        "test_body_over_the_limit_is_refused_unread",
    ),
    (
        "Request body, chunked",
        "    if len(body) > limit:\n        raise too_large(limit)\n",
        "",
        "test_chunked_body_over_the_limit_is_refused",
    ),
    (
        "Request body, what is held of it",
        ".read(limit + 1)",
        ".read()",
        "test_no_more_of_a_chunked_body_is_held_than_the_limit",
    ),
    (
        "Content-Encoding on requests",
        '.strip().lower() != "identity":',
        '.strip().lower() == "":',
        "test_compressed_body_is_refused",
    ),
    (
        "UTF-8 alone",
        ' or charset not in ("utf-8", "utf8")',
        "",
        "test_other_charset_is_refused",
    ),
    (
        "JSON nesting",
        "if is_deeper(value, limit):",
        "if is_deeper(value, limit * 100):",
        "test_deeper_json_is_refused[101]",
    ),
    (
        "JSON nesting of 30,000 levels (threat 6)",
        "except (ValueError, RecursionError):",
        "except ValueError:",
        "test_deeper_json_is_refused[30000]",
    ),
    (
        "Strict JSON (threat 6)",
        ", parse_constant=refuse_constant",
        "",
        "test_broken_body_is_a_clean_error",
    ),
)

FORGERY = (
    *defences(
        "cms/schema/limits/bodies.py",
        "tests/schema/test_http.py",
        (
            "JSON only, no form POST (threat 7)",
            "request.content_type != JSON or ",
            "",
            "test_json_that_says_to_be_something_else_is_not_taken",
        ),
    ),
    *defences(
        "cms/schema/view.py",
        "tests/schema/test_http.py",
        (
            "Document in the URL of a POST (threat 7)",
            "    return body\n\n\ndef not_allowed",
            "    return {**request.GET.dict(), **body}\n\n\ndef not_allowed",
            "test_document_in_the_url_of_a_post_is_not_taken",
        ),
        (
            "Mutation by GET (threat 7)",
            'if request.method == "GET":\n        raise not_allowed("Only queries',
            'if request.method == "HEAD":\n        raise not_allowed("Only queries',
            "test_mutation_by_get_is_refused_before_anything_is_done",
        ),
    ),
    *defences(
        "cms/schema/view.py",
        "tests/schema/test_requests.py",
        (
            "Array batching",
            "    body = json_body(request)\n",
            "    body = json_body(request)\n    body = body[0] if isinstance(body, list) else body\n",
            "test_broken_body_is_a_clean_error",
        ),
        (
            "NUL and lone surrogates outside of the document (threat 6)",
            "if not all_storable([query, variables, name]):",
            "if not all_storable([query]):",
            "test_broken_body_is_a_clean_error",
        ),
    ),
    *defences(
        "cms/schema/documents.py",
        "tests/schema/test_requests.py",
        (
            "NUL and lone surrogates in the document (threat 6)",
            "RULES = tuple(map(reworded, (*specified_rules, StorableTextsRule)))",
            "RULES = tuple(map(reworded, specified_rules))",
            "test_broken_value_in_a_document_is_a_clean_error",
        ),
    ),
)

REFUSED = "test_document_one_over_the_limit_is_refused"
TEXTS = defences(
    "cms/schema/limits/documents.py",
    "tests/schema/test_limits.py",
    ("Document text", "if len(text) > limits.text_length:", "if not text:", f"{REFUSED}[length]"),
    ("Lexical tokens", "max_lexical_tokens=limits.tokens, ", "", f"{REFUSED}[tokens]"),
    ("Comments", ", max_comments=limits.comments", "", f"{REFUSED}[comments]"),
    ("Aliases", "aliases += 1", "aliases += 0", f"{REFUSED}[aliases]"),
    (
        "Length of an alias",
        "if len(node.alias.value) > limits.alias_length:",
        "if not node.alias.value:",
        f"{REFUSED}[alias_length]",
    ),
    (
        "Root fields",
        "len(root_fields(document, operation)), limits",
        "len(root_fields(document, operation)) // 2, limits",
        f"{REFUSED}[root_fields]",
    ),
    (
        "Directives",
        'directives += len(getattr(node, "directives", None) or ())',
        "directives += 0",
        f"{REFUSED}[directives]",
    ),
    (
        "Operations",
        'refuse_more("operations", len(operations), limits.operations)',
        "pass",
        f"{REFUSED}[operations]",
    ),
    (
        "Fragments",
        'refuse_more("fragments", len(fragments), limits.fragments)',
        "pass",
        f"{REFUSED}[fragments]",
    ),
    (
        "Variables",
        'refuse_more("variables", variables, limits.variables)',
        "pass",
        f"{REFUSED}[variables]",
    ),
)

SHAPES = defences(
    "cms/schema/limits/shapes.py",
    "tests/schema/test_limits.py",
    (
        "Depth",
        "0, settings.GRAPHQL_LIMITS.depth)",
        "0, 10 * settings.GRAPHQL_LIMITS.depth)",
        f"{REFUSED}[plain_depth]",
    ),
    (
        "Depth, fragments followed",
        "elif node.name.value in self.fragments and node.name.value not in spread:",
        "elif False:",
        f"{REFUSED}[fragment_depth]",
    ),
    (
        "Depth within an introspection",
        "settings.GRAPHQL_LIMITS.introspection_depth)",
        "10 * settings.GRAPHQL_LIMITS.introspection_depth)",
        f"{REFUSED}[introspection_depth]",
    ),
    (
        "Field-merge pairs",
        "self.pairs += count * (count - 1) // 2",
        "self.pairs += 0",
        f"{REFUSED}[merge_pairs]",
    ),
)

RULES = defences(
    "cms/schema/documents.py",
    "tests/schema/test_limits.py",
    (
        "Limits before the standard rules (threat 5)",
        "        if not is_ours:\n            refuse_complex(node)",
        "        if not is_ours and not valid_or_errors(node):\n            refuse_complex(node)",
        "test_attack_is_refused_after_little_work",
    ),
    (
        "Introspection depth: MaxIntrospectionDepthRule",
        "(*specified_rules, StorableTextsRule)",
        '(*(r for r in specified_rules if "Depth" not in r.__name__), StorableTextsRule)',
        "test_deep_introspection_is_refused",
    ),
) + defences(
    "cms/schema/documents.py",
    "tests/schema/test_errors.py",
    (
        "The standard rules always run (T9)",
        "(*specified_rules, StorableTextsRule)",
        "(StorableTextsRule,)",
        "test_standard_rules_all_run_and_have_words_of_ours",
    ),
)

COSTS = defences(
    "cms/schema/limits/costs.py",
    "tests/schema/test_limits.py",
    (
        "Cost",
        "if cost.of_content > limits.cost:",
        "if cost.of_content > 10 * limits.cost:",
        "test_cost_at_the_limit_and_one_over",
    ),
    (
        "Cost multiplies lists in lists",
        "cost = times * (1 + self.below(kind_below, below, own_page))",
        "cost = times + self.below(kind_below, below, own_page)",
        "test_cost_multiplies_nested_lists",
    ),
    (
        "Cost of an introspection",
        "if cost.of_schema > limits.introspection_cost:",
        "if cost.of_schema > 100 * limits.introspection_cost:",
        "test_introspection_again_and_again_is_refused",
    ),
    (
        "Cost of a size in a variable's default",
        "one.variable.name.value: one.default_value",
        "one.variable.name.value: None",
        "test_size_hidden_behind_a_default_of_a_variable_counts",
    ),
    (
        "Cost, selections weighed",
        "if self.steps > MAX_STEPS:",
        "if self.steps > 100 * MAX_STEPS:",
        "test_document_that_takes_long_to_weigh_is_refused",
    ),
    (
        "Lists without paging have their number (threat 9)",
        '    "sources": 2,\n',
        "",
        "test_every_list_is_paged_or_has_a_number_to_count",
    ),
)

PAGING = defences(
    "cms/schema/paging.py",
    "tests/schema/test_limits.py",
    (
        "Page size",
        "if not 0 <= size <= most:",
        "if size < 0:",
        "test_paging_at_the_limit_and_one_over[first: 101-False]",
    ),
    (
        "Page size, negative",
        "if not 0 <= size <= most:",
        "if size > most:",
        "test_paging_at_the_limit_and_one_over[first: -1-False]",
    ),
    (
        "Offset",
        "if int(number) > most:",
        "if int(number) > 10 * most:",
        'test_paging_at_the_limit_and_one_over[after: "aXRlbToxMDAwMQ=="-False]',
    ),
    (
        "Forged cursor (threat 9)",
        "decoded.startswith(PREFIX) and number.isdecimal()",
        "number.lstrip('-').isdecimal()",
        'test_paging_at_the_limit_and_one_over[after: "aXRlbTotMQ=="-False]',
    ),
)

ENDPOINT = (*BODIES, *FORGERY, *TEXTS, *SHAPES, *RULES, *COSTS, *PAGING)
