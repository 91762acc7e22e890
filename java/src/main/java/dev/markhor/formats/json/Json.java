package dev.markhor.formats.json;

import dev.markhor.error.MalformedFileException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value in a JSON document, and where it stands there. Accessors throw {@link MalformedFileException} with the document,
 * the place, what was expected and what was found: {@code config.json, $.config.layers[3].units: expected an integer, found
 * "ten"}.
 *
 * <p>Integers and floating numbers stay apart: {@code 1} is an integer and a number, {@code 1.0} is a number only.
 */
public final class Json {
    private final Document document;
    private final Json parent;
    /** Key (String) or index (Integer) in the parent. */
    private final Object step;

    private final Object value;

    private record Document(String name) {}

    private Json(Document document, Json parent, Object step, Object value) {
        this.document = document;
        this.parent = parent;
        this.step = step;
        this.value = value;
    }

    /**
     * Parses a document.
     *
     * @param document what to call it in errors: {@code model_config of model.h5}
     * @throws MalformedFileException if the text is no JSON, repeats a key or exceeds the limits of size or nesting
     */
    public static Json parse(String document, String text) {
        return new Json(new Document(document), null, null, JsonReader.read(document, text));
    }

    /** Wraps plain values (Map, List, String, Long, BigInteger, Double, Boolean, null), for configs that are made, not read. */
    public static Json of(String document, Object value) {
        return new Json(new Document(document), null, null, value);
    }

    /** The plain value: Map, List, String, Long, BigInteger, Double, Boolean or null. */
    public Object value() {
        return value;
    }

    /** Name of the document. */
    public String document() {
        return document.name();
    }

    /** Place in the document: {@code $.config.layers[3]}. */
    public String path() {
        if (parent == null) {
            return "$";
        }
        return step instanceof Integer ? parent.path() + "[" + step + "]" : parent.path() + "." + step;
    }

    public boolean isNull() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    public boolean isString() {
        return value instanceof String;
    }

    public boolean isBoolean() {
        return value instanceof Boolean;
    }

    public boolean isNumber() {
        return value instanceof Number;
    }

    public boolean isInteger() {
        return value instanceof Long || value instanceof BigInteger;
    }

    // ---- this value as a Java value

    public String asString() {
        if (value instanceof String text) {
            return text;
        }
        throw expected("a string");
    }

    public boolean asBoolean() {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw expected("true or false");
    }

    /** An integer, or a floating number without a fraction, as Python would take it for a size. */
    public long asLong() {
        if (value instanceof Long integer) {
            return integer;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p53) {
            return number.longValue();
        }
        throw expected("an integer");
    }

    /** As {@link #asLong}, within the range of {@code int}. */
    public int asInt() {
        long integer = asLong();
        if (integer != (int) integer) {
            throw expected("an integer of 32 bits");
        }
        return (int) integer;
    }

    /** Any number; integers are converted. */
    public double asDouble() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw expected("a number");
    }

    /** The elements of an array. */
    public List<Json> asList() {
        List<?> elements = array();
        List<Json> children = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            children.add(new Json(document, this, i, elements.get(i)));
        }
        return children;
    }

    /** The members of an object in the document's order. */
    public Map<String, Json> asMap() {
        Map<String, Json> children = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : object().entrySet()) {
            String key = (String) member.getKey();
            children.put(key, new Json(document, this, key, member.getValue()));
        }
        return children;
    }

    /** An array of integers. */
    public long[] asLongs() {
        List<Json> elements = asList();
        long[] integers = new long[elements.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = elements.get(i).asLong();
        }
        return integers;
    }

    /** An array of strings. */
    public List<String> asStrings() {
        List<String> texts = new ArrayList<>();
        for (Json element : asList()) {
            texts.add(element.asString());
        }
        return texts;
    }

    // ---- members of this object

    /** Whether this is an object with that key, be its value null. */
    public boolean has(String key) {
        return value instanceof Map<?, ?> members && members.containsKey(key);
    }

    /** The member, which must be there; it may be null. */
    public Json get(String key) {
        Map<?, ?> members = object();
        if (!members.containsKey(key)) {
            throw malformed("missing '" + key + "'");
        }
        return new Json(document, this, key, members.get(key));
    }

    /** The member, if it is there and not null. */
    public Optional<Json> find(String key) {
        return Optional.ofNullable(orNull(key));
    }

    public String getString(String key) {
        return get(key).asString();
    }

    /** The member, or the default if it is absent or null. */
    public String getString(String key, String absent) {
        Json member = orNull(key);
        return member == null ? absent : member.asString();
    }

    public boolean getBoolean(String key) {
        return get(key).asBoolean();
    }

    /** The member, or the default if it is absent or null. */
    public boolean getBoolean(String key, boolean absent) {
        Json member = orNull(key);
        return member == null ? absent : member.asBoolean();
    }

    public long getLong(String key) {
        return get(key).asLong();
    }

    /** The member, or the default if it is absent or null. */
    public long getLong(String key, long absent) {
        Json member = orNull(key);
        return member == null ? absent : member.asLong();
    }

    public int getInt(String key) {
        return get(key).asInt();
    }

    /** The member, or the default if it is absent or null. */
    public int getInt(String key, int absent) {
        Json member = orNull(key);
        return member == null ? absent : member.asInt();
    }

    public double getDouble(String key) {
        return get(key).asDouble();
    }

    /** The member, or the default if it is absent or null. */
    public double getDouble(String key, double absent) {
        Json member = orNull(key);
        return member == null ? absent : member.asDouble();
    }

    /** The elements of the member, or none if it is absent or null. */
    public List<Json> getList(String key) {
        Json member = orNull(key);
        return member == null ? List.of() : member.asList();
    }

    /** The keys of an object in the document's order. */
    public Set<String> keys() {
        @SuppressWarnings("unchecked") // the reader makes no other
        Set<String> keys = (Set<String>) object().keySet();
        return keys;
    }

    // ---- elements of this array

    /** Number of elements of an array, of members of an object. */
    public int size() {
        return value instanceof Map<?, ?> members ? members.size() : array().size();
    }

    /** Element of an array, which must be there. */
    public Json get(int index) {
        List<?> elements = array();
        if (index < 0 || index >= elements.size()) {
            throw malformed("expected an element " + index + ", found " + elements.size() + " elements");
        }
        return new Json(document, this, index, elements.get(index));
    }

    // ---- errors

    /** An error about this value, for a caller that checks further: names document and place. */
    public MalformedFileException malformed(String reason) {
        return new MalformedFileException(document.name() + ", " + path() + ": " + reason);
    }

    /** "expected …, found …" about this value. */
    public MalformedFileException expected(String what) {
        return malformed("expected " + what + ", found " + brief());
    }

    private Json orNull(String key) {
        Object member = object().get(key);
        return member == null ? null : new Json(document, this, key, member);
    }

    private Map<?, ?> object() {
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw expected("an object");
    }

    private List<?> array() {
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw expected("an array");
    }

    private String brief() {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** The value in JSON-like text, shortened where long. */
    @Override
    public String toString() {
        return path() + " = " + (value instanceof Map || value instanceof List ? String.valueOf(value) : brief());
    }
}
