package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.tensor.Shape;

/** How a locally connected layer keeps its kernel, and computes with it. */
interface LocalConnections {
    Shape kernelShape();

    /** {@code [batch, spatial..., channels]}, or with the channels first, to the same with filters. */
    Value apply(Value x, Value kernel);
}
