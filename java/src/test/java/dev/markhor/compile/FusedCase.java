package dev.markhor.compile;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.reference.Reference;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small graph that is fused into one or a few kernels, in float32, with what it gives in float64.
 *
 * @param tensors float32: first the inputs, then the weights
 * @param inputs how many inputs
 * @param body the graph
 * @param bound what an error is compared with: for each result the sum of the magnitudes of everything added up
 */
record FusedCase(String shape, List<Tensor> tensors, int inputs, Body body, Tensor bound) {
    /** Ops on the values of {@link #tensors}, in any type. */
    interface Body {
        Value of(List<Value> values);
    }

    Graph graph() {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            values.add(
                    i < inputs
                            ? Placeholder.create(new Spec(tensor.dtype(), tensor.shape()))
                            : Constant.create(tensor));
        }
        return Graph.of(values.subList(0, inputs), List.of(body.of(values)));
    }

    /** The result in float64, op by op, one element at a time, from the float32 values. */
    Tensor exact() {
        return evaluate(body, tensors);
    }

    static Tensor evaluate(Body body, List<Tensor> tensors) {
        Value output = body.of(tensors.stream()
                .map(tensor -> Constant.create(tensor.cast(DType.FLOAT64)))
                .toList());
        Map<Value, Tensor> known = new IdentityHashMap<>();
        for (Node node : Graph.producersFirst(List.of(output))) {
            List<Tensor> inputs = node.inputs().stream().map(known::get).toList();
            List<Tensor> results = Reference.evaluateAll(node.op(), inputs);
            for (int i = 0; i < results.size(); i++) {
                known.put(node.outputs().get(i), results.get(i));
            }
        }
        return known.get(output);
    }
}
