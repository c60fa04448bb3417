"""The way into kitty for whoever may use remote control: `kitty @ kitten stet_kitten.py REQUEST`."""

import os
import sys

from kittens.tui.handler import result_handler


def main(args):
    pass


@result_handler(no_ui=True)
def handle_result(args, answer, target_window_id, boss):
    return loaded().answer(boss, args[1])


def loaded():
    folder = os.path.dirname(os.path.abspath(main.__code__.co_filename))
    added = folder not in sys.path
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    if added:
        sys.path.insert(0, folder)
    try:
        import stet_kitty
        return stet_kitty.fresh(folder)
    finally:
        sys.dont_write_bytecode = writes
        if added:
            sys.path.remove(folder)
