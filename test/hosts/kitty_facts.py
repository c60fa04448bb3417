"""What is open in a kitty, read by other code than stet's: place and kind of fact to value."""

import json
import os
import re

from kittens.tui.handler import result_handler


def main(args):
    pass


@result_handler(no_ui=True)
def handle_result(args, answer, target_window_id, boss):
    import kitty.fast_data_types as native
    facts = {}
    managers = sorted(boss.os_window_map.items(), key=lambda item: item[1].wm_name)
    facts['kitty|OS windows'] = [[len(tab) for tab in manager] for _, manager in managers]
    for key, manager in managers:
        of_window(facts, native, key, manager)
        for at, tab in enumerate(manager):
            of_tab(facts, f'{manager.wm_name}:{at}', tab)
    return json.dumps({place: json.dumps(value, sort_keys=True) for place, value in facts.items()})


def of_window(facts, native, key, manager):
    place = manager.wm_name
    size = native.get_os_window_size(key)
    put(facts, place, **{
        'class and name': [manager.wm_class, manager.wm_name],
        'size': [size['width'], size['height']],
        'font size': native.os_window_font_size(key),
        'opacity': native.background_opacity_of(key),
        'tab order': [tab.name or '-' for tab in manager],
        'active tab': manager.active_tab_idx,
        'tab history': [at for key in manager.active_tab_history
                        for at, tab in enumerate(manager.tabs) if tab.id == key],
        'focused': key == native.last_focused_os_window_id(),
    })


def of_tab(facts, place, tab):
    order = tab.windows
    groups = {group.id: at for at, group in enumerate(order.groups)}

    def pairs(pair):
        if pair is None or isinstance(pair, int):
            return groups.get(pair)
        return [pair.horizontal, pair.bias, pairs(pair.one), pairs(pair.two)]

    layout = tab.current_layout
    put(facts, place, **{
        'pinned tab title': tab.name,
        'tab colours': [tab.active_fg, tab.active_bg, tab.inactive_fg, tab.inactive_bg],
        'layout and options': [layout.full_name, layout.layout_opts.serialized()],
        'enabled layouts': tab.enabled_layouts,
        'tall and fat biases': [getattr(layout, name, None)
                                for name in ('main_bias', 'biased_map')],
        'grid biases': [getattr(layout, name, None) for name in ('biased_cols', 'biased_rows')],
        'split tree and biases': pairs(layout.pairs_root) if hasattr(layout, 'pairs_root') else 0,
        'other layouts': others(tab, pairs),
        'overlays': [[window.overlay_type.value for window in list(group)[1:]]
                     for group in order.groups],
        'active pane': order.active_group_idx,
        'pane history': [groups.get(key) for key in order.active_group_history],
        'geometry': [[group.geometry.xnum, group.geometry.ynum] for group in order.groups],
    })
    for at, window in enumerate(window for group in order.groups for window in group):
        of_pane(facts, f'{place}.{at}', window)


def others(tab, pairs):
    from kitty.layout.interface import create_layout_object_for
    known = {key[0]: layout for key, layout in create_layout_object_for.cache.items()
             if key[2] == tab.id}
    return {name: pairs(layout.pairs_root) if hasattr(layout, 'pairs_root')
            else getattr(layout, 'main_bias', None) for name, layout in known.items()}


def of_pane(facts, place, window):
    screen = window.screen
    lines = []
    screen.as_text_for_history_buf(lines.append, True, True)
    if lines and not screen.linebuf.is_continued(0):
        lines.append('\n')
    (screen.as_text_alternate if screen.is_using_alternate_linebuf()
     else screen.as_text_non_visual)(lines.append, True, True)
    put(facts, place, **{
        'pinned title': window.override_title,
        'dynamic title': window.child_title,
        'directory': window.child.current_cwd,
        'foreground': sorted(process['cmdline'] for process in window.child.foreground_processes
                             if 'stet-pane' not in (process['cmdline'] or ())),
        'root': behind_launcher(words_of(window.child.pid)),
        'environment': {name: value for name, value in window.child.environ.items()
                        if name.startswith('SCENE')},
        'text': ''.join(lines).rstrip(),
        'prompt marks': re.findall(r'\x1b]133;(\w)[^\n]{0,40}', ''.join(lines)),
        'alternate screen': screen.is_using_alternate_linebuf(),
        'scroll position': screen.scrolled_by,
        'marker': window.current_marker_spec,
        'colours': sorted((name, color) for name, color
                          in screen.color_profile.as_dict().items()),
        'margins and padding': [window.margin.serialize(), window.padding.serialize()],
    })


def words_of(pid):
    """kitty leaves out empty words."""
    with open(f'/proc/{pid}/cmdline', encoding='utf-8', errors='surrogateescape') as file:
        return file.read().split('\0')[:-1]


# Words after the name of the launcher: kind, cwd, file, hold, gate, retry, detail and label, then the count.
SHELL_COUNT_AT = 9


def behind_launcher(words):
    """A restored pane whose program runs is still stet's launcher; it becomes the shell it names."""
    if 'stet-pane' not in words:
        return words
    count = words.index('stet-pane') + SHELL_COUNT_AT
    return words[count + 1:count + 1 + int(words[count])]


def put(facts, place, **values):
    for kind, value in values.items():
        facts[f'{place}|{kind}'] = value
