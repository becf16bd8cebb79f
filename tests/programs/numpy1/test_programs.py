"""Programs that count with NumPy print under exec, to the last digit, what NumPy 1.18 printed."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "programs"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_a_program_prints_what_it_printed_with_numpy_1(path, run):
    code, out, err = run(path.read_bytes())
    assert (code, err) == (0, "")
    assert out == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_warnings_and_errors_name_the_programs_line(run):
    code, out, err = run(
        "import numpy as np, warnings\n"
        "class A: x, y = np.float64(1), np.float64(0)\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n"
        "    A.x / A.y\n"
        "print(caught[0].filename == __file__, caught[0].lineno)\n"
        "A.y / (lambda: [])().append\n"
    )
    assert (code, out) == (1, "True 5\n")
    assert 'program.py", line 7, in <module>\n    A.y / (lambda: [])().append\n' in err
    assert "tf1rnn" not in err


def test_each_operand_is_evaluated_once_and_in_order(run):
    code, out, _ = run(
        "import numpy\n"
        "def say(x):\n    print(x, end=' ')\n    return x\n"
        "class A:\n    def __getitem__(self, i):\n        return say(i)\n"
        "    def __setitem__(self, i, x):\n        print('set', i, x, end=' ')\n"
        "a = A()\n"
        "say(1) + say(2) * say(3)\nsay(4) < say(5)\na[say(6)] += say(7)\na[say(8)] = say(9)\n"
        "x = 1\nx += say(2)\nprint('%d %s' % (say(10), say(11)), x)\n"
    )
    assert code == 0
    assert out == "1 2 3 4 5 6 6 7 set 6 13 9 8 set 8 9 2 10 11 10 11 3\n"


def test_annotations_patterns_and_other_syntax_stay_as_they_are(run):
    code, out, err = run(
        "from __future__ import annotations\n"
        "import numpy as np, dataclasses, asyncio\n"
        "@dataclasses.dataclass\n"
        "class A:\n    x: int | None = 1 + 1\n    y: 'a' + 'b' = 2\n"
        "def f(a: 1 + 2 = 3) -> 4 + 5:\n"
        "    match a:\n        case 1 + 2j: pass\n        case 3: print(a)\n"
        "f()\nprint(A(), f.__annotations__)\n"
        "print(sorted(globals().keys() - {'np', 'dataclasses', 'A', 'f', 'annotations'}))\n"
        "print([k for k in (lambda a, b=1: locals())(2)], f'{1 + 1:>{3 + 1}}')\n"
        "x = lst = [1]; lst += [2]; lst *= 2; print(x)\n"
        "async def g(x): return x\n"
        "async def h(): return await g(1) + await g(2)\nprint(asyncio.run(h()))\n"
        "def gen():\n    x = yield 1\n    yield (yield 2) + x\nprint(next(gen()))\n"
    )
    assert (code, err) == (0, "")
    assert "A(x=2, y=2) {'a': '1 + 2', 'return': '4 + 5'}" in out
    assert not re.search(r"'[^']*(operation|\\.)[^']*'", out)
    assert out.endswith("['a', 'b']    2\n[1, 2, 1, 2]\n3\n1\n")
