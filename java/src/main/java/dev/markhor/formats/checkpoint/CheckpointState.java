package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.WholeFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text file {@code checkpoint}, in which a writer notes what it wrote last. */
final class CheckpointState {
    private static final long LARGEST = 16 << 20;
    private static final Pattern LATEST = Pattern.compile("(?m)^[ \\t]*+model_checkpoint_path\\s*+:\\s*+([\"'])");

    private CheckpointState() {}

    /** What {@code save_weights} writes when it wrote this checkpoint beside the state file: what was named before is forgotten. */
    static String text(String checkpoint) {
        String path = '"' + escape(checkpoint) + '"';
        return "model_checkpoint_path: " + path + "\nall_model_checkpoint_paths: " + path + "\n";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\' || b == '\'') {
                escaped.append('\\').append((char) b);
            } else if (b < ' ' || b == 0x7f) {
                escaped.append(String.format("\\%03o", b & 0xff));
            } else {
                escaped.append((char) b);
            }
        }
        return escaped.toString();
    }

    /** The path it names, as it is written. */
    static Optional<String> latest(Path file) {
        try {
            String text = new String(WholeFile.read(file, LARGEST), StandardCharsets.UTF_8);
            Matcher matcher = LATEST.matcher(text);
            int end = -1;
            while (end < 0 && matcher.find()) {
                end = closing(text, matcher.end());
            }
            if (end < 0) {
                return Optional.empty();
            }
            String path = unescape(file, text.substring(matcher.end(), end));
            Path.of(path);
            return Optional.of(path);
        } catch (InvalidPathException e) {
            throw new MalformedFileException(file + ": names a path that cannot be", e);
        }
    }

    /** Where the quotation that begins before {@code from} ends, -1 if it does not on its line. */
    private static int closing(String text, int from) {
        char quote = text.charAt(from - 1);
        for (int i = from; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == quote) {
                return i;
            }
            if (text.charAt(i) == '\\' && ++i < text.length() && text.charAt(i) == '\n') {
                break;
            }
        }
        return -1;
    }

    /** C's escapes: letters, and bytes in octal or hexadecimal. */
    private static String unescape(Path file, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point) - 1;
                continue;
            }
            char escaped = text.charAt(++i);
            int letter = "abfnrtv".indexOf(escaped);
            if (letter >= 0) {
                bytes.write("\u0007\b\f\n\r\t\u000b".charAt(letter));
            } else if (Character.digit(escaped, 8) >= 0) {
                int end = digits(text, i, 3, 8);
                bytes.write(Integer.parseInt(text.substring(i, end), 8));
                i = end - 1;
            } else if (escaped == 'x') {
                int end = digits(text, i + 1, 2, 16);
                if (end == i + 1) {
                    throw new MalformedFileException(file + ": an escape \\x without digits");
                }
                bytes.write(Integer.parseInt(text.substring(i + 1, end), 16));
                i = end - 1;
            } else {
                bytes.write(escaped);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int digits(String text, int from, int most, int radix) {
        int end = from;
        while (end < text.length() && end < from + most && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        return end;
    }
}
