package dev.markhor.examples.detectability

import dev.markhor.graph.Value
import dev.markhor.layers.{Bidirectional, Dense, GRU}
import dev.markhor.model.{Attribute, CallContext, Inputs, Layer, Model, Structure}
import dev.markhor.ops.Ops
import dev.markhor.tensor.{DType, Tensor}
import java.nio.file.Path
import java.util.List as JList
import scala.util.Using

private val AminoAcids = "0ACDEFGHIKLMNPQRSTVWY"
private val Length = 40
private val Units = 64

/** Reads a peptide from both ends. */
private class Encoder extends Layer:
  private val encoderBi = Bidirectional(() => GRU(Units).returnSequences(true).returnState(true))

  override protected def call(inputs: Inputs, context: CallContext): Structure[Value] =
    val tokens = Ops.cast(inputs.single, DType.INT32)
    val letters = Ops.oneHot(tokens, AminoAcids.length, DType.FLOAT32)
    encoderBi.apply(Inputs.of(letters).`with`("mask", Ops.notEqual(tokens, Ops.constant(0, tokens))))

/** Weighs the steps of a sequence by how well they go with a query. */
private class Attention extends Layer:
  @Attribute("W1") private val ofQuery = Dense(Units)
  @Attribute("W2") private val ofValues = Dense(Units)
  @Attribute("V") private val score = Dense(1)

  override protected def call(inputs: Inputs, context: CallContext): Structure[Value] =
    val query = inputs.list.get(0)
    val values = inputs.list.get(1)
    val sum = Ops.add(ofQuery(Ops.expandDims(query, 1)), ofValues(values))
    val weights = Ops.softmax(score(Ops.tanh(sum)), 1)
    Structure.of(Ops.sum(Ops.multiply(weights, values), false, 1))

/** Decides, from the sequence and the last states of both directions. */
private class Decoder extends Layer:
  private val attention = Attention()
  private val decoderBi = Bidirectional(() => GRU(Units).returnState(true))
  private val decoderDense = Dense(4).activation("softmax")

  override protected def call(inputs: Inputs, context: CallContext): Structure[Value] =
    val states = inputs.list.subList(1, 3)
    val peptide = attention(JList.of(Ops.concatenate(states, -1), inputs.list.get(0)))
    val step = Inputs.of(Ops.expandDims(peptide, 1)).`with`("initial_state", states)
    Structure.of(decoderDense(decoderBi.apply(step).flatten.get(0)))

/** Says how well a mass spectrometer detects a peptide; the same model as in Java, with its checkpoint. */
class Detectability extends Model:
  private val encoder = Encoder()
  private val decoder = Decoder()

  override protected def call(inputs: Inputs, context: CallContext): Structure[Value] =
    decoder.apply(Inputs.of(encoder.apply(inputs)))

/** Probabilities of the four classes for a peptide, from a non-flyer to a strong one. */
@main def detect(args: String*): Unit = Using.resource(Detectability()): model =>
  val status = model.loadWeights(Path.of("golden/real/dlomix-detectability/original_detectability_base_model"))
  val peptide = args.headOption.getOrElse("VGSELIQK")
  val tokens = peptide.map(AminoAcids.indexOf(_)).padTo(Length, 0).toArray
  println(model.predict(Tensor.of(tokens, 1, Length)))
  status.assertExistingObjectsMatched()
  println(s"${status.matched.size} values restored")
