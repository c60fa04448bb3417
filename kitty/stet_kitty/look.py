"""What is open in this kitty."""

import fcntl
import os
import struct
import time
from hashlib import blake2b

import kitty.fast_data_types as native
from kitty.constants import version
from kitty.layout.interface import create_layout_object_for

from . import x11


def everything(boss, request):
    with x11.placements() as placement:
        windows = [window_facts(key, manager, placement)
                   for key, manager in boss.os_window_map.items() if len(manager)]
    return {
        'version': '.'.join(map(str, version)),
        'pid': os.getpid(),
        'windows': windows,
    }


def window_facts(key, manager, placement):
    metrics = native.get_os_window_size(key) or {}
    place = placement(native.x11_window_id(key) if hasattr(native, 'x11_window_id') else 0)
    return {
        'id': key,
        'mark': getattr(manager, 'stet_id', None),
        'name': getattr(manager, 'stet_name', None),
        'class': manager.wm_class,
        'wmName': manager.wm_name,
        'title': given_title(key, manager, place['title']),
        'size': [metrics.get('width', 0), metrics.get('height', 0)],
        'position': place['position'],
        'state': place['state'],
        'awaitsManager': place['awaitsManager'],
        'fontSize': native.os_window_font_size(key),
        'opacity': native.background_opacity_of(key),
        'isFocused': native.last_focused_os_window_id() == key,
        'activeTab': manager.active_tab.id if manager.active_tab else None,
        'tabHistory': list(manager.active_tab_history),
        'tabs': [tab_facts(tab) for tab in manager],
    }


def given_title(key, manager, shown):
    """A window's title unless it follows the program: kitty keeps no note of one that was given."""
    title = native.get_os_window_title(key)
    if title is None:
        return getattr(manager, 'stet_title', None) or shown
    active = manager.active_window
    return title if active and title != active.title else None


def tab_facts(tab):
    order = tab.windows
    return {
        'id': tab.id,
        'mark': getattr(tab, 'stet_id', None),
        'name': tab.name or None,
        'title': tab.effective_title,
        'size': cells_of(tab),
        'enabledLayouts': list(tab.enabled_layouts),
        'layout': tab._current_layout_name,
        'lastLayout': tab._last_used_layout,
        'layouts': layouts_of(tab),
        'colors': {name: getattr(tab, name) for name in TAB_COLORS
                   if getattr(tab, name, None) is not None},
        'groups': [[window.id for window in group] for group in order.groups],
        'activeGroup': order.active_group_idx,
        'groupHistory': [index for key in order.active_group_history
                         for index, group in enumerate(order.groups) if group.id == key],
        'panes': [pane_facts(window) for group in order.groups for window in group],
    }


TAB_COLORS = ('active_fg', 'active_bg', 'inactive_fg', 'inactive_bg')


def cells_of(tab):
    central, _, _, _, cell_width, cell_height = native.viewport_for_window(tab.os_window_id)
    return [central.width // max(1, cell_width), central.height // max(1, cell_height)]


def layouts_of(tab):
    """Every layout that this tab has used: its name with options, and how it was changed since."""
    known = {key[0]: layout for key, layout in create_layout_object_for.cache.items()
             if key[2] == tab.id}
    known.update(getattr(tab, '_used_layouts', {}))
    known[tab._current_layout_name] = tab.current_layout
    return {name: layout_state(tab, layout) for name, layout in known.items()}


def layout_state(tab, layout):
    state = {}
    for name in BIASES:
        value = getattr(layout, name, None)
        if value is not None:
            state[name] = ({str(key): share for key, share in value.items()}
                           if isinstance(value, dict) else list(value))
    options = getattr(layout, 'layout_opts', None)
    for name in ('full_size', 'mirrored'):
        if hasattr(options, name):
            state[name] = getattr(options, name)
    if hasattr(layout, 'pairs_root'):
        at = {group.id: index for index, group in enumerate(tab.windows.groups)}
        state['pairs'] = pair_state(layout.pairs_root, at)
    return state


BIASES = ('main_bias', 'biased_map', 'biased_cols', 'biased_rows')


def pair_state(pair, at):
    if pair is None or isinstance(pair, int):
        return at.get(pair)
    return {'horizontal': pair.horizontal, 'bias': pair.bias,
            'one': pair_state(pair.one, at), 'two': pair_state(pair.two, at)}


def pane_facts(window):
    screen, child = window.screen, window.child
    return {
        'id': window.id,
        'mark': getattr(window, 'stet_id', None),
        'pid': child.pid,
        'argv': getattr(window, 'stet_shell', None) or list(
            getattr(child, 'unmodified_argv', child.argv)),
        'startedAs': list(child.argv),
        'cwd': child.cwd,
        'environment': environment_of(window),
        'title': window.title,
        'givenTitle': window.override_title,
        'size': [screen.columns, screen.lines],
        'stamp': stamp_of(window),
        'history': screen.historybuf.count,
        'scrolledBy': screen.scrolled_by,
        'isAlternate': screen.is_using_alternate_linebuf(),
        'overlay': overlay_of(window),
        'isHelper': bool(window.window_custom_type) or is_kitten(child),
        'marker': marker_of(window),
        'edges': {f'{kind}-{edge}': width
                  for kind in ('margin', 'padding')
                  for edge, width in getattr(window, kind).serialize().items()
                  if width is not None},
        'colors': colors_of(screen),
        'variables': dict(getattr(window, 'user_vars', {})),
    }


def environment_of(window):
    """What was given to this pane alone when it was opened."""
    given = getattr(window, 'stet_environment', None)
    if given is not None:
        return given
    return {name: value for name, value in window.child.env.items() if name not in KITTYS_OWN}


KITTYS_OWN = ('KITTY_WINDOW_ID', 'WINDOWID')


def is_kitten(child):
    """kitty's own questions and pagers lie over a pane for a moment; they are nobody's work."""
    return len(child.argv) > 1 and os.path.basename(child.argv[0]) in ('kitty', 'kitten') and (
        child.argv[1].startswith('+') or child.argv[1].startswith('@'))


def overlay_of(window):
    tab = window.tabref()
    group = tab.windows.group_for_window(window) if tab else None
    if group is None or group.windows[0] is window:
        return None
    return window.overlay_type.value


def marker_of(window):
    spec = window.current_marker_spec
    if spec is None:
        return None
    kind, words = spec[0], spec[1]
    return [kind, words if isinstance(words, str) else [list(word) for word in words]]


def colors_of(screen):
    """The colours that a program or a person has set: those that differ from the configuration."""
    colors, usual = screen.color_profile.as_dict(), configured_colors(native.get_options())
    # Nearly all panes have the same colours, and a table is compared faster than what is in it.
    if UNCHANGED.get('from') is usual and UNCHANGED['colors'] == colors:
        return {}
    changed = {name: color for name, color in colors.items()
               if color is not None and color != usual.get(name)}
    if not changed:
        UNCHANGED.update({'from': usual, 'colors': colors})
    return changed


def configured_colors(options):
    """Read once for each configuration: there are hundreds of them."""
    kept = CONFIGURED.get('of')
    if kept is None or kept[0] is not options:
        names = COLOR_NAMES + tuple(f'color{index}' for index in range(256))
        colors = {name: getattr(options, name, None) for name in names}
        kept = options, {name: int(color) for name, color in colors.items() if color is not None}
        CONFIGURED['of'] = kept
    return kept[1]


CONFIGURED, UNCHANGED = {}, {}
COLOR_NAMES = ('foreground', 'background', 'cursor', 'cursor_text_color', 'selection_foreground',
               'selection_background', 'visual_bell_color')


def stamp_of(window):
    """Something short that is another one once a pane shows anything else."""
    rows, screen = [], window.screen
    screen_text(screen)(rows.append, True, True)
    rows.append(f'{screen.historybuf.count} {screen.columns} {screen.lines} {screen.cursor.y}')
    rows.append(str(printed_at(window.child.child_fd)))
    return blake2b('\n'.join(rows).encode('utf-8', 'replace'), digest_size=12).hexdigest()


def printed_at(terminal):
    """When the program last printed. Linux notes that once in eight seconds: until they are over
    nobody can tell whether anything came after, and no two answers are the same."""
    now = time.time_ns()
    try:
        number = struct.unpack('I', fcntl.ioctl(terminal, TIOCGPTN, bytes(4)))[0]
        seconds = os.stat(f'/dev/pts/{number}').st_mtime_ns // SECOND
    except OSError:
        return now
    return seconds if seconds // 8 < now // SECOND // 8 else now


TIOCGPTN, SECOND = 0x80045430, 1_000_000_000


def screen_text(screen):
    """The screen that is there once a full-screen program has ended."""
    return (screen.as_text_alternate if screen.is_using_alternate_linebuf()
            else screen.as_text_non_visual)


def text(boss, request):
    """Writes a pane's history, and the screen a full-screen program would return to, into a file.

    A file, because megabytes of text in JSON in JSON would hold kitty up for longer than reading
    them takes.
    """
    window = boss.window_id_map.get(request['window'])
    if window is None or window.destroyed:
        return None
    screen = window.screen
    alternate = screen.is_using_alternate_linebuf()
    history, rows = [], []
    if request['withHistory']:
        older = screen.historybuf.pagerhist_as_text()
        if older:
            history.append(older)
        screen.as_text_for_history_buf(history.append, True, False)
    screen_text(screen)(rows.append, True, True)
    above = ''.join(history).encode('utf-8', 'replace')
    with open(request['into'], 'xb', opener=privately) as file:
        file.write(above)
        file.write(''.join(rows).encode('utf-8', 'replace'))
    return {
        'stamp': stamp_of(window),
        'historyBytes': len(above),
        'continues': bool(history) and not alternate and screen.linebuf.is_continued(0),
        'cursor': screen.cursor.y,
        'isAlternate': alternate,
    }


def privately(path, flags):
    return os.open(path, flags, 0o600)
