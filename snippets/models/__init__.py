"""The snippet models, one module per kind."""

from snippets.models.members import Member, MemberKind
from snippets.models.secondees import Secondee
from snippets.models.site import SiteInformation

__all__ = ["Member", "MemberKind", "Secondee", "SiteInformation"]
