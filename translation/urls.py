"""The addresses of the workspace, below /admin/translation/."""

from django.urls import path

from translation.views import jobs, segments, sharing, submitting, work, workspace

SEGMENT = "tasks/<int:pk>/segments/<int:segment_pk>"

urlpatterns = [
    path("tasks/", work.tasks, name="tasks"),
    path("tasks/<int:pk>/", workspace.workspace, name="task"),
    path("tasks/<int:pk>/preview/", workspace.preview, name="preview"),
    path("tasks/<int:pk>/share/", sharing.ShareTranslationView.as_view(), name="share"),
    path("tasks/<int:pk>/step/", workspace.take_step, name="step"),
    path("tasks/<int:pk>/plan/", workspace.plan, name="plan"),
    path("tasks/<int:pk>/minor/", workspace.minor, name="minor"),
    path("tasks/<int:pk>/fill/", workspace.fill, name="fill"),
    path("tasks/<int:pk>/machine/", workspace.translate_rest, name="machine"),
    path("tasks/<int:pk>/comment/", workspace.comment, name="comment"),
    path("tasks/<int:pk>/comments/<int:comment_pk>/resolve/", segments.resolve, name="resolve"),
    path(f"{SEGMENT}/save/", segments.save, name="save"),
    path(f"{SEGMENT}/confirm/", segments.confirm, name="confirm"),
    path(f"{SEGMENT}/comment/", segments.comment, name="segment_comment"),
    path(f"{SEGMENT}/history/", segments.history, name="history"),
    path(f"{SEGMENT}/suggestions/", segments.suggestions, name="suggestions"),
    path("submit/page/<int:pk>/", submitting.submit_page, name="submit_page"),
    path(
        "submit/<slug:app_label>/<slug:model_name>/<int:pk>/",
        submitting.submit_snippet,
        name="submit_snippet",
    ),
    path("submit/outdated/<str:tag>/", submitting.submit_outdated, name="submit_outdated"),
    path("jobs/", jobs.index, name="jobs"),
    path("jobs/<int:pk>/", jobs.show, name="job"),
    path("jobs/<int:pk>/advance/", jobs.advance, name="advance_job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry_job"),
]
