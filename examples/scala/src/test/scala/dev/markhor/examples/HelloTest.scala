package dev.markhor.examples

import org.junit.jupiter.api.Test

class HelloTest:
  @Test def runs(): Unit = hello()
