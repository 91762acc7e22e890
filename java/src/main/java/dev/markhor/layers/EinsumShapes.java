package dev.markhor.layers;

import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The shapes of an {@link EinsumDense}'s variables, which follow from its equation, the input's shape and what is said about the output's.
 *
 * @param kernel all sizes known
 * @param bias empty: there is none
 */
record EinsumShapes(Shape kernel, Optional<Shape> bias) {
    private static final Pattern PLAIN = Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)");
    private static final Pattern LEADING = Pattern.compile("\\.\\.\\.([a-zA-Z]+),([a-zA-Z]+)->\\.\\.\\.([a-zA-Z]+)");
    private static final Pattern TRAILING =
            Pattern.compile("([a-zA-Z]{2,})\\.\\.\\.,([a-zA-Z]+)->([a-zA-Z]+)\\.\\.\\.");

    /** @throws IllegalArgumentException if it is no equation that Keras takes for this layer */
    static void check(String equation) {
        match(equation);
    }

    private static Matcher match(String equation) {
        for (Pattern pattern : List.of(PLAIN, LEADING, TRAILING)) {
            Matcher matcher = pattern.matcher(equation);
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new IllegalArgumentException("equation '" + equation
                + "' must have the form [X],[Y]->[Z], ...[X],[Y]->...[Z] or [X]...,[Y]->[Z]...");
    }

    /**
     * @param outputShape of the output without its batch and what an ellipsis stands for; {@link Shape#FREE}: as in the input
     * @param biasAxes letters of the output; empty: no bias
     * @throws IllegalArgumentException if these do not go together, or a size of the kernel is not known
     */
    static EinsumShapes of(String equation, Shape input, long[] outputShape, String biasAxes) {
        Matcher terms = match(equation);
        boolean leading = equation.startsWith(".");
        String in = terms.group(1);
        String weight = terms.group(2);
        String out = terms.group(3);
        int elided = input.rank() - in.length();
        boolean fits = equation.contains(".") ? elided >= 0 : elided == 0;
        if (!fits) {
            throw new IllegalArgumentException("equation '" + equation + "' does not fit an input " + input);
        }
        // sizes of the letters of the output: the first one is the batch unless that is elided
        boolean batchElided = leading && elided > 0;
        if (outputShape.length != out.length() - (batchElided ? 0 : 1)) {
            throw new IllegalArgumentException("output_shape " + Shape.of(outputShape) + " does not fit '" + out
                    + "' of equation '" + equation + "' and an input " + input);
        }
        long[] sizes = batchElided
                ? outputShape.clone()
                : LongStream.concat(LongStream.of(input.dim(0)), LongStream.of(outputShape))
                        .toArray();
        int first = leading ? elided : 0;
        for (int i = 0; i < in.length(); i++) {
            int at = out.indexOf(in.charAt(i));
            long size = input.dim(first + i);
            if (at >= 0 && sizes[at] == Shape.FREE) {
                sizes[at] = size;
            }
            if (at >= 0 && size != Shape.FREE && sizes[at] != size) {
                throw new IllegalArgumentException("dimension '" + in.charAt(i) + "' of equation '" + equation + "' is "
                        + size + " in the input and " + sizes[at] + " in output_shape");
            }
        }
        long[] kernel = new long[weight.length()];
        for (int i = 0; i < kernel.length; i++) {
            int inOutput = out.indexOf(weight.charAt(i));
            int inInput = in.indexOf(weight.charAt(i));
            kernel[i] = inOutput >= 0 ? sizes[inOutput] : inInput >= 0 ? input.dim(first + inInput) : Shape.FREE;
            if (kernel[i] == Shape.FREE) {
                throw new IllegalArgumentException(
                        "the size of '" + weight.charAt(i) + "' in equation '" + equation + "' is not known");
            }
        }
        return new EinsumShapes(Shape.of(kernel), bias(equation, out, sizes, biasAxes, leading ? 0 : elided));
    }

    /** The products of an equation, with letters for what an ellipsis stands for in an input of this rank. */
    static ProductForm form(String equation, int rank, Shape kernel) {
        Matcher terms = match(equation);
        String in = terms.group(1);
        String out = terms.group(3);
        String elided = IntStream.concat(IntStream.rangeClosed('a', 'z'), IntStream.rangeClosed('A', 'Z'))
                .filter(letter -> (in + terms.group(2) + out).indexOf(letter) < 0)
                .limit(rank - in.length())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean leading = equation.startsWith(".");
        return new ProductForm(
                equation,
                kernel,
                leading ? elided + in : in + elided,
                terms.group(2),
                leading ? elided + out : out + elided);
    }

    private static Optional<Shape> bias(String equation, String out, long[] sizes, String axes, int trailing) {
        if (axes.isEmpty()) {
            return Optional.empty();
        }
        if (!axes.chars().allMatch(axis -> out.indexOf(axis) >= 0)) {
            throw new IllegalArgumentException(
                    "bias_axes '" + axes + "' are not all in the output of equation '" + equation + "'");
        }
        int first = axes.chars().map(out::indexOf).min().orElseThrow();
        List<Long> dims = new ArrayList<>();
        for (int i = first; i < out.length() + trailing; i++) {
            boolean named = i < out.length() && axes.indexOf(out.charAt(i)) >= 0;
            dims.add(named ? sizes[i] : 1L);
        }
        if (dims.contains(Shape.FREE)) {
            throw new IllegalArgumentException(
                    "a size of bias_axes '" + axes + "' of equation '" + equation + "' is not known");
        }
        return Optional.of(Shape.of(dims.stream().mapToLong(Long::longValue).toArray()));
    }
}
