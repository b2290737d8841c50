"""Every view that the project adds to the admin: where a browser opens it, or that it has no page of its own.

tests/test_added_views.py compares this list with the site's addresses, so that none is forgotten.
"""

TASK, SEGMENT = "translation/tasks/<int:pk>/", "segments/<int:segment_pk>/"
RECORDS = ("member", "secondee", "siteinformation")

PAGES = {
    "health/<slug:slug>/": [
        f"/admin/health/{slug}/"
        for slug in ("descriptions", "pictures", "links", "addresses", "events")
    ],
    "pages/<int:page_id>/edit/": ["/admin/pages/{page}/edit/"],
    "snippets/snippets/member/edit/<int:pk>/": ["/admin/snippets/snippets/member/edit/{member}/"],
    "snippets/snippets/secondee/edit/<int:pk>/": [
        "/admin/snippets/snippets/secondee/edit/{secondee}/"
    ],
    "snippets/snippets/siteinformation/edit/<int:pk>/": [
        "/admin/snippets/snippets/siteinformation/edit/{information}/"
    ],
    "translation/files/": ["/admin/translation/files/"],
    "translation/files/<int:pk>/": ["/admin/translation/files/{file}/"],
    "translation/tasks/": ["/admin/translation/tasks/"],
    TASK: ["/admin/translation/tasks/{task}/"],
    "translation/submit/page/<int:pk>/": ["/admin/translation/submit/page/{page}/"],
    "translation/submit/<slug:app_label>/<slug:model_name>/<int:pk>/": [
        "/admin/translation/submit/snippets/member/{member}/"
    ],
    "translation/submit/outdated/<str:tag>/": ["/admin/translation/submit/outdated/de/"],
    f"{TASK}share/": ["/admin/translation/tasks/{task}/share/"],
    "translation/jobs/": ["/admin/translation/jobs/"],
    "translation/jobs/<int:pk>/": ["/admin/translation/jobs/{job}/"],
    "translation/progress/": ["/admin/translation/progress/"],
    "translation/progress/plan/": ["/admin/translation/progress/plan/?cell={cell}"],
    "second-factor/": ["/admin/second-factor/"],
    "second-factor/set-up/": ["/admin/second-factor/set-up/"],
    "second-factor/remove/": ["/admin/second-factor/remove/"],
    "preview-links/": ["/admin/preview-links/"],
    "preview-links/new/<slug:app_label>/<slug:model_name>/<int:pk>/": [
        "/admin/preview-links/new/pages/objectivespage/{page}/",
        "/admin/preview-links/new/snippets/member/{member}/",
    ],
    "api_keys/new/": ["/admin/api_keys/new/"],
    "api_keys/delete/<int:pk>/": ["/admin/api_keys/delete/{key}/"],
    "applications/": ["/admin/applications/", "/admin/applications/?waiting=true"],
    "applications/<int:pk>/": ["/admin/applications/{application}/"],
}

OTHER_PAGES = [
    "/admin/",
    "/admin/api_keys/",
    "/admin/language_teams/",
    "/admin/language_teams/new/",
    "/admin/snippets/snippets/member/",
    "/admin/snippets/snippets/member/add/",
    "/admin/snippets/snippets/secondee/",
    "/admin/settings/preview/previewsetting/{site}/",
]
"""Wagtail's own views with what the project put into them."""

NO_PAGES = {
    # Answers to a POST that leads on, or to a script.
    *(f"{TASK}{step}/" for step in ("step", "plan", "minor", "fill", "machine", "comment")),
    *(f"{TASK}{SEGMENT}{step}/" for step in ("save", "confirm", "comment")),
    *(f"{TASK}{SEGMENT}{part}/" for part in ("history", "suggestions")),
    f"{TASK}comments/<int:comment_pk>/resolve/",
    "translation/jobs/<int:pk>/advance/",
    "translation/jobs/<int:pk>/retry/",
    # Wagtail's own forms, whose field for tags has no label: what is added shows in a conflict alone.
    "images/<int:image_id>/",
    "documents/edit/<int:document_id>/",
    # Parts of the page that takes in many files at once.
    "images/multiple/<int:image_id>/",
    "documents/multiple/<int:doc_id>/",
    "preview-links/<int:pk>/take-back/",
    "applications/<int:pk>/<slug:action>/",
    "snippets/snippets/secondee/reorder/<int:pk>/",
    *(f"snippets/snippets/{kind}/lock/<int:pk>/" for kind in RECORDS),
    # Parts of a page that is on the list.
    "applications/results/",
    *(f"snippets/choose/snippets/{kind}/" for kind in ("member", "secondee")),
    *(f"snippets/choose/snippets/{kind}/results/" for kind in ("member", "secondee")),
    # Files; and the preview, which has a test of its own.
    "translation/files/export/",
    "translation/progress/csv/",
    f"{TASK}preview/",
}
