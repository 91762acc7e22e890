package dev.markhor.cli.diff;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an array holds: arrays with equal ones are equal.
 *
 * @param uniform whether all its values are the same, so that an equal one says little
 */
record Fingerprint(DType dtype, Shape shape, String hash, boolean uniform) {
    static Fingerprint of(Tensor tensor) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
        boolean uniform;
        if (tensor.dtype() == DType.STRING) {
            for (String text : tensor.toStringArray()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            uniform = tensor.size() <= 1;
        } else {
            ByteBuffer values = tensor.buffer();
            digest.update(values.duplicate());
            uniform = isUniform(values, tensor.dtype().bytes());
        }
        return new Fingerprint(tensor.dtype(), tensor.shape(), HexFormat.of().formatHex(digest.digest()), uniform);
    }

    /** Every value is the one before it. */
    private static boolean isUniform(ByteBuffer values, int width) {
        int bytes = values.limit();
        return bytes <= width || values.slice(0, bytes - width).mismatch(values.slice(width, bytes - width)) < 0;
    }
}
