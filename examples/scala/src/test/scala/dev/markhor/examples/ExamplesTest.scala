package dev.markhor.examples

import java.io.ByteArrayOutputStream
import org.junit.jupiter.api.Assertions.assertLinesMatch
import org.junit.jupiter.api.Test
import scala.jdk.CollectionConverters.*

class ExamplesTest:
  @Test def aCatIsACat(): Unit = assertLinesMatch(Seq("cat 0\\.966\\d*").asJava, printed(loadAndPredict()))

  /** The expected values were computed with NumPy from the arrays in the file. */
  @Test def aModelOfOnesOwnTakesWeights(): Unit =
    val expected = Seq(
      "float32\\[1, 2] \\{10\\.9398\\d*, 0\\.5311\\d*}",
      "encoder/kernel [5, 7]",
      "encoder/bias [7]",
      "final/0/kernel [7, 4]",
      "final/0/bias [4]",
      "final/1/kernel [4, 2]",
      "final/1/bias [2]"
    )
    assertLinesMatch(expected.asJava, printed(classify()))

  /** What real Keras gives. */
  @Test def aCheckpointIsRestoredIntoAModelThatIsNotBuilt(): Unit =
    val expected =
      Seq("float32\\[1, 4] \\{0\\.00154\\d*, 0\\.01186\\d*, 0\\.0588\\d*, 0\\.9277\\d*}", "20 values restored")
    assertLinesMatch(expected.asJava, printed(detectability.detect()))

  private def printed(program: => Unit): java.util.List[String] =
    val text = ByteArrayOutputStream()
    Console.withOut(text)(program)
    text.toString.linesIterator.toSeq.asJava
