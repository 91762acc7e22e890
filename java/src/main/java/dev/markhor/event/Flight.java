package dev.markhor.event;

import jdk.jfr.FlightRecorder;

/**
 * Whether anybody may want events. To be asked before an event's class is touched: loading one makes the JVM prepare its recorder, which takes
 * tens of milliseconds, and where the module {@code jdk.jfr} is missing there is none to load.
 */
public final class Flight {
    private static final boolean PRESENT = ModuleLayer.boot()
            .findModule("jdk.jfr")
            .filter(Flight.class.getModule()::canRead)
            .isPresent();

    private Flight() {}

    /** Whether a recording has been started in this process, now or before. Costs a look at a field. */
    public static boolean isOn() {
        return PRESENT && FlightRecorder.isInitialized();
    }
}
