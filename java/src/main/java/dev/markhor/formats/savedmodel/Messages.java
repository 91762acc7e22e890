package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.checkpoint.ElementKind;
import dev.markhor.formats.proto.Proto;
import dev.markhor.formats.savedmodel.Signature.TensorInfo;
import dev.markhor.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Parts that several messages of a SavedModel have. */
final class Messages {
    private static final int MOST_DIMENSIONS = 254;

    private Messages() {}

    /** A number that is out of every list if it is out of the range of an int. */
    static int index(long number) {
        return number == (int) number ? (int) number : -1;
    }

    /** An entry of a map. */
    static void entry(String place, byte[] message, BiConsumer<String, byte[]> put) {
        String[] key = {""};
        byte[][] value = {new byte[0]};
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                key[0] = field.string();
            } else if (field.number() == 2) {
                value[0] = field.bytes();
            }
        });
        put.accept(key[0], value[0]);
    }

    /** The text in one field. */
    static String text(String place, byte[] message, int number) {
        List<String> texts = texts(place, message, number);
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** The texts in a field that may come several times. */
    static List<String> texts(String place, byte[] message, int number) {
        List<String> texts = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == number) {
                texts.add(field.string());
            }
        });
        return texts;
    }

    /** The number in one field; 0 if it is not there. */
    static long number(String place, byte[] message, int number) {
        long[] found = {0};
        Proto.read(place, message, field -> {
            if (field.number() == number) {
                found[0] = field.varint();
            }
        });
        return found[0];
    }

    /** Adds a number, or the numbers that stand packed in one field. */
    static void numbers(Proto.Field field, List<Long> numbers) throws IOException {
        if (field.wireType() == Proto.VARINT) {
            numbers.add(field.varint());
            return;
        }
        var packed = com.google.protobuf.CodedInputStream.newInstance(new ByteArrayInputStream(field.bytes()));
        while (!packed.isAtEnd()) {
            numbers.add(packed.readRawVarint64());
        }
    }

    /** A shape, -1 for a free size; empty if the rank is not known. */
    static Optional<Shape> shape(String place, byte[] message) {
        List<Long> dims = new ArrayList<>();
        boolean[] unknown = {false};
        Proto.read(place, message, field -> {
            if (field.number() == 2) {
                dims.add(number(place, field.bytes(), 1));
            } else if (field.number() == 3) {
                unknown[0] = field.varint() != 0;
            }
        });
        if (dims.size() > MOST_DIMENSIONS || dims.stream().anyMatch(size -> size < Shape.FREE)) {
            throw new MalformedFileException(place + ": found a shape of "
                    + (dims.size() > MOST_DIMENSIONS ? dims.size() + " dimensions" : dims));
        }
        return unknown[0]
                ? Optional.empty()
                : Optional.of(Shape.of(dims.stream().mapToLong(size -> size).toArray()));
    }

    static Signature signature(String place, byte[] message) {
        Map<String, TensorInfo> inputs = new LinkedHashMap<>();
        Map<String, TensorInfo> outputs = new LinkedHashMap<>();
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                entry(place, field.bytes(), (name, value) -> inputs.put(name, tensorInfo(place, value)));
            } else if (field.number() == 2) {
                entry(place, field.bytes(), (name, value) -> outputs.put(name, tensorInfo(place, value)));
            }
        });
        return new Signature(inputs, outputs);
    }

    private static TensorInfo tensorInfo(String place, byte[] message) {
        long[] type = {0};
        List<Optional<Shape>> shape = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 2) {
                type[0] = field.varint();
            } else if (field.number() == 3) {
                shape.add(shape(place, field.bytes()));
            }
        });
        return new TensorInfo(
                ElementKind.of(type[0]).map(ElementKind::title).orElse("type " + type[0]),
                shape.isEmpty() ? Optional.empty() : shape.get(0));
    }
}
