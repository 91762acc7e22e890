package dev.markhor.ops;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The two numbers of four bits in each byte, those of the low bits first: {@code [..., (size + 1) / 2, ...] -> [..., size, ...]}, as
 * {@code keras.quantizers.unpack_int4} has it.
 *
 * @param axis along which numbers were paired
 * @param size how many there are along it; of an odd number the last high bits mean nothing
 * @param signed numbers from -8 to 7, as int8; else from 0 to 15, as uint8
 */
public record UnpackInt4(int axis, long size, boolean signed) implements WeightDecoding {
    public UnpackInt4 {
        Checks.require(size >= 1 && size < Integer.MAX_VALUE, "cannot unpack " + size + " numbers");
    }

    @Override
    public String name() {
        return "unpack_int4";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        DType dtype = inputs.get(0).dtype();
        Shape packed = inputs.get(0).shape();
        Checks.require(dtype == DType.INT8 || dtype == DType.UINT8, "needs bytes, not " + dtype.kerasName());
        Checks.axis(axis, packed);
        Checks.require(
                Checks.fits(packed.dim(axis), (size + 1) / 2),
                size + " numbers along axis " + axis + " are not packed in " + packed);
        Shape shape = packed.slice(0, axis).append(size).concat(packed.slice(axis + 1, packed.rank()));
        return List.of(new Spec(signed ? DType.INT8 : DType.UINT8, shape));
    }
}
