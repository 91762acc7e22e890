package dev.markhor.formats.hdf5;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of a group or dataset, in all the spellings that Keras' writers have used. */
public final class Hdf5Attributes {
    private final Source source;
    private final Location location;
    private final Map<String, AttributeMessage> attributes;

    Hdf5Attributes(Source source, Location location, Map<String, AttributeMessage> attributes) {
        this.source = source;
        this.location = location;
        this.attributes = attributes;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(attributes.keySet());
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    /**
     * A text, of fixed or variable length, decoded as UTF-8.
     *
     * @throws MalformedFileException if the attribute is there and no single string
     */
    public Optional<String> string(String name) {
        AttributeMessage attribute = attributes.get(name);
        if (attribute == null) {
            return Optional.empty();
        }
        if (!attribute.type().isString() || attribute.space().elements() != 1) {
            throw malformed(name, "expected a string, found " + describe(attribute));
        }
        return Optional.of(texts(attribute)[0]);
    }

    /**
     * A list of texts. Keras splits a long one into {@code name0}, {@code name1}, …, which are put together here; an attribute
     * without elements is an empty list whatever its type.
     *
     * @return empty if neither {@code name} nor {@code name0} is there
     * @throws MalformedFileException if the attribute is there and holds no strings
     */
    public Optional<List<String>> strings(String name) {
        if (has(name)) {
            return Optional.of(stringsOfOne(name));
        }
        if (!has(name + 0)) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (int part = 0; has(name + part); part++) {
            all.addAll(stringsOfOne(name + part));
        }
        return Optional.of(Collections.unmodifiableList(all));
    }

    private List<String> stringsOfOne(String name) {
        AttributeMessage attribute = attributes.get(name);
        if (attribute.space().elements() == 0) {
            return List.of();
        }
        if (!attribute.type().isString()) {
            throw malformed(name, "expected strings, found " + describe(attribute));
        }
        return List.of(texts(attribute));
    }

    /**
     * The value as a tensor: numbers, booleans or strings.
     *
     * @throws dev.markhor.error.UnsupportedModelException if a tensor cannot hold its type
     */
    public Optional<Tensor> value(String name) {
        AttributeMessage attribute = attributes.get(name);
        if (attribute == null) {
            return Optional.empty();
        }
        Shape shape = attribute.space().elements() == 0 && attribute.space().rank() == 0
                ? Shape.of(0) // a null dataspace
                : Shape.of(attribute.space().dims());
        if (attribute.type().isString()) {
            return Optional.of(Tensor.of(texts(attribute), shape.dims()));
        }
        ElementFormat format = ElementFormat.of(attribute.type(), false);
        String place = place(name);
        DType dtype = format.dtype(place);
        ByteBuffer values = Buffers.allocate(Math.multiplyExact(shape.size(), (long) dtype.bytes()));
        format.convert(ByteBuffer.wrap(attribute.data()), values, place);
        return Optional.of(Tensor.adopt(dtype, shape, values.clear()));
    }

    private String[] texts(AttributeMessage attribute) {
        source.requireOpen();
        source.file().requireUnchangedAfterRead();
        return Strings.decode(source, attribute.type(), attribute.data());
    }

    private static String describe(AttributeMessage attribute) {
        return attribute.space().elements() + " elements of " + attribute.type().kind();
    }

    private String place(String name) {
        return source.file().path() + ", attribute " + name + " of " + location;
    }

    private MalformedFileException malformed(String name, String reason) {
        return new MalformedFileException(place(name) + ": " + reason);
    }
}
