"""The admin: who gets in, how often they may try, and what they may do (threats 18, 20, 22)."""

from tests.defences.defence import defences

LOG_IN = (
    *defences(
        "accounts/attempts.py",
        "tests/accounts/test_attempts.py",
        (
            "Log-in, 5 a minute",
            "if len(made) <= limit:",
            "if len(made) <= 100 * limit:",
            "test_sixth_wrong_password_in_a_minute_is_not_looked_at",
        ),
        (
            "Log-in, one account however it is typed",
            'name = unicodedata.normalize("NFKC", typed.strip()[:LONGEST_NAME]).casefold()',
            "name = typed",
            "test_other_ways_of_writing_the_account_are_the_same_account",
        ),
        (
            "Log-in, names are not stored",
            'return salted_hmac(f"accounts.attempts.{kind}", value, algorithm="sha256").hexdigest()',
            "return value",
            "test_names_are_not_stored",
        ),
    ),
    *defences(
        "cms/attempt_limits.py",
        "tests/accounts/test_attempts.py",
        (
            "Log-in, per account",
            'tried = key_of(f"{kind} account", account(request, *args, **kwargs))',
            'tried = key_of(f"{kind} account", client_address(request))',
            "test_limit_of_an_account_holds_from_many_addresses",
        ),
        (
            "Log-in, per address",
            'key_of(f"{kind} address", client_address(request))',
            "tried",
            "test_limit_of_an_address_holds_for_many_accounts",
        ),
        (
            "Log-in, key of no free field (CVE-2025-64526)",
            'return lambda request, *_, **__: account_of(request.POST.get(field, ""))',
            "return lambda request, *_, **__: str(sorted(request.POST.items()))",
            "test_other_fields_do_not_make_another_key",
        ),
    ),
    *defences(
        "cms/urls.py",
        "tests/accounts/test_attempts.py",
        (
            "Password mails, 5 a minute",
            'limited("reset", named_in("email"), forgets_success=False)(',
            "(",
            "test_sixth_password_mail_in_a_minute_is_not_sent",
        ),
        (
            "Shared passwords of collections",
            'limited("document password", restriction)(authenticate_with_password)',
            "authenticate_with_password",
            "test_shared_password_of_a_collection_cannot_be_guessed_for_long",
        ),
        (
            "No second door to log in",
            '    re_path(r"^[\\w-]+/_util/login/$", RedirectView.as_view(pattern_name="wagtailadmin_login")),\n',
            "",
            "test_there_is_no_second_door_to_log_in",
        ),
    ),
)

SECOND_FACTOR = defences(
    "accounts/second_factor.py",
    "tests/accounts/test_second_factor.py",
    (
        "Second factor",
        "if has_device(user):",
        "if not user:",
        "test_nothing_opens_with_the_password_alone",
    ),
    (
        "Second factor required of all",
        "is_free = not settings.SECOND_FACTOR_REQUIRED or name in SETTING_UP",
        "is_free = True or name in SETTING_UP",
        "test_everybody_is_sent_to_set_one_up_where_it_is_required",
    ),
) + defences(
    "accounts/views.py",
    "tests/accounts/test_second_factor.py",
    (
        "Second factor leads to no foreign site (threat 20)",
        'return wanted if is_ours else reverse("wagtailadmin_home")',
        'return wanted if is_ours or wanted else reverse("wagtailadmin_home")',
        "test_number_leads_to_no_foreign_site",
    ),
)

HEADERS = (
    *defences(
        "cms/settings/base.py",
        "tests/safety/test_headers.py",
        (
            "Content security policy",
            '    "cms.content_policy.ContentPolicyMiddleware",\n',
            "",
            "test_admin_loads_nothing_from_other_hosts_and_is_framed_by_nobody",
        ),
        (
            "Content security policy of other pages",
            '"default-src": ["\'self\'"],',
            '"default-src": ["\'self\'", "\'unsafe-inline\'"],',
            "test_other_pages_run_no_script_that_stands_in_them",
        ),
    ),
    *defences(
        "cms/content_policy.py",
        "tests/safety/test_headers.py",
        (
            "Admin framed by itself only",
            '"frame-ancestors": ["\'self\'"],',
            '"frame-ancestors": ["*"],',
            "test_admin_loads_nothing_from_other_hosts_and_is_framed_by_nobody",
        ),
    ),
    *defences(
        "cms/settings/production.py",
        "tests/safety/test_deployment.py",
        (
            "HSTS (threat 22)",
            "SECURE_HSTS_SECONDS = 31_536_000 if ENV.SECURE_SSL else 0",
            "SECURE_HSTS_SECONDS = 0",
            "test_production_passes_the_deployment_checks",
        ),
        (
            "HTTPS alone (threat 22)",
            "SECURE_SSL_REDIRECT = ENV.SECURE_SSL",
            "SECURE_SSL_REDIRECT = False",
            "test_production_passes_the_deployment_checks",
        ),
        (
            "Secure session cookie (threat 22)",
            "SESSION_COOKIE_SECURE = ENV.SECURE_SSL",
            "SESSION_COOKIE_SECURE = False",
            "test_production_passes_the_deployment_checks",
        ),
        (
            "Secure CSRF cookie (threat 22)",
            "CSRF_COOKIE_SECURE = ENV.SECURE_SSL",
            "CSRF_COOKIE_SECURE = False",
            "test_production_passes_the_deployment_checks",
        ),
    ),
    *defences(
        "cms/settings/base.py",
        "tests/safety/test_deployment.py",
        (
            "Debug pages (threat 21)",
            "DEBUG = False",
            "DEBUG = True",
            "test_production_passes_the_deployment_checks",
        ),
    ),
)

ROLES = (
    *defences(
        "cms/roles.py",
        "tests/safety/test_roles.py",
        (
            "Editors do not publish (threat 18)",
            "pages=frozenset(WRITE_PAGES),",
            "pages=frozenset(RUN_PAGES),",
            "test_role_may_do_what_the_table_says_and_nothing_else",
        ),
        (
            "Translators do not write sources (threat 18)",
            "Role.TRANSLATOR: Rights(media",
            'Role.TRANSLATOR: Rights(pages=frozenset({"change_page"}), media',
            "test_role_may_do_what_the_table_says_and_nothing_else",
        ),
        (
            "Coordinators keep no pages (threat 18)",
            "Role.COORDINATOR: Rights(\n",
            'Role.COORDINATOR: Rights(\n        pages=frozenset({"publish_page"}),\n',
            "test_role_may_do_what_the_table_says_and_nothing_else",
        ),
        (
            "Membership officers read applications, others do not (threat 18)",
            'models=frozenset(IN | on_models("add change", *SNIPPETS)),',
            'models=frozenset(IN | on_models("add change", *SNIPPETS)'
            ' | on_models("view", "membership.application")),',
            "test_role_may_do_what_the_table_says_and_nothing_else",
        ),
        (
            "Roles are exact (threat 18)",
            "given.exclude(page=root, permission__in=wanted).delete()",
            "pass",
            "test_roles_are_exact_and_made_again_without_change",
        ),
    ),
)

TRANSLATING = (
    *defences(
        "cms/urls.py",
        "tests/translation/test_ways.py",
        (
            "Translations: no other way than the workspace (threat 18)",
            '    path("admin/", include(decorate_urlpatterns(closing.urlpatterns, in_the_admin))),\n',
            "",
            "test_every_view_of_wagtail_localize_is_closed",
        ),
    ),
    *defences(
        "translation/rights.py",
        "tests/translation/test_rights.py",
        (
            "Translators do not publish (threat 18)",
            "role__in=ROLES[action])",
            "role__in=ROLES[Action.VIEW])",
            "test_rights",
        ),
        (
            "Roles hold for their language (threat 18)",
            'set(teams.values_list("locale_id", flat=True)) - {source_locale().pk}',
            "target_locales() if teams else set()",
            "test_roles_of_several_languages_do_not_mix",
        ),
        (
            "Nobody translates into the source (threat 18)",
            " - {source_locale().pk}",
            "",
            "test_nobody_translates_into_the_source_language_even_in_a_team_of_it",
        ),
    ),
)

ADMIN = (*TRANSLATING, *LOG_IN, *SECOND_FACTOR, *HEADERS, *ROLES)
