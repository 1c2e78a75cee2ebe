"""How Streamlit runs a page for what a visitor has done."""

from __future__ import annotations

from functools import cache
from typing import Any

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.state import SafeSessionState

_call_callbacks = SafeSessionState.on_script_will_rerun
_fill_in_theme = app_session._populate_theme_msg  # noqa: SLF001


def finish_callbacks() -> None:
    """Let every callback run to its end before the session's next message is looked at.

    Streamlit ends a run for the next message wherever the session's state is read or set, also within a callback, and
    does not call that callback again: what was typed stood on the page and was not stored. A press on the button beside
    a field sends two messages within milliseconds, since the field is left by it.
    """
    setattr(SafeSessionState, "on_script_will_rerun", _call_callbacks_whole)  # noqa: B010  # There is no public way.


def _call_callbacks_whole(state: SafeSessionState, *message: Any, **more: Any) -> None:  # noqa: ANN401
    runner = getattr(state._yield_callback, "__self__", None)  # noqa: SLF001
    if not isinstance(runner, ScriptRunner):
        _call_callbacks(state, *message, **more)
        return
    was_executing, runner._execing = runner._execing, False  # noqa: SLF001  # It looks for no message then.
    try:
        _call_callbacks(state, *message, **more)
    finally:
        runner._execing = was_executing  # noqa: SLF001


def make_theme_once() -> None:
    """Make the theme of the configuration once, and not again for each run of a page, which sends it.

    Streamlit goes through all its options for each of six sections, and finds each one's name in the message with two
    regular expressions.
    """
    setattr(app_session, "_populate_theme_msg", _copy_theme)  # noqa: B010  # There is no public way.
    config.on_config_parsed(_theme.cache_clear, force_connect=True)


def _copy_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    if made := _theme(section):
        message.MergeFromString(made)


@cache
def _theme(section: str) -> bytes:
    """One section of the theme, as Streamlit makes it; empty where nothing is configured."""
    made = CustomThemeConfig()
    _fill_in_theme(made, section)
    return bytes(made.SerializeToString())
