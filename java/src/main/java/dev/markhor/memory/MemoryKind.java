package dev.markhor.memory;

/** What memory is for: a component of {@link dev.markhor.execution.MemoryUse} each. */
public enum MemoryKind {
    WEIGHTS,
    PACKED,
    CONSTANTS,
    ARENAS,
    WORKSPACES
}
