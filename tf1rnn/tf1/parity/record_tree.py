"""Record the modules of TensorFlow's source tree: every name in them, its kind and signature.

    python3.7 tf1rnn/tf1/parity/record_tree.py

under tensorflow==1.15.5 writes tree_1_15.json. Under earlier versions, 1.4 first and 0.12 last,
it adds to tree_earlier.json the names that no later version has.

A module is one line below its version; dotted names are without their `tensorflow.`. Its
"functions" and "classes" are those that it defines, with their parameters: `x`, `x=` (has a
default), `*args`, `**kwargs`; those after a lone `*` are by keyword. "from" are the names that
other modules define (`here=there` where it goes by another name), "modules" the modules that it
holds (`here=dotted`), "outside" what it takes from Python and other packages (likewise), and
"values" the rest: as they are if they are short, otherwise by type. Of a module that RNN programs
do not look into, only the name is recorded.
"""

import collections
import importlib
import importlib.util
import inspect
import json
import os
import re
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = os.path.join(os.path.dirname(HERE), "names")
LATEST, EARLIER = os.path.join(NAMES, "tree_1_15.json"), os.path.join(NAMES, "tree_earlier.json")
# Folders of the tree, with everything below them.
FOLDERS = """
    core.example core.framework core.protobuf core.util examples.tutorials.mnist
    contrib.copy_graph contrib.crf contrib.cudnn_rnn contrib.data contrib.deprecated
    contrib.distributions contrib.estimator contrib.framework contrib.grid_rnn contrib.hooks
    contrib.image contrib.layers contrib.learn contrib.legacy_seq2seq contrib.lookup
    contrib.losses contrib.metrics contrib.ndlstm contrib.nn contrib.opt contrib.predictor
    contrib.recurrent contrib.rnn contrib.seq2seq contrib.slim contrib.sparsemax contrib.staging
    contrib.stateless contrib.summary contrib.tensorboard contrib.training contrib.util
    models python.client python.data python.estimator python.feature_column python.framework
    python.layers python.lib python.ops python.platform python.saved_model python.summary
    python.tools python.training python.user_ops python.util tools.graph_transforms
""".split()  # noqa: SIM905
# Modules alone, without what is below them: of folders that few RNN programs look into.
MODULES = """
    contrib contrib.all_reduce contrib.autograph contrib.bayesflow contrib.boosted_trees
    contrib.checkpoint contrib.cluster_resolver contrib.compiler contrib.distribute contrib.eager
    contrib.factorization contrib.feature_column contrib.ffmpeg contrib.graph_editor
    contrib.input_pipeline contrib.integrate contrib.keras contrib.labeled_tensor contrib.linalg
    contrib.linear_optimizer contrib.memory_stats contrib.meta_graph_transform
    contrib.mixed_precision contrib.model_pruning contrib.nccl contrib.optimizer_v2
    contrib.periodic_resample contrib.proto contrib.quantization contrib.quantize
    contrib.receptive_field contrib.resampler contrib.saved_model contrib.session_bundle
    contrib.signal contrib.solvers contrib.specs contrib.tensor_forest contrib.tensorrt
    contrib.testing contrib.text contrib.timeseries contrib.tpu contrib.training
    python python.pywrap_tensorflow python.tf2 python.autograph python.compat.compat python.debug
    python.debug.wrappers.hooks python.debug.wrappers.local_cli_wrapper
    python.distribute.distribute_lib python.distribute.distribution_strategy_context
    python.eager.backprop python.eager.context python.eager.core python.eager.execute
    python.eager.function python.eager.tape python.keras python.keras.activations
    python.keras.backend python.keras.callbacks python.keras.constraints python.keras.datasets
    python.keras.engine python.keras.engine.base_layer python.keras.engine.base_layer_utils
    python.keras.engine.input_layer python.keras.engine.input_spec python.keras.engine.network
    python.keras.engine.sequential python.keras.engine.training python.keras.initializers
    python.keras.layers python.keras.layers.advanced_activations python.keras.layers.convolutional
    python.keras.layers.convolutional_recurrent python.keras.layers.core
    python.keras.layers.cudnn_recurrent python.keras.layers.dense_attention
    python.keras.layers.embeddings python.keras.layers.merge python.keras.layers.normalization
    python.keras.layers.pooling python.keras.layers.recurrent python.keras.layers.wrappers
    python.keras.losses python.keras.metrics python.keras.models python.keras.optimizers
    python.keras.preprocessing python.keras.preprocessing.image
    python.keras.preprocessing.sequence python.keras.preprocessing.text python.keras.regularizers
    python.keras.utils python.keras.utils.conv_utils python.keras.utils.generic_utils
    python.keras.utils.np_utils python.keras.utils.tf_utils python.profiler
    python.profiler.model_analyzer python.profiler.option_builder python.profiler.tfprof_logger
""".split()  # noqa: SIM905
# Modules of the public interface, which hold names of the tree.
PUBLIC = """
    app audio autograph bitwise compat compat.v1 config data data.experimental debugging
    distribute distributions dtypes errors estimator estimator.export estimator.inputs
    experimental feature_column gfile graph_util image initializers io io.gfile keras
    keras.activations keras.backend keras.callbacks keras.constraints keras.datasets
    keras.datasets.mnist keras.initializers keras.layers keras.losses
    keras.metrics keras.models keras.optimizers keras.preprocessing keras.preprocessing.sequence
    keras.preprocessing.text keras.regularizers keras.utils layers linalg logging lookup
    losses manip math metrics nest nn nn.rnn_cell profiler python_io quantization queue ragged
    random resource_loader saved_model sets signal sparse spectral strings summary sysconfig test
    tpu train train.experimental user_ops version xla
""".split()  # noqa: SIM905
# Where the names of earlier versions are recorded, but for generated modules.
RNN = re.compile(
    r"(?!.*(\.gen_|dataframe|learn\.tests|\.distributions|\.ops\.linalg))"
    r"(contrib\.(rnn|seq2seq|legacy_seq2seq|layers|learn|framework|training|lookup|crf|cudnn_rnn"
    r"|losses|grid_rnn|metrics|ndlstm|util)|models\.rnn"
    r"|python\.(ops|layers|training|framework|util|platform|summary|client))?(\.|$)"
    r"|nn|train|contrib$"
)
# Folders of which every module is at least named.
REST = ("contrib", "core", "examples", "python", "tools")
TESTS = re.compile(r"(^|_)tests?($|_|\.)|\.testing|testdata|\.benchmarks|\.kernel_tests")
LEFT_OUT = re.compile(
    r"_test$|\.kernel_tests|\.testing$|(?<!framework\.)test_util|testdata|test_ops$"
    r"|\.examples\.(?!tutorials)"
    r"|\.gen_(audio|batch|boosted|bigtable|clustering|collective|decode_proto|encode_proto|manip"
    r"|nccl|sdca|tensor_forest|tpu|dataset|experimental|ragged)|\.benchmarks"
    r"|python\.ops\.(boosted_trees|sdca|nccl|parallel_for|collective|ragged|numpy)"
    r"|python\.estimator\.(canned|contrib|hooks|tpu)\.|learn\.python\.learn\.ops\."
    r"|python\.data\.experimental\.ops\."
)
# Names that every module, or every generated one, has and no program takes.
PRIVATE = re.compile(
    r"__|_?(absolute_import|division|print_function|unicode_literals)$"
    r"|(tf_export|estimator_export|keras_export|remove_undocumented|_allowed_symbols\w*|_op_def_lib"
    r"|_InitOpDefLibrary|_module_wrapper|_sys|_deprecation|_HAS_DYNAMIC_ATTRIBUTES)$"
    r"|.*_eager_fallback$|_.*_outputs$|_\w+Output$|.*_swigregister$|TFE?_[A-Z]"
)


def plain(name):
    """A module's name as programs write it, without `tensorflow.`; None for other packages'."""
    found = re.match(r"tensorflow(?:_core|_estimator)?(?:\.(.*))?$", name or "")
    return found and (found.group(1) or "")


def tree(folders):
    """The dotted names of all modules in some folders of the tree."""
    root = importlib.util.find_spec("tensorflow").submodule_search_locations[0]
    core = root + "_core"  # where TensorFlow 1.15 is
    root = core if os.path.isdir(core) else root
    for folder in folders:
        for path, _, files in os.walk(os.path.join(root, *folder.split("."))):
            package = os.path.relpath(path, root).replace(os.sep, ".")
            for file in files:
                stem, extension = os.path.splitext(file)
                if extension == ".py" and "__init__.py" in files:
                    yield package if stem == "__init__" else package + "." + stem


def modules():
    """The dotted names of the modules to record, in alphabetical order."""
    found = set(MODULES + PUBLIC + [""]).union(tree(FOLDERS))
    return sorted(name for name in found if not LEFT_OUT.search(name))


def parameters(value):
    """The parameters of a function or a class; None where Python cannot tell."""
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return None
    words, starred = [], False
    for parameter in signature.parameters.values():
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
        if parameter.kind == parameter.KEYWORD_ONLY and not starred:
            words.append("*")
        starred = starred or parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL)
        default = "" if parameter.default is parameter.empty else "="
        words.append(star.get(parameter.kind, "") + parameter.name + default)
    return " ".join(words)


def literal(value):
    """A value as it is, if it is short and JSON has its like; otherwise its type."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str) and len(value) < 40:
        return value
    return "<%s>" % type(value).__name__


def stands_at(dotted):
    """What a dotted name, such as collections.namedtuple, leads to from anywhere; else None."""
    module, _, name = dotted.rpartition(".")
    return sys.modules.get(dotted) or getattr(sys.modules.get(module), name, None)


def look(name, module):
    """What a module holds, by kind."""
    held = {kind: {} for kind in ("functions", "classes", "values")}
    elsewhere, below, outside = collections.defaultdict(list), [], []
    for key in sorted(set(dir(module))):
        if PRIVATE.match(key):
            continue
        try:
            value = getattr(module, key)
        except (AttributeError, ImportError):  # such as a lazy module's that is not installed
            continue
        is_module = inspect.ismodule(value)
        home = plain(value.__name__ if is_module else getattr(value, "__module__", None))
        there = getattr(value, "__name__", None)
        if is_module and home is not None:
            below.append(home if home.split(".")[-1] == key else "%s=%s" % (key, home))
        elif not (is_module or inspect.isclass(value) or inspect.isroutine(value)):
            held["values"][key] = literal(value)
        elif home is None:
            dotted = there if is_module else "%s.%s" % (value.__module__, there)
            leads = dotted != key and stands_at(dotted) is value
            outside.append("%s=%s" % (key, dotted) if leads else key)
        elif home != name:
            elsewhere[home].append(key if key == there else "%s=%s" % (key, there))
        else:
            held["classes" if inspect.isclass(value) else "functions"][key] = parameters(value)
    held["from"] = {home: " ".join(names) for home, names in sorted(elsewhere.items())}
    held["modules"], held["outside"] = " ".join(below), " ".join(outside)
    return {kind: names for kind, names in held.items() if names}


def record():
    """What every module holds: {module: {kind: names}}, and {module: why it cannot be imported}.

    Of the modules that RNN programs do not look into, there is the name alone: {module: None}.
    """
    held, failed = {name: None for name in tree(REST) if not TESTS.search(name)}, {}
    for name in modules():
        try:
            module = importlib.import_module(("tensorflow." + name).rstrip("."))
        except Exception as error:  # whatever a module of that time raises
            failed[name] = "%s: %s" % (type(error).__name__, str(error)[:80])
            continue
        held[name] = look(name, module)
    return dict(sorted(held.items())), failed


def names(held):
    """Every name of a module."""
    found = {key for kind in ("functions", "classes", "values") for key in held.get(kind, ())}
    words = " ".join([held.get("outside", ""), *held.get("from", {}).values()]).split()
    modules = held.get("modules", "").split()
    words += [word if "=" in word else word.split(".")[-1] for word in modules]
    return found.union(word.split("=")[0] for word in words)


def without(held, known):
    """What a module holds but for the names that are known, modules and other packages' names."""
    left = {}
    for kind in ("functions", "classes", "values"):
        left[kind] = {key: word for key, word in held.get(kind, {}).items() if key not in known}
    left["from"] = {}
    for home, words in held.get("from", {}).items():
        words = [word for word in words.split() if word.split("=")[0] not in known]
        if words:
            left["from"][home] = " ".join(words)
    return {kind: keys for kind, keys in left.items() if keys}


def add(held, versions):
    """What an earlier version holds that none of the later ones does."""
    left = {}
    for module in filter(RNN.match, held):
        if held[module] is None:
            continue
        known = set().union(*(names(later.get(module) or {}) for later in versions))
        new = without(held[module], known)
        if new or not any(module in later for later in versions):
            left[module] = new
    return left


def write(path, versions):
    """Write what was recorded of each version, a module in a line."""
    parts = []
    for version, held in versions.items():
        lines = (
            json.dumps(k) + ":" + json.dumps(v, separators=(",", ":")) for k, v in held.items()
        )
        parts.append('"%s":{\n%s}' % (version, ",\n".join(lines)))
    with open(path + ".part", "w") as file:
        file.write("{%s}\n" % ",\n".join(parts))
    os.replace(path + ".part", path)


def read(path):
    """What was recorded before; nothing if there is no such file."""
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        return json.load(file)


def main():
    """Record the TensorFlow that is installed."""
    import tensorflow as tf

    tf.logging.set_verbosity(tf.logging.FATAL)
    held, failed = record()
    if tf.__version__.startswith("1.15"):
        write(LATEST, {tf.__version__: held})
    else:
        versions = read(EARLIER)
        later = [held for path in (LATEST, EARLIER) for held in read(path).values()]
        versions[tf.__version__] = add(held, later)
        write(EARLIER, versions)
    for name, why in failed.items():
        print("not recorded: %s (%s)" % (name, why))
    print("%d modules" % len(held))


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.simplefilter("ignore")
    main()
