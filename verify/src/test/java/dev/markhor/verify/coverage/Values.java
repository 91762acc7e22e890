package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Values of options as short texts, equal where the values mean the same: {@code 2} for {@code [2, 2]} and for {@code 2.0}. */
final class Values {
    private static final int LONGEST = 40;

    private Values() {}

    static String text(Json value) {
        if (value.isNull()) {
            return "None";
        }
        if (value.isString()) {
            return value.asString();
        }
        if (value.isNumber()) {
            double number = value.asDouble();
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.valueOf((long) number)
                    : String.valueOf(number);
        }
        if (value.isArray()) {
            List<String> items = value.asList().stream().map(Values::text).toList();
            return items.stream().distinct().count() == 1
                    ? items.get(0)
                    : items.stream().collect(Collectors.joining(",", "[", "]"));
        }
        if (value.isObject()) {
            return object(value);
        }
        return String.valueOf(value.value());
    }

    /** Keras 3 writes tuples, arrays and functions as objects. */
    private static String object(Json value) {
        if (!value.has("class_name")) {
            return "{…}";
        }
        Json config = value.asMap().get("config");
        return switch (value.getString("class_name")) {
            case "__tuple__" -> text(value.get("items"));
            case "__numpy__", "__tensor__" -> text(config.get("value"));
            case "function" -> text(config);
            default -> value.getString("class_name");
        };
    }

    static String brief(Json value) {
        String text = text(value).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
