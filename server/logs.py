"""No key of answers, of results or of a session gets into the log of the process, and nobody fills it with nonsense."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Mapping
from math import inf
from threading import Lock
from time import monotonic
from typing import Any, Final

# Private and read-only keys as they are in addresses, Streamlit's session ids, and links to files.
_SECRETS: Final = re.compile(
    r"(?P<before>(?:\b|(?<=%26)|(?<=%3F))(?:r|view)(?:=|%3D)|/files/)[\w.-]+"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
)
_LEFT_OUT: Final = "…"
_CRAFTED: Final = "A control was set to what no page sends (%s)."
# What anyone can cause as often as they like, by who logs it.
_ANYBODYS: Final[Mapping[str, tuple[str, ...]]] = {
    "asyncio": ("socket.accept() out of system resource", "socket.send() raised exception."),
    "uvicorn.error": ("Invalid HTTP request received.", "Unsupported upgrade request."),
    "streamlit.error_util": (_CRAFTED,),
    "streamlit.components.v2.bidi_component.serialization": (_CRAFTED,),
    "streamlit.runtime.websocket_session_manager": (
        "Session with id %s is already connected! Reconnecting to existing session.",
    ),
}
_SECONDS_BETWEEN: Final = 60
# Where Streamlit reads what a message says a control is set to.
_READING: Final = ("WStates.__getitem__", "WStates.get_serialized", "BidiComponentSerde.deserialize")


def without_keys(text: str) -> str:
    """The text without the keys in it."""
    return _SECRETS.sub(lambda found: f"{found['before'] or ''}{_LEFT_OUT}", text)


def keep_keys_out() -> None:
    """Leave keys out of everything logged from now on, by any library and handler."""
    make = logging.getLogRecordFactory()
    if isinstance(make, _Discreet):
        return
    logging.setLogRecordFactory(_Discreet(make))


def limit_nonsense() -> None:
    """Log at most once a minute from now on what anyone can cause."""
    seldom = Seldom(*(sentence for sentences in _ANYBODYS.values() for sentence in sentences))
    for name in _ANYBODYS:
        logging.getLogger(name).addFilter(seldom)


class Seldom(logging.Filter):
    """Passes on what begins with one of these sentences at most once a minute.

    The next one says how many were left out before it.
    """

    def __init__(self, *sentences: str, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = Lock()
        self._due = dict.fromkeys(sentences, -inf)
        self._left_out = dict.fromkeys(sentences, 0)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log it now."""
        sentence = str(record.msg).partition("\n")[0]
        if sentence not in self._due:
            return True
        with self._lock:
            if self._now() < self._due[sentence]:
                self._left_out[sentence] += 1
                return False
            self._due[sentence] = self._now() + _SECONDS_BETWEEN
            left_out, self._left_out[sentence] = self._left_out[sentence], 0
        if left_out:
            record.msg, record.args = f"{record.getMessage()} Before it, {left_out} more came.", ()
        return True


class _Discreet:
    """Makes log records without keys. Their arguments stay separate: uvicorn's access log uses them one by one."""

    def __init__(self, make: Any) -> None:  # noqa: ANN401 - typeshed has no name for it
        self._make = make

    def __call__(self, *args: object, **more: object) -> logging.LogRecord:
        record: logging.LogRecord = self._make(*args, **more)
        record.msg = _cleaned(record.msg)
        if isinstance(record.args, Mapping):
            record.args = {name: _cleaned(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_cleaned(value) for value in record.args)
        if record.exc_info and isinstance(error := record.exc_info[1], Exception) and _is_of_crafted_value(error):
            record.msg, record.args, record.exc_info = _CRAFTED, (type(error).__name__,), None
        if record.exc_info and record.exc_info[0] is not None:
            # A formatter uses this text instead of making its own.
            record.exc_text = without_keys("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return record


def _is_of_crafted_value(error: Exception) -> bool:
    """Whether Streamlit could not read what a control was set to: anyone can send that, as often as they like."""
    if isinstance(error, KeyError):  # a control that is not there
        return False
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_code.co_qualname in _READING for frame in frames)


def _cleaned(value: object) -> object:
    """A part of a record. Anything but a number or None becomes text, because it may contain a key."""
    return value if value is None or isinstance(value, int | float) else without_keys(str(value))
