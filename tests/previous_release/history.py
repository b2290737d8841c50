"""The release before this one, as Git has it: the newest tag v… below what is checked out, or else the commit in commit.txt."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from tests.databases import ROOT

NAMED = Path(__file__).with_name("commit.txt")
"""Write the commit that is deployed into it, as long as releases have no tags."""


class NoHistory(Exception):
    """The text says what is missing."""


def git(*arguments):
    """What Git prints. Raises NoHistory where there is no Git, or it refuses."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError:
        raise NoHistory("Git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise NoHistory(error.stderr.decode().strip()) from None
    return done.stdout


def previous_release():
    """A commit that can be read here. Raises NoHistory."""
    if git("rev-parse", "--show-toplevel").decode().strip() != str(ROOT):
        raise NoHistory("this is no clone of the repository")
    commit = newest_tag() or NAMED.read_text(encoding="utf-8").strip()
    if not is_here(commit):
        fetch_alone(commit)
    return commit


def newest_tag():
    """None where there is no tag: also in a shallow clone that was made without them."""
    try:
        return (
            git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^").decode().strip()
        )
    except NoHistory:
        return None


def is_here(commit):
    try:
        git("cat-file", "-e", f"{commit}^{{tree}}")
    except NoHistory:
        return False
    return True


def fetch_alone(commit):
    """For a shallow clone. A whole clone that has not the commit would get nothing by it."""
    if git("rev-parse", "--is-shallow-repository").strip() != b"true":
        raise NoHistory(f"{commit} is not in this repository")
    try:
        git("fetch", "--quiet", "--depth", "1", "origin", commit)
    except NoHistory as error:
        raise NoHistory(f"{commit} is not in this shallow clone: {error}") from None


def check_out(commit, folder):
    """Its files, without touching the ones that are checked out."""
    archive = git("archive", "--format=tar", commit)
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def migrations_of(commit):
    """(app, name) of each migration of ours."""
    paths = map(Path, git("ls-tree", "-r", "--name-only", commit).decode().splitlines())
    return {
        (path.parts[0], path.stem)
        for path in paths
        if len(path.parts) == 3 and path.parts[1] == "migrations" and path.stem != "__init__"
    }
