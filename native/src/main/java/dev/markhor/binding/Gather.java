package dev.markhor.binding;

/**
 * {@code y[o, i] = table[o, indices[i]]} for rows of {@code rowBytes} bytes: an embedding, or {@code take} along an axis.
 *
 * @param indexType I32 or I64
 * @param rows rows of the table
 * @param outer how many tables; they share the indices
 * @param count how many indices
 * @param report an int64 that becomes 1 + the place of an index outside the table (whose rows come out as zeros) and is
 *     otherwise left alone; or {@link Operand#NONE}
 */
public record Gather(
        ElementType indexType,
        long table,
        long rows,
        long rowBytes,
        long indices,
        long y,
        long outer,
        long count,
        long report)
        implements Instruction {
    @Override
    public int opcode() {
        return 42;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(rowBytes, table, rows, indexType.code(), indices, y, outer, count, report);
    }

    @Override
    public Work work() {
        return new Work(
                0,
                outer * count * (2 * rowBytes) + count * indexType.bytes(),
                outer * count * rowBytes,
                Work.sizes(outer, count, rowBytes));
    }
}
