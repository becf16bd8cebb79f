"""Programs about how they end, and about what is no Python."""

from tests.programs.plain.case import Case, one

ENDS = {
    "an_exception": one("def f():\n    return 1 / 0\n\nf()\n"),
    "a_chain_of_exceptions": one(
        "try:\n    {}['x']\nexcept KeyError as error:\n    raise ValueError('wrong') from error\n"
    ),
    "an_exception_in_a_module": Case(
        {"main.py": "import helper\nhelper.f(1)\n", "helper.py": "def f(x):\n    return x.y\n"}
    ),
    "an_exception_while_a_module_is_imported": Case(
        {"main.py": "import helper\n", "helper.py": "x = undefined\n"}
    ),
    "an_exception_group": one(
        "import sys\nif sys.version_info >= (3, 11):\n"
        "    raise ExceptionGroup('both', [ValueError(1), TypeError(2)])\n"
    ),
    "printed_tracebacks": one(
        "import logging, traceback, sys\n"
        "def f(x):\n    return 1 / x\n"
        "try:\n    f(0)\nexcept ZeroDivisionError:\n    traceback.print_exc()\n"
        "    logging.exception('told')\n    print(traceback.format_exc())\n"
        "    print(len(traceback.extract_tb(sys.exc_info()[2])), len(traceback.extract_stack()))\n"
    ),
    "an_exception_in_a_thread": one(
        "import threading\ndef f():\n    raise ValueError('in a thread')\n"
        "t = threading.Thread(target=f, name='mine')\nt.start()\nt.join()\nprint('on')\n"
    ),
    "sys_exit_with_a_number": one("import sys\nsys.exit(3)\n"),
    "sys_exit_with_a_large_number": one("raise SystemExit(259)\n"),
    "sys_exit_with_a_negative_number": one("raise SystemExit(-1)\n"),
    "sys_exit_with_text": one("import sys\nprint('out')\nsys.exit('text')\n"),
    "sys_exit_with_an_object": one("raise SystemExit([1, 2])\n"),
    "sys_exit_in_a_thread": one(
        "import threading, sys\nt = threading.Thread(target=lambda: sys.exit(3))\nt.start()\n"
    ),
    "os_exit": one("import os, sys\nprint('lost', end='')\nos._exit(7)\n"),
    "exit_and_quit": one("print('x')\nexit(4)\n"),
    "a_keyboard_interrupt": one("raise KeyboardInterrupt\n"),
    "ctrl_c": one("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nwhile True: pass\n"),
    "ctrl_c_is_caught": one(
        "import os, signal\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\n    while True: pass\n"
        "except KeyboardInterrupt:\n    print('caught', signal.getsignal(signal.SIGINT))\n"
    ),
    "sigterm": one("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n"),
    "sigkill": one("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"),
    "a_handler_of_sigterm": one(
        "import os, signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(9))\n"
        "os.kill(os.getpid(), signal.SIGTERM)\nwhile True: pass\n"
    ),
    "abort": one("import os\nos.abort()\n"),
    "atexit_runs_after_the_exception": one(
        "import atexit, sys\n"
        "atexit.register(lambda: print(sys.last_type, sys.last_value, file=sys.stderr))\n"
        "print('x')\nraise ValueError(3)\n"
    ),
    "an_own_excepthook": one(
        "import sys, traceback\ndef hook(kind, value, tb):\n"
        "    print(kind, value, len(traceback.extract_tb(tb)))\n"
        "print(sys.excepthook is sys.__excepthook__)\nsys.excepthook = hook\nraise ValueError(3)\n"
    ),
    "an_exception_without_text": one("class E(Exception):\n    pass\nraise E\n"),
    "an_assertion": one("assert 1 == 2, 'not so'\n"),
    "a_generator_that_fails": one(
        "def g():\n    yield 1\n    raise OSError(2, 'no', 'f')\nlist(g())\n"
    ),
    "an_end_of_input": one("input('name? ')\n"),
    "what_is_deleted_at_the_end": one(
        "class A:\n    def __del__(self): print('deleted')\na = A()\nprint('end')\n"
    ),
}
SYNTAX = {
    "a_syntax_error": one("x = 1\ndef f(:\n    pass\n"),
    "an_indentation_error": one("if True:\nx = 1\n"),
    "a_string_that_does_not_end": one("x = 'abc\n"),
    "a_bracket_that_does_not_close": one("x = (1,\ny = 2\n"),
    "return_outside_a_function": one("return 3\n"),
    "a_wrong_encoding": one(b"x = 1\nprint('\xe9')\n"),
    "an_encoding_that_there_is_not": one("# coding: nonsense\nx = 1\n"),
    "a_nul": one(b"x = 1\n\0y = 2\n"),
    "a_declared_encoding": one(b"# coding: latin-1\nprint(ascii('\xe9'))\n"),
    "a_byte_order_mark": one(b"\xef\xbb\xbfprint('x')\n"),
    "line_ends_of_windows": one(b"x = 1\r\nif x:\r\n    print(x)\r\n"),
    "a_warning_about_syntax": one("print('\\d', 1 is 1)\n"),
    "a_syntax_error_in_a_module": Case({"main.py": "import wrong\n", "wrong.py": "x = = 1\n"}),
    "a_wrong_encoding_in_a_module": Case(
        {"main.py": "import wrong\n", "wrong.py": b"x = '\xe9'\n"}
    ),
    "a_syntax_error_that_is_caught": Case(
        {
            "main.py": "try:\n    import wrong\nexcept SyntaxError as e:\n    print(e.lineno, e.msg)\n",
            "wrong.py": "\nx = = 1\n",
        }
    ),
    "an_empty_program": one(""),
    "future_annotations": one(
        "from __future__ import annotations\ndef f(x: int | None = 1 + 1): pass\n"
        "print(f.__annotations__)\n"
    ),
}
