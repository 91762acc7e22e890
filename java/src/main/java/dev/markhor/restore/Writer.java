package dev.markhor.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote a file, as far as that is known: the same arrays and configurations mean something else to different versions of Keras. Files
 * of weights alone do not always say it.
 *
 * @param kerasVersion such as {@code 2.2.4-tf}
 * @param backend what Keras computed with: {@code tensorflow}, {@code theano}, …
 */
public record Writer(Optional<String> kerasVersion, Optional<String> backend) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?.*");

    /** Nothing is known. */
    public static final Writer UNKNOWN = new Writer(Optional.empty(), Optional.empty());

    /** A version of Keras, by whatever backend. */
    public static Writer ofKeras(String version) {
        return new Writer(Optional.of(version), Optional.empty());
    }

    public Writer withBackend(String name) {
        return new Writer(kerasVersion, Optional.of(name));
    }

    /** What is not known here is taken from another. */
    public Writer or(Writer other) {
        return new Writer(kerasVersion.or(other::kerasVersion), backend.or(other::backend));
    }

    /** Whether it is a version of Keras 1. */
    public boolean isKeras1() {
        String version = kerasVersion.orElse("");
        return version.startsWith("1") && (version.length() == 1 || !Character.isDigit(version.charAt(1)));
    }

    public boolean isTheano() {
        return backend.filter("theano"::equalsIgnoreCase).isPresent();
    }

    /** Whether the version is an earlier one; false if that cannot be told. */
    public boolean isBefore(int... version) {
        List<Integer> own = numbers();
        for (int i = 0; i < Math.min(own.size(), version.length); i++) {
            if (own.get(i) != version[i]) {
                return own.get(i) < version[i];
            }
        }
        return false;
    }

    /** The version's numbers, as many as it has; none if it is no version. */
    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = NUMBERS.matcher(kerasVersion.orElse(""));
        if (matcher.matches()) {
            for (int i = 1; i <= matcher.groupCount() && matcher.group(i) != null; i++) {
                numbers.add(Integer.parseInt(matcher.group(i)));
            }
        }
        return numbers;
    }
}
