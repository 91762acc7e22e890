package dev.markhor.examples

import org.junit.jupiter.api.Test

class HelloTest {
    @Test
    fun runs() = main()
}
