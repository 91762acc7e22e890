package dev.markhor.formats.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json parse(String text) {
        return Json.parse("config.json", text);
    }

    private static void refuses(Executable action, String message) {
        MalformedFileException e = assertThrows(MalformedFileException.class, action);
        assertEquals(message, e.getMessage());
    }

    @Test
    void readsEveryKindOfValue() {
        Json json = parse("{\"s\":\"é\\n\",\"i\":3,\"f\":3.5,\"t\":true,\"n\":null,\"a\":[1,2],\"o\":{\"k\":\"v\"}}");
        assertEquals("é\n", json.getString("s"));
        assertEquals(3, json.getInt("i"));
        assertEquals(3.5, json.getDouble("f"));
        assertTrue(json.getBoolean("t"));
        assertTrue(json.get("n").isNull());
        assertArrayEquals(new long[] {1, 2}, json.get("a").asLongs());
        assertEquals("v", json.get("o").getString("k"));
        assertEquals(
                List.of("s", "i", "f", "t", "n", "a", "o"),
                List.copyOf(json.asMap().keySet()));
    }

    @Test
    void integersAndFloatsStayApart() {
        assertTrue(parse("1").isInteger());
        assertFalse(parse("1.0").isInteger());
        assertTrue(parse("1e3").isNumber());
        assertEquals(1000, parse("1e3").asLong());
        assertTrue(parse("123456789012345678901234567890").isInteger());
        assertEquals(
                1.2345678901234568e29, parse("123456789012345678901234567890").asDouble());
        assertEquals(-9223372036854775808L, parse("-9223372036854775808").asLong());
    }

    @Test
    void readsPythonsNumbers() {
        assertTrue(Double.isNaN(parse("NaN").asDouble()));
        assertEquals(Double.POSITIVE_INFINITY, parse("Infinity").asDouble());
        assertEquals(List.of(Double.NEGATIVE_INFINITY), parse("[-Infinity]").value());
    }

    @Test
    void defaultsStandForAbsentAndNull() {
        Json json = parse("{\"a\":null}");
        assertEquals(7, json.getInt("a", 7));
        assertEquals(7, json.getLong("b", 7));
        assertEquals("x", json.getString("b", "x"));
        assertTrue(json.getBoolean("b", true));
        assertEquals(0.5, json.getDouble("b", 0.5));
        assertTrue(json.find("a").isEmpty());
        assertTrue(json.has("a"));
        assertFalse(json.has("b"));
        assertEquals(List.of(), json.getList("a"));
        assertFalse(parse("3").has("a"));
    }

    @Test
    void errorsNameThePlace() {
        Json json = parse("{\"config\":{\"layers\":[{\"units\":\"ten\"},{}]}}");
        Json layers = json.get("config").get("layers");
        refuses(
                () -> layers.get(0).getInt("units"),
                "config.json, $.config.layers[0].units: expected an integer, found \"ten\"");
        refuses(() -> layers.get(1).getInt("units"), "config.json, $.config.layers[1]: missing 'units'");
        refuses(() -> layers.get(2), "config.json, $.config.layers: expected an element 2, found 2 elements");
        refuses(layers::asMap, "config.json, $.config.layers: expected an object, found an array");
        refuses(json::asList, "config.json, $: expected an array, found an object");
        refuses(() -> parse("2.5").asLong(), "config.json, $: expected an integer, found 2.5");
        refuses(() -> parse("5000000000").asInt(), "config.json, $: expected an integer of 32 bits, found 5000000000");
        refuses(() -> parse("null").asString(), "config.json, $: expected a string, found null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "[1] 2",
                "01",
                "+1",
                "tru",
                "\"\u0001\"",
                "// x\n1",
                "[1",
                "\"a"
            })
    void refusesWhatIsNotJson(String text) {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> parse(text));
        assertTrue(e.getMessage().startsWith("config.json: "), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | key 'a' stands twice in one object",
                "[1] x | config.json: invalid JSON at offset",
            })
    void saysWhatIsWrong(String text, String reason) {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> parse(text));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void nestingIsBounded() {
        assertEquals(1, parse("[".repeat(512) + "]".repeat(512)).size());
        assertThrows(MalformedFileException.class, () -> parse("[".repeat(513) + "]".repeat(513)));
        assertThrows(MalformedFileException.class, () -> parse("{\"a\":".repeat(100_000)));
    }

    @Test
    void memoryIsBounded() {
        String many = "[" + "{},".repeat(2_000_000) + "0]";
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> parse(many));
        assertTrue(e.getMessage().contains("the document is too large"), e.getMessage());
    }

    /** Names, texts and lists count too: without any of them this document would be within the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"names", "text", "lists"})
    void everythingCounts(String what) {
        String objects = "{},".repeat(1_300_000);
        String long1 = "x".repeat(1 << 20);
        StringBuilder text = new StringBuilder("[");
        switch (what) {
            case "names" -> {
                text.append(objects);
                for (int i = 0; i < 36; i++) {
                    text.append("{\"").append(long1, 0, (1 << 20) - 2).append("\":0},");
                }
            }
            case "text" ->
                text.append(objects).append('"').append(long1.repeat(36)).append("\",");
            default -> text.append("[],".repeat(2_900_000));
        }
        String all = text.append("0]").toString();
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> parse(all));
        assertTrue(e.getMessage().contains("the document is too large"), e.getMessage());
    }

    @Test
    void kinds() {
        List<String> texts = List.of("{}", "[]", "\"\"", "true", "1.5", "1", "null");
        for (int i = 0; i < texts.size(); i++) {
            Json json = parse(texts.get(i));
            boolean[] is = {
                json.isObject(),
                json.isArray(),
                json.isString(),
                json.isBoolean(),
                json.isNumber(),
                json.isInteger(),
                json.isNull()
            };
            for (int kind = 0; kind < is.length; kind++) {
                boolean alsoNumber = kind == 4 && i == 5;
                assertEquals(kind == i || alsoNumber, is[kind], texts.get(i) + " " + kind);
            }
        }
    }

    @Test
    void members() {
        Json json = parse("{\"f\": false, \"t\": true, \"l\": [\"a\", \"b\"]}");
        assertFalse(json.getBoolean("f"));
        assertFalse(json.getBoolean("f", true));
        assertTrue(json.getBoolean("t", false));
        assertEquals(List.of("a", "b"), json.get("l").asStrings());
        assertEquals(2, json.getList("l").size());
        assertEquals(List.of("f", "t", "l"), List.copyOf(json.keys()));
        assertTrue(json.find("t").orElseThrow().asBoolean());
        assertEquals(3, json.size());
        assertEquals((1L << 53) - 1, parse("9007199254740991.0").asLong());
        refuses(
                () -> parse("9007199254740992.0").asLong(),
                "config.json, $: expected an integer, found 9.007199254740992E15");
    }

    @Test
    void wrapsPlainValues() {
        Json json = Json.of("made", Map.of("units", 3L));
        assertEquals(3, json.getInt("units"));
        assertEquals("made", json.document());
        assertEquals("$.units", json.get("units").path());
    }

    @Test
    void wholeNumbersHaveTheirRange() {
        Json json = parse("{\"i\": 2147483647, \"l\": 2147483648, \"m\": -2147483648, \"d\": 0.5, \"n\": null}");
        assertEquals(Integer.MAX_VALUE, json.getInt("i", 0));
        assertEquals(Integer.MIN_VALUE, json.getInt("m"));
        assertEquals(2147483648L, json.getLong("l"));
        assertEquals(2147483648L, json.getLong("l", 0));
        assertEquals(0.5, json.getDouble("d"));
        refuses(() -> json.getInt("l"), "config.json, $.l: expected an integer of 32 bits, found 2147483648");
        refuses(() -> json.get("n").asDouble(), "config.json, $.n: expected a number, found null");
    }

    @Test
    void elementsHaveNumbersFromZero() {
        Json json = parse("[1, 2]");
        assertEquals(2, json.get(1).asInt());
        for (int index : new int[] {-1, 2}) {
            refuses(() -> json.get(index), "config.json, $: expected an element " + index + ", found 2 elements");
        }
    }

    @Test
    void longTextsAreCutInMessages() {
        assertEquals("$ = {a=[1]}", parse("{\"a\": [1]}").toString());
        assertEquals("$ = [1, 2]", parse("[1, 2]").toString());
        assertEquals(
                "$ = \"" + "x".repeat(78) + "\"",
                parse("\"" + "x".repeat(78) + "\"").toString());
        assertEquals(
                "$ = \"" + "x".repeat(79) + "…",
                parse("\"" + "x".repeat(79) + "\"").toString());
    }

    @Test
    void charactersAreCounted() {
        String text = "[" + " ".repeat(64 << 20) + "]";
        refuses(() -> parse(text), "config.json: JSON of 67108866 characters, the limit is 67108864");
    }
}
