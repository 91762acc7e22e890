package dev.markhor.examples

import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class ExamplesTest {
    private val root: Path =
        generateSequence(Path.of("").toAbsolutePath()) { it.parent }.first { Files.exists(it.resolve("golden")) }

    @Test
    fun loadsAndPredicts() {
        val scores = loadAndPredict(root.resolve("golden/real/mlperf-tiny/resnet8_cifar10.h5"))
        assertEquals(10, scores.size)
        assertEquals(1f, scores.sum(), 1e-5f)
    }

    /** The expected values were computed with NumPy from the arrays in the file. */
    @Test
    fun aModelOfOnesOwnTakesWeights() {
        val scores = classify(root.resolve("golden/formats/legacy_weights_sequential.hdf5"))
        assertArrayEquals(floatArrayOf(10.939867f, 0.5311554f), scores, 1e-5f)
    }
}
