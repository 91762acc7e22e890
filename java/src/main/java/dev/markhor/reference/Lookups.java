package dev.markhor.reference;

import dev.markhor.ops.CrossHash;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.TokenAt;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tokens to indices and back. */
final class Lookups {
    /** TensorFlow's key where none is given. */
    private static final long CROSS_KEY = 0xDECAFCAFFEL;

    private Lookups() {}

    static Tensor indexOf(IndexOf op, List<Tensor> inputs) {
        Tensor tokens = inputs.get(0);
        long firstKnown = op.unknown().first() + op.unknown().buckets();
        long[] indices = new long[Math.toIntExact(tokens.size())];
        for (int i = 0; i < indices.length; i++) {
            Object token = tokens.dtype() == DType.STRING ? tokens.getString(i) : (Object) tokens.getLong(i);
            if (op.mask().isPresent() && op.mask().get().token().equals(token)) {
                indices[i] = op.mask().get().index();
            } else {
                int position = op.vocabulary().find(token);
                indices[i] = position >= 0 ? firstKnown + position : unknown(op.unknown(), token);
            }
        }
        return Tensor.of(indices, tokens.shape().dims());
    }

    private static long unknown(IndexOf.Unknown rule, Object token) {
        return switch (rule.buckets()) {
            case 0 ->
                throw new IllegalArgumentException(
                        "'" + token + "' is not in the vocabulary, and num_oov_indices=0 leaves no index for it");
            case 1 -> rule.first();
            default -> rule.first() + bucket(rule, token);
        };
    }

    private static long bucket(IndexOf.Unknown rule, Object token) {
        if (rule.bucketing() instanceof IndexOf.FloorMod) {
            return Math.floorMod((Long) token, (long) rule.buckets());
        }
        byte[] text = token.toString().getBytes(StandardCharsets.UTF_8);
        long hash = rule.bucketing() instanceof IndexOf.SipHash key
                ? SipHash.hash(key.key0(), key.key1(), text)
                : FarmHash.fingerprint(text);
        return Long.remainderUnsigned(hash, rule.buckets());
    }

    static Tensor tokenAt(TokenAt op, List<Tensor> inputs) {
        Tensor indices = inputs.get(0);
        List<Object> known = op.vocabulary().tokens();
        List<Object> tokens = new ArrayList<>();
        for (long i = 0; i < indices.size(); i++) {
            long index = indices.getLong(i);
            long position = index - op.first();
            if (index == 0 && op.mask().isPresent()) {
                tokens.add(op.mask().get());
            } else {
                tokens.add(position >= 0 && position < known.size() ? known.get((int) position) : op.unknown());
            }
        }
        long[] dims = indices.shape().dims();
        return op.vocabulary().dtype() == DType.STRING
                ? Tensor.of(tokens.toArray(new String[0]), dims)
                : Tensor.of(tokens.stream().mapToLong(Long.class::cast).toArray(), dims);
    }

    static Tensor crossHash(CrossHash op, List<Tensor> inputs) {
        long[] crossed = new long[Math.toIntExact(inputs.get(0).size())];
        for (int i = 0; i < crossed.length; i++) {
            long hash = CROSS_KEY;
            for (Tensor input : inputs) {
                hash = FarmHash.concatenated(hash, fingerprint(input, i));
            }
            crossed[i] = Long.remainderUnsigned(hash, op.buckets());
        }
        return Tensor.of(crossed, inputs.get(0).shape().dims());
    }

    private static long fingerprint(Tensor tensor, int index) {
        return tensor.dtype() == DType.STRING
                ? FarmHash.fingerprint(tensor.getString(index).getBytes(StandardCharsets.UTF_8))
                : tensor.getLong(index);
    }
}
