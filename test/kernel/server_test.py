"""The extension of Jupyter Server: what a kernel says reaches the page without TCP holding it back."""

import json
import pathlib
import sys
import tempfile
import unittest

import emlab_server
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.base import BaseKernelWebsocketConnection


class Handler:
    def __init__(self):
        self.said = []

    def set_nodelay(self, value):
        self.said.append(value)


class Connection:
    def __init__(self, handler):
        self.websocket_handler = handler

    def connect(self):
        return "connected"


class ServerExtension(unittest.TestCase):
    def test_a_connection_is_made_as_before_and_without_delay(self):
        handler = Handler()
        self.assertEqual(emlab_server.prompt(Connection)(handler).connect(), "connected")
        self.assertEqual(handler.said, [True])

    def test_the_installation_switches_it_on(self):
        place = pathlib.Path(sys.prefix, "etc", "jupyter", "jupyter_server_config.d", "emlab_server.json")
        self.assertTrue(json.loads(place.read_text("utf-8"))["ServerApp"]["jpserver_extensions"]["emlab_server"])

    def test_a_server_that_starts_makes_such_connections(self):
        with tempfile.TemporaryDirectory() as folder:
            app = ServerApp()
            words = ["--no-browser", "--allow-root", "--port=0", f"--ServerApp.root_dir={folder}"]
            app.initialize(words, find_extensions=True, new_httpserver=False)
            made = app.web_app.settings["kernel_websocket_connection_class"]
            self.assertEqual(made.__name__, "PromptConnection")
            self.assertTrue(issubclass(made, BaseKernelWebsocketConnection))
