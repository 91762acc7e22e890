package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;

/**
 * A mask {@code [rows, columns]} that is true on the main diagonal, on {@code below} diagonals under it and on {@code above} over it; all
 * of them if negative. Inputs: a value whose dimension {@code rowAxis} is the number of rows, one whose dimension {@code columnAxis} is
 * that of columns.
 */
public record Band(int rowAxis, int columnAxis, int below, int above) implements Op {
    @Override
    public String name() {
        return "band";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.axis(rowAxis, inputs.get(0).shape());
        Checks.axis(columnAxis, inputs.get(1).shape());
        long rows = inputs.get(0).shape().dim(rowAxis);
        long columns = inputs.get(1).shape().dim(columnAxis);
        return List.of(Spec.of(DType.BOOL, rows, columns));
    }

    /** The mask itself. @param shape what {@link #infer} gave, all sizes known */
    public Tensor mask(Shape shape) {
        int rows = Math.toIntExact(shape.dim(0));
        int columns = Math.toIntExact(shape.dim(1));
        boolean[] mask = new boolean[Math.toIntExact(shape.size())];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                mask[i * columns + j] = (below < 0 || i - j <= below) && (above < 0 || j - i <= above);
            }
        }
        return Tensor.of(mask, rows, columns);
    }
}
