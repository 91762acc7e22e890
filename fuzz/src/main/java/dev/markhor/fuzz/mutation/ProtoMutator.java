package dev.markhor.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes a protocol buffer field by field, messages inside included. */
final class ProtoMutator {
    private record Field(int number, int type, byte[] value) {}

    private ProtoMutator() {}

    static byte[] mutate(byte[] message, Dice dice) {
        List<Field> fields = fields(message);
        if (fields == null || fields.isEmpty() || dice.oneIn(12)) {
            Image image = new Image(message);
            ByteMutator.inPlace(image, 0, image.size(), dice);
            return image.bytes();
        }
        int at = dice.below(fields.size());
        Field field = fields.get(at);
        switch (dice.below(12)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(dice.below(fields.size() + 1), field);
            case 2 ->
                fields.set(at, new Field(dice.pick(0, 1, 2, 3, 4, 5, 6, 7, 15, 16, 1000), field.type(), field.value()));
            case 3 -> fields.set(at, new Field(field.number(), dice.below(8), field.value()));
            case 4 ->
                fields.set(
                        at,
                        new Field(
                                field.number(),
                                2,
                                dice.oneIn(2) ? new byte[0] : "x".repeat(70000).getBytes()));
            default -> fields.set(at, new Field(field.number(), field.type(), value(field, dice)));
        }
        return write(fields);
    }

    /**
     * Changes a message that lies inside another.
     *
     * @param path numbers of the fields that lead to it, of which one is taken where there are several: often the first, which is the root of
     *     what follows
     * @return a message that is changed elsewhere if nothing lies there
     */
    static byte[] inside(byte[] message, Dice dice, UnaryOperator<byte[]> change, int... path) {
        if (path.length == 0) {
            return change.apply(message);
        }
        List<Field> fields = fields(message);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; fields != null && i < fields.size(); i++) {
            if (fields.get(i).number() == path[0] && fields.get(i).type() == 2) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return mutate(message, dice);
        }
        int at = dice.oneIn(3) ? places.get(0) : dice.pick(places);
        int[] rest = Arrays.copyOfRange(path, 1, path.length);
        fields.set(at, new Field(path[0], 2, inside(fields.get(at).value(), dice, change, rest)));
        return write(fields);
    }

    private static byte[] value(Field field, Dice dice) {
        if (field.type() == 2) {
            return mutate(field.value(), dice);
        }
        if (field.type() == 0) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            varint(out, dice.interesting(number(field.value()), 4096));
            return out.toByteArray();
        }
        Image image = new Image(field.value());
        ByteMutator.inPlace(image, 0, image.size(), dice);
        return image.bytes();
    }

    /** A number of the value of a varint field. */
    private static long number(byte[] value) {
        long number = 0;
        for (int i = 0; i < value.length; i++) {
            number |= (value[i] & 0x7fL) << (7 * i);
        }
        return number;
    }

    /** The number in a field of a message, or {@code otherwise}. */
    static long number(byte[] message, int wanted, long otherwise) {
        List<Field> fields = fields(message);
        long found = otherwise;
        for (Field field : fields == null ? List.<Field>of() : fields) {
            if (field.number() == wanted && field.type() == 0) {
                found = number(field.value());
            }
        }
        return found;
    }

    /** The message with another text. */
    static byte[] with(byte[] message, int wanted, byte[] text) {
        List<Field> fields = fields(message);
        if (fields == null) {
            return message;
        }
        fields.removeIf(field -> field.number() == wanted);
        fields.add(new Field(wanted, 2, text));
        return write(fields);
    }

    /** The message with other numbers; a fixed one where there was one. */
    static byte[] with(byte[] message, int wanted, long number) {
        List<Field> fields = fields(message);
        if (fields == null) {
            return message;
        }
        boolean fixed = fields.stream().anyMatch(field -> field.number() == wanted && field.type() == 5);
        fields.removeIf(field -> field.number() == wanted);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (fixed) {
            ZipImage.numbers(out, 4, number);
        } else {
            varint(out, number);
        }
        fields.add(new Field(wanted, fixed ? 5 : 0, out.toByteArray()));
        return write(fields);
    }

    private static byte[] write(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            varint(out, (long) field.number() << 3 | field.type());
            if (field.type() == 2) {
                varint(out, field.value().length);
            }
            out.writeBytes(field.value());
        }
        return out.toByteArray();
    }

    /** Null if this is no message. */
    private static List<Field> fields(byte[] message) {
        List<Field> fields = new ArrayList<>();
        for (int at = 0; at < message.length; ) {
            int end = end(message, at);
            int tag = (int) number(Arrays.copyOfRange(message, at, end));
            int length;
            at = end;
            switch (tag & 7) {
                case 0 -> length = end(message, at) - at;
                case 1 -> length = 8;
                case 2 -> {
                    end = end(message, at);
                    length = (int) number(Arrays.copyOfRange(message, at, end));
                    at = end;
                }
                case 5 -> length = 4;
                default -> length = -1;
            }
            if (tag >>> 3 == 0 || length < 0 || length > message.length - at) {
                return null;
            }
            fields.add(new Field(tag >>> 3, tag & 7, Arrays.copyOfRange(message, at, at + length)));
            at += length;
        }
        return fields;
    }

    private static int end(byte[] message, int from) {
        int at = from;
        while (at < message.length && message[at] < 0) {
            at++;
        }
        return Math.min(message.length, at + 1);
    }

    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
