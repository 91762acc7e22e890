#!/usr/bin/env python3
"""Regenerates the checkpoint fixtures in this folder.

  python generate.py k2 [case ...]    with TensorFlow 2.15 (tf.keras 2.15)
  python generate.py k3 [case ...]    with TensorFlow >= 2.18, Keras 3 and tf_keras
  PYTHONPATH=<dir> python generate.py old      with TensorFlow 2.15 and the keras package 2.12, 2.13 or 2.14 in <dir>;
                                               run once per version, files are added to k2_v3_old

Each case folder: model.py (source of the model), the files, values.npz and expect.json (see README.md).
"""
import gc, importlib.util, json, logging, os, re, shutil, sys, warnings
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import numpy as np
import tensorflow as tf
warnings.filterwarnings("ignore")

HERE = os.path.dirname(os.path.abspath(__file__))
ENV = sys.argv[1] if len(sys.argv) > 1 else "k2"
ONLY = set(sys.argv[2:])
LOGS = []


class _Capture(logging.Handler):
    def emit(self, r):
        LOGS.append(" ".join(r.getMessage().split()))


for _n in ("tensorflow", "absl"):
    _l = logging.getLogger(_n)
    _l.handlers = [_Capture()]
    _l.propagate = False

# ------------------------------------------------------------------ helpers
HEAD = {"k2": "import tensorflow as tf\nkeras = tf.keras\nL = keras.layers\n\n\n",
        "tfk": "import tensorflow as tf\nimport tf_keras as keras\nL = keras.layers\n\n\n",
        "k3": "import tensorflow as tf\nimport keras\nL = keras.layers\n\n\n",
        "old": "import tensorflow as tf\nimport keras\nL = keras.layers\n\n\n"}


def rnd(i, shape, name=""):
    a = np.random.RandomState(1000 + i).uniform(-0.5, 0.5, shape)
    return a + 1.0 if "variance" in name or "gamma" in name else a


def fill(m, start=0):
    for i, v in enumerate(v for v in m.weights if hasattr(v, "assign")):
        v.assign(rnd(start + i, v.shape, v.name).astype("f4").astype(v.dtype if isinstance(v.dtype, str) else v.dtype.as_numpy_dtype))
    return m


def fetch(v):
    a = v.numpy() if hasattr(v, "numpy") else np.asarray(v)
    return a


def paths(root):
    """Shortest attribute path of every variable, breadth first in edge order."""
    out, seen, queue = {}, {id(root)}, [("", root)]
    while queue:
        p, o = queue.pop(0)
        for n, c in o._trackable_children().items():
            if id(c) in seen or n == "root":
                continue
            seen.add(id(c))
            q = p + "/" + n if p else n
            if hasattr(c, "_trackable_children"):
                queue.append((q, c))
            if hasattr(c, "assign") and hasattr(c, "shape"):
                out[q] = c
    return out


def reason(e):
    t, s = type(e).__name__, " ".join(str(e).split())
    m = re.match(r"Unresolved object in checkpoint (\S+):", s)
    if m:
        return dict(ok=False, reason="unresolved_in_file", first=m.group(1))
    m = re.match(r"Found (\d+) Python objects", s)
    if m:
        return dict(ok=False, reason="unbound_model_objects", count=int(m.group(1)))
    for k, r in (("Nothing except the root", "only_root_matched"), ("Nothing to load", "nothing_to_load"),
                 ("No checkpoint specified", "no_file"), ("Object not restored", "object_not_restored"),
                 ("not assigned a value", "object_not_restored"), ("attributes which were not restored", "object_not_restored"),
                 ("incompatible tensor with shape", "shape_mismatch"), ("is not compatible with the explicitly", "shape_mismatch"),
                 ("Tensor conversion requested dtype", "dtype_mismatch"), ("does not equal original dtype", "dtype_mismatch"),
                 ("only be loaded based on topology", "by_name_not_allowed"), ("skip_mismatch can only", "skip_mismatch_needs_by_name"),
                 ("Unable to load weights saved in HDF5", "not_built"), ("Failed to find any matching", "not_found"),
                 ("expected 0 variables", "not_built"), ("Layer count mismatch", "layer_count_mismatch"),
                 ("Weight count mismatch", "weight_count_mismatch"), ("Shape mismatch", "shape_mismatch"),
                 ("are incompatible", "shape_mismatch"), ("No file or directory", "not_found")):
        if k in s:
            return dict(ok=False, reason=r)
    return dict(ok=False, reason="other", text=t + ": " + s[:120].replace(HERE, "."))


def asserts(st):
    r = {}
    for m in ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match"):
        try:
            getattr(st, m)()
            r[m] = dict(ok=True)
        except AssertionError as e:
            r[m] = reason(e)
    return r


def metadata(d):
    """Nodes of keras_metadata.pb (field 1: node_id 2, node_path 3, identifier 4, metadata 5)."""
    def fields(b):
        p = 0

        def varint():
            nonlocal p
            v = s = 0
            while True:
                x = b[p]
                p += 1
                v |= (x & 127) << s
                s += 7
                if x < 128:
                    return v
        while p < len(b):
            t = varint()
            if t & 7 == 0:
                yield t >> 3, varint()
            else:
                n = varint()
                yield t >> 3, b[p:p + n]
                p += n
    out = []
    for _, node in fields(open(os.path.join(d, "keras_metadata.pb"), "rb").read()):
        q = {2: 0}
        q.update(fields(node))
        out.append(dict(node_id=q[2], node_path=q[3].decode(), identifier=q[4].decode(), class_name=json.loads(q[5])["class_name"]))
    return out


class Case:
    def __init__(self, name, kind, source, about):
        self.name, self.kind, self.about = name, kind, about
        self.dir = os.path.join(HERE, name)
        if kind != "old":
            shutil.rmtree(self.dir, ignore_errors=True)
        os.makedirs(self.dir, exist_ok=True)
        with open(os.path.join(self.dir, "model.py"), "w") as f:
            f.write(HEAD[kind] + source.strip("\n") + "\n")
        sys.modules.pop("model", None)
        spec = importlib.util.spec_from_file_location("model", os.path.join(self.dir, "model.py"))
        self.m = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.m)
        kv = self.m.keras.__version__ if hasattr(self.m.keras, "__version__") else "2.15.0"
        self.expect = dict(case=name, about=about, writer="Keras %s, TensorFlow %s" % (kv, tf.__version__), scenarios=[])
        self.golden, self.nin, self.nout = {}, 0, 0

    def p(self, f=""):
        return os.path.join(self.dir, f)

    def input(self, a):
        self.golden["input_%d" % self.nin] = a
        self.nin += 1
        return a

    def save(self, model, f="ckpt", **k):
        if self.kind == "k3":
            tf.train.Checkpoint(model).write(self.p(f))
        else:
            model.save_weights(self.p(f), **k)

    def load(self, m, f, **k):
        if self.kind == "k3":
            return tf.train.Checkpoint(m).read(self.p(f))
        return m.load_weights(self.p(f), **k)

    def output(self, a):
        a = np.asarray(tf.cast(a, tf.float32) if getattr(a, "dtype", None) == tf.bfloat16 else a)
        n = "output_%d" % self.nout
        self.golden[n] = a
        self.nout += 1
        return n

    def run(self, name, make, file, x, when="before_build", via="load_weights", loader=None, between=None, call=None,
            note=None, keep=True, program=None, values=None):
        """One load scenario; everything measured goes to expect.json."""
        LOGS.clear()
        call = call or (lambda m: m(x))
        s = dict(name=name, program=program or getattr(make, "__name__", "make"), file=file, via=via, when=when)
        if note:
            s["note"] = note
        m, st = make(), None
        if when == "after_build":
            call(m)
        try:
            st = loader(m) if loader else self.load(m, file)
            s["load"] = dict(ok=True)
        except Exception as e:
            s["load"] = reason(e)
        if between:
            between(m)
        status = st is not None and hasattr(st, "assert_consumed")
        if status and when == "before_build":
            s["asserts_before_build"] = asserts(st)
        out = None
        if s["load"]["ok"]:
            try:
                out = call(m)
                s["build"] = dict(ok=True)
            except Exception as e:
                s["build"] = reason(e)
            if status:
                s["asserts"] = asserts(st)
        # which file tensor does every model variable hold now?
        vals = dict(values or {})
        if not vals and file and os.path.exists(self.p(file + ".index")):
            rd = tf.train.load_checkpoint(self.p(file))
            for k in rd.get_variable_to_dtype_map():
                if k != "_CHECKPOINTABLE_OBJECT_GRAPH" and "OPTIMIZER_SLOT" not in k and "/optimizer/" not in "/" + k:
                    vals[k] = rd.get_tensor(k)
        if vals:
            got, used = {}, set()
            for p, v in paths(m).items():
                a = np.asarray(fetch(v))
                hit = [k for k, w in vals.items() if w.shape == a.shape and w.dtype == a.dtype and w.tobytes() == a.tobytes()]
                got[p] = sorted(hit)[0] if hit and a.size else None
                used.update(hit)
            s["variables"] = got
            s["file_keys_unused"] = sorted(set(vals) - used)
        if out is not None and keep:
            s["golden_output"] = self.output(out)
        del m, st, out
        gc.collect()
        lost = [l.split("restored object: ")[1] for l in LOGS if "restored object: (root)" in l]
        if lost:
            s["warned_unmatched_in_file"] = lost
        self.expect["scenarios"].append(s)
        return s

    def done(self):
        fs = sorted(os.path.relpath(os.path.join(a, f), self.dir) for a, _, fs in os.walk(self.dir) for f in fs)
        self.expect["files"] = [f for f in fs if f not in ("model.py",) and not f.startswith("__pycache__")]
        shutil.rmtree(self.p("__pycache__"), ignore_errors=True)
        if self.golden:
            np.savez_compressed(self.p("values.npz"), **self.golden)
        with open(self.p("expect.json"), "w") as f:
            json.dump(self.expect, f, indent=1, sort_keys=False, ensure_ascii=False)
            f.write("\n")
        print("%-28s" % self.name, [(s["name"], s.get("load", {}).get("reason", "ok")) for s in self.expect["scenarios"]][:8])


CASES = []


def case(env):
    def deco(f):
        CASES.append((env, f))
        return f
    return deco


X4 = np.linspace(-1, 1, 8).reshape(2, 4).astype("f4")
NET = '''
def dense(units, **k):
    """Constant start values, so that a layer that stays unrestored has a known output."""
    return L.Dense(units, kernel_initializer=keras.initializers.Constant(0.25), **k)


class Net(keras.Model):
    """d1 -> relu -> d2 [-> more layers]; names, sizes and dtypes can be varied."""

    def __init__(self, names=("d1", "d2"), units=(3, 2), dtypes=(None, None)):
        super().__init__(name="net")
        self.seq_names = tuple(names)      # a tuple of str is not tracked
        for n, u, t in zip(names, units, dtypes):
            setattr(self, n, dense(u, dtype=t))

    def call(self, x):
        for i, n in enumerate(self.seq_names):
            layer = getattr(self, n)
            x = layer(tf.cast(x, layer.compute_dtype))
            if i == 0:
                x = tf.nn.relu(x)
        return x


def make():
    return Net()
'''


def both(c, name, make, file, x, **k):
    for w in ("before_build", "after_build"):
        c.run(name + "_" + w, make, file, x, when=w, **k)


# ------------------------------------------------------------------ Keras 2 cases
@case("k2")
def k2_subclass_simple():
    c = Case("k2_subclass_simple", "k2", NET, "subclassed model, TF-format weights, restore before and after build")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m)
    both(c, "load", c.m.make, "ckpt", x)
    c.run("by_name", c.m.make, "ckpt", x, when="after_build", loader=lambda m: m.load_weights(c.p("ckpt"), by_name=True), keep=False,
          note="the original restores first and then raises; a Java loader should refuse without assigning")
    c.run("skip_mismatch", c.m.make, "ckpt", x, when="after_build", loader=lambda m: m.load_weights(c.p("ckpt"), skip_mismatch=True), keep=False)
    c.run("missing_file", c.m.make, "nope", x, keep=False)
    c.done()


@case("k2")
def k2_subclass_formats():
    src = '''
class Block(L.Layer):
    def __init__(self, **k):
        super().__init__(**k)
        self.z = L.Dense(3)
        self.a = L.Dense(3)
        self._p = L.Dense(3)

    def build(self, shape):
        self.own = self.add_weight(name="own", shape=(3,))
        self.built = True

    def call(self, x):
        return self._p(self.a(self.z(x))) * self.own


class Formats(keras.Model):
    """Attributes on both sides of the name "layers" in sort order."""

    def __init__(self):
        super().__init__(name="formats")
        self.out = L.Dense(2)
        self.dense_a = L.Dense(3)
        self.blk = Block()
        self._hidden = L.Dense(3)
        self.parts = [L.Dense(3), L.BatchNormalization()]

    def build(self, shape):
        self.top = self.add_weight(name="top", shape=(2,))
        self.built = True

    def call(self, x):
        x = self._hidden(self.blk(self.dense_a(x)))
        return self.out(self.parts[1](self.parts[0](x))) + self.top


def make():
    return Formats()
'''
    c = Case("k2_subclass_formats", "k2", src, "one subclassed model saved as TF checkpoint, legacy .h5, .weights.h5 and .keras")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m)
    c.save(m); m.save_weights(c.p("legacy.h5")); m.save_weights(c.p("v3.weights.h5")); m.save(c.p("model.keras"))
    rd = tf.train.load_checkpoint(c.p("ckpt"))
    vals = {k: rd.get_tensor(k) for k in rd.get_variable_to_dtype_map() if k != "_CHECKPOINTABLE_OBJECT_GRAPH"}
    both(c, "tf", c.m.make, "ckpt", x)
    for f in ("legacy.h5", "v3.weights.h5"):
        both(c, f, c.m.make, f, x, values=vals)
    c.done()


@case("k2")
def k2_subclass_nested():
    src = '''
class Inner(keras.Model):
    def __init__(self):
        super().__init__(name="inner")
        self.fc = L.Dense(3)
        self.norm = L.BatchNormalization()

    def call(self, x):
        return self.norm(self.fc(x))


class Outer(keras.Model):
    def __init__(self):
        super().__init__(name="outer")
        self.first = Inner()
        self.second = Inner()
        self.head = keras.Sequential([L.Dense(4, activation="tanh"), L.Dense(2)])

    def call(self, x):
        return self.head(self.second(self.first(x)))


def make():
    return Outer()
'''
    c = Case("k2_subclass_nested", "k2", src, "models inside models and a Sequential that is built late")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m)
    both(c, "load", c.m.make, "ckpt", x)
    c.done()


@case("k2")
def k2_containers():
    src = '''
class Lists(keras.Model):
    def __init__(self, n=2):
        super().__init__(name="lists")
        d = dict(kernel_initializer=keras.initializers.Constant(0.25))
        self.blocks = [L.Dense(3, **d) for _ in range(n)]
        self.table = {"b.x": L.Dense(3), "a/y": L.Dense(3)}
        self.nested = [[L.Dense(3)], "text", {"k": L.Dense(2)}]
        self.pair = (L.Dense(2), "z")

    def call(self, x):
        for layer in self.blocks:
            x = layer(x)
        x = self.table["a/y"](self.table["b.x"](x))
        return self.pair[0](self.nested[2]["k"](self.nested[0][0](x)))


def make():
    return Lists()


def make_shorter():
    return Lists(1)


def make_longer():
    return Lists(3)


def append_block(model):
    """Run between load and build in the scenario that grows the list."""
    model.blocks.append(L.Dense(3, kernel_initializer=keras.initializers.Constant(0.25)))
'''
    c = Case("k2_containers", "k2", src, "lists, dicts (keys with . and /), nested containers, tuples; lists of other length")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m)
    both(c, "load", c.m.make, "ckpt", x)
    both(c, "shorter", c.m.make_shorter, "ckpt", x)
    both(c, "longer", c.m.make_longer, "ckpt", x)
    c.run("append_after_load", c.m.make_shorter, "ckpt", x, between=c.m.append_block)
    c.done()


@case("k2")
def k2_shared_layer():
    src = '''
class Shared(keras.Model):
    """b is the same layer as a, or a second one."""

    def __init__(self, share=True):
        super().__init__(name="shared")
        new = lambda: L.Dense(4, kernel_initializer=keras.initializers.Constant(0.25))
        self.a = new()
        self.b = self.a if share else new()

    def call(self, x):
        return self.b(tf.nn.tanh(self.a(x)))


def make():
    return Shared()


def make_two():
    return Shared(False)
'''
    c = Case("k2_shared_layer", "k2", src, "one layer under two attributes, in the file or in the program only")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m, "shared")
    m = c.m.make_two(); m(x); fill(m, 20); c.save(m, "two")
    both(c, "shared_to_shared", c.m.make, "shared", x)
    both(c, "shared_file_two_layers", c.m.make_two, "shared", x)
    both(c, "two_in_file_shared_program", c.m.make, "two", x)
    c.done()


@case("k2")
def k2_rnn_attention():
    src = '''
class Rnn(keras.Model):
    def __init__(self):
        super().__init__(name="rnn_model")
        self.emb = L.Embedding(11, 4)
        self.bi = L.Bidirectional(L.LSTM(3, return_sequences=True))
        self.td = L.TimeDistributed(L.Dense(4))
        self.stack = L.RNN([L.LSTMCell(3), L.GRUCell(4)], return_sequences=True)
        self.att = L.MultiHeadAttention(2, 3)
        self.ein = L.EinsumDense("abc,cd->abd", output_shape=(None, 5), bias_axes="d")
        self.ln = L.LayerNormalization()
        self.gru = L.GRU(3)

    def call(self, x):
        h = self.stack(self.td(self.bi(self.emb(x))))
        return self.gru(self.ln(self.ein(self.att(h, h))))


def make():
    return Rnn()
'''
    c = Case("k2_rnn_attention", "k2", src, "Embedding, Bidirectional, TimeDistributed, stacked cells, MultiHeadAttention, EinsumDense, GRU")
    x = c.input(np.array([[1, 5, 3, 0, 10, 2], [7, 7, 2, 9, 4, 0]], "i4"))
    m = c.m.make(); m(x); fill(m); c.save(m); m.save_weights(c.p("legacy.h5")); m.save_weights(c.p("v3.weights.h5"))
    both(c, "load", c.m.make, "ckpt", x)
    rd = tf.train.load_checkpoint(c.p("ckpt"))
    vals = {k: rd.get_tensor(k) for k in rd.get_variable_to_dtype_map() if k != "_CHECKPOINTABLE_OBJECT_GRAPH"}
    for f in ("legacy.h5", "v3.weights.h5"):
        c.run(f, c.m.make, f, x, when="after_build", values=vals)
    c.done()


FUNC = '''
def make(dropout=True, units=2, mid=False, extra=False):
    i = keras.Input((6, 6, 2), name="image")
    h = L.Conv2D(3, 3, activation="relu", name="conv")(i)
    h = L.BatchNormalization(name="bn")(h)
    h = L.GlobalAveragePooling2D(name="gap")(h)
    d = dict(kernel_initializer=keras.initializers.Constant(0.25))
    if dropout:
        h = L.Dropout(0.3, name="drop")(h)
    if mid:
        h = L.Dense(5, name="mid", **d)(h)
    h = L.Dense(units, name="out", **d)(h)
    if extra:
        h = L.Dense(4, name="extra", **d)(h)
    return keras.Model(i, h, name="func")


def make_no_dropout():
    return make(dropout=False)


def make_extra():
    return make(extra=True)


def make_mid():
    return make(mid=True)


def make_wide():
    return make(units=5)
'''
IMG = np.random.RandomState(3).uniform(-1, 1, (2, 6, 6, 2)).astype("f4")


@case("k2")
def k2_functional():
    c = Case("k2_functional", "k2", FUNC, "Functional model, TF format; weightless layer removed, layers added, shape changed")
    x = c.input(IMG)
    m = c.m.make(); fill(m); c.save(m)
    for n, f in (("load", c.m.make), ("no_dropout", c.m.make_no_dropout), ("extra", c.m.make_extra), ("mid", c.m.make_mid), ("wide", c.m.make_wide)):
        c.run(n, f, "ckpt", x, when="after_build")
    c.done()


@case("k2")
def k2_h5_by_name():
    c = Case("k2_h5_by_name", "k2", FUNC, "legacy .h5 of the model of k2_functional: topological, by_name and skip_mismatch")
    x = c.input(IMG)
    m = c.m.make(); fill(m); m.save_weights(c.p("weights.h5")); m.save(c.p("model.h5")); m.save_weights(c.p("v3.weights.h5")); m.save(c.p("model.keras"))
    vals = {"/".join((l.name, w.name.split(":")[0])): w.numpy() for l in m.layers for w in l.weights}
    for n, f in (("load", c.m.make), ("no_dropout", c.m.make_no_dropout), ("extra", c.m.make_extra), ("mid", c.m.make_mid), ("wide", c.m.make_wide)):
        for opt in ({}, {"by_name": True}, {"by_name": True, "skip_mismatch": True}, {"skip_mismatch": True}):
            if n == "load" and opt or True:
                c.run(n + "".join("_" + k for k in opt), f, "weights.h5", x, when="after_build", values=vals,
                      loader=lambda m, o=opt: m.load_weights(c.p("weights.h5"), **o), via="load_weights(%s)" % ", ".join(opt), keep=True)
    for n, f in (("load", c.m.make), ("wide", c.m.make_wide)):
        for opt in ({}, {"skip_mismatch": True}):
            c.run("v3_" + n + "".join("_" + k for k in opt), f, "v3.weights.h5", x, when="after_build", values=vals,
                  loader=lambda m, o=opt: m.load_weights(c.p("v3.weights.h5"), **o), via="load_weights(%s)" % ", ".join(opt))
    c.done()


@case("k2")
def k2_sequential():
    src = '''
def layers(dropout=True):
    d = dict(kernel_initializer=keras.initializers.Constant(0.25))
    out = [L.Dense(3, activation="relu", name="a", **d)]
    if dropout:
        out.append(L.Dropout(0.2))
    return out + [L.BatchNormalization(name="n"), L.Dense(2, name="b", **d)]


def make():
    return keras.Sequential([keras.Input((4,))] + layers(), name="seq")


def make_unbuilt():
    return keras.Sequential(layers(), name="seq")


def make_no_dropout():
    return keras.Sequential([keras.Input((4,))] + layers(False), name="seq")


def make_unbuilt_no_dropout():
    return keras.Sequential(layers(False), name="seq")


def make_functional():
    i = h = keras.Input((4,))
    for layer in layers():
        h = layer(h)
    return keras.Model(i, h)
'''
    c = Case("k2_sequential", "k2", src, "Sequential, TF format: built, not built, without the weightless layer, loaded into Functional")
    x = c.input(X4)
    m = c.m.make(); fill(m); c.save(m); m.save_weights(c.p("legacy.h5"))
    c.run("load", c.m.make, "ckpt", x, when="after_build")
    c.run("unbuilt", c.m.make_unbuilt, "ckpt", x)
    c.run("no_dropout", c.m.make_no_dropout, "ckpt", x, when="after_build")
    c.run("unbuilt_no_dropout", c.m.make_unbuilt_no_dropout, "ckpt", x,
          note="edges layer-i shift by one: the later layers bind to wrong nodes or none and silently keep their start values")
    c.run("into_functional", c.m.make_functional, "ckpt", x, when="after_build")
    c.run("h5_unbuilt", c.m.make_unbuilt, "legacy.h5", x, keep=False)
    c.done()


@case("k2")
def k2_optimizer_slots():
    c = Case("k2_optimizer_slots", "k2", NET, "files that hold optimizer state: legacy optimizer with slot variables, new optimizer with a variable list")
    x = c.input(X4)
    for f, o in (("slots", tf.keras.optimizers.legacy.Adam()), ("newopt", tf.keras.optimizers.Adam())):
        m = c.m.make(); m.compile(o, "mse"); m.fit(x, np.zeros((2, 2)), verbose=0); fill(m, 5); c.save(m, f)
        both(c, f, c.m.make, f, x, note="optimizer nodes stay unmatched; weights are complete")
    c.done()


@case("k2")
def k2_mismatch():
    src = NET + '''

def make_extra():
    """One layer more than the file "ckpt"."""
    return Net(("d1", "d2", "d3"), (3, 2, 2), (None,) * 3)


def make_renamed():
    return Net(("d1", "head"))


def make_all_renamed():
    return Net(("x", "y"))


def make_wide():
    return Net(units=(3, 5))


def make_float64():
    return Net(dtypes=(None, "float64"))


def make_unused():
    """d3 exists but is never called."""
    m = Net()
    m.d3 = dense(2)
    return m


def set_d3(model):
    """Run between load and build: adds the third layer of the file "three"."""
    model.d3 = dense(2)
    model.seq_names = ("d1", "d2", "d3")


def set_d3_built(model):
    d = dense(2)
    d(tf.zeros((1, 2)))
    model.d3 = d
    model.seq_names = ("d1", "d2", "d3")


def replace_d2(model):
    model.d2 = dense(2)
'''
    c = Case("k2_mismatch", "k2", src, "extra, missing and renamed objects, shape and dtype differences, attributes set later, two restores")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m, "ckpt")
    m = c.m.make_extra(); m(x); fill(m, 30); c.save(m, "three")
    both(c, "model_has_extra", c.m.make_extra, "ckpt", x)
    both(c, "model_has_unused", c.m.make_unused, "ckpt", x)
    both(c, "file_has_extra", c.m.make, "three", x)
    both(c, "renamed", c.m.make_renamed, "ckpt", x)
    both(c, "all_renamed", c.m.make_all_renamed, "ckpt", x)
    both(c, "shape", c.m.make_wide, "ckpt", x)
    both(c, "dtype", c.m.make_float64, "ckpt", x)
    c.run("attribute_after_load", c.m.make, "three", x, between=c.m.set_d3)
    c.run("built_layer_after_load", c.m.make, "three", x, between=c.m.set_d3_built)
    c.run("replaced_after_load", c.m.make, "ckpt", x, between=c.m.replace_d2)

    def twice(m):
        m.load_weights(c.p("three"))
        return m.load_weights(c.p("ckpt"))
    rd = [tf.train.load_checkpoint(c.p(f)) for f in ("three", "ckpt")]
    vals = {f + ":" + k: r.get_tensor(k) for f, r in zip(("three", "ckpt"), rd) for k in r.get_variable_to_dtype_map() if k[:1] != "_"}
    both(c, "three_then_ckpt", c.m.make_extra, "three, ckpt", x, loader=twice, values=vals,
         note="last load wins per variable; what only the older file knows still comes from it; status is that of the second load")
    c.run("expect_partial", c.m.make, "three", x, loader=lambda m: m.load_weights(c.p("three")).expect_partial(), via="load_weights().expect_partial()")
    c.done()


@case("k2")
def k2_checkpoint_object():
    src = NET + '''

def make_checkpoint(model):
    return tf.train.Checkpoint(model=model, step=tf.Variable(0, dtype=tf.int64))
'''
    c = Case("k2_checkpoint_object", "k2", src, "tf.train.Checkpoint(model=, step=) with CheckpointManager: save_counter, state file, restore/read")
    x = c.input(X4)
    m = c.m.make(); m(x); ck = c.m.make_checkpoint(m)
    mg = tf.train.CheckpointManager(ck, c.p("run"), max_to_keep=2)
    for i in range(3):
        fill(m, 40 + 10 * i); ck.step.assign(i + 1); mg.save()
    ck.write(c.p("written"))
    fn = c.p("run/checkpoint")
    s = re.sub(r"timestamps?: [0-9.]+", lambda q: q.group(0).split(":")[0] + ": 1700000000.5", open(fn).read())
    open(fn, "w").write(s)
    keepalive = []

    def via(kind, f):
        def go(mm):
            k = c.m.make_checkpoint(mm); keepalive.append(k)
            return getattr(k, kind)(c.p(f))
        return go
    both(c, "restore_saved", c.m.make, "run/ckpt-3", x, loader=via("restore", "run/ckpt-3"), via="Checkpoint(model, step).restore")
    both(c, "restore_written", c.m.make, "written", x, loader=via("restore", "written"), via="Checkpoint(model, step).restore",
         note="restore() creates save_counter, which a file made by write() lacks")
    both(c, "read_written", c.m.make, "written", x, loader=via("read", "written"), via="Checkpoint(model, step).read")
    both(c, "read_saved", c.m.make, "run/ckpt-3", x, loader=via("read", "run/ckpt-3"), via="Checkpoint(model, step).read")
    both(c, "load_weights_saved", c.m.make, "run/ckpt-3", x, note="the edge model lies between: only the root matches")
    c.expect["latest"] = dict(directory="run", model_checkpoint_path="ckpt-3", all_model_checkpoint_paths=["ckpt-2", "ckpt-3"])
    c.done()


@case("k2")
def k2_checkpoint_written():
    src = NET + '''

def make_checkpoint(name, model):
    return tf.train.Checkpoint(**{name: model})
'''
    c = Case("k2_checkpoint_written", "k2", src, "tf.train.Checkpoint(model=) with write: no save_counter; read under another name")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m, 110)
    c.m.make_checkpoint("model", m).write(c.p("written"))
    keepalive = []

    def via(kind, name):
        def go(mm):
            k = c.m.make_checkpoint(name, mm); keepalive.append(k)
            return getattr(k, kind)(c.p("written"))
        return go
    both(c, "restore", c.m.make, "written", x, loader=via("restore", "model"), via="Checkpoint(model=).restore",
         note="restore() creates save_counter, which the file lacks")
    both(c, "read", c.m.make, "written", x, loader=via("read", "model"), via="Checkpoint(model=).read")
    both(c, "wrong_name", c.m.make, "written", x, loader=via("read", "net"), via="Checkpoint(net=).read")
    c.done()


@case("k2")
def k2_custom_late():
    src = '''
class Scale(L.Layer):
    """The attribute name differs from the weight name; one plain variable."""

    def __init__(self, weight_name="wname", size=2, **k):
        super().__init__(**k)
        self.weight_name, self.size = weight_name, size

    def build(self, shape):
        self.attr_w = self.add_weight(name=self.weight_name, shape=(shape[-1], 2), initializer="ones")
        self.other = tf.Variable(tf.ones([self.size]), name="plain")
        self.built = True

    def call(self, x):
        return tf.matmul(x, self.attr_w) + self.other[0]


class Late(keras.Model):
    def __init__(self, **k):
        super().__init__(name="late_model")
        self.scale = Scale(**k)
        self.offset = tf.Variable([1.0, 2.0], name="offset")

    def build(self, shape):
        self.lazy = L.Dense(2)             # created in build
        self.built = True

    def call(self, x):
        if not hasattr(self, "late"):
            self.late = L.Dense(2)         # created in the first call
        return self.late(self.lazy(self.scale(x))) + self.offset


def make():
    return Late()


def make_other_weight_name():
    return Late(weight_name="renamed")


def make_other_size():
    return Late(size=3)
'''
    c = Case("k2_custom_late", "k2", src, "custom layer (two edges to one variable), plain tf.Variable, layers created in build and call")
    x = c.input(X4)
    m = c.m.make(); m(x)
    for i, v in enumerate((m.scale.attr_w, m.scale.other, m.offset, m.lazy.kernel, m.lazy.bias, m.late.kernel, m.late.bias)):
        v.assign(rnd(60 + i, v.shape).astype("f4"))
    c.save(m)
    both(c, "load", c.m.make, "ckpt", x)
    both(c, "weight_name_differs", c.m.make_other_weight_name, "ckpt", x, note="the attribute edge attr_w still matches")
    both(c, "plain_variable_shape", c.m.make_other_size, "ckpt", x)
    c.done()


@case("k2")
def k2_bfloat16():
    src = '''
class Half(keras.Model):
    def __init__(self, dtype="bfloat16"):
        super().__init__(name="half")
        self.a = L.Dense(3, dtype=dtype)
        self.b = L.Dense(2, dtype="float16" if dtype == "bfloat16" else dtype)

    def call(self, x):
        h = self.a(tf.cast(x, self.a.compute_dtype))
        return tf.cast(self.b(tf.cast(h, self.b.compute_dtype)), tf.float32)


def make():
    return Half()


def make_float32():
    """For loaders that widen on load; the original refuses the dtype difference."""
    return Half("float32")
'''
    c = Case("k2_bfloat16", "k2", src, "bfloat16 and float16 variables")
    x = c.input(X4)
    m = c.m.make(); m(x)
    for i, v in enumerate(m.weights):
        v.assign(tf.cast(rnd(70 + i, v.shape), v.dtype))
    c.save(m)
    both(c, "load", c.m.make, "ckpt", x)
    c.run("float32_program", c.m.make_float32, "ckpt", x, when="after_build")
    wide = {k: tf.cast(v, tf.float32).numpy() for k, v in paths(m).items()}
    m2 = c.m.make_float32(); m2(x)
    for k, v in paths(m2).items():
        v.assign(wide[k])
    c.expect["widened_float32_output"] = c.output(m2(x))
    c.done()


@case("k2")
def k2_savedmodel_functional():
    c = Case("k2_savedmodel_functional", "k2", FUNC, "tf.keras 2.15 model.save(dir) of a compiled Functional model")
    x = c.input(IMG)
    m = c.m.make(); fill(m); m.compile("adam", "mse", metrics=["mae"]); m.save(c.p("model"))
    c.run("load_weights_directory", c.m.make, "model/variables/variables", x, when="after_build", loader=lambda mm: mm.load_weights(c.p("model")),
          via="load_weights(directory)", note="file also holds optimizer and metric values: assert_consumed fails")
    r = tf.keras.models.load_model(c.p("model"))
    c.expect["load_model"] = dict(ok=True, golden_output=c.output(r(x)))
    c.expect["keras_metadata"] = metadata(c.p("model"))
    c.done()


@case("k2")
def k2_savedmodel_subclass():
    src = NET + '''

class WithList(keras.Model):
    def __init__(self):
        super().__init__(name="with_list")
        self.net = Net()
        self.blocks = [dense(3), L.BatchNormalization()]

    def call(self, x):
        return self.blocks[1](self.blocks[0](self.net(x)))


def make_list():
    return WithList()
'''
    c = Case("k2_savedmodel_subclass", "k2", src, "tf.keras 2.15 model.save(dir) of a subclassed model: weights by attribute, no architecture")
    x = c.input(X4)
    m = c.m.make_list(); m(x); fill(m); m.save(c.p("model"))
    for w in ("before_build", "after_build"):
        c.run("load_weights_directory_" + w, c.m.make_list, "model/variables/variables", x, when=w, loader=lambda mm: mm.load_weights(c.p("model")), via="load_weights(directory)")
    c.expect["load_model"] = dict(ok=False, reason="class_not_available", note="root config is empty; needs the user's class")
    c.expect["keras_metadata"] = metadata(c.p("model"))
    c.done()


@case("k2")
def k2_savedmodel_text():
    src = '''
def make(vocabulary=None):
    i = keras.Input((1,), dtype="string")
    tv = L.TextVectorization(max_tokens=20, output_sequence_length=5, name="tv")
    tv.adapt(["the cat sat", "the dog sat", "a cat"])
    sl = L.StringLookup(vocabulary=["x", "y", "z"], name="sl")
    h = L.Embedding(20, 3, name="emb")(tv(i))
    return keras.Model(i, [h, sl(i)], name="text")
'''
    c = Case("k2_savedmodel_text", "k2", src, "TextVectorization (adapted) and StringLookup (fixed list) in a SavedModel and a .keras file")
    m = c.m.make(); fill(m); m.save(c.p("model")); m.save(c.p("model.keras"))
    x = np.array([["the cat ran"], ["x"], ["dog, dog!"]])
    c.golden["input_0"] = np.array([[s.encode() for s in r] for r in x.tolist()], "S")
    o = m(tf.constant(x))
    c.expect["load_model"] = dict(ok=True, golden_output=[c.output(o[0]), c.output(o[1])])
    c.expect["vocabulary"] = dict(tv=m.get_layer("tv").get_vocabulary(), sl=m.get_layer("sl").get_vocabulary(),
                                  note="tv: table constants in saved_model.pb, values start at 2; sl: list in the root config, table values start at 1")
    c.expect["keras_metadata"] = metadata(c.p("model"))
    c.done()


@case("k2")
def k2_h5_nested_frozen():
    src = '''
def make(freeze=True):
    a = keras.Input((4,))
    frozen = L.Dense(4, activation="tanh", name="frozen")
    inner = keras.Model(a, L.Dense(3, name="free")(L.BatchNormalization(name="norm")(frozen(a))), name="inner")
    tail = keras.Sequential([keras.Input((3,)), L.BatchNormalization(name="tn"), L.Dense(2, name="td")], name="tail")
    i = keras.Input((4,))
    m = keras.Model(i, tail(inner(i)), name="outer")
    if freeze:
        frozen.trainable = False
        tail.trainable = False
    return m


def make_unfrozen():
    return make(False)
'''
    c = Case("k2_h5_nested_frozen", "k2", src, "legacy .h5: nested models with BatchNormalization, one layer and one model frozen at save time")
    x = c.input(X4)
    m = c.m.make(); fill(m); m.save(c.p("model.h5")); m.save_weights(c.p("weights.h5")); c.save(m)
    import h5py
    with h5py.File(c.p("weights.h5"), "r") as f:
        c.expect["weight_names"] = {n: [str(w) for w in f[n].attrs["weight_names"]] for n in f.attrs["layer_names"]}
    vals = {w.name.split(":")[0]: w.numpy() for w in m.weights}
    for n, f in (("frozen", c.m.make), ("unfrozen", c.m.make_unfrozen)):
        c.run("h5_" + n, f, "weights.h5", x, when="after_build", values=vals, note=None if n == "frozen" else "stored order differs from this model's order")
        c.run("tf_" + n, f, "ckpt", x, when="after_build")
    c.done()


@case("k2")
def v1_name_based():
    src = '''
def make():
    i = keras.Input((4,))
    return keras.Model(i, L.Dense(2, name="head")(L.Dense(7, activation="relu", name="fc")(i)))


def make_extra():
    """One layer whose variables are not in the file."""
    m = make()
    return keras.Model(m.input, L.Dense(3, name="more", kernel_initializer=keras.initializers.Constant(0.25))(m.output))


class Named(keras.Model):
    def __init__(self):
        super().__init__(name="fcnet")
        self.head = L.Dense(2, name="head")

    def call(self, x):
        return self.head(x)


def make_subclass():
    """Variable names fcnet/head/kernel and fcnet/head/bias."""
    return Named()
'''
    c = Case("v1_name_based", "k2", src, "tf.compat.v1 Saver: name-based file, variable fc/kernel partitioned in 3, two shards, variable left over")
    x = c.input(X4)
    k1, b1, k2, b2 = (rnd(80 + i, s).astype("f4") for i, s in enumerate(((4, 7), (7,), (7, 2), (2,))))
    with tf.Graph().as_default():
        v1 = tf.compat.v1
        with tf.device("/cpu:0"):
            v1.get_variable("fc/kernel", initializer=(lambda shape, dtype=None, partition_info=None: tf.constant(
                k1[tuple(slice(o, o + n) for o, n in zip(partition_info.var_offset, shape))])), shape=(4, 7), partitioner=v1.fixed_size_partitioner(3, axis=1))
            v1.get_variable("fc/bias", initializer=b1)
            v1.get_variable("head/kernel", initializer=k2)
            v1.get_variable("head/bias", initializer=b2)
            v1.get_variable("fcnet/head/kernel", initializer=k2[:4] * 2)
            v1.get_variable("fcnet/head/bias", initializer=b2 * 2)
            v1.get_variable("global_step", initializer=np.int64(77))
        with v1.Session() as s:
            s.run(v1.global_variables_initializer())
            v1.train.Saver().save(s, c.p("model"), global_step=77, write_meta_graph=False)
    # the state file keeps the absolute path of the machine that trained
    state = open(c.p("checkpoint")).read().replace(c.dir, "/train/run")
    open(c.p("checkpoint"), "w").write(state)
    c.expect["latest"] = dict(directory=".", model_checkpoint_path="/train/run/model-77",
                              note="the original finds nothing (path does not exist); trying the base name in the directory finds model-77")
    c.run("functional", c.m.make, "model-77", x, when="after_build", note="assertions of a name-based status ignore surplus file keys")
    c.run("functional_extra", c.m.make_extra, "model-77", x, when="after_build", keep=False,
          note="load_weights checks that every variable was found (after assigning)")
    c.run("functional_extra_read", c.m.make_extra, "model-77", x, when="after_build", via="Checkpoint(model).read",
          loader=lambda m: tf.train.Checkpoint(m).read(c.p("model-77")))
    for w in ("before_build", "after_build"):
        c.run("subclass_" + w, c.m.make_subclass, "model-77", x, when=w)
    c.done()


# ------------------------------------------------------------------ raw bundles
@case("k2")
def raw_dtypes():
    c = Case("raw_dtypes", "k2", "# no model: a bundle of plain tensors, see values.npz (bfloat16, float8 as raw bytes)\n",
             "every element type, strings, scalars, empty tensors, odd key names; name-based")
    r = np.random.RandomState(9)
    ts = {}
    for d in ("float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "complex64", "complex128"):
        a = r.uniform(0, 50, (2, 3))
        ts["t/" + d] = tf.constant((a > 25) if d == "bool" else (a + 1j * a[::-1]).astype(d) if d[0] == "c" else (a if d[0] == "u" else a - 25).astype(d))
    f = tf.constant(r.uniform(-2, 2, (2, 3)), tf.float32)
    ts["t/bfloat16"] = tf.cast(f, tf.bfloat16)
    ts["t/float8_e5m2"] = tf.cast(f, tf.dtypes.experimental.float8_e5m2)
    ts["t/float8_e4m3fn"] = tf.cast(f, tf.dtypes.experimental.float8_e4m3fn)
    ts["t/int4"] = tf.cast(tf.constant([-8, -1, 7], tf.int8), tf.dtypes.experimental.int4)
    ts["s/matrix"] = tf.constant([["a", "", "héllo"], ["x" * 300, "nul\0byte", "z"]])
    ts["s/scalar"] = tf.constant("hello")
    ts["s/empty"] = tf.zeros([0, 4], tf.string)
    ts["e/empty"] = tf.zeros([0, 7], tf.float32)
    ts["e/scalar"] = tf.constant(3.5)
    ts["odd key.with/dots\x01ÿ"] = tf.constant([1, 2, 3])
    full = np.arange(42, dtype="f4").reshape(6, 7)
    names, spec, vals = list(ts), [""] * len(ts), list(ts.values())
    for s, v in (("6 7 0,2:-", full[:2]), ("6 7 2,4:0,3", full[2:, :3]), ("6 7 2,4:3,4", full[2:, 3:])):
        names.append("p/sliced"); spec.append(s); vals.append(tf.constant(v))
    half = len(names) // 2
    for i, (a, b) in enumerate(((0, half), (half, len(names) - 1), (len(names) - 1, len(names)))):
        tf.raw_ops.SaveV2(prefix=c.p("tmp%d" % i), tensor_names=names[a:b], shape_and_slices=spec[a:b], tensors=vals[a:b])
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=[c.p("tmp%d" % i) for i in range(3)], destination_prefix=c.p("bundle"))
    tab = {}
    for i, (k, v) in enumerate(ts.items()):
        n = "output_%d" % i
        if v.dtype == tf.string:
            a = np.array([q if isinstance(q, bytes) else q for q in np.ravel(v.numpy())] or [], "S").reshape(v.shape)
        elif v.dtype.name in ("bfloat16",):
            a = tf.bitcast(v, tf.uint16).numpy()
        elif v.dtype.name.startswith("float8"):
            a = v.numpy().view("u1")
        elif v.dtype.name == "int4":
            a = tf.cast(v, tf.int8).numpy()
        else:
            a = v.numpy()
        c.golden[n] = a
        tab[k] = dict(golden=n, dtype=v.dtype.name, shape=v.shape.as_list())
    c.golden["output_%d" % len(ts)] = full
    tab["p/sliced"] = dict(golden="output_%d" % len(ts), dtype="float32", shape=[6, 7], slices=3)
    c.expect["tensors"] = tab
    c.expect["note"] = "strings in values.npz are NumPy S arrays: trailing NULs are lost there, none occur"
    c.done()


@case("k2")
def raw_many_keys():
    c = Case("raw_many_keys", "k2", "# no model: 13000 scalar tensors, so that the index has several blocks\n",
             "index larger than one block; value of key k/%05d is its number")
    n = 13000
    tf.raw_ops.SaveV2(prefix=c.p("bundle"), tensor_names=["a/rather/long/common/prefix/for/many/keys/k/%05d" % i for i in range(n)],
                      shape_and_slices=[""] * n, tensors=[tf.constant(i, tf.int16) for i in range(n)])
    c.expect["tensors"] = dict(count=n, key="a/rather/long/common/prefix/for/many/keys/k/%05d", dtype="int16", value="the number in the key")
    c.done()


# ------------------------------------------------------------------ Keras 2.12 - 2.14
@case("old")
def k2_v3_old():
    src = """
class Block(L.Layer):
    def __init__(self, **k):
        super().__init__(**k)
        self.z = L.Dense(3)
        self._p = L.Dense(4)

    def call(self, x):
        return self._p(self.z(x))


class Sub(keras.Model):
    def __init__(self):
        super().__init__(name="sub")
        self.out = L.Dense(2)
        self.dense_a = L.Dense(3, activation="tanh")
        self.blk = Block()
        self._hidden = L.Dense(5)
        self.parts = [L.Dense(6), L.BatchNormalization()]

    def call(self, x):
        return self.out(self.parts[1](self.parts[0](self._hidden(self.blk(self.dense_a(x))))))


def make_sub():
    return Sub()


def make_seq():
    return keras.Sequential([keras.Input((4,)), L.Dense(3, activation="relu"), L.Dropout(0.1), L.BatchNormalization(),
                             keras.Sequential([keras.Input((3,)), L.Dense(4), L.Dense(5)]), L.Dense(2)])
"""
    import h5py
    c = Case("k2_v3_old", "old", src, ".weights.h5 of Keras 2.12, 2.13, 2.14: _layer_checkpoint_dependencies, names that count every listing")
    old = json.load(open(c.p("expect.json"))) if os.path.exists(c.p("expect.json")) else {}
    x = c.input(X4)
    v = c.m.keras.__version__
    c.expect.pop("scenarios")
    c.expect["writer"] = "Keras 2.12, 2.13, 2.14 on TensorFlow " + tf.__version__
    c.expect["datasets"] = old.get("datasets", {})
    for n in ("seq", "sub"):
        m = getattr(c.m, "make_" + n)()
        m(x)
        fill(m, 100)
        f = "%s-%s.weights.h5" % (n, ".".join(v.split(".")[:2]))
        m.save_weights(c.p(f))
        by = {}

        def visit(name, o):
            if isinstance(o, h5py.Dataset):
                hit = [i for i, w in enumerate(m.weights) if w.shape == o.shape and np.array_equal(w.numpy(), o[()])]
                by[name] = hit[0]
        with h5py.File(c.p(f), "r") as h:
            h.visititems(visit)
        c.expect["datasets"][f] = dict(golden_output=c.output(m(x)), index_in_model_weights=by)
    c.expect["scenarios"] = []
    c.done()
    shutil.rmtree(c.p("__pycache__"), ignore_errors=True)


# ------------------------------------------------------------------ TF 2.21
@case("k3")
def k2_multi_shard():
    c = Case("k2_multi_shard", "tfk", NET.replace("units=(3, 2)", "units=(40, 2)"), "object-based checkpoint split into size-limited shards; the large kernel is sliced")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m)
    pol = tf.train.experimental.MaxShardSizePolicy(max_shard_size=400)
    tf.train.Checkpoint(m).write(c.p("ckpt"), options=tf.train.CheckpointOptions(experimental_sharding_callback=pol))
    both(c, "load", c.m.make, "ckpt", x)
    c.done()


K3NET = '''
class Net3(keras.Model):
    def __init__(self):
        super().__init__(name="net3")
        self.emb = L.Embedding(9, 4)
        self.bi = L.Bidirectional(L.GRU(3, return_sequences=True))
        self.att = L.MultiHeadAttention(2, 3)
        self.norm = L.BatchNormalization()
        self.pair = (L.Dense(4, activation="relu"), L.Dense(2, use_bias=False))
        self.same = self.norm

    def call(self, x):
        h = self.bi(self.emb(x))
        h = self.norm(self.att(h, h))
        return self.pair[1](self.pair[0](h))


def make():
    return Net3()
'''


@case("k3")
def k3_subclass_checkpoint():
    c = Case("k3_subclass_checkpoint", "k3", K3NET, "Keras 3 subclassed model in tf.train.Checkpoint(model)")
    x = c.input(np.array([[1, 5, 3, 0], [7, 7, 2, 8]], "i4"))
    m = c.m.make(); m(x); fill(m); c.save(m)
    c.run("load_after_build", c.m.make, "ckpt", x, when="after_build", via="Checkpoint(model).read")
    c.expect["note"] = "restoring before build should give the same result; Keras 3.15 itself loses the first variable there"
    c.done()


@case("k3")
def k3_functional_checkpoint():
    src = FUNC.replace("L.Dropout(0.3, name=\"drop\")", "L.Dropout(0.3, name=\"drop\")") + '''

def make_sequential():
    return keras.Sequential([keras.Input((4,)), L.Dense(3, activation="relu"), L.Dropout(0.1), L.Dense(2)])
'''
    c = Case("k3_functional_checkpoint", "k3", src, "Keras 3 Functional and Sequential in tf.train.Checkpoint: positions in _operations count every layer")
    x = c.input(IMG); y = c.input(X4)
    m = c.m.make(); fill(m); c.save(m)
    m = c.m.make_sequential(); fill(m, 90); c.save(m, "seq")
    c.run("load", c.m.make, "ckpt", x, when="after_build", via="Checkpoint(model).read")
    c.run("no_dropout", c.m.make_no_dropout, "ckpt", x, when="after_build", via="Checkpoint(model).read",
          note="unlike Keras 2, removing a weightless layer shifts every later position")
    c.run("sequential", c.m.make_sequential, "seq", y, when="after_build", via="Checkpoint(model).read")
    c.done()


@case("k3")
def k3_lists_lost():
    src = '''
class Lists3(keras.Model):
    def __init__(self):
        super().__init__(name="lists3")
        self.first = L.Dense(3)
        self.blocks = [L.Dense(3), L.Dense(2)]

    def call(self, x):
        for b in self.blocks:
            self_x = x if b is not self.blocks[0] else self.first(x)
            x = b(self_x)
        return x


def make():
    return Lists3()
'''
    c = Case("k3_lists_lost", "k3", src, "Keras 3 does not track layers held in lists or dicts for tf.train.Checkpoint: they are absent from the file")
    x = c.input(X4)
    m = c.m.make(); m(x); fill(m); c.save(m); m.save_weights(c.p("full.weights.h5"))
    c.run("checkpoint_after_build", c.m.make, "ckpt", x, when="after_build", via="Checkpoint(model).read", keep=False,
          note="all assertions pass in the original although blocks/* were never saved; a loader should list them as model variables without value")
    c.expect["untracked_model_variables"] = ["blocks/%d/%s" % (i, n) for i in (0, 1) for n in ("kernel", "bias")]
    c.expect["full_output"] = c.output(m(x))
    c.expect["scenarios"].append(dict(name="h5", file="full.weights.h5", via="load_weights", when="after_build", load=dict(ok=True), golden_output=c.expect["full_output"]))
    c.done()


@case("k3")
def k3_layer_names():
    src = '''
class Names(keras.Model):
    """Layers whose variables Keras 3 keeps under other names than Keras 2."""

    def __init__(self):
        super().__init__(name="names")
        self.depthwise = L.DepthwiseConv2D(3)
        self.separable = L.SeparableConv2D(3, 2)
        self.transposed = L.Conv2DTranspose(4, 2)
        self.grouped = L.GroupNormalization(groups=2)
        self.prelu = L.PReLU(shared_axes=[1, 2])
        self.stats = L.Normalization()
        self.stats.build((None, 4))
        self.pool = L.GlobalAveragePooling2D()

    def call(self, x):
        x = self.transposed(self.separable(self.depthwise(x)))
        x = self.pool(self.prelu(self.grouped(x)))
        return x + 0.0 * self.stats(x)     # a restored Normalization goes on with its old statistics


def make():
    return Names()


def make_masked():
    """Keras computes the mask between the layers, and counts that as an operation."""
    return keras.Sequential([keras.Input((5,), dtype="int32"), L.Embedding(9, 4, mask_zero=True), L.Dropout(0.1),
                             L.GlobalAveragePooling1D(), L.Dense(4), L.Dense(4)])
'''
    c = Case("k3_layer_names", "k3", src, "Keras 3: names of variables that differ from Keras 2; operations that are counted and not stored")
    x = c.input(IMG); y = c.input(np.array([[1, 5, 3, 0, 0], [7, 7, 2, 8, 0]], "i4"))
    m = c.m.make(); m(x); fill(m, 120); c.save(m)
    m = c.m.make_masked(); fill(m, 150); c.save(m, "masked")
    c.run("names", c.m.make, "ckpt", x, when="after_build", via="Checkpoint(model).read")
    c.run("masked", c.m.make_masked, "masked", y, when="after_build", via="Checkpoint(model).read")
    c.done()


@case("k3")
def k3_export():
    src = '''
def make():
    i = keras.Input((5, 4))
    h = L.LSTM(3, dropout=0.2, name="lstm")(i)
    h = L.Dropout(0.3, name="drop")(h)
    h = L.BatchNormalization(name="bn")(h)
    return keras.Model(i, L.Dense(2, name="out")(h))
'''
    c = Case("k3_export", "k3", src, "Keras 3 model.export(dir): variables only, seed states inside the list, no layer structure")
    x = c.input(np.random.RandomState(5).uniform(-1, 1, (2, 5, 4)).astype("f4"))
    m = c.m.make(); fill(m); m.export(c.p("model"), verbose=False)
    c.expect["load_model"] = dict(ok=False, reason="no_keras_metadata")
    rd = tf.train.load_checkpoint(c.p("model/variables/variables"))
    n = len([k for k in rd.get_variable_to_dtype_map() if k.startswith("variables/")])
    order, w = [], [v for v in m.weights]
    for i in range(n):
        a = rd.get_tensor("variables/%d/.ATTRIBUTES/VARIABLE_VALUE" % i)
        hit = [v.path for v in w if tuple(v.shape) == a.shape and np.array_equal(np.asarray(v), a)]
        order.append(dict(key="variables/%d" % i, dtype=str(a.dtype), shape=list(a.shape), model_weight=hit[0] if hit else None))
    c.expect["variables"] = order
    c.expect["weights_by_order"] = dict(golden_output=c.output(m(x)), note="skip entries whose name ends in seed_generator_state, then the order is that of model.weights")
    c.done()


if __name__ == "__main__":
    for env, f in CASES:
        if env == ENV and (not ONLY or f.__name__ in ONLY):
            f()
