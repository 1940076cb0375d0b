"""How much may be asked in a minute, of what costs the server much or could be guessed."""

from time import time

from django.core.cache import cache

MINUTE = 60  # seconds


def seconds_to_wait(what: str, most: int) -> int:
    """Count one more of `what` in this minute; the seconds to wait if there were more than `most`, else 0.

    Counted in the memory of the server process: it is a bound on load and on guessing, not an account of who asked.
    """
    minute, second = divmod(int(time()), MINUTE)
    key = f"limit:{what}:{minute}"
    cache.add(key, 0, MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # it was swept out in between
        return 0
    return MINUTE - second if count > most else 0
