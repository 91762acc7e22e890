package dev.markhor.examples

import dev.markhor.graph.{Spec, Value}
import dev.markhor.layers.Dense
import dev.markhor.model.Model
import dev.markhor.tensor.{DType, Shape, Tensor}
import java.nio.file.Path
import scala.util.Using

/** A model of one's own: what its fields hold is found there, and named after them. */
class Classifier extends Model:
  val encoder: Dense = Dense(7).activation("relu")
  val middle = Dense(4)
  val last = Dense(2)

  override protected def call(x: Value): Value = last(middle(encoder(x)))

def classify(weights: Path): Array[Float] = Using.resource(Classifier()) { model =>
  model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5))
  model.loadWeights(weights).assertConsumed()
  model.predict(Tensor.of(Array(1f, 2f, 3f, 4f, 5f), 1, 5)).toFloatArray
}
