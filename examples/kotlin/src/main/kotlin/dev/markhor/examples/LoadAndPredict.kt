package dev.markhor.examples

import dev.markhor.Markhor
import dev.markhor.tensor.Tensor
import java.nio.file.Path

/** Opens the image classifier in [file] and runs it on a grey picture of 32 x 32. */
fun loadAndPredict(file: Path): FloatArray {
    val pixels = FloatArray(32 * 32 * 3) { 128f }
    Markhor.load(file).use { model ->
        return model.predict(Tensor.of(pixels, 1, 32, 32, 3)).toFloatArray()
    }
}
