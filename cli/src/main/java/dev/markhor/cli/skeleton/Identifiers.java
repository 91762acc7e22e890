package dev.markhor.cli.skeleton;

import java.util.HashSet;
import java.util.Set;

/** Names for classes and fields: those of attributes, as far as a program can have them. */
final class Identifiers {
    private final Language language;
    private final Set<String> types;

    Identifiers(Language language, String rootName) {
        this.language = language;
        this.types = new HashSet<>(Imports.names());
        this.types.add(rootName);
    }

    /** {@code EncoderBlock} for {@code encoder_block}; another one where that is taken. */
    String type(String attribute) {
        String camel = camel(attribute);
        String name = Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
        return unique(types, types.contains(name) ? name + "Block" : name);
    }

    Fields fields() {
        return new Fields();
    }

    /** The names of one class' fields. */
    final class Fields {
        private final Set<String> names = new HashSet<>();

        /** {@code encoderBi} for {@code encoder_bi}. */
        String of(String attribute) {
            String name = camel(attribute);
            return unique(names, language.isReserved(name) ? name + "_" : name);
        }
    }

    private static String unique(Set<String> taken, String name) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    private static String camel(String attribute) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : attribute.toCharArray()) {
            if (c < 128 && Character.isLetterOrDigit(c)) {
                if (name.isEmpty() && Character.isDigit(c)) {
                    name.append('n');
                }
                name.append(upper && !name.isEmpty() ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = true;
            }
        }
        return name.isEmpty() ? "attribute" : name.toString();
    }
}
