package dev.markhor.examples

import dev.markhor.graph.Value
import dev.markhor.layers.Dense
import dev.markhor.layers.Identity
import dev.markhor.model.CallContext
import dev.markhor.model.Dialect
import dev.markhor.model.Input
import dev.markhor.model.Inputs
import dev.markhor.model.Layer
import dev.markhor.model.Model
import dev.markhor.model.Structure

/**
 * The model whose weights are in ckpt, by its attributes, names and shapes. What it computes is not there: write call. Neither
 * are functions, layers without variables, and options that leave variables as they are.
 *
 * <pre>
 * val model = Containers()
 * model.loadWeights(Path.of("golden/checkpoints/k2_containers/ckpt")).assertConsumed()
 * </pre>
 */
class Containers : Model(Dialect.KERAS2) {
    private val blocks: List<Dense> = listOf(
            built(Dense(3), Input.of(4)), // kernel [4, 3], bias [3]
            built(Dense(3), Input.of(3)) // kernel [3, 3], bias [3]
    )
    private val table: Map<String, Dense> = mapOf(
            "b.x" to built(Dense(3), Input.of(3)), // kernel [3, 3], bias [3]
            "a/y" to built(Dense(3), Input.of(3)) // kernel [3, 3], bias [3]
    )
    private val nested: List<Any> = listOf(
            listOf(
                    built(Dense(3), Input.of(3)) // kernel [3, 3], bias [3]
            ),
            Identity(), // in place of what has no variables
            Nested()
    )
    private val pair: List<Dense> = listOf(
            built(Dense(2), Input.of(2)) // kernel [2, 2], bias [2]
    )

    override fun call(inputs: Inputs, context: CallContext): Structure<Value> =
        throw UnsupportedOperationException("Containers.call: what it computes is not in a checkpoint, and has to be written here")

    private class Nested : Layer() {
        private val k: Dense = built(Dense(2), Input.of(3)) // kernel [3, 2], bias [2]

        override fun call(inputs: Inputs, context: CallContext): Structure<Value> =
            throw UnsupportedOperationException("Nested.call: what it computes is not in a checkpoint, and has to be written here")
    }
}

/** Makes a layer's variables now. Without it they are made, and take their values, in the layer's first call. */
private fun <L : Layer> built(layer: L, vararg inputs: Value): L {
    layer.apply(Inputs.of(inputs.toList<Any>(), mapOf()))
    return layer
}
