package dev.markhor.examples.textgenrnn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Characters and their numbers, 0 being none. */
final class Vocabulary {
    /** Stands before a text and behind it. */
    static final String START = "<s>";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> characters = new HashMap<>();

    /** Reads an object from characters to numbers. */
    static Vocabulary read(Path json) {
        Vocabulary vocabulary = new Vocabulary();
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    vocabulary.numbers.put(parser.currentName(), parser.getIntValue());
                    vocabulary.characters.put(parser.getIntValue(), parser.currentName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + json, e);
        }
        return vocabulary;
    }

    /** 0 for a character that is not in it. */
    int number(String character) {
        return numbers.getOrDefault(character, 0);
    }

    String character(int number) {
        return characters.getOrDefault(number, "");
    }
}
