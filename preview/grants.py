"""Makes grants, opens them again by their tokens, and takes them back.

A token is signed and names its grant; all that it grants stands in the database, so that it can end at once.
"""

import json
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from preview.models import PreviewGrant

REVIEWER_DAYS = 7
MAX_REVIEWER_DAYS = 30
KEPT_FOR_EDITOR = 5
"""So many states of one form stay open: a tab that was opened a moment ago still shows its own."""
MAX_TOKEN = 200
"""Characters; ours have about 100."""

SIGNER = Signer(salt="preview.grant")


def grant_editor(draft: Any, user: User | None) -> PreviewGrant:
    """For what stands in draft, an instance that nobody needs to have saved; the same state gives one grant."""
    content = content_of(draft)
    digest = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    own = PreviewGrant.objects.of(draft).filter(made_by=user, reviewer="")
    forget_old(own)
    ends = timezone.now() + timedelta(minutes=settings.PREVIEW_MINUTES)
    same = own.open().filter(digest=digest).first()
    if same:
        PreviewGrant.objects.filter(pk=same.pk).update(expires_at=ends)
        return same
    return PreviewGrant.objects.create(
        **document(draft), content=content, digest=digest, made_by=user, expires_at=ends
    )


def grant_reviewer(revision: Revision, reviewer: str, days: int, user: User | None) -> PreviewGrant:
    """For somebody without an account: this revision, for 1 to MAX_REVIEWER_DAYS days."""
    return PreviewGrant.objects.create(
        **document(revision.as_object()), **terms(reviewer, days, user), revision=revision
    )


def grant_reviewer_state(draft: Any, reviewer: str, days: int, user: User | None) -> PreviewGrant:
    """The same for what stands in draft and in no revision."""
    return PreviewGrant.objects.create(
        **document(draft), **terms(reviewer, days, user), content=content_of(draft)
    )


def terms(reviewer: str, days: int, user: User | None) -> dict[str, Any]:
    if not (reviewer and 1 <= days <= MAX_REVIEWER_DAYS):
        raise ValueError("a reviewer's name, and days within the limit")
    ends = timezone.now() + timedelta(days=days)
    return {"reviewer": reviewer, "made_by": user, "expires_at": ends}


def content_of(draft: Any) -> Any:
    """In the form of a revision's content."""
    return json.loads(json.dumps(draft.serializable_data(), cls=DjangoJSONEncoder))


def document(draft: Model) -> dict[str, Any]:
    return {
        "content_type": ContentType.objects.get_for_model(draft),
        "object_id": str(draft.pk or ""),
        "title": str(draft)[:255],
        "secret": secrets.token_urlsafe(32),
    }


def forget_old(own: "QuerySet[PreviewGrant]") -> None:
    """Of one editor and document: what has ended, and all but the newest."""
    kept = own.filter(expires_at__gt=timezone.now()).order_by("-expires_at", "-pk")
    own.exclude(pk__in=list(kept.values_list("pk", flat=True)[: KEPT_FOR_EDITOR - 1])).delete()


def token_of(grant: PreviewGrant) -> str:
    return SIGNER.sign(f"{grant.pk}.{grant.secret}")


def open_token(token: str) -> PreviewGrant | None:
    """None for a token that is forged, ended or taken back, and nothing tells which.

    A forged one costs no statement.
    """
    if len(token) > MAX_TOKEN:
        return None
    try:
        number, _dot, secret = SIGNER.unsign(token).partition(".")
    except BadSignature:
        return None
    return PreviewGrant.objects.open().filter(pk=int(number), secret=secret).first()


def draft_of(grant: PreviewGrant) -> Any:
    """The document in the granted state; None when the document or its kind is gone."""
    model: Any = grant.content_type.model_class()
    if model is None:
        return None
    content = grant.revision.content if grant.revision else grant.content
    if not grant.object_id:
        return model.from_serializable_data(content)
    stored = model._default_manager.filter(pk=grant.object_id).first()
    return stored and stored.with_content_json(content)


def revoke(grant: PreviewGrant) -> None:
    PreviewGrant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=timezone.now())


def revoke_all(published: Model) -> None:
    """Of a document, whose draft is public now, or shall be seen no more."""
    PreviewGrant.objects.of(published).filter(revoked_at=None).update(revoked_at=timezone.now())
