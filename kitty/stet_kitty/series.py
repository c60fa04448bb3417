"""Writes what many panes show, one pane in each turn of kitty's loop: it draws and answers others in between.

Whoever asks listens on a socket, and says with every byte that one more pane may be written; each
pane that was is told there as if it had been asked for alone.
"""

import json
import os
import socket
import time

from kitty.fast_data_types import add_timer

WAIT_SECONDS, PATIENCE_SECONDS = 0.002, 2


def start(boss, request):
    Series(boss, request)


class Series:
    def __init__(self, boss, request):
        self.boss = boss
        self.left = list(request['windows'])
        self.into = request['into']
        self.allowed = 0
        self.unsent = b''
        self.moved = time.monotonic()
        self.asker = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        self.asker.setblocking(False)
        try:
            self.asker.connect(request['tellsAt'])
        except OSError:
            self.asker.close()
            raise
        add_timer(self.turn, 0, False)

    def turn(self, timer=None):
        try:
            moved = self.listen() | self.write() | self.tell()
        except OSError:
            self.asker.close()
            return
        if moved:
            self.moved = time.monotonic()
        # One that asks and then neither reads nor goes must not keep kitty awake for ever.
        is_stuck = time.monotonic() - self.moved > PATIENCE_SECONDS
        if is_stuck or not (self.left or self.unsent):
            self.asker.close()
        else:
            add_timer(self.turn, 0 if moved else WAIT_SECONDS, False)

    def listen(self):
        try:
            more = self.asker.recv(1 << 10)
        except BlockingIOError:
            return False
        if not more:
            raise BrokenPipeError
        self.allowed += len(more)
        return True

    def write(self):
        from . import answer
        if not self.left or not self.allowed:
            return False
        self.allowed -= 1
        window = self.left.pop(0)
        request = {'do': 'text', 'window': window, 'withHistory': True,
                   'into': os.path.join(self.into, str(window))}
        self.unsent += answer(self.boss, json.dumps(request)).encode() + b'\n'
        return True

    def tell(self):
        if not self.unsent:
            return False
        try:
            sent = self.asker.send(self.unsent)
        except BlockingIOError:
            return False
        self.unsent = self.unsent[sent:]
        return True
