"""Columns, texts, files, forms and other hosts (threats 3, 4, 11 to 17)."""

from tests.defences.defence import Defence, defences

COLUMNS = (
    *defences(
        "cms/schema/members.py",
        "tests/schema/test_limits.py",
        (
            "Orders are enums (threat 3, T6)",
            '"order_by": graphene.Argument(MemberOrder, description',
            '"order_by": graphene.Argument(graphene.String, description',
            "test_orders_are_enums_and_nothing_names_a_column",
        ),
    ),
    *defences(
        "cms/schema/pages/base.py",
        "tests/schema/test_limits.py",
        (
            "Editorial fields in the schema (threat 4)",
            '    title = graphene.String(required=True, description="The title, in the served',
            '    owner = graphene.String(description="x")\n'
            '    title = graphene.String(required=True, description="The title, in the served',
            "test_no_editorial_field_is_in_the_schema",
        ),
    ),
)

SLOW = (
    Defence(
        row="Slow clients (threat 13)",
        path="deploy/nginx.conf",
        old="proxy_request_buffering on;",
        new="proxy_request_buffering off;",
        tests="tests/slow_clients/test_slow_clients.py::"
        "test_others_are_answered_while_half_sent_requests_stand_open",
    ),
)

UPLOADS = (
    *defences(
        "cms/settings/base.py",
        "tests/media/test_uploads.py",
        (
            "SVG as a picture (threat 11)",
            'WAGTAILIMAGES_EXTENSIONS = ["avif", ',
            'WAGTAILIMAGES_EXTENSIONS = ["svg", "avif", ',
            "test_pictures_that_are_not_what_they_say_are_refused",
        ),
        (
            "Documents by allow-list (threat 11)",
            'WAGTAILDOCS_EXTENSIONS = ["csv", ',
            'WAGTAILDOCS_EXTENSIONS = ["pdf.html", "js", "html", "svg", "csv", ',
            "test_allowed_kinds_are_those_that_are_told_by_their_content",
        ),
        (
            "20 MB (documents)",
            "WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20",
            "WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 200",
            "test_document_has_20_megabytes_at_most",
        ),
        (
            "50 megapixels",
            "WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000",
            "WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000",
            "test_picture_has_50_megapixels_at_most",
        ),
    ),
    *defences(
        "media/forms.py",
        "tests/media/test_uploads.py",
        (
            "Documents by their content (threat 11)",
            "            check_is_what_it_says(file)\n",
            "            pass\n",
            "test_documents_that_are_not_what_they_say_are_refused",
        ),
    ),
    *defences(
        "media/file_types.py",
        "tests/media/test_uploads.py",
        (
            "Markup in texts (threat 11)",
            "return not has_control and not any(mark in head.lower() for mark in MARKUP)",
            "return not has_control",
            "test_documents_that_are_not_what_they_say_are_refused",
        ),
        (
            "Macros (threat 11)",
            " and not has_macros",
            "",
            "test_documents_that_are_not_what_they_say_are_refused",
        ),
    ),
    *defences(
        "media/serving.py",
        "tests/media/test_uploads.py",
        (
            "Media policy default-src 'none' (threat 11)",
            'response["Content-Security-Policy"] = INERT',
            "pass",
            "test_drawn_pictures_are_served_inert",
        ),
        (
            "Media nosniff (threat 11)",
            'response["X-Content-Type-Options"] = "nosniff"',
            'response["X-Content-Type-Options"] = "sniff"',
            "test_drawn_pictures_are_served_inert",
        ),
        (
            "Drawn pictures of private collections by their address (threat 2)",
            "if not all(restriction.accept_request(request) for restriction in restrictions):",
            "if False:",
            "test_drawn_pictures_of_private_collections_need_their_right",
        ),
        (
            "Original pictures (threat 11)",
            'if not request.user.has_perm("wagtailadmin.access_admin"):',
            "if False:",
            "test_originals_are_for_the_admin_only",
        ),
        (
            "Other files of the media folder",
            "    if picture is None:\n        raise Http404\n",
            "    if picture is None:\n        return []\n",
            "test_nothing_else_of_the_folder_is_served",
        ),
    ),
    Defence(
        row="Image sizes: named ones only (threat 11, T7)",
        path="cms/schema/pictures.py",
        old='{"preset": graphene.Argument(ImagePreset, required=True,',
        new='{"preset": graphene.Argument(graphene.String, required=True,',
        tests="tests/media/test_pictures.py::test_no_other_size_can_be_asked_for",
    ),
)

APPLYING = (
    *defences(
        "membership/applying.py",
        "tests/schema/test_membership.py",
        (
            "Apply: honeypot (threat 12)",
            "    if honeypot:\n        return Suspicion.HONEYPOT\n",
            "",
            "test_robot_gets_the_same_answer_and_is_noted",
        ),
        (
            "Apply: one application for one key (threat 12)",
            "    standing = outcome_of(key)\n    if standing:\n        return standing\n",
            "",
            "test_same_key_gives_the_same_answer_and_one_application",
        ),
        (
            "Apply: 5 an hour per address",
            'seconds_until_room(own, limits["CLIENT_PER_HOUR"], now),',
            "0,",
            "test_one_sender_may_send_five_in_an_hour",
        ),
        (
            "Apply: 200 an hour in all",
            'seconds_until_room(every, limits["ALL_PER_HOUR"], now),',
            "0,",
            "test_two_hundred_may_come_in_an_hour_in_all",
        ),
        (
            "Apply: 3 a day per e-mail address",
            'if same.count() >= settings.MEMBERSHIP_LIMITS["EMAIL_PER_DAY"] else',
            "if same.count() < 0 else",
            "test_fourth_of_an_address_in_a_day_looks_like_the_first",
        ),
        (
            "Apply: texts of the database are not logged (threat 8)",
            "raise NotStored(type(error).__name__) from None",
            "raise",
            "test_log_never_holds_what_was_typed",
        ),
        (
            "Apply: the sender's address is not kept",
            'return salted_hmac("membership.client", client, algorithm="sha256").hexdigest()',
            "return client",
            "test_address_of_the_sender_is_not_kept",
        ),
    ),
    *defences(
        "membership/applying.py",
        "tests/schema/test_membership_mails.py",
        (
            "Apply: no mail for a suspicious one (threat 12)",
            "    if not application.suspicion:\n        write_to_applicant",
            "    if application:\n        write_to_applicant",
            "test_robot_has_nobody_written_to",
        ),
    ),
    *defences(
        "membership/fields.py",
        "tests/schema/test_membership.py",
        (
            "Apply: header injection (threat 12)",
            "return not any(unicodedata.category(sign) in NOT_IN_A_LINE for sign in text)",
            "return True",
            "test_header_cannot_be_smuggled_into_a_mail",
        ),
    ),
    *defences(
        "cms/schema/membership.py",
        "tests/schema/test_membership.py",
        (
            "Apply: the address that is counted (threat 12)",
            "client=client_address(info.context.request),",
            'client=info.context.request.headers.get("X-Forwarded-For", "").split(",")[0],',
            "test_sender_cannot_choose_the_address_that_is_counted",
        ),
    ),
)

SEARCHING = (
    *defences(
        "cms/schema/search.py",
        "tests/schema/test_limits.py",
        (
            "Search text, length (threat 14)",
            "if len(query) > LONGEST_QUERY:",
            "if len(query) > 10 * LONGEST_QUERY:",
            "test_search_text_at_the_limit_and_one_over",
        ),
    ),
    *defences(
        "search/sqlite.py",
        "tests/schema/test_limits.py",
        (
            "Search text, words only (threat 14)",
            "return match_expression(text)",
            "return text",
            "test_search_text_that_is_no_language_finds_nothing_and_breaks_nothing",
        ),
    ),
)

OUTSIDE = defences(
    "outbound/fetching.py",
    "tests/outbound/test_fetching.py",
    (
        "SSRF: special ranges (threat 15)",
        "ip_filter_enable=True,",
        "ip_filter_enable=False,",
        "test_name_that_leads_inside_is_refused",
    ),
    (
        "SSRF: redirects are judged (threat 15)",
        "    for _ in range(max_redirects + 1):\n        check_address(target)\n",
        "    check_address(target)\n    for _ in range(max_redirects + 1):\n",
        "test_redirect_is_judged_like_the_first_address",
    ),
    (
        "SSRF: the web's schemes (threat 15)",
        "if parts.scheme not in SCHEMES or not parts.hostname:",
        "if not parts.hostname:",
        "test_no_name_is_even_looked_up_of_what_is_no_web_address",
    ),
    (
        "SSRF: no passwords (threat 15)",
        "if parts.username or parts.password:",
        "if False:",
        "test_no_name_is_even_looked_up_of_what_is_no_web_address",
    ),
    (
        "SSRF: the web's ports (threat 15)",
        "if port not in PORTS and",
        "if port == 1 and",
        "test_no_name_is_even_looked_up_of_what_is_no_web_address",
    ),
    (
        "SSRF: no proxy of the environment (threat 15)",
        "made.trust_env = False",
        "made.trust_env = True",
        "test_proxy_of_the_environment_is_not_used",
    ),
    (
        "Outbound answers are bounded",
        "len(content) > MAX_BYTES or",
        "",
        "test_answer_that_is_too_long_is_cut_off",
    ),
) + defences(
    "cms/settings/base.py",
    "tests/outbound/test_fetching.py",
    (
        "SSRF: embeds (threat 15)",
        'WAGTAILEMBEDS_FINDERS = [{"class": "outbound.embeds"}]',
        'WAGTAILEMBEDS_FINDERS = [{"class": "wagtail.embeds.finders.oembed"}]',
        "test_embeds_are_fetched_in_this_way",
    ),
)

SCRIPTS = defences(
    "pages/rich_text.py",
    "tests/safety/test_payloads.py",
    (
        "XSS: allowed tags (threat 17)",
        "tags=ALLOWED_TAGS,",
        'tags=ALLOWED_TAGS | {"img", "iframe", "svg", "form"},',
        "test_payloads_that_are_stored_as_they_are_come_out_inert",
    ),
    (
        "XSS: allowed schemes (threat 17)",
        "url_schemes=ALLOWED_SCHEMES,",
        'url_schemes=ALLOWED_SCHEMES | {"javascript", "data", "vbscript"},',
        "test_payloads_that_are_stored_as_they_are_come_out_inert",
    ),
    (
        "XSS: cleaning at all, of what the importer brings (threat 17)",
        "nh3.clean(\n            LINK.sub(resolve, source),\n",
        "(lambda source, **_: source)(\n            LINK.sub(resolve, source),\n",
        "test_payloads_through_the_importer_come_out_inert",
    ),
    (
        "XSS: Markdown (threat 17)",
        'inert = SPECIAL.sub(r"\\\\\\1", text or "")',
        'inert = text or ""',
        "test_payloads_through_the_form_of_the_editor_come_out_inert",
    ),
)

THREATS = (*COLUMNS, *SLOW, *UPLOADS, *APPLYING, *SEARCHING, *OUTSIDE, *SCRIPTS)
