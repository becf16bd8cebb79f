"""Programs about names: builtins, modules and imports."""

from tests.programs.plain.case import Case, one

BUILTINS = {
    "a_name_set_in_builtins_holds": one(
        "import builtins, helper\nbuiltins.answer = 42\nprint(answer, helper.f())\n"
        "import builtins as b\nprint(b is builtins, 'answer' in vars(b))\n"
    )._replace(
        files={
            "main.py": "import builtins\nbuiltins.answer = 42\nimport helper\nhelper.f()\n",
            "helper.py": "def f():\n    print(answer)\n",
        }
    ),
    "gettext_installs_its_function": one(
        "import gettext\ngettext.install('nowhere')\nprint(_('word'), type(__builtins__).__name__)\n"
    ),
    "a_replaced_print_is_used": one(
        "import builtins\nold = print\nbuiltins.print = lambda *a: old('>', *a)\nprint('x')\n"
    ),
    "a_replaced_import_is_used": one(
        "import builtins\nold = builtins.__import__\n"
        "def new(name, *args, **kwargs):\n    print('import', name)\n"
        "    return old(name, *args, **kwargs)\n"
        "builtins.__import__ = new\nimport os\nbuiltins.__import__ = old\n"
    ),
    "names_of_the_module": one(
        "print(sorted(globals()), sorted(locals()), dir())\n"
        "print(__name__, __package__, __spec__, __doc__, __annotations__, __cached__)\n"
        "print(type(__loader__).__name__, __builtins__)\n"
    ),
}
MODULES = {
    "time_sleep_can_be_mocked": one(
        "import time\nfrom unittest import mock\n"
        "with mock.patch.object(time, 'sleep') as sleep:\n    time.sleep(1000)\n"
        "print(sleep.call_args, time.sleep)\n"
        "with mock.patch('time.time', return_value=3):\n    print(time.time())\n"
    ),
    "a_name_of_os_can_be_deleted": one(
        "import os\nos.mine = 3\ndel os.mine\nprint(hasattr(os, 'mine'))\n"
        "del os.getcwd\ntry:\n    os.getcwd()\nexcept AttributeError as error:\n    print(error)\n"
    ),
    "vars_of_os": one(
        "import os, sys\nprint(sorted(vars(os)) == sorted(dir(os)), vars(os)['sep'])\n"
    ),
    "a_module_can_be_reloaded": one(
        "import importlib, time, os, collections, inspect, base64, fractions\n"
        "for module in (time, os, collections, inspect, base64, fractions):\n"
        "    print(importlib.reload(module) is module, module.__name__, type(module).__name__)\n"
    ),
    "modules_are_themselves_in_sys_modules": one(
        "import sys, time, os, importlib, collections\n"
        "for m in (sys, time, os, importlib, collections):\n"
        "    print(sys.modules[m.__name__] is m, m)\n"
        "print(importlib.import_module('json.decoder').__name__)\n"
    ),
    "an_own_module_hides_pythons": Case(
        {
            "main.py": "import random, token, typer, typing_extensions, logging, click\n"
            "for module in (random, token, typer, typing_extensions, logging, click):\n"
            "    print(module.__file__.rpartition('/')[2], module.mine)\n",
            **{
                f"{name}.py": f"mine = {name!r}\n"
                for name in ("random", "token", "typer", "typing_extensions", "logging", "click")
            },
        }
    ),
    "an_own_package_hides_an_installed_one": Case(
        {
            "main.py": "import rich, rich.text\nprint(rich.mine, rich.text.mine)\n",
            "rich/__init__.py": "mine = 1\n",
            "rich/text.py": "mine = 2\n",
        }
    ),
    "an_own_os_does_not_hide_pythons": Case(
        {
            "main.py": "import os, io\nprint(os.path.basename(os.__file__))\n",
            "os.py": "",
            "io.py": "",
        }
    ),
    "a_circle_of_imports": Case(
        {
            "main.py": "import a\n",
            "a.py": "import b\nx = 1\n",
            "b.py": "from a import x\n",
        }
    ),
    "a_module_that_is_not_there": one(
        "import traceback\ntry:\n    import nowhere.at.all\nexcept ImportError:\n"
        "    traceback.print_exc()\nfrom os import nothing\n"
    ),
    "relative_import_without_a_package": one("from . import x\n"),
    "a_package_with_subpackages": Case(
        {
            "main.py": "import a.b.c\nfrom a.b import *\nprint(a.b.c.X, Y, sorted(dir(a)))\n",
            "a/__init__.py": "",
            "a/b/__init__.py": "__all__ = ['Y', 'c']\nY = 2\n",
            "a/b/c.py": "X = __name__, __package__\n",
        }
    ),
    "dunder_import_and_imp": one(
        "m = __import__('os.path')\nprint(m.__name__, __import__('os.path', fromlist=['x']).__name__)\n"
    ),
    "exec_and_eval": one(
        "exec('import math; print(math.pi)')\nprint(eval(' 1 + 1'))\n"
        "code = compile('x = 3', '<mine>', 'exec')\nexec(code)\nprint(x, code.co_filename)\n"
        "exec('1 +')\n"
    ),
}
