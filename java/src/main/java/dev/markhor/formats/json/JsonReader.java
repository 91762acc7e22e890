package dev.markhor.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Limits;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document into plain values. NaN and Infinity are numbers, as Python writes them; a key may stand once in an object. */
final class JsonReader {
    private static final int MAP_WEIGHT = 16;
    private static final int ENTRY_WEIGHT = 10;
    private static final int LIST_WEIGHT = 8;
    private static final int VALUE_WEIGHT = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Buffers that wait in a thread's memory would hold a class loader that is forgotten.
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.JSON_CHARS)
                    .maxNameLength(1 << 20)
                    .maxNumberLength(4096)
                    .build())
            .build();

    private final String document;
    private final JsonParser parser;
    private long weight;

    private JsonReader(String document, JsonParser parser) {
        this.document = document;
        this.parser = parser;
    }

    static Object read(String document, String text) {
        if (text.length() > Limits.JSON_CHARS) {
            throw new MalformedFileException(
                    document + ": JSON of " + text.length() + " characters, the limit is " + Limits.JSON_CHARS);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(document, parser).readDocument();
        } catch (StreamConstraintsException e) {
            throw new MalformedFileException(document + ": JSON beyond the limits: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(
                    document + ": invalid JSON at " + place(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedFileException(document + ": invalid JSON: " + e.getMessage(), e);
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "an unknown place" : "offset " + location.getCharOffset();
    }

    private Object readDocument() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MalformedFileException(document + ": empty, expected JSON");
        }
        Object value = readValue(first);
        if (parser.nextToken() != null) {
            throw malformed("more text after the end of the document");
        }
        return value;
    }

    private Object readValue(JsonToken token) throws IOException {
        add(VALUE_WEIGHT);
        return switch (token) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> readString();
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw malformed("unexpected " + token);
        };
    }

    private Map<String, Object> readObject() throws IOException {
        add(MAP_WEIGHT);
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            add(ENTRY_WEIGHT + key.length() / 4);
            if (members.containsKey(key)) {
                throw malformed("key '" + key + "' stands twice in one object");
            }
            members.put(key, readValue(parser.nextToken()));
        }
        return members;
    }

    private List<Object> readArray() throws IOException {
        add(LIST_WEIGHT);
        List<Object> elements = new ArrayList<>(4);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(readValue(token));
        }
        return elements;
    }

    private String readString() throws IOException {
        String text = parser.getText();
        add(text.length() / 4);
        return text;
    }

    private Number readInteger() throws IOException {
        BigInteger big;
        switch (parser.getNumberType()) {
            case INT, LONG -> {
                return parser.getLongValue();
            }
            default -> big = parser.getBigIntegerValue();
        }
        return big;
    }

    private void add(int units) {
        weight += units;
        if (weight > Limits.JSON_WEIGHT) {
            throw malformed("the document is too large");
        }
    }

    private MalformedFileException malformed(String reason) {
        return new MalformedFileException(
                document + ": invalid JSON at " + place(parser.currentLocation()) + ": " + reason);
    }
}
