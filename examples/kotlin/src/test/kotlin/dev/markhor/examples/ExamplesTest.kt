package dev.markhor.examples

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertLinesMatch
import org.junit.jupiter.api.Test

class ExamplesTest {
    @Test
    fun aCatIsACat() = assertLinesMatch(listOf("cat 0\\.966\\d*"), printed { main(arrayOf()) })

    /** The expected values were computed with NumPy from the arrays in the file. */
    @Test
    fun aModelOfOnesOwnTakesWeights() {
        val expected = listOf(
            "float32\\[1, 2] \\{10\\.9398\\d*, 0\\.5311\\d*}",
            "encoder/kernel [5, 7]",
            "encoder/bias [7]",
            "final/0/kernel [7, 4]",
            "final/0/bias [4]",
            "final/1/kernel [4, 2]",
            "final/1/bias [2]",
        )
        assertLinesMatch(expected, printed { main() })
    }

    /** What real Keras gives. */
    @Test
    fun aCheckpointIsRestoredIntoAModelThatIsNotBuilt() = assertLinesMatch(
        listOf("float32\\[1, 4] \\{0\\.00154\\d*, 0\\.01186\\d*, 0\\.0588\\d*, 0\\.9277\\d*}", "20 values restored"),
        printed { dev.markhor.examples.detectability.main(arrayOf()) },
    )

    /** [Containers] is what `markhor skeleton --kotlin` wrote. */
    @Test
    fun aSkeletonTakesTheWeights() {
        Containers().use { model ->
            val status = model.loadWeights(Path.of("golden/checkpoints/k2_containers/ckpt")).assertConsumed()
            assertEquals(14, status.matched().size)
        }
    }

    private fun printed(program: () -> Unit): List<String> {
        val before = System.out
        val text = ByteArrayOutputStream()
        System.setOut(PrintStream(text, true, Charsets.UTF_8))
        try {
            program()
        } finally {
            System.setOut(before)
        }
        return text.toString(Charsets.UTF_8).trim().split(System.lineSeparator())
    }
}
