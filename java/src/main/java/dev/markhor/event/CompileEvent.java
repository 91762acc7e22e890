package dev.markhor.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A native program was made for inputs of some shapes. */
@Name("dev.markhor.Compile")
@Label("Plan Compile")
@Description("A native program was made for inputs of some shapes")
@Category("Markhor")
@StackTrace(true)
public final class CompileEvent extends Event {
    @Label("Shapes")
    private String shapes;

    @Label("Instruction Set")
    private String instructionSet;

    @Label("Backend")
    private String backend;

    @Label("Instructions")
    private long instructions;

    @Label("Java Steps")
    private long javaSteps;

    @Label("Arena")
    @DataAmount
    private long arenaBytes;

    private CompileEvent() {}

    /** Begins now. To be called only while {@link Flight#isOn}. */
    public static CompileEvent start() {
        CompileEvent event = new CompileEvent();
        event.begin();
        return event;
    }

    public void end(
            String shapes, String instructionSet, String backend, long instructions, long javaSteps, long arenaBytes) {
        end();
        if (shouldCommit()) {
            this.shapes = shapes;
            this.instructionSet = instructionSet;
            this.backend = backend;
            this.instructions = instructions;
            this.javaSteps = javaSteps;
            this.arenaBytes = arenaBytes;
            commit();
        }
    }
}
