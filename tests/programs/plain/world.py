"""Programs about what is around them, and about how they are started."""

from tests.programs.plain.case import Case, one

WORLD = {
    "arguments": one("import sys\nprint(sys.argv)\n", args=("--help", "-m", "--", "a b")),
    "the_path": one("import sys, os\nprint(sys.path[0], __file__, os.getcwd())\n"),
    "recursion": one(
        "import sys\ndef f(n):\n    try:\n        return f(n + 1)\n"
        "    except RecursionError as error:\n        return n, str(error)\n"
        "print(f(1), sys.getrecursionlimit())\nsys.setrecursionlimit(3000)\n"
        "print(f(1), sys.getrecursionlimit())\n"
    ),
    "recursion_without_end": one("def f(n):\n    return f(n)\nf(1)\n"),
    "standard_input": one(
        "import sys\nprint(input('? '), sys.stdin.read())\n", stdin=b"one\ntwo\nthree"
    ),
    "standard_error": one("import sys\nsys.stderr.write('e')\nprint('o')\nsys.stdout.flush()\n"),
    "a_lone_surrogate": one("print('\\ud800')\n"),
    "streams": one(
        "import sys\nfor s in (sys.stdin, sys.stdout, sys.stderr):\n"
        "    print(s.errors, s.encoding, s.name, s.mode, s is sys.__stdout__)\n"
    ),
    "warnings": one(
        "import warnings\nfor i in range(2):\n    warnings.warn('careful')\n"
        "warnings.warn('old', DeprecationWarning)\n"
    ),
    "logging": one(
        "import logging\nlogging.warning('w')\nlogging.info('i')\n"
        "logging.getLogger('a.b').error('e')\nprint(logging.getLogger().handlers)\n"
    ),
    "logging_that_is_configured": one(
        "import logging, sys\n"
        "logging.basicConfig(stream=sys.stdout, level=10, format='%(name)s|%(module)s|%(message)s')\n"
        "logging.debug('d')\nlogging.getLogger('x').info('i')\n"
    ),
    "the_environment": one(
        "import os\nprint(sorted(k for k in os.environ if k.startswith(('MPL', 'TF_', 'KERAS'))))\n"
    ),
    "a_child_process": one(
        "import subprocess, sys\n"
        "print(subprocess.run([sys.executable, '-c', 'print(3)'], capture_output=True).stdout)\n"
    ),
    "a_fork": one(
        "import os\nif os.fork():\n    print(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "else:\n    raise SystemExit(5)\n"
    ),
    "a_pool": one(
        "from multiprocessing import get_context\ndef f(x): return x * x\n"
        "if __name__ == '__main__':\n    with get_context('fork').Pool(2) as pool:\n"
        "        print(pool.map(f, range(4)))\n"
    ),
    "threads_that_go_on": one(
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(.2), print('late'))).start()\nprint('end')\n"
    ),
    "pickles": one(
        "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A, A)\n"
    ),
    "inspect_getsource": one(
        "import inspect\ndef f(x):\n    # a comment\n    return x + 1\nprint(inspect.getsource(f))\n"
        "print(inspect.stack()[0].function, len(inspect.stack()) > 0, inspect.getfile(f))\n"
    ),
    "argparse_names_the_program": one(
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--n', type=int)\n"
        "p.parse_args()\n",
        args=("--n", "x"),
    ),
    "doctest": one(
        'def f():\n    """\n    >>> 1 + 1\n    3\n    """\nimport doctest\ndoctest.testmod()\n'
    ),
    "dataclasses_and_enums": one(
        "import dataclasses, enum\n@dataclasses.dataclass\nclass A:\n    x: int = 1 + 1\n"
        "class E(enum.Enum):\n    A = enum.auto()\nprint(A(), E.A, A.__module__)\n"
    ),
    "async": one(
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x + 1\n"
        "print(asyncio.run(f(1)))\n"
    ),
    "the_locale": one(
        "import locale, sys\nprint(locale.getlocale(), sys.getfilesystemencoding())\n"
    ),
    "garbage": one("import gc\nprint(gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())\n"),
    "flags": one(
        "import sys\nprint(sys.flags.optimize, sys.dont_write_bytecode, sys.warnoptions)\n"
    ),
}
STARTS = {
    "a_folder": Case(
        {
            "app/__main__.py": "import sys, helper\nprint(sys.argv, sys.path[0], __file__)\n"
            "print(repr(__package__), __spec__.name, helper.x)\nprint(sorted(globals()))\nraise ValueError\n",
            "app/helper.py": "x = __file__\n",
        },
        main=("app",),
        args=("a",),
    ),
    "a_folder_by_another_name": Case(
        {"app/__main__.py": "import sys\nprint(sys.argv, sys.path[0], __file__)\n"},
        main=("./app/",),
    ),
    "a_module": Case(
        {
            "app/__init__.py": "print('init', __name__)\n",
            "app/run.py": "import sys\n"
            "from . import run as again\nprint(sys.argv[1:], __name__, __package__, __spec__.name)\n",
        },
        main=("-m", "app.run"),
        args=("x",),
    ),
    "a_package": Case(
        {
            "app/__init__.py": "",
            "app/__main__.py": "from .other import x\nimport sys\nprint(x, sys.path[0], __spec__.name)\n",
            "app/other.py": "x = 3\n",
        },
        main=("-m", "app"),
    ),
    "a_module_that_fails": Case({"run.py": "def f():\n    1 / 0\nf()\n"}, main=("-m", "run")),
    "a_module_of_pythons": Case(
        {"x.json": '{"a": [1, 2]}'}, main=("-m", "json.tool"), args=("x.json",)
    ),
    "unittest": Case(
        {
            "test_it.py": "import unittest\nclass T(unittest.TestCase):\n"
            "    def test_it(self):\n        self.assertEqual(1 + 1, 2)\n"
        },
        main=("-m", "test_it"),
    ),
    "standard_input_as_the_program": Case(
        {},
        main=("-",),
        args=("a",),
        stdin=b"import sys\nprint(sys.argv, repr(sys.path[0]), __name__, sorted(globals()))\n"
        b"print(repr(sys.stdin.read()))\nraise ValueError\n",
    ),
    "a_syntax_error_in_standard_input": Case({}, main=("-",), stdin=b"x = = 1\n"),
    "a_link_to_a_program": Case(
        {
            "real/main.py": "import sys, helper\nprint(sys.argv, sys.path[0], __file__)\n",
            "real/helper.py": "",
        },
        main=("link.py",),
    ),
    "a_program_without_an_ending": Case({"program": "print(__file__)\n"}, main=("program",)),
    "an_archive": Case({}, main=("app.pyz",), args=("a",)),
}
ARCHIVE = {
    "__main__.py": "import sys, helper\nprint(sys.argv, sys.path[0], __file__, helper.x)\nhelper.f()\n",
    "helper.py": "x = __file__\ndef f():\n    1 / 0\n",
}
