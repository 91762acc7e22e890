package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 32,32,3} or {@code 12:int32}: what one sample is; the batch before it is free. */
final class SampleShape implements ITypeConverter<Spec> {
    @Override
    public Spec convert(String text) {
        int colon = text.indexOf(':');
        String sizes = colon < 0 ? text : text.substring(0, colon);
        try {
            DType type = colon < 0 ? DType.FLOAT32 : DType.of(text.substring(colon + 1));
            long[] dims =
                    Arrays.stream(sizes.split(",")).mapToLong(SampleShape::size).toArray();
            return new Spec(type, Shape.of(dims).prepend(Shape.FREE));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("sizes and a type were expected, as in 32,32,3 or 12:int32, found '"
                    + text + "' (" + e.getMessage() + ")");
        }
    }

    private static long size(String text) {
        if (text.equals("?")) {
            return Shape.FREE;
        }
        long size = Long.parseLong(text);
        if (size < 1) {
            throw new IllegalArgumentException("a size must be positive: " + text);
        }
        return size;
    }
}
