package dev.markhor.examples

import dev.markhor.tensor.Tensor

fun main() = println(Tensor.of(floatArrayOf(1f, 2f, 3f), 3))
