package dev.markhor.ops;

import dev.markhor.graph.Op;

/** An op that gives quantised weights their numbers back. On weights it runs once for each set of them, whatever their size. */
public sealed interface WeightDecoding extends Op permits UnpackInt4, Dequantize, RoundFloat8 {}
