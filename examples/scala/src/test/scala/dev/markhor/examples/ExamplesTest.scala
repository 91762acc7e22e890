package dev.markhor.examples

import java.nio.file.{Files, Path}
import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals}
import org.junit.jupiter.api.Test

class ExamplesTest:
  private val root: Path =
    Iterator.iterate(Path.of("").toAbsolutePath)(_.getParent).find(folder => Files.exists(folder.resolve("golden"))).get

  @Test def loadsAndPredicts(): Unit =
    val scores = loadAndPredict(root.resolve("golden/real/mlperf-tiny/resnet8_cifar10.h5"))
    assertEquals(10, scores.length)
    assertEquals(1f, scores.sum, 1e-5f)

  /** The expected values were computed with NumPy from the arrays in the file. */
  @Test def aModelOfOnesOwnTakesWeights(): Unit =
    val scores = classify(root.resolve("golden/formats/legacy_weights_sequential.hdf5"))
    assertArrayEquals(Array(10.939867f, 0.5311554f), scores, 1e-5f)
