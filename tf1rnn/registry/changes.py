"""What importing a plugin must not change of the process: it would change other tasks' runs."""

import builtins
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

from tf1rnn.errors import UserError

_STREAMS = ("stdin", "stdout", "stderr")


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """Put back what is changed inside; raise UserError, which names it, if that was anything.

    In a child that was forked inside, end it: there is one of this process.
    """
    own, folder, threads = os.getpid(), _folder(), set(threading.enumerate())
    names = dict(vars(builtins))
    streams = {name: getattr(sys, name) for name in _STREAMS}
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    changed = []
    try:
        yield
    finally:
        if os.getpid() != own:
            os._exit(0)
        if folder is not None and _folder() != folder:
            changed.append("the current folder")
            os.chdir(folder)
        # A name that is new harms nobody: gettext's _ is one.
        if other := [
            name for name, value in names.items() if vars(builtins).get(name) is not value
        ]:
            changed.append(f"builtins.{other[0]}")
            vars(builtins).update({name: names[name] for name in other})
        for name, stream in streams.items():
            if getattr(sys, name, None) is not stream:
                changed.append(f"sys.{name}")
                setattr(sys, name, stream)
        changed += _put_back(handlers)
    if set(threading.enumerate()) - threads:
        raise UserError("its import leaves a thread running")
    if changed:
        raise UserError(f"its import changes {', '.join(changed)}; do that in execute(), if at all")


def _put_back(handlers: dict[signal.Signals, object]) -> list[str]:
    """Put back the handlers of signals; the names of those that were others."""
    if threading.current_thread() is not threading.main_thread():
        return []  # nor could the plugin set any
    other = [number for number, handler in handlers.items() if signal.getsignal(number) != handler]
    for number in other:
        if handlers[number] is not None:  # set by C code
            signal.signal(number, handlers[number])
    return [f"the handler of {signal.Signals(number).name}" for number in other]


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it was removed
        return None
