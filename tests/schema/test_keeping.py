"""What is kept stays within its bytes."""

from cms.schema.keeping import OVERHEAD, Kept
from cms.schema.response_cache import KeptBody


def test_least_recently_used_goes_first():
    kept = Kept(20 * (OVERHEAD + 10))
    for number in range(20):
        kept.keep(number, KeptBody(b"x" * 10))
    kept.get(0)
    kept.keep("new", KeptBody(b"x" * 10))

    assert kept.get(0)
    assert kept.get(1) is None
    assert kept.bytes <= kept.most_bytes


def test_size_is_bounded_however_much_comes():
    kept = Kept(100_000)
    for number in range(5_000):
        kept.keep(number, KeptBody(b"x" * (number % 3000)))

    assert kept.bytes == sum(thing.size + OVERHEAD for thing in kept.things.values()) <= 100_000


def test_one_huge_thing_does_not_push_out_all_others():
    kept = Kept(100_000)
    kept.keep("small", KeptBody(b"x"))
    kept.keep("huge", KeptBody(b"x" * 50_000))

    assert kept.get("small")
    assert kept.get("huge") is None


def test_same_key_counts_once():
    kept = Kept(100_000)
    for _ in range(3):
        kept.keep("same", KeptBody(b"x" * 100))

    assert kept.bytes == 100 + OVERHEAD
