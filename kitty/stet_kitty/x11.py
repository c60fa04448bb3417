"""Where a window stands on an X11 screen. libxcb, because an error in Xlib ends the process."""

import ctypes
from contextlib import contextmanager
from functools import lru_cache

NOWHERE = {'position': None, 'state': None, 'title': None, 'awaitsManager': False}


@contextmanager
def placements():
    """Tells of windows where their contents are on the screen, their state and their title."""
    try:
        display = Display()
    except OSError:
        yield lambda window: NOWHERE
        return
    try:
        yield lambda window: display.facts(window) if window else NOWHERE
    finally:
        display.close()


def move(window, x, y):
    """Moves a window so that its contents are at x, y: kitty asks for static gravity."""
    with connection() as display:
        display.configure(window, x, y)


@contextmanager
def connection():
    display = Display()
    try:
        yield display
    finally:
        display.close()


ATOMS = {}


class Cookie(ctypes.Structure):
    _fields_ = [('sequence', ctypes.c_uint)]


class Screens(ctypes.Structure):
    _fields_ = [('root', ctypes.POINTER(ctypes.c_uint32)), ('rem', ctypes.c_int),
                ('index', ctypes.c_int)]


class Translated(ctypes.Structure):
    _fields_ = [('kind', ctypes.c_uint8), ('same', ctypes.c_uint8), ('sequence', ctypes.c_uint16),
                ('length', ctypes.c_uint32), ('child', ctypes.c_uint32), ('x', ctypes.c_int16),
                ('y', ctypes.c_int16)]


class Interned(ctypes.Structure):
    _fields_ = [('kind', ctypes.c_uint8), ('pad', ctypes.c_uint8), ('sequence', ctypes.c_uint16),
                ('length', ctypes.c_uint32), ('atom', ctypes.c_uint32)]


@lru_cache
def library():
    xcb = ctypes.CDLL('libxcb.so.1')
    libc = ctypes.CDLL(None)
    pointer, u32, u16, u8 = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8
    xcb.xcb_connect.restype = pointer
    xcb.xcb_get_setup.restype = pointer
    xcb.xcb_setup_roots_iterator.restype = Screens
    for name, answer in (('translate_coordinates', ctypes.POINTER(Translated)),
                         ('intern_atom', ctypes.POINTER(Interned)), ('get_property', pointer)):
        getattr(xcb, f'xcb_{name}').restype = Cookie
        getattr(xcb, f'xcb_{name}_reply').restype = answer
        getattr(xcb, f'xcb_{name}_reply').argtypes = [pointer, Cookie, pointer]
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, pointer]
    xcb.xcb_connection_has_error.argtypes = [pointer]
    xcb.xcb_disconnect.argtypes = [pointer]
    xcb.xcb_get_setup.argtypes = [pointer]
    xcb.xcb_setup_roots_iterator.argtypes = [pointer]
    xcb.xcb_translate_coordinates.argtypes = [pointer, u32, u32, ctypes.c_int16, ctypes.c_int16]
    xcb.xcb_intern_atom.argtypes = [pointer, u8, u16, ctypes.c_char_p]
    xcb.xcb_get_property.argtypes = [pointer, u8, u32, u32, u32, u32, u32]
    xcb.xcb_get_property_value.argtypes = [pointer]
    xcb.xcb_get_property_value.restype = pointer
    xcb.xcb_get_property_value_length.argtypes = [pointer]
    xcb.xcb_configure_window.argtypes = [pointer, u32, u16, pointer]
    xcb.xcb_configure_window.restype = Cookie
    libc.free.argtypes = [pointer]
    return xcb, libc


class Display:
    def __init__(self):
        self.xcb, self.libc = library()
        self.link = self.xcb.xcb_connect(None, None)
        if self.xcb.xcb_connection_has_error(self.link):
            self.close()
            raise OSError('no X11 display')
        roots = self.xcb.xcb_setup_roots_iterator(self.xcb.xcb_get_setup(self.link))
        self.root = roots.root[0]

    def facts(self, window):
        return {'position': self.position(window), 'state': self.state(window),
                'title': self.text(window, '_NET_WM_NAME'),
                'awaitsManager': self.awaits_manager(window)}

    def close(self):
        self.xcb.xcb_disconnect(self.link)

    def position(self, window):
        cookie = self.xcb.xcb_translate_coordinates(self.link, window, self.root, 0, 0)
        reply = self.xcb.xcb_translate_coordinates_reply(self.link, cookie, None)
        if not reply:
            return None
        place = [reply[0].x, reply[0].y]
        self.libc.free(ctypes.cast(reply, ctypes.c_void_p))
        return place

    def state(self, window):
        states = self.values(window, '_NET_WM_STATE') or []
        has = {name: self.atom(f'_NET_WM_STATE_{name}') in states
               for name in ('FULLSCREEN', 'MAXIMIZED_HORZ', 'MAXIMIZED_VERT')}
        if has['FULLSCREEN']:
            return 'fullscreen'
        return 'maximized' if has['MAXIMIZED_HORZ'] and has['MAXIMIZED_VERT'] else 'normal'

    def awaits_manager(self, window):
        """Whether a window manager runs that has yet to take this window, and then places it."""
        return not self.values(window, 'WM_STATE') and bool(
            self.values(self.root, '_NET_SUPPORTING_WM_CHECK'))

    def atom(self, name):
        """Atoms last as long as the X server, and so as long as kitty."""
        if name not in ATOMS:
            ATOMS[name] = self.intern(name)
        return ATOMS[name]

    def intern(self, name):
        text = name.encode()
        cookie = self.xcb.xcb_intern_atom(self.link, 0, len(text), text)
        reply = self.xcb.xcb_intern_atom_reply(self.link, cookie, None)
        if not reply:
            return 0
        atom = reply[0].atom
        self.libc.free(ctypes.cast(reply, ctypes.c_void_p))
        return atom

    def values(self, window, name):
        data = self.property(window, name)
        return None if data is None else list(memoryview(data[:len(data) // 4 * 4]).cast('I'))

    def text(self, window, name):
        data = self.property(window, name)
        return None if data is None else data.decode('utf-8', 'replace')

    def property(self, window, name):
        cookie = self.xcb.xcb_get_property(self.link, 0, window, self.atom(name), 0, 0, 4096)
        reply = self.xcb.xcb_get_property_reply(self.link, cookie, None)
        if not reply:
            return None
        size = self.xcb.xcb_get_property_value_length(reply)
        data = ctypes.string_at(self.xcb.xcb_get_property_value(reply), size) if size else b''
        self.libc.free(reply)
        return data

    def configure(self, window, x, y):
        place = (ctypes.c_int32 * 2)(x, y)
        self.xcb.xcb_configure_window(self.link, window, 1 | 2, place)
        # The server drops what it has not read of a connection that is gone; an answer says it has.
        self.position(window)
