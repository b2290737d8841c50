"""Stands between us and PostgreSQL, and can be away: what a server that is restarted looks like from here."""

import socket
import threading
from contextlib import suppress


class Proxy:
    def __init__(self, host, port):
        self.target = host, port
        self.open = set()
        self.listener = None
        self.port = 0

    def start(self):
        self.listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def accept(self, listener):
        while True:
            try:
                inner, _address = listener.accept()
            except OSError:
                return
            outer = socket.create_connection(self.target)
            self.open |= {inner, outer}
            for pair in ((inner, outer), (outer, inner)):
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    def pump(self, source, sink):
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        self.close(source, sink)

    def close(self, *sockets):
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self.open.discard(one)

    def stop(self):
        """Nobody is let in any more, and whoever was in is thrown out."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.close(*list(self.open))
