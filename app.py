"""The server: the frame with its pages, behind the layers that every request passes."""

import sys
from pathlib import Path

import streamlit as st

from server.ending import ending
from server.logs import keep_keys_out, limit_nonsense
from server.middleware import middleware
from server.routes import routes
from server.runs import finish_callbacks, make_theme_once
from server.settings import settings_or_exit
from server.warming import Warming
from server.wire import make_room
from server.work import Workshop

FRAME = Path(__file__).parent / "pages" / "frame.py"

# Otherwise Streamlit adds this folder at the beginning of each run and removes it at the end, and an import in another
# visitor's thread, which goes through the list meanwhile, skips a folder and does not find its module.
sys.path.append(str(FRAME.parent))
# Python's threads take turns ten times as often as usual: a tap then waits less behind somebody's large map.
sys.setswitchinterval(0.0005)
keep_keys_out()
limit_nonsense()
make_room()
finish_callbacks()
make_theme_once()
settings = settings_or_exit()
workshop, warming = Workshop(), Warming()
app = st.App(
    FRAME,
    lifespan=ending(workshop),
    routes=routes(settings, workshop, warming),
    middleware=middleware(settings, warming),
)
