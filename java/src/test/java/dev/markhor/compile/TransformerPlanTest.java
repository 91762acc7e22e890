package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GlobalAveragePooling1D;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.model.Dialect;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An encoder with masks runs in kernels from end to end, and what can be fused is. */
class TransformerPlanTest {
    private static Value encoder(Value words, Value places, Dialect dialect, DType type) {
        Embedding embedding = new Embedding(50, 12).maskZero(true).dtype(type);
        Value x = new Add()
                .dtype(type)
                .apply(List.of(
                        embedding.apply(words), new Embedding(9, 12).dtype(type).apply(places)));
        MultiHeadAttention attention = new MultiHeadAttention(3, 4).dtype(type);
        attention.setDialect(dialect);
        x = x.withMask(embedding.apply(words).mask());
        Value attended = attention
                .apply(Inputs.of(List.of(Structure.of(x), Structure.of(x)), Map.of("use_causal_mask", true)))
                .single();
        Value y =
                new LayerNormalization().dtype(type).apply(new Add().dtype(type).apply(List.of(x, attended)));
        Value z = new Dense(12)
                .dtype(type)
                .apply(new Dense(24).activation("gelu").dtype(type).apply(y));
        z = new LayerNormalization().dtype(type).apply(new Add().dtype(type).apply(List.of(y, z)));
        return new Dense(3)
                .activation("softmax")
                .dtype(type)
                .apply(new GlobalAveragePooling1D().dtype(type).apply(z.withMask(x.mask())));
    }

    @Test
    void whatAttentionTransposesIsReadInPlace() {
        Spec ids = Spec.of(DType.INT32, Shape.FREE, Shape.FREE);
        List<Value> inputs = List.of(Placeholder.create(ids), Placeholder.create(ids));
        Value output = encoder(inputs.get(0), inputs.get(1), Dialect.KERAS3, DType.FLOAT32);
        TaskGraph tasks = TaskGraph.of(Graph.of(inputs, List.of(output)), List.of(Shape.of(2, 7), Shape.of(2, 7)));
        assertEquals(4, count(tasks, Transpose.class));
        Fusion.apply(tasks);
        StridedProducts.apply(tasks);
        assertEquals(0, count(tasks, Transpose.class));
        assertEquals(2, count(tasks, StridedProduct.class));
        // what is left of the biases, the scale, the residuals and the activation
        assertEquals(0, count(tasks, Unary.class));
        assertEquals(1, tasks.tasks().stream().filter(t -> isAddition(t.op())).count(), "the sum of the embeddings");
    }

    private static long count(TaskGraph tasks, Class<? extends Op> op) {
        return tasks.tasks().stream().filter(task -> op.isInstance(task.op())).count();
    }

    private static boolean isAddition(Op op) {
        return op instanceof Binary binary && binary.function() == Binary.Function.ADD;
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void needsNoJava(Dialect dialect) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (Backend backend : Backend.values()) {
                Spec ids = Spec.of(DType.INT32, Shape.FREE, Shape.FREE);
                List<Value> inputs = new ArrayList<>(List.of(Placeholder.create(ids), Placeholder.create(ids)));
                Value output = encoder(inputs.get(0), inputs.get(1), dialect, type);
                Graph graph = Graph.of(inputs, List.of(output));
                List<Shape> shapes = List.of(Shape.of(2, 7), Shape.of(2, 7));
                assertEquals(
                        0,
                        new Compiler(backend, MemoryAccount.of("a test"))
                                .compile(graph, shapes)
                                .javaSteps(),
                        dialect + " " + type + " on " + backend);
            }
        }
    }
}
