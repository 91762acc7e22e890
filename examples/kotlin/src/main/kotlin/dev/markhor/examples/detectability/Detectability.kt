package dev.markhor.examples.detectability

import dev.markhor.graph.Value
import dev.markhor.layers.Bidirectional
import dev.markhor.layers.Dense
import dev.markhor.layers.GRU
import dev.markhor.model.Attribute
import dev.markhor.model.CallContext
import dev.markhor.model.Inputs
import dev.markhor.model.Layer
import dev.markhor.model.Model
import dev.markhor.model.Structure
import dev.markhor.ops.Ops
import dev.markhor.tensor.DType
import dev.markhor.tensor.Tensor
import java.nio.file.Path

private const val AMINO_ACIDS = "0ACDEFGHIKLMNPQRSTVWY"
private const val LENGTH = 40
private const val UNITS = 64

/** Reads a peptide from both ends. */
private class Encoder : Layer() {
    private val encoderBi = Bidirectional { GRU(UNITS).returnSequences(true).returnState(true) }

    override fun call(inputs: Inputs, context: CallContext): Structure<Value> {
        val tokens = Ops.cast(inputs.single(), DType.INT32)
        val letters = Ops.oneHot(tokens, AMINO_ACIDS.length, DType.FLOAT32)
        return encoderBi.apply(Inputs.of(letters).with("mask", Ops.notEqual(tokens, Ops.constant(0.0, tokens))))
    }
}

/** Weighs the steps of a sequence by how well they go with a query. */
private class Attention : Layer() {
    @Attribute("W1") private val ofQuery = Dense(UNITS)
    @Attribute("W2") private val ofValues = Dense(UNITS)
    @Attribute("V") private val score = Dense(1)

    override fun call(inputs: Inputs, context: CallContext): Structure<Value> {
        val (query, values) = inputs.list()
        val sum = Ops.add(ofQuery.apply(Ops.expandDims(query, 1)), ofValues.apply(values))
        val weights = Ops.softmax(score.apply(Ops.tanh(sum)), 1)
        return Structure.of(Ops.sum(Ops.multiply(weights, values), false, 1))
    }
}

/** Decides, from the sequence and the last states of both directions. */
private class Decoder : Layer() {
    private val attention = Attention()
    private val decoderBi = Bidirectional { GRU(UNITS).returnState(true) }
    private val decoderDense = Dense(4).activation("softmax")

    override fun call(inputs: Inputs, context: CallContext): Structure<Value> {
        val (sequence, forward, backward) = inputs.list()
        val states = listOf(forward, backward)
        val peptide = attention.apply(listOf(Ops.concatenate(states, -1), sequence))
        val step = Inputs.of(Ops.expandDims(peptide, 1)).with("initial_state", states)
        return Structure.of(decoderDense.apply(decoderBi.apply(step).flatten()[0]))
    }
}

/** Says how well a mass spectrometer detects a peptide; the same model as in Java, with its checkpoint. */
class Detectability : Model() {
    private val encoder = Encoder()
    private val decoder = Decoder()

    override fun call(inputs: Inputs, context: CallContext): Structure<Value> =
        decoder.apply(Inputs.of(encoder.apply(inputs)))
}

/** Probabilities of the four classes for a peptide, from a non-flyer to a strong one. */
fun main(args: Array<String>) = Detectability().use { model ->
    val status = model.loadWeights(Path.of("golden/real/dlomix-detectability/original_detectability_base_model"))
    val peptide = args.getOrElse(0) { "VGSELIQK" }
    val tokens = IntArray(LENGTH) { if (it < peptide.length) AMINO_ACIDS.indexOf(peptide[it]) else 0 }
    println(model.predict(Tensor.of(tokens, 1, LENGTH.toLong())))
    status.assertExistingObjectsMatched()
    println("${status.matched().size} values restored")
}
