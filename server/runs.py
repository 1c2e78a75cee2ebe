"""How Streamlit runs a page for what a visitor has done."""

from __future__ import annotations

from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.state import SafeSessionState

_call_callbacks = SafeSessionState.on_script_will_rerun


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
