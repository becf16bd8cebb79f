"""exec: a notebook's cells run in order, as in Jupyter."""

import json

import nbformat
import pytest

from tf1rnn.errors import UserError


@pytest.fixture
def run_cells(run):
    """run_cells(*sources, **options): run a notebook of these code cells; exit code, out, err."""

    def run_cells(*sources, args=(), **options):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells)
        return run(nbformat.writes(notebook), *args, name="lesson.ipynb", **options)

    return run_cells


def test_cells_share_names_and_show_the_value_of_their_last_line(run_cells):
    code, out, err = run_cells(
        "%matplotlib inline\nimport tensorflow as tf\nimport sys",
        "X = tf.placeholder(tf.float32, [None, 3])\nX",
        "tf.contrib.rnn.BasicRNNCell.__name__, __name__, sys.argv[1:]",
        "X;",
        args=("--n", "2"),
    )
    assert (code, err) == (0, "")
    assert out == (
        "<tf.Tensor 'Placeholder:0' shape=(?, 3) dtype=float32>\n"
        "('BasicRNNCell', '__main__', ['--n', '2'])\n"
    )


def test_magics_and_commands_run_and_what_would_install_is_skipped_with_a_note(run_cells):
    code, out, err = run_cells(
        "!pip install tensorflow==1.4\n%tensorflow_version 1.x\n!echo hello",
        "%%time\nx = 3",
        "files = !ls\nprint(list(files), x)",
    )
    assert code == 0
    assert out.startswith("hello\nCPU times")
    assert out.endswith("['lesson.ipynb'] 3\n")
    assert err == (
        "tf1rnn: lesson.ipynb, cell 1: skipped !pip install tensorflow==1.4\n"
        "tf1rnn: lesson.ipynb, cell 1: skipped %tensorflow_version 1.x\n"
    )


def test_a_failing_cell_is_named_with_its_line_and_ends_the_notebook(run_cells):
    code, out, err = run_cells("def f(x):\n    return 1 / x", "y = 0\nf(y)", "print('never')")
    assert (code, out) == (1, "")
    assert 'File "lesson.ipynb, cell 2", line 2, in <module>\n    f(y)\n' in err
    assert 'File "lesson.ipynb, cell 1", line 2, in f\n    return 1 / x\n' in err
    assert err.endswith("ZeroDivisionError: division by zero\n")
    assert "IPython" not in err
    assert "tf1rnn" not in err


def test_the_executed_notebook_is_saved_with_outputs_and_figures(run_cells, tmp_path):
    code, out, err = run_cells(
        "from IPython.display import HTML\nprint('a')\nprint('b')\ndisplay(HTML('<b>c</b>'))",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "1 / 0",
        save=tmp_path / "done.ipynb",
    )
    assert code == 1
    figure = tmp_path / "lesson.figures" / "figure-1.png"
    assert out == f"a\nb\n<IPython.core.display.HTML object>\n[{figure}]\n"
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert f"the executed notebook is {tmp_path / 'done.ipynb'}\n" in err
    done = nbformat.read(tmp_path / "done.ipynb", as_version=4)
    nbformat.validate(done)
    kinds = [[output.output_type for output in cell.outputs] for cell in done.cells]
    assert kinds == [["stream", "display_data"], ["stream", "display_data"], ["error"]]
    assert done.cells[0].outputs[0].text == "a\nb\n"
    assert done.cells[0].outputs[1].data["text/html"] == "<b>c</b>"
    assert "image/png" in done.cells[1].outputs[1].data
    assert done.cells[2].outputs[0].ename == "ZeroDivisionError"


def test_sys_exit_ends_the_notebook_with_its_code(run_cells):
    assert run_cells("import sys\nsys.exit(4)", "print('never')") == (4, "", "")


def test_a_cell_in_python_2_is_reported_before_any_runs(run_cells, capsys):
    with pytest.raises(UserError, match=r"lesson.ipynb, cell 2, line 2: print without"):
        run_cells("print(1)", "x = 1\nprint x")
    assert capsys.readouterr().out == ""


def test_a_notebook_of_format_3_runs(run):
    code_cell = {"cell_type": "code", "input": ["print(6 * 7)"], "language": "python"}
    cells = [code_cell | {"outputs": [], "collapsed": False, "metadata": {}}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert run(json.dumps(old), name="old.ipynb") == (0, "42\n", "")


def test_a_notebook_that_lacks_outputs_and_metadata_runs(run):
    cells = '[{"cell_type": "code", "source": ["x = 6\\n", "x * 7"]}]'
    text = f'{{"nbformat": 4, "nbformat_minor": 2, "metadata": {{}}, "cells": {cells}}}'
    assert run(text, name="bare.ipynb") == (0, "42\n", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a notebook: it is not JSON"),
        ("[1]", "not a notebook, although it is JSON"),
        ('{"a": 1}', "not a notebook, although it is JSON"),
        (
            '{"nbformat": 4, "nbformat_minor": 2, "metadata": {},'
            ' "cells": [{"cell_type": "code", "source": 3}]}',
            "not a notebook, although it is JSON",
        ),
        (b"\xff\xfe", "not a notebook: it is not UTF-8 text"),
        (
            '{"nbformat": 4, "nbformat_minor": 2, "cells": [],'
            ' "metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}',
            "a notebook in R; only Python notebooks run here",
        ),
    ],
)
def test_what_is_not_a_notebook_is_refused(run, text, message):
    with pytest.raises(UserError, match=message):
        run(text, name="lesson.ipynb")


def test_save_overwrites_nothing_and_is_only_for_notebooks(run, run_cells, tmp_path):
    (tmp_path / "mine.ipynb").write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        run_cells("x = 1", save=tmp_path / "mine.ipynb")
    assert (tmp_path / "mine.ipynb").read_text() == "mine"
    with pytest.raises(UserError, match="--save saves an executed notebook"):
        run("x = 1", save=tmp_path / "other.ipynb")


def test_a_notebook_in_another_language_by_its_editors_note_is_refused(run):
    text = (
        '{"nbformat": 4, "nbformat_minor": 2, "cells": [], "metadata": '
        '{"kernelspec": {"name": "ir", "display_name": "R"}, "language_info": {"name": "R"}}}'
    )
    with pytest.raises(UserError, match="a notebook in R; only Python notebooks run here"):
        run(text, name="lesson.ipynb")


def test_tags_may_be_null(run):
    cells = '[{"cell_type": "code", "metadata": {"tags": null}, "source": "print(1)\\n1 / 0"}]'
    text = f'{{"nbformat": 4, "nbformat_minor": 2, "metadata": {{}}, "cells": {cells}}}'
    code, out, err = run(text, name="lesson.ipynb")
    assert (code, out) == (1, "1\n")
    assert err.endswith("ZeroDivisionError: division by zero\n")


def test_many_lines_and_lone_surrogates_are_saved(run_cells, tmp_path):

    code, _, _ = run_cells(
        "import sys\nfor i in range(20_000): print(i)\nprint('e', file=sys.stderr)\nprint('o')",
        "x = '\\ud800'\nx",
        save=tmp_path / "done.ipynb",
    )
    assert code == 0
    first, second = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells
    assert [(o.name, len(o.text.splitlines())) for o in first.outputs] == [
        ("stdout", 20_000),
        ("stderr", 1),
        ("stdout", 1),
    ]
    assert second.outputs[0].data["text/plain"] == "'\\ud800'"


def test_cells_compute_as_with_numpy_1_and_may_await(run_cells):
    code, out, err = run_cells(
        "total = 0.0\nimport asyncio",
        "import numpy as np\nfor i in range(3): total += np.float32(0.1)\ntotal",
        "await asyncio.sleep(0)\n'%d' % np.array([7])",
    )
    assert (code, err) == (0, "")
    assert out == "0.30000000447034836\n'7'\n"
