package dev.markhor.examples

import dev.markhor.Markhor
import java.nio.file.Path
import scala.util.Using

private val classes = "airplane automobile bird cat deer dog frog horse ship truck".split(" ")

/** Opens a model file, whatever its format, and says what a picture shows. */
@main def loadAndPredict(args: String*): Unit =
  val file = args.lift(0).getOrElse("golden/real/mlperf-tiny/resnet8_cifar10.h5")
  val picture = args.lift(1).getOrElse("examples/pictures/cat.png")
  Using.resource(Markhor.load(Path.of(file))): model =>
    val scores = model.predict(Pictures.read(picture, 32, 32)).toFloatArray
    println(s"${classes(scores.indexOf(scores.max))} ${scores.max}")
