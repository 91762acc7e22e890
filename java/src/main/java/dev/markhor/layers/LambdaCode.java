package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The Python code of a {@code Lambda}: never read, but recognised by a digest, so that a replacement can be meant for it alone. */
public final class LambdaCode {
    private static final int BYTES = 8;

    private LambdaCode() {}

    /** The key of a layer's code: {@code lambda:} and 16 hexadecimal digits, the first of its text's SHA-256; empty if it has none. */
    @SuppressWarnings("exports") // for this library's readers of configurations
    public static Optional<String> key(Json layer) {
        return layer.find("config")
                .filter(Json::isObject)
                .flatMap(config -> config.find("function"))
                .flatMap(LambdaCode::ofFunction);
    }

    static Optional<String> ofFunction(Json function) {
        return text(function).map(code -> "lambda:" + digest(code));
    }

    /** Keras 1 and 2: a list of code, defaults and closure; Keras 3: an object. */
    private static Optional<String> text(Json function) {
        Optional<Json> code = Optional.empty();
        if (function.isArray() && function.size() > 0) {
            code = Optional.of(function.get(0));
        } else if (function.isObject()
                && function.has("config")
                && function.get("config").isObject()) {
            code = function.get("config")
                    .find("code")
                    .or(() -> function.get("config").find("value"));
        }
        return code.filter(Json::isString).map(Json::asString);
    }

    private static String digest(String code) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
