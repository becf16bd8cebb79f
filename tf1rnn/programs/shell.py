"""Runs a notebook's cells in IPython's shell, in this process: magics, displays, shell commands."""

import builtins
import linecache
import re
import shlex
import subprocess
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tf1rnn.programs import figures
from tf1rnn.programs.imports import Imports

# What makes no sense outside a browser, or would change what is installed.
_SKIPPED_MAGICS = {
    *("autoreload", "conda", "config", "load_ext", "mamba", "pip", "reload_ext"),
    *("tensorboard", "tensorflow_version", "uv"),
}
_SKIPPED_COMMANDS = re.compile(
    r"\s*(sudo\s+)?((python\S*\s+-m\s+)?pip\d?|conda|apt|apt-get|brew)\s"
)


class Shell(InteractiveShell):
    """IPython's shell, whose cells are a program's own and whose outputs go to `emit`."""

    @classmethod
    def start(
        cls, module: types.ModuleType, imports: Imports, folder: str, emit: Callable
    ) -> "Shell":
        """The shell of this process, running in `module`; `folder` takes IPython's own files.

        `emit(kind, data, metadata)` is told each "display_data" and "execute_result", by MIME type.
        """
        config = Config({"HistoryManager": {"enabled": False}})
        shell = cls.instance(
            config=config,
            user_module=module,
            user_ns=vars(module),
            ipython_dir=folder,
            displayhook_class=_Results,
            display_pub_class=_Displays,
            compiler_class=_Compiler,
        )
        vars(builtins)["display"] = vars(module)["display"] = _display
        shell.own_compiler = shell.compile.own_compiler = imports.compiler
        shell.emit = shell.displayhook.emit = shell.display_pub.emit = emit
        return shell

    def run(self, source: str, name: str) -> BaseException | None:
        """Run a cell's source, which tracebacks call `name`; what it raised, if anything."""
        self.where = self.compile.name = name
        self._shown: BaseException | None = None
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "To exit: use", UserWarning)
            result = self.run_cell(source, store_history=True)
        return result.error_before_exec or result.error_in_exec or self._shown

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        """Remember an exception, which `run` returns, instead of showing it."""
        self._shown = (exc_tuple or sys.exc_info())[1]

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Remember a syntax error."""
        self.showtraceback()

    showindentationerror = showsyntaxerror

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a line such as `%time f()`, or skip it with a note."""
        if magic_name == "run":
            return self._run_program(*shlex.split(line))
        if magic_name in _SKIPPED_MAGICS or self.find_line_magic(magic_name) is None:
            return self.note(f"%{magic_name} {line}".strip())
        return super().run_line_magic(magic_name, line, _stack_depth=_stack_depth + 1)

    def _run_program(self, path: str, *args: str) -> None:
        """%run: the names that a program leaves become the notebook's."""
        module = types.ModuleType("__main__")
        module.__file__ = path
        argv, sys.argv = sys.argv, [path, *args]
        try:
            exec(self.own_compiler.compile(Path(path).read_bytes(), path), vars(module))
        finally:
            sys.argv = argv
        self.user_ns.update({n: v for n, v in vars(module).items() if n[:2] != "__"})

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell such as `%%time`, or skip it with a note."""
        if self.find_cell_magic(magic_name) is None:
            return self.note(f"%%{magic_name}")
        return super().run_cell_magic(magic_name, line, cell)

    def system(self, cmd: str) -> None:
        """Run a line such as `!ls`, or skip it with a note if it would install something."""
        command = self.var_expand(cmd, depth=1)
        if _SKIPPED_COMMANDS.match(command):
            return self.note(f"!{command}")
        with subprocess.Popen(
            command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout:
                print(line, end="")
        self.user_ns["_exit_code"] = process.returncode

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Run `files = !ls`, or skip it with a note if it would install something."""
        if _SKIPPED_COMMANDS.match(cmd):
            return self.note(f"!{cmd}")
        return super().getoutput(cmd, split=split, depth=depth + 1)

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """%matplotlib, with any argument: figures are saved."""
        figures.take_over()
        return "inline", "inline"

    def enable_gui(self, gui: str | None = None) -> None:
        """%gui: there are no windows."""

    def ask_exit(self) -> None:
        """exit() and quit() end the notebook."""
        raise SystemExit

    def note(self, skipped: str) -> None:
        """Tell that something is skipped, and where."""
        print(f"tf1rnn: {self.where}: skipped {skipped}", file=sys.stderr)


class _Compiler(CachingCompiler):
    """Names code by its cell."""

    name = "cell"
    own_compiler: Any = None

    def __call__(self, source: Any, filename: str, symbol: str, **kwargs: Any) -> Any:
        """Compile a part of a cell."""
        super().__call__(source, filename, symbol, **kwargs)  # notes what it imports of __future__
        return self.own_compiler.compile(source, filename, symbol, self.flags)

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return self.name

    def cache(self, transformed_code: str, *args: Any, **kwargs: Any) -> str:
        """Store a cell's lines where tracebacks and inspect.getsource find them."""
        name = super().cache(transformed_code, *args, **kwargs)
        lines = transformed_code.splitlines(keepends=True)
        linecache.cache[name] = len(transformed_code), None, lines, name
        return name


class _Results(DisplayHook):
    """Hands on the value of a cell's last expression."""

    emit: Any = None

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.emit("execute_result", format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        sys.stdout.flush()


class _Displays(DisplayPublisher):
    """Hands on what display() is given."""

    emit: Any = None

    def publish(self, data: dict, metadata: dict | None = None, *args: Any, **kwargs: Any) -> None:
        self.emit("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        """Do nothing: what is printed on a terminal stays."""


def _display(*objects: Any, **kwargs: Any) -> Any:
    from IPython.display import display

    return display(*objects, **kwargs)
