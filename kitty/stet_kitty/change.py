"""Opens what was open: windows, tabs and panes exactly as they were, in one turn of kitty's loop.

A child of kitty waits until its terminal has a size. All panes of a tab are made before the tab
is laid out, so each program starts at its final size, below lines that are already there.
"""

from contextlib import contextmanager

import kitty.fast_data_types as native
from kitty.child import default_env
from kitty.layout.interface import evict_cached_layouts
from kitty.shell_integration import modify_shell_environ
from kitty.types import OverlayType

from . import x11


def open_tab(boss, request):
    manager = manager_for(boss, request['window'])
    tab = manager.new_tab(empty_tab=True)
    wanted, left = request['tab'], Left()
    with closed_if_not_made(boss, manager, tab), laid_out_later(tab):
        panes = make_panes(tab, request['panes'], wanted['groups'])
        left.unless_done(None, 'the looks of the tab', dress_tab, tab, wanted)
        groups = [[panes[index] for index in group] for group in wanted['groups']]
        left.unless_done(None, 'the layout', lay_out, tab, wanted, groups)
    fill_panes(panes, request['panes'], left)
    return {'window': manager.os_window_id, 'tab': tab.id, 'panes': [pane.id for pane in panes],
            'left': left.parts}


class Left:
    """What this kitty could not be told: kittys differ, and a pane that is there counts as one."""

    def __init__(self):
        self.parts = []

    def unless_done(self, index, what, work, *words):
        try:
            work(*words)
        except Exception as failure:
            self.parts.append([index, what, f'{type(failure).__name__}: {failure}'])


@contextmanager
def closed_if_not_made(boss, manager, tab):
    try:
        yield
    except Exception:
        for window in tab:
            boss.mark_window_for_close(window)
        if not len(tab):
            manager.remove(tab)
        raise


def add_panes(boss, request):
    """Puts panes into a tab that is there; `arrange` gives them their places."""
    tab, left = tab_with(boss, request['tab']), Left()
    with laid_out_later(tab):
        panes = make_panes(tab, request['panes'], [[index] for index in range(len(request['panes']))])
    fill_panes(panes, request['panes'], left)
    return {'panes': [pane.id for pane in panes], 'left': left.parts}


def arrange(boss, request):
    """Gives live tabs the order, layout and looks they had; `groups` holds kitty's own ids."""
    for wanted in request['tabs']:
        tab = tab_with(boss, wanted['ref'])
        dress_tab(tab, wanted)
        groups = [[boss.window_id_map[key] for key in group] for group in wanted['groups']]
        with laid_out_later(tab):
            lay_out(tab, wanted, groups)
    for wanted in request['windows']:
        order_tabs(boss.os_window_map[wanted['ref']], wanted)
    return None


def show_window(boss, request):
    """What only shows once everything is there: state, place, scroll positions, focus."""
    for wanted in request['windows']:
        key = wanted['ref']
        set_state(boss, key, wanted.get('state'), wanted.get('now'))
        if wanted.get('position') and hasattr(native, 'x11_window_id'):
            x11.move(native.x11_window_id(key), *wanted['position'])
    for key, rows in request['scrolls']:
        window = boss.window_id_map.get(key)
        if window is not None and rows != window.screen.scrolled_by:
            window.screen.scroll(rows, True)
    if request.get('focus'):
        native.focus_os_window(request['focus'], True)
    return None


def close(boss, request):
    doomed = set(request['panes'])
    for key, manager in boss.os_window_map.items():
        for tab in manager:
            if key in request.get('windows', ()) or tab.id in request.get('tabs', ()):
                doomed.update(window.id for window in tab)
    for key in doomed:
        if key in boss.window_id_map:
            boss.mark_window_for_close(boss.window_id_map[key])
    return None


def manager_for(boss, wanted):
    if wanted.get('ref'):
        return boss.os_window_map[wanted['ref']]
    key = boss.add_os_window(
        wclass=wanted['class'], wname=wanted['wmName'], override_title=wanted['title'],
        opts_for_size=Sized(native.get_options(), wanted['size']) if wanted['size'] else None)
    manager = boss.os_window_map[key]
    manager.stet_id, manager.stet_name = wanted['mark'], wanted['name']
    manager.stet_title = wanted['title']
    size = wanted.get('fontSize')
    if size and size != native.os_window_font_size(key):
        boss._change_font_size({key: size})
    opacity = wanted.get('opacity')
    if opacity is not None and opacity != native.background_opacity_of(key):
        boss._set_os_window_background_opacity(key, opacity)
    return manager


class Sized:
    """kitty's options with another size for the next window."""

    def __init__(self, options, size):
        self.options = options
        self.initial_window_width, self.initial_window_height = (size[0], 'px'), (size[1], 'px')
        self.remember_window_size = False

    def __getattr__(self, name):
        return getattr(self.options, name)


@contextmanager
def laid_out_later(tab):
    tab.relayout = lambda: None
    try:
        yield
    finally:
        del tab.relayout
    tab.relayout()
    tab.active_window_changed()


def make_panes(tab, wanted, groups):
    panes = {}
    for group in groups:
        for index in group:
            below = None if index == group[0] else panes[group[0]].id
            panes[index] = make_pane(tab, wanted[index], below)
    return [panes[index] for index in range(len(wanted))]


def make_pane(tab, wanted, overlay_for):
    environment = dict(wanted['environment'])
    argv = with_integration(wanted, environment)
    window = tab.new_window(
        cmd=argv, cwd_from=Literally(wanted['cwd']), env=environment,
        override_title=wanted['givenTitle'], overlay_for=overlay_for)
    window.stet_id = wanted['mark']
    window.stet_environment = wanted['environment']
    if wanted['shell']:
        window.stet_shell = wanted['shell']
    if wanted['overlay'] == 'main':
        window.overlay_type = OverlayType.main
    return window


class Literally:
    """A directory as it is called: kitty would expand `$HOME` and `~` in it."""

    window = None

    def __init__(self, path):
        self.path = path

    # Each kitty hands over more than the one before, 0.48 by name.
    def modify_argv_for_launch_with_cwd(self, argv, *rest, **more):
        return self.path


def with_integration(wanted, environment):
    """A shell behind stet's launcher gets kitty's integration just as one that kitty starts."""
    argv, behind = list(wanted['argv']), wanted['shellBehind']
    if behind is None or 'disabled' in native.get_options().shell_integration:
        return argv
    at, count = behind['at'], behind['count']
    shell = argv[at:at + count]
    before = {**default_env(), **environment}
    after = dict(before)
    modify_shell_environ(native.get_options(), after, shell)
    environment.update({name: value for name, value in after.items() if before.get(name) != value})
    argv[at:at + count] = shell
    argv[behind['countAt']] = str(len(shell))
    return argv


def fill_panes(panes, wanted, left):
    for index, (window, spec) in enumerate(zip(panes, wanted)):
        for what, dress in DRESSING.items():
            left.unless_done(index, what, dress, window, spec)


def print_lines(window, wanted):
    if wanted['lines']:
        with open(wanted['lines'], 'rb') as file:
            print_bytes(window.screen, file.read())


def print_bytes(screen, data):
    """Shows bytes as if the program had printed them; nothing of it reaches its input."""
    if hasattr(native, 'parse_bytes'):
        native.parse_bytes(screen, data)
        return
    rest = memoryview(data)
    while rest:
        room = screen.test_create_write_buffer()
        rest = rest[screen.test_commit_write_buffer(rest, room):]
        screen.test_parse_written_data(None)


def set_title(window, wanted):
    if wanted['title'] is not None and wanted['givenTitle'] is None:
        window.child_title = wanted['title']
        told = window.title_updated
        if callable(told):
            told()


def set_colors(window, wanted):
    if not wanted['colors']:
        return
    profiles = (window.screen.color_profile,)
    try:
        native.patch_color_profiles(wanted['colors'], (), profiles, False)
    except TypeError:
        # Before 0.36 there is one argument less: transparent colours are newer.
        native.patch_color_profiles(wanted['colors'], profiles, False)
    window.refresh()


def set_variables(window, wanted):
    # Before 0.30 a window has none.
    for name, value in wanted['variables'].items():
        window.user_vars[name] = value


def set_edges(window, wanted):
    if wanted['edges']:
        for name, width in wanted['edges'].items():
            window.patch_edge_width(*name.split('-'), width)
        window.tabref().relayout()


def set_marker(window, wanted):
    if not wanted['marker']:
        return
    from kitty.marks import marker_from_spec
    kind, words = wanted['marker']
    spec = words if isinstance(words, str) else tuple(map(tuple, words))
    window.screen.set_marker(marker_from_spec(kind, spec, 0))
    window.current_marker_spec = kind, spec


DRESSING = {
    'the output': print_lines,
    'the title': set_title,
    'the mark': set_marker,
    'the colours': set_colors,
    'the variables': set_variables,
    'margins and padding': set_edges,
}


def dress_tab(tab, wanted):
    tab.stet_id = wanted['mark']
    tab.set_title(wanted['name'] or '')
    for name, color in wanted['colors'].items():
        setattr(tab, name, color)
    tab.mark_tab_bar_dirty()


def lay_out(tab, wanted, groups):
    order = tab.windows
    mine = [order.group_for_window(group[0]) for group in groups]
    rest = [group for group in order.groups if group not in mine]
    order.groups[:] = mine + rest
    evict_cached_layouts(tab.id)
    if wanted['enabledLayouts']:
        tab.enabled_layouts = list(wanted['enabledLayouts'])
    # Newer kitty keeps the layouts that a tab has used there as well.
    used = getattr(tab, '_used_layouts', {})
    used.clear()
    for name, state in wanted['layouts'].items():
        used[name] = tab.create_layout_object(name)
        set_layout(used[name], state, order.groups)
    tab._set_current_layout(wanted['layout'] or tab.enabled_layouts[0])
    tab._last_used_layout = wanted['lastLayout']
    order._active_group_idx = max(0, min(wanted['activeGroup'], len(order.groups) - 1))
    order.active_group_history.clear()
    order.active_group_history.extend(mine[index].id for index in wanted['groupHistory'])


def set_layout(layout, state, groups):
    for name in ('main_bias', 'biased_map', 'biased_cols', 'biased_rows'):
        if name in state:
            value = state[name]
            setattr(layout, name, {int(key): share for key, share in value.items()}
                    if isinstance(value, dict) else list(value))
    for name in ('full_size', 'mirrored'):
        if name in state:
            setattr(layout.layout_opts, name, state[name])
    if 'pairs' in state:
        layout.pairs_root = pair_of(type(layout.pairs_root), state['pairs'], groups)


def pair_of(make, state, groups):
    if not isinstance(state, dict):
        return None if state is None else groups[state].id
    pair = make(state['horizontal'])
    pair.bias = state['bias']
    pair.one, pair.two = (pair_of(make, state[side], groups) for side in ('one', 'two'))
    return pair


def order_tabs(manager, wanted):
    for place, key in enumerate(wanted['tabs']):
        at = next((index for index, tab in enumerate(manager.tabs) if tab.id == key), place)
        while at > place:
            manager.tabs[at - 1], manager.tabs[at] = manager.tabs[at], manager.tabs[at - 1]
            native.swap_tabs(manager.os_window_id, at - 1, at)
            at -= 1
    active = next((index for index, tab in enumerate(manager.tabs)
                   if tab.id == wanted['activeTab']), None)
    if active is not None:
        manager.set_active_tab_idx(active)
    manager.active_tab_history.clear()
    manager.active_tab_history.extend(wanted['tabHistory'])
    manager.mark_tab_bar_dirty()


def set_state(boss, key, wanted, now):
    if wanted in (None, now):
        return
    for state, toggle in (('fullscreen', boss.toggle_fullscreen),
                          ('maximized', boss.toggle_maximized)):
        if state in (wanted, now):
            toggle(key)


def tab_with(boss, key):
    return next(tab for manager in boss.os_window_map.values() for tab in manager if tab.id == key)
