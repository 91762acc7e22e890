package dev.markhor.examples

import dev.markhor.Markhor
import java.nio.file.Path

private val classes = "airplane automobile bird cat deer dog frog horse ship truck".split(" ")

/** Opens a model file, whatever its format, and says what a picture shows. */
fun main(args: Array<String>) {
    val file = args.getOrElse(0) { "golden/real/mlperf-tiny/resnet8_cifar10.h5" }
    val picture = args.getOrElse(1) { "examples/pictures/cat.png" }
    Markhor.load(Path.of(file)).use { model ->
        val scores = model.predict(Pictures.read(picture, 32, 32)).toFloatArray()
        val top = scores.indices.maxBy { scores[it] }
        println("${classes[top]} ${scores[top]}")
    }
}
