package dev.markhor.layers;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One layer of a model's configuration. Reading takes what Keras takes: a number where all of a list are equal, 0 and 1 for false and
 * true, {@code null} for an absent value. Whatever else is found is a {@link MalformedFileException} that names layer, key and value.
 */
public final class LayerConfig {
    private final Json object;
    private final Json config;
    private final Dialect dialect;
    private final LayerReader reader;

    /** @param object the map with {@code class_name} and {@code config} */
    @SuppressWarnings("exports") // for this library's readers of configurations
    public LayerConfig(Json object, Dialect dialect, LayerReader reader) {
        this.object = object;
        this.config = Keras1Names.modern(className(), object.get("config"), reader.isChannelsFirst());
        this.dialect = dialect;
        this.reader = reader;
        if (!config.isObject()) {
            throw config.expected("the configuration of a " + className());
        }
    }

    public String className() {
        return object.getString("class_name");
    }

    /** Python module of the class, where the file says it. */
    public Optional<String> module() {
        return object.find("module").map(Json::asString);
    }

    /** {@code package>Name} of a custom class, where the file says it. */
    public Optional<String> registeredName() {
        return object.find("registered_name").map(Json::asString);
    }

    public Optional<String> name() {
        return Optional.ofNullable((config.find("name").isPresent() ? config : object).getString("name", null));
    }

    public boolean trainable() {
        return bool("trainable", true);
    }

    /** Whose rules the file follows. */
    public Dialect dialect() {
        return dialect;
    }

    /** Who wrote the file, as far as that is known. */
    public Writer writer() {
        return reader.writer();
    }

    /** Type of variables and computation, see {@link DTypePolicies}. */
    public DType dtype() {
        return DTypePolicies.read(this);
    }

    /** The map as it is in the file, for layers with a form of their own. */
    @SuppressWarnings("exports") // for this library's readers of configurations
    public Json json() {
        return config;
    }

    // ---- values

    /** Whether the key is there with a value other than null. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    @SuppressWarnings("exports") // for this library's readers of configurations
    public Optional<Json> find(String key) {
        return Optional.ofNullable(orNull(key));
    }

    @SuppressWarnings("exports") // for this library's readers of configurations
    public Json get(String key) {
        Json value = orNull(key);
        if (value == null) {
            throw new MalformedFileException(describe() + ": missing '" + key + "'");
        }
        return value;
    }

    public int integer(String key) {
        return integer(key, get(key));
    }

    public int integer(String key, int absent) {
        Json value = orNull(key);
        return value == null ? absent : integer(key, value);
    }

    public OptionalInt optionalInteger(String key) {
        Json value = orNull(key);
        return value == null ? OptionalInt.empty() : OptionalInt.of(integer(key, value));
    }

    public double number(String key) {
        return number(key, get(key));
    }

    public double number(String key, double absent) {
        Json value = orNull(key);
        return value == null ? absent : number(key, value);
    }

    public boolean bool(String key, boolean absent) {
        Json value = orNull(key);
        if (value == null) {
            return absent;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNumber() && (value.asDouble() == 0 || value.asDouble() == 1)) {
            return value.asDouble() == 1;
        }
        throw expected(key, "true or false");
    }

    public String string(String key) {
        return string(key, get(key));
    }

    public String string(String key, String absent) {
        Json value = orNull(key);
        return value == null ? absent : string(key, value);
    }

    /** {@code count} integers: a list of them, or one number for all. */
    public int[] ints(String key, int count) {
        return ints(key, count, get(key));
    }

    public int[] ints(String key, int count, int absent) {
        Json value = orNull(key);
        return value == null ? repeat(absent, count) : ints(key, count, value);
    }

    /** A list of integers of any length; a single number is a list of one. */
    public int[] intList(String key) {
        Json value = get(key);
        if (!value.isArray()) {
            return new int[] {integer(key, value)};
        }
        return integers(key, value.asList());
    }

    public int[] intList(String key, int... absent) {
        return has(key) ? intList(key) : absent;
    }

    /** A scalar or a nested list of numbers, also in Keras' form of an array object, as float64. */
    public Optional<Tensor> tensor(String key) {
        return find(key).map(value -> NestedNumbers.read(this, key, value));
    }

    /** Any value as it is: Map, List, String, Long, BigInteger, Double or Boolean. */
    public Optional<Object> value(String key) {
        return find(key).map(Json::value);
    }

    /** {@code data_format}; false if absent. */
    public boolean channelsFirst() {
        String format = string("data_format", "channels_last");
        return switch (format) {
            case "channels_first" -> true;
            case "channels_last", "default" -> false;
            default -> throw expected("data_format", "channels_first or channels_last");
        };
    }

    // ---- objects

    /** An activation: a name, a function or a layer; linear if absent. */
    public ActivationFunction activation(String key) {
        Json value = orNull(key);
        return value == null ? ActivationFunction.LINEAR : ActivationConfig.read(this, key, value);
    }

    public Initializer initializer(String key, Initializer absent) {
        Json value = orNull(key);
        return value == null ? absent : InitializerConfig.read(describe() + ": " + key, value);
    }

    /** The layer under {@code key}, such as the one a wrapper wraps. */
    public Layer layer(String key) {
        return reader.read(get(key));
    }

    /** The list of layers under {@code key}. */
    public List<Layer> layers(String key) {
        Json value = get(key);
        if (!value.isArray()) {
            throw expected(key, "a list of layers");
        }
        List<Layer> layers = new ArrayList<>();
        value.asList().forEach(item -> layers.add(reader.read(item)));
        return layers;
    }

    LayerReader reader() {
        return reader;
    }

    /** Document, class and name, and what the layer's {@code get_config} gave. */
    @Override
    public String toString() {
        return describe() + " " + config.asMap().keySet();
    }

    // ---- errors

    /** "Dense 'hidden'" with the document it is in. */
    public String describe() {
        return object.document() + ", " + className()
                + name().map(name -> " '" + name + "'").orElse("");
    }

    /** "Dense 'hidden': 'units' must be …, found …". */
    public MalformedFileException expected(String key, String what) {
        String found = String.valueOf(config.find(key).map(Json::value).orElse(null));
        String brief = found.length() <= 80 ? found : found.substring(0, 80) + "…";
        return new MalformedFileException(describe() + ": '" + key + "' must be " + what + ", found " + brief);
    }

    /** An error about something valid that is not built. */
    public UnsupportedModelException unsupported(String reason) {
        return new UnsupportedModelException(describe() + ": " + reason);
    }

    /** An error about a class or function that is not known here. @param reason names it, and what to register */
    UnsupportedModelException unregistered(String reason) {
        return UnsupportedModelException.unregistered(describe() + ": " + reason);
    }

    // ---- conversion

    private int integer(String key, Json value) {
        if (value.isNumber()) {
            double number = value.asDouble();
            if (number == (int) number) {
                return (int) number;
            }
        }
        throw expected(key, "an integer");
    }

    private double number(String key, Json value) {
        if (value.isNumber()) {
            return value.asDouble();
        }
        throw expected(key, "a number");
    }

    private String string(String key, Json value) {
        if (value.isString()) {
            return value.asString();
        }
        throw expected(key, "a text");
    }

    private int[] ints(String key, int count, Json value) {
        if (!value.isArray()) {
            return repeat(integer(key, value), count);
        }
        if (value.size() != count) {
            throw expected(key, count == 1 ? "one integer" : count + " integers");
        }
        return integers(key, value.asList());
    }

    private int[] integers(String key, List<Json> items) {
        int[] all = new int[items.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = integer(key, items.get(i));
        }
        return all;
    }

    private static int[] repeat(int value, int count) {
        int[] all = new int[count];
        java.util.Arrays.fill(all, value);
        return all;
    }

    private Json orNull(String key) {
        Optional<Json> found = config.find(key);
        return found.isPresent() ? withoutTuple(found.get()) : null;
    }

    /** Old encoders wrote a tuple as an object around its items. */
    private static Json withoutTuple(Json value) {
        boolean tuple = value.has("class_name")
                && value.has("items")
                && "__tuple__".equals(value.get("class_name").value());
        return tuple ? value.get("items") : value;
    }
}
