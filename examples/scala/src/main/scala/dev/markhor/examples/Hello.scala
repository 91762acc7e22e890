package dev.markhor.examples

import dev.markhor.tensor.Tensor

@main def hello(): Unit = println(Tensor.of(Array(1f, 2f, 3f), 3L))
