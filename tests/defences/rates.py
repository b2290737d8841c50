"""How often one client may ask the GraphQL endpoint, and how long an answer may take."""

from tests.defences.defence import Defence, defences

RATES = (
    *defences(
        "cms/schema/limits/rates.py",
        "tests/schema/test_rates.py",
        (
            "Rate, burst",
            "RateLimitItemPerSecond(burst, BURST_SECONDS",
            "RateLimitItemPerSecond(100 * burst, BURST_SECONDS",
            "test_burst_at_the_limit_is_answered_and_one_over_is_refused",
        ),
        (
            "Rate, requests of a minute",
            "RateLimitItemPerSecond(per_minute, MINUTE",
            "RateLimitItemPerSecond(100 * per_minute, MINUTE",
            "test_requests_of_a_minute_at_the_limit_and_one_over",
        ),
        (
            "Rate, cost of a minute",
            "RateLimitItemPerSecond(cost, MINUTE",
            "RateLimitItemPerSecond(100 * cost, MINUTE",
            "test_cost_of_a_minute_at_the_limit_and_one_over",
        ),
        (
            "Rate, Retry-After",
            'headers={"Retry-After": str(seconds)},',
            "headers={},",
            "test_burst_at_the_limit_is_answered_and_one_over_is_refused",
        ),
        (
            "Rate, clients are counted apart",
            'f"address:{client_address(request)}"',
            '"address:"',
            "test_clients_are_counted_apart",
        ),
        (
            "Rate, a key's own allowance",
            "        limits.key_burst,\n",
            "        limits.burst,\n",
            "test_key_has_its_own_higher_allowance",
        ),
        (
            "Rate, guessed keys",
            "    count_operation(allowance_of_guesses(request))\n",
            "",
            "test_guessing_keys_is_counted",
        ),
        (
            "Rate without the shared cache, counted locally",
            "return self.local.seconds_to_wait(\n            item.key_for(client), item.amount, item.get_expiry(), cost\n        )",
            "return 0",
            "test_reading_goes_on_without_the_shared_cache_and_is_counted_here",
        ),
    ),
    *defences(
        "cms/schema/view.py",
        "tests/schema/test_rates.py",
        (
            "Mutations wait for the shared cache",
            "            rates.refuse_uncounted()\n",
            "            pass\n",
            "test_mutations_wait_for_the_shared_cache",
        ),
        (
            "Mutations per request",
            "if len(root_fields(document, operation)) > most:",
            "if len(root_fields(document, operation)) > 10 * most:",
            "test_mutations_of_one_request_at_the_limit_and_one_over",
        ),
        (
            "Rate, refused requests count too",
            "            rates.count_operation(allowed)\n            question = read(request)\n",
            "            question = read(request)\n            rates.count_operation(allowed)\n",
            "test_requests_that_are_refused_count_as_well",
        ),
    ),
    *defences(
        "cms/client_address.py",
        "tests/schema/test_rates.py",
        (
            "Addresses that a client claims",
            "network(entries[-trusted])",
            "network(entries[0])",
            "test_client_cannot_claim_another_address",
        ),
        (
            "Addresses without a trusted proxy",
            "if not 0 < trusted <= len(entries):",
            "if trusted > len(entries):",
            "test_header_of_a_client_is_nothing_without_a_proxy",
        ),
    ),
    *defences(
        "cms/client_address.py",
        "tests/cms/test_client_address.py",
        (
            "One IPv6 network is one client",
            "NETWORK_BITS = 64",
            "NETWORK_BITS = 128",
            "test_one_network_counts_as_one_client",
        ),
    ),
)

KEYS = defences(
    "access/keys.py",
    "tests/access/test_keys.py",
    (
        "API key, revoked",
        "ApiKey.objects.filter(digest=digest_of(secret), revoked_at=None)",
        "ApiKey.objects.filter(digest=digest_of(secret))",
        "test_revoked_key_is_no_key",
    ),
    (
        "API key, stored hashed",
        "return hashlib.sha256(secret.encode()).hexdigest()",
        "return hashlib and secret",
        "test_secret_is_kept_nowhere",
    ),
)

TIMES = (
    *defences(
        "cms/schema/limits/time.py",
        "tests/schema/test_outages.py",
        (
            "Whole request in 5 seconds",
            "if time.monotonic() > self.end:",
            "if time.monotonic() > self.end + 60:",
            "test_answer_that_takes_too_long_stops",
        ),
        (
            "Database away: a clean 503",
            "if error is None or not is_outage(error):",
            "if error is not None:",
            "test_database_that_cannot_be_reached_is_told",
        ),
    ),
    Defence(
        row="statement_timeout",
        path="cms/statement_timeouts.py",
        old='run(f"SET statement_timeout = {self.milliseconds}", connection)',
        new='run(f"SET statement_timeout = {10_000 * self.milliseconds}", connection)',
        tests="tests/schema/test_outages.py::test_timeout_holds_for_the_endpoint_and_for_nothing_else",
        needs="postgres",
    ),
    Defence(
        row="statement_timeout for the endpoint alone",
        path="cms/statement_timeouts.py",
        old='        try:\n            run("RESET statement_timeout", connection)',
        new="        try:\n            pass",
        tests="tests/schema/test_outages.py::test_timeout_holds_for_the_endpoint_and_for_nothing_else",
        needs="postgres",
    ),
    Defence(
        row="statement_timeout of the pool for the endpoint alone",
        path="cms/statement_timeouts.py",
        old="    if connection.connection in bounded_sessions and not is_for_an_answer:",
        new="    if connection.connection is None:",
        tests="tests/schema/test_outages.py::test_session_of_the_pool_keeps_the_timeout_for_answers_alone",
        needs="postgres",
    ),
)

OFTEN = (*RATES, *KEYS, *TIMES)
