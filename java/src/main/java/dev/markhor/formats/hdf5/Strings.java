package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.message.Datatype;
import java.nio.charset.StandardCharsets;

/** Texts from stored strings. The character set in the file is not trustworthy: everything is UTF-8. */
final class Strings {
    private Strings() {}

    static String[] decode(Source source, Datatype type, byte[] data) {
        if (type.kind() == Datatype.Kind.VARIABLE_STRING) {
            return source.heaps().strings(data);
        }
        String[] texts = new String[data.length / type.bytes()];
        for (int i = 0; i < texts.length; i++) {
            int start = i * type.bytes();
            int end = start + type.bytes();
            while (end > start && data[end - 1] == 0) {
                end--;
            }
            texts[i] = new String(data, start, end - start, StandardCharsets.UTF_8);
        }
        return texts;
    }
}
