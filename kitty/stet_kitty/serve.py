"""A socket of stet's own in kitty: one line of JSON in, one line out, for this user alone.

kitty offers no way to wait for a socket, so a timer looks whether somebody called: four times a
second, and more often while somebody does.
"""

import atexit
import os
import socket
import stat
import time

from kitty.fast_data_types import add_timer, get_boss

QUIET_SECONDS, BUSY_SECONDS, BUSY_LOOKS = 0.25, 0.004, 100
ANSWER_SECONDS = 2


class Service:
    def __init__(self, path):
        self.path = path
        self.looks_left = 0
        self.stopped = False
        self.callers = {}
        self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        self.listening.bind(path)
        os.chmod(path, 0o600)
        self.listening.listen(8)
        self.listening.setblocking(False)
        add_timer(self.look, QUIET_SECONDS, False)

    def look(self, timer=None):
        if self.stopped:
            return
        busy = self.accept() | self.answer()
        self.looks_left = BUSY_LOOKS if busy else max(0, self.looks_left - 1)
        add_timer(self.look, BUSY_SECONDS if self.looks_left else QUIET_SECONDS, False)

    def accept(self):
        accepted = False
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return accepted
            caller.setblocking(False)
            self.callers[caller] = b''
            accepted = True

    def answer(self):
        answered = False
        for caller in list(self.callers):
            try:
                got = caller.recv(1 << 20)
            except BlockingIOError:
                continue
            except OSError:
                got = b''
            self.callers[caller] += got
            if not got:
                self.forget(caller)
            while caller in self.callers and b'\n' in self.callers[caller]:
                line, self.callers[caller] = self.callers[caller].split(b'\n', 1)
                self.reply(caller, line)
                answered = True
        return answered

    def reply(self, caller, line):
        from . import answer
        text = answer(get_boss(), line.decode('utf-8', 'replace'))
        try:
            # Whoever asks reads at once; a caller that does not must not hold up the terminal.
            caller.settimeout(ANSWER_SECONDS)
            caller.sendall(text.encode('utf-8', 'surrogatepass') + b'\n')
            caller.setblocking(False)
        except OSError:
            self.forget(caller)

    def forget(self, caller):
        self.callers.pop(caller, None)
        caller.close()

    def stop(self):
        self.stopped = True
        for caller in list(self.callers):
            self.forget(caller)
        self.listening.close()
        remove(self.path)


def start():
    """Begins to listen, once; where the folder is not private, nothing listens."""
    boss = get_boss()
    if getattr(boss, 'stet_service', None) is not None:
        return
    folder = private_folder()
    if folder is not None:
        remove_stale(folder)
        path = os.path.join(folder, f'kitty-{os.getpid()}.sock')
        remove(path)
        boss.stet_service = Service(path)
        atexit.register(remove, path)


def stop():
    """Whether anything was listening."""
    boss = get_boss()
    service = getattr(boss, 'stet_service', None)
    if service is None:
        return False
    service.stop()
    boss.stet_service = None
    return True


def private_folder():
    runtime = os.environ.get('XDG_RUNTIME_DIR')
    folder = os.path.join(runtime, 'stet') if runtime else os.path.expanduser('~/.stet')
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    except OSError:
        return None
    facts = os.lstat(folder)
    is_private = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid()
    return folder if is_private and not facts.st_mode & 0o077 else None


def remove_stale(folder):
    """A kitty that was killed leaves its socket behind: by that stet knows that nobody closed it.
    After a reboot it knows anyway."""
    booted = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
    for name in os.listdir(folder):
        owner = name[len('kitty-'):-len('.sock')]
        path = os.path.join(folder, name)
        is_ours = name == f'kitty-{owner}.sock' and owner.isdigit()
        if is_ours and os.lstat(path).st_mtime < booted and not os.path.exists(f'/proc/{owner}'):
            remove(path)


def remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass
