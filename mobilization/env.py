"""Typed reading of the environment. Nonsense stops the start with one clear sentence, never with a traceback."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit


class Nonsense(SystemExit):
    """A variable is missing or holds what it cannot hold. The message is the sentence that the administrator reads."""


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def given(name: str) -> bool:
    """Whether the variable is set to anything."""
    return bool(text(name))


def required(name: str, purpose: str) -> str:
    if not given(name):
        raise Nonsense(f"{name} must be set: {purpose}.")
    return text(name)


def truth(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value and value not in _TRUTH:
        raise Nonsense(f"{name}={text(name)} is neither true nor false.")
    return _TRUTH.get(value, default)


def number(name: str, default: int, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()) or not least <= int(value) <= most:
        raise Nonsense(f"{name}={value} is not a whole number from {least} to {most}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origin(value: str) -> str:
    """The address of a site without a path: https://registry.example.org"""
    parts = urlsplit(value.rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or f"{parts.scheme}://{parts.netloc}" != parts.geturl():
        raise ValueError(f"{value} is no address of a site")
    return parts.geturl()


def parsed(name: str, default: str, parse: Callable, hint: str):
    """The value read by `parse`; whatever `parse` raises becomes one sentence with `hint`."""
    try:
        return parse(text(name, default))
    except Exception as error:
        raise Nonsense(f"{name} cannot be read ({error}). {hint}") from None
