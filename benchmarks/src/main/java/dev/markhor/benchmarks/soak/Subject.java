package dev.markhor.benchmarks.soak;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** A model that all callers share, with what one thread alone gets from it. */
final class Subject {
    private static final int INPUTS = 6;
    /** Of dimensions that a model leaves free. */
    private static final long FREE_SIZE = 12;

    private final Path file;
    private final List<List<Tensor>> inputs = new ArrayList<>();
    private final List<List<float[]>> expected = new ArrayList<>();
    private final AtomicReference<Model> current = new AtomicReference<>();
    private final ReentrantLock renewed = new ReentrantLock();
    final Latencies latencies = new Latencies();

    /** Loads the model and computes with one thread. */
    Subject(Path file) {
        this.file = file;
        Random random = new Random(file.hashCode());
        try (Model alone = Markhor.load(file)) {
            alone.setExecution(alone.execution().withThreads(1));
            for (int i = 0; i < INPUTS; i++) {
                List<Tensor> input = input(alone, 1 + i % 3, random);
                inputs.add(input);
                expected.add(floats(alone.predict(input)));
            }
        }
        current.set(Markhor.load(file));
    }

    private static List<Tensor> input(Model model, int batch, Random random) {
        List<Tensor> input = new ArrayList<>();
        model.inputSpecs().values().forEach(spec -> {
            Shape shape = spec.shape().with(0, batch);
            for (int axis = 1; axis < shape.rank(); axis++) {
                shape = shape.isFree(axis) ? shape.with(axis, FREE_SIZE) : shape;
            }
            float[] values = new float[(int) shape.size()];
            boolean isReal = spec.dtype() == DType.FLOAT32 || spec.dtype() == DType.FLOAT64;
            for (int i = 0; i < values.length; i++) {
                values[i] = isReal ? random.nextFloat() : random.nextInt(9);
            }
            input.add(Tensor.of(values, shape.dims()).cast(spec.dtype()));
        });
        return input;
    }

    private static List<float[]> floats(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> tensor.cast(DType.FLOAT32).toFloatArray())
                .toList();
    }

    String name() {
        String name = file.getFileName().toString();
        return name.startsWith("model.") ? file.getParent().getFileName().toString() : name;
    }

    /** Calls the shared model; another caller may close it meanwhile, and then there is a new one. */
    void predict(Random random) {
        int i = random.nextInt(inputs.size());
        while (true) {
            Model model = current.get();
            long start = System.nanoTime();
            List<Tensor> outputs;
            try {
                outputs = model.predict(inputs.get(i));
            } catch (IllegalStateException closed) {
                if (model != current.get()) {
                    continue;
                }
                throw closed;
            }
            latencies.add(System.nanoTime() - start);
            requireExpected(i, outputs);
            return;
        }
    }

    private void requireExpected(int i, List<Tensor> outputs) {
        List<float[]> found = floats(outputs);
        for (int k = 0; k < found.size(); k++) {
            if (!Arrays.equals(found.get(k), expected.get(i).get(k))) {
                throw new IllegalStateException(name() + ": other values than one thread alone gets");
            }
        }
    }

    /** A model of the caller's own: loads, calls, closes. */
    void loadOnce(Random random) {
        try (Model model = Markhor.load(file)) {
            int i = random.nextInt(inputs.size());
            requireExpected(i, model.predict(inputs.get(i)));
        }
    }

    /** Loads the shared model's weights again, the same ones, or replaces it, unless another caller is at it. */
    void renew(boolean whole) {
        if (renewed.tryLock()) {
            try {
                if (whole) {
                    replace();
                } else {
                    reload();
                }
            } finally {
                renewed.unlock();
            }
        }
    }

    private void reload() {
        Model model = current.get();
        try {
            model.loadWeights(file);
        } catch (IllegalStateException closed) {
            if (model == current.get()) {
                throw closed;
            }
        }
    }

    /** Puts a new model, compiled and warm, in the place of the shared one, which is closed. */
    private void replace() {
        Model model = Markhor.load(file);
        for (int i = 0; i < inputs.size(); i++) {
            requireExpected(i, model.predict(inputs.get(i)));
        }
        current.getAndSet(model).close();
    }

    void close() {
        current.get().close();
    }
}
