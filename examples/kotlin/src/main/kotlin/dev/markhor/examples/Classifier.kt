package dev.markhor.examples

import dev.markhor.graph.Spec
import dev.markhor.graph.Value
import dev.markhor.layers.Dense
import dev.markhor.model.Attribute
import dev.markhor.model.Model
import dev.markhor.tensor.DType
import dev.markhor.tensor.Shape
import dev.markhor.tensor.Tensor
import java.nio.file.Path

/** A model of one's own: what its properties hold is part of it, and named after them. */
class Classifier : Model() {
    private val encoder = Dense(7).activation("relu")
    @Attribute("final") private val head = listOf(Dense(4), Dense(2))

    override fun call(x: Value): Value = head.fold(encoder.apply(x)) { y, layer -> layer.apply(y) }
}

fun main() = Classifier().use { model ->
    model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5))
    model.loadWeights(Path.of("golden/formats/legacy_weights_sequential.hdf5"))
    println(model.predict(Tensor.of(floatArrayOf(1f, 2f, 3f, 4f, 5f), 1, 5)))
    model.weightsByPath().forEach { (path, weight) -> println("$path ${weight.shape()}") }
}
