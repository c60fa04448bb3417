"""The way into kitty without remote control: `watcher stet_watcher.py` in kitty.conf."""

import os
import sys


def start():
    folder = os.path.dirname(os.path.abspath(start.__code__.co_filename))
    added = folder not in sys.path
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    if added:
        sys.path.insert(0, folder)
    try:
        import stet_kitty
        stet_kitty.fresh(folder).serve.start()
    finally:
        sys.dont_write_bytecode = writes
        if added:
            sys.path.remove(folder)


start()


def on_close(boss, window, data):
    """kitty asks every watcher for at least one function."""
