"""A mail server that behaves as the test wants: it accepts, refuses, puts off, falls silent or hangs up."""

import contextlib
import socket
import threading


class MailServer:
    """Listens on a free port of the machine. `received` holds the messages accepted or at least read to the end.

    `moods`: what it answers at each step, `{"greeting" | "RCPT" | "DATA" | "end": reply | SILENT | HANG_UP}`.
    """

    SILENT, HANG_UP = object(), object()

    def __init__(self):
        self.received, self.moods = [], {}
        self.reached = threading.Event()  # set when a mood other than an answer was met
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        """Stop listening: the next connection is refused."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection):
        with contextlib.suppress(OSError, _HungUp), connection, connection.makefile("rwb") as stream:
            self._answer(stream, "greeting", "220 ready")
            for line in stream:
                command = line.decode().split(" ")[0].strip().upper()
                if command == "DATA":
                    self._answer(stream, "DATA", "354 go on")
                    if self.moods.get("DATA"):
                        continue
                    message = b""
                    for part in iter(stream.readline, b".\r\n"):
                        message += part
                    self.received.append(message.decode())
                    self._answer(stream, "end", "250 kept")
                else:
                    self._answer(stream, command, "221 bye" if command == "QUIT" else "250 yes")

    def _answer(self, stream, step, usual):
        mood = self.moods.get(step, usual)
        if mood in (self.SILENT, self.HANG_UP):
            self.reached.set()
            if mood is self.SILENT:
                stream.read()  # until the other side gives up
            raise _HungUp
        stream.write(f"{mood}\r\n".encode())
        stream.flush()


class _HungUp(Exception):
    pass
