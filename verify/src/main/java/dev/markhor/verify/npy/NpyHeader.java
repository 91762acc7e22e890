package dev.markhor.verify.npy;

import dev.markhor.error.MalformedFileException;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the elements of a {@code .npy} file: a magic number, a version and a Python dictionary in text form.
 *
 * @param bytes length of the header itself
 */
record NpyHeader(NpyType type, boolean fortranOrder, Shape shape, long bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_DIMENSIONS = 64;
    private static final Pattern MEMBER = Pattern.compile(
            "\\G\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9,\\s]*\\)|\\[[^]]*])\\s*(,|(?=}))");

    static NpyHeader read(String file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw new MalformedFileException(file + ": not a NumPy array: it does not start with \\x93NUMPY");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new MalformedFileException(file + ": version " + version + " of the .npy format is not known");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] lengthField = in.readNBytes(lengthBytes);
        long length = 0;
        for (int i = lengthField.length - 1; i >= 0; i--) {
            length = length << 8 | lengthField[i] & 0xff;
        }
        if (lengthField.length < lengthBytes || length > LONGEST) {
            throw new MalformedFileException(file + ": the header is cut off or too long");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new MalformedFileException(file + ": the header is cut off");
        }
        return parse(file, new String(text, StandardCharsets.UTF_8).strip(), start.length + lengthBytes + length);
    }

    private static NpyHeader parse(String file, String text, long bytes) {
        Map<String, String> members = new HashMap<>();
        Matcher matcher = MEMBER.matcher(text).region(Math.min(1, text.length()), text.length());
        int end = 1;
        while (matcher.find()) {
            members.put(matcher.group(1), matcher.group(2));
            end = matcher.end();
        }
        boolean closed = text.startsWith("{")
                && end <= text.length()
                && text.substring(end).strip().equals("}");
        if (!closed || members.size() != 3) {
            throw new MalformedFileException(
                    file + ": a NumPy header with descr, fortran_order and shape was expected, found "
                            + text.substring(0, Math.min(text.length(), 120)));
        }
        String descr = members.get("descr");
        return new NpyHeader(
                NpyType.parse(file, descr.startsWith("'") ? descr.substring(1, descr.length() - 1) : descr),
                members.get("fortran_order").equals("True"),
                parseShape(file, members.get("shape")),
                bytes);
    }

    private static Shape parseShape(String file, String text) {
        String[] parts = text.replaceAll("[()\\s]", "").split(",");
        if (parts.length > MOST_DIMENSIONS) {
            throw new MalformedFileException(file + ": an array of " + parts.length + " dimensions");
        }
        try {
            return Shape.of(Arrays.stream(parts)
                    .filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray());
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file + ": the shape " + text + " is none", e);
        }
    }

    /** Bytes of all elements. */
    long dataBytes(String file) {
        try {
            return Math.multiplyExact(shape.size(), (long) type.bytes());
        } catch (ArithmeticException e) {
            throw new MalformedFileException(file + ": an array of shape " + shape + " cannot be", e);
        }
    }

    /** Magic number, version and dictionary, padded so that the elements start at a multiple of 64. */
    static byte[] write(String descr, Shape shape) {
        String dims = Arrays.stream(shape.dims()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + dims
                + (shape.rank() == 1 ? "," : "") + "), }");
        int prefix = MAGIC.length + 4;
        while ((prefix + text.length() + 1) % 64 != 0) {
            text.append(' ');
        }
        text.append('\n');
        byte[] header = Arrays.copyOf(MAGIC, prefix + text.length());
        header[MAGIC.length] = 1;
        header[MAGIC.length + 2] = (byte) text.length();
        header[MAGIC.length + 3] = (byte) (text.length() >> 8);
        System.arraycopy(text.toString().getBytes(StandardCharsets.US_ASCII), 0, header, prefix, text.length());
        return header;
    }
}
