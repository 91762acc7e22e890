package dev.markhor.examples

import dev.markhor.graph.Spec
import dev.markhor.graph.Value
import dev.markhor.layers.Dense
import dev.markhor.model.Model
import dev.markhor.tensor.DType
import dev.markhor.tensor.Shape
import dev.markhor.tensor.Tensor
import java.nio.file.Path

/** A model of one's own: what its properties hold is found there, and named after them. */
class Classifier : Model() {
    val encoder = Dense(7).activation("relu")
    val head = listOf(Dense(4), Dense(2))

    override fun call(x: Value): Value = head.fold(encoder.apply(x)) { y, layer -> layer.apply(y) }
}

fun classify(weights: Path): FloatArray = Classifier().use { model ->
    model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5))
    model.loadWeights(weights).assertConsumed()
    model.predict(Tensor.of(floatArrayOf(1f, 2f, 3f, 4f, 5f), 1, 5)).toFloatArray()
}
