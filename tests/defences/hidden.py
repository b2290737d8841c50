"""What is not public stays so, by whatever side door (threats 1, 2, 10)."""

from tests.defences.defence import defences

BEHIND_NO_DOOR = "test_hidden_page_is_behind_no_side_door"

RULE = defences(
    "pages/visibility.py",
    "tests/schema/test_visibility.py",
    (
        "Draft page (threat 1)",
        'return Q(**{f"{prefix}live": True}) & not_expired',
        "return not_expired",
        f"{BEHIND_NO_DOOR}[draft]",
    ),
    (
        "Expired page (threat 1)",
        'return Q(**{f"{prefix}live": True}) & not_expired',
        'return Q(**{f"{prefix}live": True})',
        f"{BEHIND_NO_DOOR}[expired]",
    ),
    (
        "Private page, log-in (threat 1)",
        ".union(private))",
        ".union(private.none()))",
        f"{BEHIND_NO_DOOR}[log-in]",
    ),
    (
        "Private page, password (threat 1)",
        "PageViewRestriction.objects.order_by()",
        'PageViewRestriction.objects.exclude(restriction_type="password").order_by()',
        f"{BEHIND_NO_DOOR}[password]",
    ),
    (
        "Private page, groups (threat 1)",
        "PageViewRestriction.objects.order_by()",
        'PageViewRestriction.objects.exclude(restriction_type="groups").order_by()',
        f"{BEHIND_NO_DOOR}[groups]",
    ),
    (
        "Page below a draft (threat 1)",
        "unpublished = Page.objects.filter(~live_now(), numchild__gt=0)",
        "unpublished = Page.objects.filter(~live_now(), numchild__gt=0, pk=None)",
        f"{BEHIND_NO_DOOR}[draft]",
    ),
    (
        "Language whose home page is a draft (T40)",
        "unpublished = Page.objects.filter(~live_now(), numchild__gt=0)",
        "unpublished = Page.objects.filter(~live_now(), numchild__gt=0, depth__gt=2)",
        "test_draft_home_page_closes_its_language",
    ),
    (
        "Draft or expired member and secondee (threat 2)",
        "return model._default_manager.filter(live_now())",
        "return model._default_manager.all()",
        "test_hidden_snippets_are_in_no_list_and_no_block",
    ),
    (
        "Pictures of private collections (threat 2)",
        "return in_open_collections(Picture.objects.all(), closed)",
        "return Picture.objects.all()",
        "test_media_of_private_collections_and_below_do_not_come_out",
    ),
    (
        "Documents of private collections (threat 2)",
        "return in_open_collections(SiteDocument.objects.all(), closed)",
        "return SiteDocument.objects.all()",
        "test_media_of_private_collections_and_below_do_not_come_out",
    ),
    (
        "Collections below private ones (threat 2, T5)",
        'media.exclude(under_any(closed, "collection__path"))',
        "media.exclude(collection__path__in=closed)",
        "test_media_of_private_collections_and_below_do_not_come_out",
    ),
)

EDGES = (
    *defences(
        "pages/reading.py",
        "tests/schema/test_visibility.py",
        (
            "Edge: path",
            "lambda: self.visible.filter(url_path=",
            "lambda: SitePage.objects.filter(url_path=",
            BEHIND_NO_DOOR,
        ),
        (
            "Edge: links in rich text and choosers",
            "public = self.is_public & is_preferred(self.visible, scope)",
            "public = is_preferred(SitePage.objects.all(), scope)",
            BEHIND_NO_DOOR,
        ),
        (
            "Edge: menus",
            "found = self.visible.filter(\n                show_in_menus=True",
            "found = SitePage.objects.filter(\n                show_in_menus=True",
            BEHIND_NO_DOOR,
        ),
        (
            "Edge: children",
            "with_parent(self.in_scope(scope), parents)",
            "with_parent(preferred(SitePage.objects.all(), scope), parents)",
            BEHIND_NO_DOOR,
        ),
        (
            "Edge: lists",
            "return preferred(self.visible, scope)",
            "return preferred(SitePage.objects.all(), scope)",
            BEHIND_NO_DOOR,
        ),
        (
            "Edge: translations",
            'lambda: self.visible.filter(\n                Among("path"',
            'lambda: SitePage.objects.filter(\n                Among("path"',
            "test_hidden_translation_is_in_no_language_switcher",
        ),
    ),
    *defences(
        "pages/reading.py",
        "tests/preview/test_grants.py",
        (
            "Edge: parents and breadcrumbs",
            'lambda: self.visible.filter(\n                Among("path"',
            'lambda: SitePage.objects.filter(\n                Among("path"',
            "test_parent_that_is_a_draft_stays_hidden",
        ),
    ),
    *defences(
        "pages/reading.py",
        "tests/schema/test_visibility.py",
        (
            "Edge: node by id",
            'lambda: self.visible.filter(Among("pk", "numbers"',
            'lambda: SitePage.objects.filter(Among("pk", "numbers"',
            BEHIND_NO_DOOR,
        ),
    ),
    *defences(
        "pages/redirects.py",
        "tests/schema/test_redirects.py",
        (
            "Edge: redirects (T3)",
            "page = reader.by_id(redirect.redirect_page_id)",
            "page = redirect.redirect_page",
            "test_redirect_to_a_hidden_page_is_null",
        ),
        (
            "Open redirect: no scheme but the web's (threat 20)",
            "link if is_local or urlsplit(link).scheme in SCHEMES else",
            "link if is_local or urlsplit(link).scheme else",
            "test_address_that_no_browser_should_follow_is_null",
        ),
        (
            "Open redirect: no foreign host as a path (threat 20)",
            'link.startswith("/") and not link.startswith(("//", "/\\\\"))',
            'link.startswith("/")',
            "test_address_that_no_browser_should_follow_is_null",
        ),
    ),
    *defences(
        "search/finding.py",
        "tests/schema/test_search.py",
        (
            "Edge: search, pages (T1)",
            ' & public_page(closed, "page__")',
            "",
            "test_what_is_hidden_is_not_even_counted",
        ),
        (
            "Edge: search, members (T1)",
            ' & live_now("member__")',
            "",
            "test_what_is_hidden_is_not_even_counted",
        ),
        (
            "Edge: search, secondees (T1)",
            ' & live_now("secondee__")',
            "",
            "test_what_is_hidden_is_not_even_counted",
        ),
    ),
)

PREVIEWS = (
    *defences(
        "preview/models.py",
        "tests/preview/test_grants.py",
        (
            "Preview token, expiry (threat 10)",
            ", expires_at__gt=timezone.now())",
            ")",
            "test_expiry_is_told_by_the_clock",
        ),
        (
            "Preview token, revoked (threat 10)",
            "self.filter(by_colleague, revoked_at=None, ",
            "self.filter(by_colleague, ",
            "test_wrong_tokens_look_exactly_alike",
        ),
        (
            "Preview token of a dismissed editor (threat 10)",
            "self.filter(by_colleague, ",
            "self.filter(",
            "test_wrong_tokens_look_exactly_alike[dismissed]",
        ),
    ),
    *defences(
        "preview/apps.py",
        "tests/preview/test_grants.py",
        (
            "Preview token, revoked on publishing (threat 10)",
            "(page_published, page_unpublished, published, unpublished)",
            "(page_unpublished, unpublished)",
            "test_wrong_tokens_look_exactly_alike[published since]",
        ),
        (
            "Preview token, revoked on unpublishing (threat 10)",
            "(page_published, page_unpublished, published, unpublished)",
            "(page_published, published)",
            "test_wrong_tokens_look_exactly_alike[unpublished page]",
        ),
    ),
    *defences(
        "preview/grants.py",
        "tests/preview/test_grants.py",
        (
            "Preview token, forged (threat 10)",
            "SIGNER.unsign(token).partition",
            'token.rpartition(":")[0].partition',
            "test_forged_token_costs_no_statement",
        ),
    ),
    *defences(
        "cms/schema/previews.py",
        "tests/preview/test_grants.py",
        (
            "Preview token of another page, by path (threat 10)",
            "return None if is_other or not fits(record, id) else record",
            "return None if not fits(record, id) else record",
            "test_token_is_good_for_no_other_page",
        ),
        (
            "Preview token of another page, by id (threat 10)",
            "return None if is_other or not fits(record, id) else record",
            "return None if is_other else record",
            "test_token_is_good_for_no_other_page",
        ),
        (
            "Preview token of another node (threat 10)",
            "return record if record and fits(record, id) else None",
            "return record",
            "test_token_of_a_page_is_good_for_no_other_node",
        ),
        (
            "Preview tokens tried (threat 10)",
            "        tries.count(client)\n",
            "        pass\n",
            "test_sixty_wrong_tokens_in_a_minute_and_no_more",
        ),
    ),
)

HIDDEN = (*RULE, *EDGES, *PREVIEWS)
