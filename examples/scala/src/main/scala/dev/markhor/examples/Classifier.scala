package dev.markhor.examples

import dev.markhor.graph.{Spec, Value}
import dev.markhor.layers.Dense
import dev.markhor.model.{Attribute, Model}
import dev.markhor.tensor.{DType, Shape, Tensor}
import java.nio.file.Path
import scala.util.Using

/** A model of one's own: what its fields hold is part of it, and named after them. */
class Classifier extends Model:
  private val encoder = Dense(7).activation("relu")
  @Attribute("final") private val head = Array(Dense(4), Dense(2)) // or a java.util.List

  override protected def call(x: Value): Value = head.foldLeft(encoder(x))((y, layer) => layer(y))

@main def classify(): Unit = Using.resource(Classifier()): model =>
  model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5))
  model.loadWeights(Path.of("golden/formats/legacy_weights_sequential.hdf5"))
  println(model.predict(Tensor.of(Array(1f, 2f, 3f, 4f, 5f), 1, 5)))
  model.weightsByPath.forEach((path, weight) => println(s"$path ${weight.shape}"))
