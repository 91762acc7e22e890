package dev.markhor.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void everyKindOfValue() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("list", new ArrayList<>(List.of("é\"\n", true, false)));
        members.put("big", new BigInteger("123456789012345678901234567890"));
        members.put("long", 1L << 40);
        members.put("int", -7);
        members.put("float", 0.1f);
        members.put("double", 0.1);
        members.put("none", null);
        members.put("map", Map.of());
        assertEquals(
                "{\"list\":[\"\\u00E9\\\"\\n\",true,false],\"big\":123456789012345678901234567890,\"long\":1099511627776,"
                        + "\"int\":-7,\"float\":0.1,\"double\":0.1,\"none\":null,\"map\":{}}",
                JsonText.of(members));
        assertEquals("[NaN,-Infinity]", JsonText.of(List.of(Double.NaN, Float.NEGATIVE_INFINITY)));
    }
}
