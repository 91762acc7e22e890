package dev.markhor.examples

import dev.markhor.Markhor
import dev.markhor.tensor.Tensor
import java.nio.file.Path
import scala.util.Using

/** Opens the image classifier in `file` and runs it on a grey picture of 32 x 32. */
def loadAndPredict(file: Path): Array[Float] =
  val pixels = Array.fill(32 * 32 * 3)(128f)
  Using.resource(Markhor.load(file)) { model =>
    model.predict(Tensor.of(pixels, 1, 32, 32, 3)).toFloatArray
  }
