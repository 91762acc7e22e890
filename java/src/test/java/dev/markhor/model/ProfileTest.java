package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.DepthwiseConv2D;
import dev.markhor.layers.Flatten;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.ReLU;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private static Profile profile(Model model, long... shape) {
        return model.profile(Structure.of(Tensor.zeros(DType.FLOAT32, Shape.of(shape))), SHORT);
    }

    private static Model convolutional() {
        Value image = Input.of(16, 16, 8);
        Value x = new Conv2D(24, 3).padding("same").name("conv").apply(image);
        x = new BatchNormalization().name("norm").apply(x);
        x = new ReLU().name("relu").apply(x);
        Value y = new DepthwiseConv2D(3)
                .padding("same")
                .strides(2)
                .name("depthwise")
                .apply(x);
        Value z = new Conv2D(24, 1).name("project").apply(y);
        z = new Add().name("add").apply(List.of(z, y));
        return Model.of(
                image,
                new Dense(10).name("dense").apply(new Flatten().name("flatten").apply(z)));
    }

    private static Profile.LayerCost layer(Profile profile, String path) {
        return profile.layers().stream()
                .filter(layer -> layer.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " in " + profile.layers()));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void kernelsBelongToTheLayersTheyAreFor(Backend backend) {
        try (Model model = convolutional()) {
            model.setExecution(new ExecutionOptions(1, backend));
            Profile profile = profile(model, 2, 16, 16, 8);
            assertEquals(
                    List.of("conv", "depthwise", "project", "dense"),
                    profile.layers().stream().map(Profile.LayerCost::path).toList());
            assertEquals(List.of("norm", "relu"), layer(profile, "conv").fused());
            assertEquals(List.of("add"), layer(profile, "project").fused());
            assertEquals("Conv2D", layer(profile, "conv").className());
            assertEquals(
                    Shape.of(2, 16, 16, 24), layer(profile, "conv").output().shape());
            assertEquals(Shape.of(2, 10), layer(profile, "dense").output().shape());
            boolean blas = backend == Backend.OPENBLAS;
            assertEquals(
                    blas ? "blas product" : "product",
                    layer(profile, "dense").steps().get(0).kernel());
        }
    }

    /** A multiply-add is two; biases and epilogues are not counted. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void operationsAreThoseOfTheDefinition(Backend backend) {
        try (Model model = convolutional()) {
            model.setExecution(new ExecutionOptions(1, backend));
            Profile profile = profile(model, 2, 16, 16, 8);
            assertEquals(2L * 2 * 16 * 16 * 24 * 3 * 3 * 8, operations(profile, "conv"));
            assertEquals(2L * 2 * 8 * 8 * 24 * 3 * 3, operations(profile, "depthwise"));
            assertEquals(2L * 2 * 8 * 8 * 24 * 24, operations(profile, "project"));
            assertEquals(2L * 2 * 8 * 8 * 24 * 10, operations(profile, "dense"));
            long weights = 8 * 8 * 24 * 10 + 10;
            assertEquals(
                    4L * (weights + 2 * (8 * 8 * 24 + 10)),
                    layer(profile, "dense").cost().bytes());
            assertEquals(
                    profile.layers().stream()
                            .mapToLong(layer -> layer.cost().operations())
                            .sum(),
                    profile.total().operations());
        }
    }

    private static long operations(Profile profile, String path) {
        return layer(profile, path).cost().operations();
    }

    @Test
    void operationsOfARecurrentLayerAreThoseOfBothItsProducts() {
        Value x = Input.of(5, 12);
        try (Model model = Model.of(x, new LSTM(16).name("lstm").apply(x))) {
            Profile profile = profile(model, 3, 5, 12);
            assertEquals(2L * 3 * 5 * 4 * 16 * (12 + 16), operations(profile, "lstm"));
            assertEquals(Shape.of(3, 16), layer(profile, "lstm").output().shape());
        }
    }

    @Test
    void layersAddUpToAboutTheWhole() {
        Value x = Input.of(512);
        Value y = x;
        for (int i = 0; i < 4; i++) {
            y = new Dense(512).apply(y);
        }
        try (Model model = Model.of(x, y)) {
            model.setExecution(ExecutionOptions.defaults().withThreads(1));
            Profile profile =
                    model.profile(Structure.of(Tensor.zeros(DType.FLOAT32, Shape.of(64, 512))), Duration.ofMillis(200));
            assertEquals(4, profile.layers().size());
            assertTrue(profile.rounds() >= 5, profile.toString());
            double share = profile.total().millis() / profile.millis();
            assertTrue(share > 0.5 && share < 1.5, profile.toString());
            assertEquals(profile.millis(), profile.total().millis() + profile.otherMillis(), 1e-9);
            Cost cost = profile.total();
            assertEquals(2.0 * 4 * 64 * 512 * 512 / cost.millis() * 1e-6, cost.gflops(), 1e-6 * cost.gflops());
            assertTrue(cost.shareOfPeak() > 0.01 && cost.shareOfPeak() < 1.5, profile.toString());
            assertEquals(cost.millis(), profile.kernels().get("product").millis(), 1e-9);
        }
    }

    @Test
    void whatRunsInJavaIsCalledSo() {
        Value x = Input.of(6);
        Value sorted = Ops.topK(x, 3).get(0);
        try (Model model = Model.of(x, new Dense(2).name("dense").apply(sorted))) {
            Profile profile = profile(model, 4, 6);
            List<String> kernels = profile.layers().stream()
                    .flatMap(layer -> layer.steps().stream())
                    .map(Profile.StepCost::kernel)
                    .collect(Collectors.toList());
            assertTrue(kernels.contains("java"), kernels.toString());
        }
    }

    /** A model that gives what it takes copies it, which is no layer's doing. */
    @Test
    void whatNoLayerComputesIsTheModels() {
        Value x = Input.of(3);
        try (Model model = Model.of(x, x)) {
            Profile profile = profile(model, 2, 3);
            assertEquals(
                    List.of(model.name()),
                    profile.layers().stream().map(Profile.LayerCost::path).toList());
            assertEquals("copy", profile.layers().get(0).steps().get(0).kernel());
        }
    }
}
