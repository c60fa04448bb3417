"""stet inside kitty: answers questions about what is open, and opens what was.

It runs in kitty's main thread, so every request is one short piece of work. A request is JSON
(`{"do": "look"}`) or `@` and the path of a file that holds it; an answer is JSON as well.
kitty has no stable way in for this: names that differ between 0.26 and newer are looked up here
and nowhere else.
"""

import importlib
import json
import os
import sys
import traceback

from . import change, look, series, serve

PARTS = ('x11', 'look', 'change', 'series', 'serve')


def answer(boss, text):
    try:
        if text.startswith('@'):
            with open(text[1:], encoding='utf-8') as file:
                text = file.read()
        request = json.loads(text)
        return json.dumps({'ok': True, 'data': DOINGS[request['do']](boss, request)})
    except Exception as failure:
        told = {'ok': False, 'error': f'{type(failure).__name__}: {failure}',
                'log': traceback.format_exc()}
        return json.dumps(told)


DOINGS = {
    'look': look.everything,
    'text': look.text,
    'texts': series.start,
    'open': change.open_tab,
    'add': change.add_panes,
    'arrange': change.arrange,
    'show': change.show_window,
    'close': change.close,
    'serve': lambda boss, request: serve.start(),
}


def fresh(folder):
    """This package as it is on disk now: an update of stet needs no restart of kitty."""
    stamp = stamp_of(folder)
    package = sys.modules['stet_kitty']
    if getattr(package, 'STAMP', stamp) != stamp:
        socket = package.serve.stop()
        for name in PARTS:
            importlib.reload(sys.modules[f'stet_kitty.{name}'])
        package = importlib.reload(package)
        if socket:
            package.serve.start()
    package.STAMP = stamp
    return package


def stamp_of(folder):
    package = os.path.join(folder, 'stet_kitty')
    return sorted((name, os.stat(os.path.join(package, name)).st_mtime_ns)
                  for name in os.listdir(package) if name.endswith('.py'))
