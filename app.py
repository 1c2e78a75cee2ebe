"""The server: the frame with its pages, behind the layers that every request passes."""

from pathlib import Path

import streamlit as st

from server import files, health, icon
from server.ending import ending
from server.logs import keep_keys_out
from server.middleware import middleware
from server.settings import settings_or_exit
from server.work import Workshop

keep_keys_out()
workshop = Workshop()
app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    lifespan=ending(workshop),
    routes=[*files.routes(workshop), *health.routes(), *icon.routes()],
    middleware=middleware(settings_or_exit()),
)
