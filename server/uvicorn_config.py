"""The configuration of the uvicorn that runs this server; `streamlit run` passes on none of its settings."""

from __future__ import annotations

import uvicorn
from starlette.types import Receive


def running_config(receive: Receive) -> uvicorn.Config | None:
    """The configuration behind a lifespan's `receive`; None when another server runs the app."""
    config = getattr(getattr(receive, "__self__", None), "config", None)
    return config if isinstance(config, uvicorn.Config) else None
