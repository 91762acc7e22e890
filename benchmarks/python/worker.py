#!/usr/bin/env python3
"""An engine of Python in the suite: does what dev.markhor.benchmarks.worker.Worker does, line by line of JSON.

    worker.py list                          the engines that this interpreter has: name, title, kind of file
    worker.py ENGINE FOLDER THREADS         answers requests until the input ends
"""

import importlib.metadata
import importlib.util
import json
import os
import sys
import threading
import time

import numpy as np

SAMPLE_MILLIS, SETTLING_MILLIS, LONG_CALL_MILLIS = 0.1, 3, 100


def keras_engine(folder, threads):
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    model = keras.models.load_model(os.path.join(folder, "model.keras"), compile=False)
    compiled = tf.function(lambda x: model(x, training=False))  # faster than predict, whose callbacks take longer than small models
    return lambda x: compiled(tf.constant(x)).numpy()


def openvino_engine(folder, threads):
    import openvino

    settings = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"}
    request = openvino.Core().compile_model(os.path.join(folder, "model.onnx"), "CPU", settings)
    local = threading.local()

    def run(x):
        if not hasattr(local, "request"):
            local.request = request.create_infer_request()
        return local.request.infer([x])[0]

    return run


# Name: module, what opens a model, kind of file.
ENGINES = {"keras": ("keras", keras_engine, "KERAS"), "openvino": ("openvino", openvino_engine, "ONNX")}


def millis_since(start):
    return (time.perf_counter() - start) * 1e3


class Worker:
    def __init__(self, opener, folder, threads):
        self.opener, self.folder, self.threads = opener, folder, threads
        self.engine, self.last = None, {}
        with open(os.path.join(folder, "about.json"), encoding="utf-8") as f:
            shape = json.load(f)["input"]
        self.samples = np.fromfile(os.path.join(folder, "input.f32"), dtype="float32").reshape([-1] + shape)

    def call(self, batch):
        self.engine = self.engine or self.opener(self.folder, self.threads)
        return np.asarray(self.engine(self.samples[:batch]))

    def output(self, request):
        return {"output": self.call(request["batch"]).ravel().tolist()}

    def warm(self, request):
        batch, start, calls = request["batch"], time.perf_counter(), 0
        while calls == 0 or millis_since(start) < request["millis"]:
            self.call(batch)
            calls += 1
        self.last[batch] = millis_since(start) / calls
        return {"millis": []}

    def time(self, request):
        batch = request["batch"]
        if self.last.get(batch, 0) < LONG_CALL_MILLIS:
            self.warm({"batch": batch, "millis": SETTLING_MILLIS})
        calls, samples, begin = max(1, round(SAMPLE_MILLIS / self.last[batch])), [], time.perf_counter()
        while not samples or millis_since(begin) < request["millis"]:
            start = time.perf_counter()
            for _ in range(calls):
                self.call(batch)
            samples.append(millis_since(start) / calls)
        self.last[batch] = samples[-1]
        return {"millis": samples}

    def callers(self, request):
        barrier, rates = threading.Barrier(request["callers"]), []

        def caller():
            self.call(1)
            barrier.wait()
            start, calls = time.perf_counter(), 0
            while calls == 0 or millis_since(start) < request["millis"]:
                self.call(1)
                calls += 1
            rates.append(calls / millis_since(start))

        threads = [threading.Thread(target=caller) for _ in range(request["callers"])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {"millis": [1 / sum(rates)]}

    def load(self, request):
        start = time.perf_counter()
        engine = self.opener(self.folder, self.threads)
        opened = millis_since(start)
        engine(self.samples[:1])
        return {"millis": [opened, 0, millis_since(start) - opened]}

    def answer(self, request):
        try:
            return getattr(self, request["action"].lower())(request)
        except Exception as e:  # whatever an engine raises is told, and the suite goes on without it
            return {"error": "%s: %s" % (type(e).__name__, e)}


def main():
    if sys.argv[1:] == ["list"]:
        for name, (module, _, file) in ENGINES.items():
            if importlib.util.find_spec(module):
                version = importlib.metadata.version(module)
                if name == "keras" and version < "3":
                    continue  # it does not open what Keras 3 wrote
                print("%s\t%s %s (Python)\t%s" % (name, {"keras": "Keras", "openvino": "OpenVINO"}[name], version, file))
        return
    name, folder, threads = sys.argv[1:]
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # an engine that prints does not disturb
    worker = Worker(ENGINES[name][1], folder, int(threads))
    for line in sys.stdin:
        replies.write(json.dumps({"millis": None, "output": None, "error": None, **worker.answer(json.loads(line))}) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
