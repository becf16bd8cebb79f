"""A process that a program spawns by multiprocessing runs in the program's world."""


def test_a_spawned_process_has_the_programs_imports_and_numbers(run, tmp_path):
    (tmp_path / "helper.py").write_text(
        "import numpy as np\nimport tensorflow as tf\n"
        "def half(x):\n    return type(np.float32(x) * 0.5).__name__, tf is not None\n"
    )
    code, out, err = run(
        "import multiprocessing\nimport numpy as np\nimport tensorflow as tf\nimport helper\n"
        "def work(x):\n"
        "    return helper.half(x), type(0.5 * np.float32(x)).__name__, type(tf).__name__\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(work, [0.1]))\n"
    )
    assert (code, err) == (0, "")
    assert out == "[(('float64', True), 'float64', 'Namespace')]\n"
