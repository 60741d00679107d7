"""Makes what a kernel says reach the page at once.

A kernel answers a click with three or four short messages. TCP holds a short packet back until the one before it was acknowledged, and a
browser acknowledges up to 40 ms later when it has nothing else to say: a click then takes some 70 ms until the page has seen the answer. With
TCP_NODELAY it takes some 10 ms. Jupyter Server leaves that option off.
"""


def _jupyter_server_extension_points():
    return [{"module": "emlab_server"}]


def _load_jupyter_server_extension(app):
    settings = app.web_app.settings
    settings["kernel_websocket_connection_class"] = prompt(settings["kernel_websocket_connection_class"])


def prompt(connection):
    """The class of connections that is given, with short messages sent at once."""

    class PromptConnection(connection):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return PromptConnection
