"""Asks another site whether an address still answers. How hosts are asked safely, outbound.fetching knows."""

import socket
from dataclasses import dataclass

import requests
from django.db import models
from django.utils.translation import gettext_lazy as _
from requests_hardened.ip_filter import InvalidIPAddress

from outbound.fetching import ForeignPort, Refused, fetch

MAX_REDIRECTS = 5
DOES_NOT_TAKE_HEAD = {403, 404, 405, 501}
"""Answers to HEAD after which GET is tried: many sites treat the two differently."""
THERE_BUT_NOT_FOR_US = {401, 402, 403, 407, 429}
"""The page stands; it does not like machines, or asks for a name."""


class Reason(models.TextChoices):
    """What was wrong, where it is not the status of an answer."""

    INSIDE = "inside", _("leads inside a private network")
    NO_HOST = "no host", _("there is no such host")
    NO_WEB = "no web", _("no address of the web")
    UNTRUSTED = "untrusted", _("its certificate is not valid")
    TOO_SLOW = "too slow", _("no answer in time")
    SILENT = "silent", _("no connection")


@dataclass(frozen=True, slots=True)
class LinkState:
    """reason is empty when it answers, else a value of Reason or the status of the answer."""

    answers: bool
    reason: str = ""


def in_words(reason: str) -> str:
    """A reason for an editor, in the language of the admin; a status is a number in all languages."""
    return str(Reason(reason).label) if reason in Reason.values else reason


def check_link(url: str) -> LinkState:
    """Takes up to a minute; raises nothing."""
    try:
        status = ask(url)
    except ForeignPort:
        # Nobody has looked, so that nobody can say that it is broken.
        return LinkState(True)
    except (requests.RequestException, OSError, ValueError) as error:
        return LinkState(False, reason_of(error).value)
    answers = status < 400 or status in THERE_BUT_NOT_FOR_US
    return LinkState(answers, "" if answers else str(status))


def ask(url: str) -> int:
    """The status at the end of all redirects; nothing of a body is read."""
    status = status_of("HEAD", url)
    return status_of("GET", url) if status in DOES_NOT_TAKE_HEAD else status


def status_of(method: str, url: str) -> int:
    answer = fetch(url, method=method, max_redirects=MAX_REDIRECTS, reads_body=False)
    return answer.status_code


def reason_of(error: Exception) -> Reason:
    if isinstance(error, InvalidIPAddress):
        return Reason.INSIDE
    if isinstance(error, Refused | ValueError):
        return Reason.NO_WEB
    if isinstance(error.__cause__, socket.gaierror):
        return Reason.NO_HOST
    if isinstance(error, requests.exceptions.SSLError):
        return Reason.UNTRUSTED
    return Reason.TOO_SLOW if isinstance(error, requests.Timeout) else Reason.SILENT
