"""The server: the frame with its pages, behind what every request passes."""

from pathlib import Path

import streamlit as st

from server import files, health
from server.logs import keep_keys_out
from server.middleware import middleware
from server.settings import settings_or_exit

keep_keys_out()
app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    routes=[*files.routes(), *health.routes()],
    middleware=middleware(settings_or_exit()),
)
