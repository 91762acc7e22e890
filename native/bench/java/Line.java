import dev.markhor.binding.BatchedProduct;
import dev.markhor.binding.BlasConvolution;
import dev.markhor.binding.BlasProduct;
import dev.markhor.binding.BlasTransposedConvolution;
import dev.markhor.binding.ConvAxis;
import dev.markhor.binding.ConvSpace;
import dev.markhor.binding.Convolution;
import dev.markhor.binding.DepthwiseConvolution;
import dev.markhor.binding.ElementType;
import dev.markhor.binding.Epilogue;
import dev.markhor.binding.Instruction;
import dev.markhor.binding.MatrixView;
import dev.markhor.binding.Operand;
import dev.markhor.binding.Pack;
import dev.markhor.binding.PixelPack;
import dev.markhor.binding.Product;
import dev.markhor.binding.Recurrence;
import dev.markhor.binding.TransposedConvolution;
import dev.markhor.binding.UnaryFunction;
import dev.markhor.binding.VectorProduct;
import dev.markhor.binding.WinogradConvolution;
import dev.markhor.binding.WinogradPack;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line of a shape list: a kernel's name and its sizes, as profiles have them ({@code Work.shape}).
 *
 * @param sizes all whole numbers in the sizes, in order
 */
record Line(String text, String kernel, long[] sizes) {
    private static final ElementType F32 = ElementType.F32;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static Line of(String text) {
        int colon = text.indexOf(':');
        long[] sizes = NUMBER.matcher(text.substring(colon + 1))
                .results()
                .map(MatchResult::group)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Line(text, text.substring(0, colon), sizes);
    }

    /** @throws IllegalArgumentException if an instruction is not what the line says */
    void requireSame(Instruction instruction) {
        String found = instruction.kernelName() + ": " + instruction.work().shape();
        if (!found.equals(text)) {
            throw new IllegalArgumentException("'" + text + "' was understood as '" + found + "'");
        }
    }

    /** Our own kernel, on arrays with the weights packed as it wants them. */
    Instruction own(Arrays arrays) {
        return switch (kernel) {
            case "product" -> {
                long[] s = product();
                long weights = arrays.floats(s[2] * s[3]);
                long packed = arrays.packed(to -> Pack.matrix(F32, weights, to, s[2], s[3]));
                yield Product.dense(
                        F32, arrays.floats(s[1] * s[2]), packed, arrays.floats(s[1] * s[3]), clamped(arrays, s[3]),
                        s[1], s[3], s[2]);
            }
            case "vector product" -> new VectorProduct(
                    F32, arrays.floats(sizes[1]), arrays.floats(sizes[1] * sizes[3]), arrays.floats(sizes[3]),
                    clamped(arrays, sizes[3]), sizes[3], sizes[1]);
            case "batched product" -> {
                long[] s = product();
                Views views = new Views(arrays, s, transposed());
                BatchedProduct measured = new BatchedProduct(
                        F32, false, transposed(), views.a, views.b, views.y, 0, Epilogue.NONE, 1, s[0], s[1], s[3], s[2]);
                yield measured.withScratch(arrays.bytes(measured.scratchBytes()));
            }
            case "convolution" -> {
                Space s = space();
                long weights = arrays.floats(s.taps() * s.channels / s.groups * s.filters);
                long pixels = PixelPack.pixels(F32, s.filters, s.groups, s.space);
                long packed = arrays.packed(to -> pixels > 1
                        ? new PixelPack(F32, weights, to, s.channels, s.filters, s.space, pixels)
                        : Pack.convolution(F32, weights, to, s.taps(), s.channels, s.filters, s.groups));
                yield new Convolution(
                        F32, arrays.floats(s.inputs()), packed, arrays.floats(s.results()), clamped(arrays, s.filters),
                        s.batch, s.channels, s.filters, s.groups, s.space, pixels);
            }
            case "winograd convolution" -> {
                Space s = space();
                long weights = arrays.floats(s.taps() * s.channels * s.filters);
                long packed = arrays.packed(to -> new WinogradPack(
                        weights, to, s.channels, s.filters, s.space.height().kernel(), s.space.width().kernel()));
                WinogradConvolution measured = new WinogradConvolution(
                        arrays.floats(s.inputs()), packed, arrays.floats(s.results()), 0, clamped(arrays, s.filters),
                        s.batch, s.channels, s.filters, s.space.height(), s.space.width());
                yield measured.withScratch(arrays.bytes(measured.scratchBytes()));
            }
            case "transposed convolution" -> {
                Space s = space();
                long weights = arrays.floats(s.taps() * s.channels * s.filters);
                long packed = arrays.packed(
                        to -> Pack.transposedConvolution(F32, weights, to, s.taps(), s.filters, s.channels));
                yield new TransposedConvolution(
                        F32, arrays.floats(s.inputs()), packed, arrays.floats(s.results()), clamped(arrays, s.filters),
                        s.batch, s.channels, s.filters, s.space);
            }
            case "depthwise convolution" -> {
                Space s = space();
                yield new DepthwiseConvolution(
                        F32, arrays.floats(s.inputs()), arrays.floats(s.taps() * s.filters),
                        arrays.floats(s.results()), clamped(arrays, s.filters), s.batch, s.channels,
                        s.filters / s.channels, s.space);
            }
            case "recurrence" -> recurrence(arrays);
            default -> throw new IllegalArgumentException("no such kernel in " + text);
        };
    }

    /** The same by OpenBLAS, of a recurrence its products alone; nothing where OpenBLAS has nothing to offer. */
    List<Instruction> openBlas(Arrays arrays) {
        return switch (kernel) {
            case "product", "vector product" -> {
                long[] s = product();
                yield List.of(BlasProduct.dense(
                        F32, arrays.floats(s[1] * s[2]), arrays.floats(s[2] * s[3]), false, arrays.floats(s[1] * s[3]),
                        clamped(arrays, s[3]), s[1], s[3], s[2]));
            }
            case "batched product" -> {
                long[] s = product();
                Views views = new Views(arrays, s, transposed());
                yield List.of(new BlasProduct(
                        F32, false, transposed(), views.a, views.b, views.y, Epilogue.NONE, 1, s[0], s[1], s[3], s[2]));
            }
            case "convolution", "winograd convolution" -> {
                Space s = space();
                BlasConvolution measured = new BlasConvolution(
                        F32, arrays.floats(s.inputs()), arrays.floats(s.taps() * s.channels / s.groups * s.filters),
                        arrays.floats(s.results()), 0, clamped(arrays, s.filters), s.batch, s.channels, s.filters,
                        s.groups, s.space);
                yield List.of(measured.withScratch(arrays.bytes(measured.scratchBytes())));
            }
            case "transposed convolution" -> {
                Space s = space();
                BlasTransposedConvolution measured = new BlasTransposedConvolution(
                        F32, arrays.floats(s.inputs()), arrays.floats(s.taps() * s.channels * s.filters),
                        arrays.floats(s.results()), 0, clamped(arrays, s.filters), s.batch, s.channels, s.filters,
                        s.space);
                yield List.of(measured.withScratch(arrays.bytes(measured.scratchBytes())));
            }
            case "recurrence" -> {
                long batch = sizes[0];
                long units = sizes[2];
                long wide = units * cell().gates();
                yield Collections.nCopies((int) sizes[1], BlasProduct.dense(
                        F32, arrays.floats(batch * units), arrays.floats(units * wide), false,
                        arrays.floats(batch * wide), Epilogue.NONE, batch, wide, units));
            }
            default -> List.of();
        };
    }

    private static Epilogue clamped(Arrays arrays, long channels) {
        return Epilogue.ofBias(arrays.floats(channels)).withFunction(UnaryFunction.RELU, 0, 6, 0);
    }

    private boolean transposed() {
        return text.endsWith(" transposed");
    }

    /** How many, m, k, n. */
    private long[] product() {
        return sizes.length == 5
                ? new long[] {sizes[0], sizes[1], sizes[2], sizes[4]}
                : new long[] {1, sizes[0], sizes[1], sizes[3]};
    }

    private record Views(MatrixView a, MatrixView b, MatrixView y) {
        Views(Arrays arrays, long[] s, boolean transposed) {
            this(
                    MatrixView.dense(arrays.floats(s[0] * s[1] * s[2]), s[1], s[2], s[0]),
                    MatrixView.dense(
                            arrays.floats(s[0] * s[2] * s[3]),
                            transposed ? s[3] : s[2],
                            transposed ? s[2] : s[3],
                            s[0]),
                    MatrixView.dense(arrays.floats(s[0] * s[1] * s[3]), s[1], s[3], s[0]));
        }
    }

    private record Space(long batch, long channels, long filters, long groups, ConvSpace space) {
        long taps() {
            return space.taps();
        }

        long inputs() {
            return batch * space.height().in() * space.width().in() * channels;
        }

        long results() {
            return batch * space.outputs() * filters;
        }
    }

    /** {@code 1x224x224x3 -> 1x112x112x32 by 3x3/2}, maybe {@code dilated 2} or {@code in 4 groups}. */
    private Space space() {
        boolean backwards = kernel.startsWith("transposed");
        long stride = sizes[10];
        boolean dilated = text.contains(" dilated ");
        long dilation = dilated ? sizes[11] : 1;
        long groups = text.contains(" groups") ? sizes[sizes.length - 1] : 1;
        return new Space(
                sizes[0],
                sizes[3],
                sizes[7],
                groups,
                ConvSpace.of(
                        axis(backwards, sizes[1], sizes[5], sizes[8], sizes[8] == 1 ? 1 : stride, dilation),
                        axis(backwards, sizes[2], sizes[6], sizes[9], stride, dilation)));
    }

    /** Padded on both sides alike, as far as the sizes demand it. */
    private static ConvAxis axis(boolean backwards, long in, long out, long kernel, long stride, long dilation) {
        long few = backwards ? in : out;
        long many = backwards ? out : in;
        long padding = Math.max(0, (few - 1) * stride + (kernel - 1) * dilation + 1 - many);
        return new ConvAxis(in, out, kernel, stride, dilation, padding / 2);
    }

    private Recurrence.Cell cell() {
        String name = text.substring(text.indexOf(':') + 1).strip().replaceAll(" .*", "");
        return Recurrence.Cell.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Recurrence recurrence(Arrays arrays) {
        Recurrence.Cell cell = cell();
        long batch = sizes[0];
        long steps = sizes[1];
        long units = sizes[2];
        long gates = cell.gates();
        long kernel = arrays.floats(units * units * gates);
        long states = batch * units;
        boolean gru = gates == 3;
        return new Recurrence(
                cell,
                F32,
                arrays.floats(batch * steps * gates * units),
                arrays.packed(to -> Pack.gates(F32, kernel, to, units, gates)),
                gru ? arrays.floats(3 * units) : Operand.NONE,
                Recurrence.States.NONE,
                Operand.NONE,
                arrays.floats(batch * steps * units),
                new Recurrence.States(arrays.floats(states), arrays.floats(states)),
                arrays.bytes(Recurrence.scratchBytes(cell, F32, batch, units)),
                new Recurrence.Extent(batch, steps, units, false, false),
                Recurrence.Function.of(UnaryFunction.TANH),
                Recurrence.Function.of(UnaryFunction.SIGMOID));
    }
}
