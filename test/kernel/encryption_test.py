"""The kernel started by Jupyter's own manager with encrypted channels."""

import os
import unittest

import zmq
from jupyter_client.manager import KernelManager


class EncryptionTests(unittest.TestCase):
    def start(self, encryption):
        manager = KernelManager(kernel_name="emlab")
        self.addCleanup(manager.cleanup_resources)
        manager.start_kernel(
            transport_encryption=encryption, env={**os.environ, "EMLAB_HISTORY": "off"}
        )
        self.addCleanup(manager.shutdown_kernel, now=True)
        return manager

    def run_cell(self, manager, code):
        client = manager.client()
        client.start_channels()
        self.addCleanup(client.stop_channels)
        client.wait_for_ready(timeout=60)
        outputs = []
        reply = client.execute_interactive(code, output_hook=outputs.append, timeout=60)
        self.assertEqual(reply["content"]["status"], "ok")
        self.assertTrue(client.is_alive())
        results = [m for m in outputs if m["msg_type"] == "execute_result"]
        return results[0]["content"]["data"]["text/plain"]

    def test_required_encryption(self):
        """The kernelspec says that it can, Jupyter provisions keys, and a cell runs over encrypted channels."""
        manager = self.start("required")
        self.assertIsNotNone(manager.curve_publickey)
        self.assertEqual(self.run_cell(manager, "6 * 7"), "42")
        self.assertFalse(self.answers(manager, encrypted=False))
        self.assertTrue(self.answers(manager, encrypted=True))

    def test_plain(self):
        """Without the setting nothing is encrypted."""
        manager = self.start("disabled")
        self.assertIsNone(manager.curve_publickey)
        self.assertEqual(self.run_cell(manager, "6 * 7"), "42")
        self.assertTrue(self.answers(manager, encrypted=False))

    def answers(self, manager, encrypted):
        """Whether the heartbeat answers a client with or without keys."""
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.linger = 0
        if encrypted:
            socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
            socket.curve_serverkey = manager.curve_publickey
        socket.connect(f"tcp://{manager.ip}:{manager.hb_port}")
        socket.send(b"ping")
        heard = socket.poll(5000 if encrypted or manager.curve_publickey is None else 1000)
        socket.close()
        return bool(heard)


if __name__ == "__main__":
    unittest.main()
