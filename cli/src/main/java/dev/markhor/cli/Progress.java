package dev.markhor.cli;

import dev.markhor.restore.LoadProgress;
import java.util.Locale;

/** Tells somebody who waits for more than a second what is being done and since when. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;
    private static final long STEP_MILLIS = 200;

    private final Terminal terminal;
    private final Thread thread;
    private volatile String task;
    private volatile boolean done;
    private boolean shown;

    private Progress(Terminal terminal, String task) {
        this.terminal = terminal;
        this.task = task;
        thread = new Thread(this::tell, "progress");
        thread.setDaemon(true);
    }

    /** Shows nothing unless a terminal watches. */
    static Progress start(Terminal terminal, String task) {
        Progress progress = new Progress(terminal, task);
        if (terminal.watched()) {
            progress.thread.start();
        }
        return progress;
    }

    /** Says what is being done from now on, with how much of it is done. */
    LoadProgress of(String text) {
        return (phase, done, total) -> task(total == 0 ? text : text + ", " + 100 * done / total + " %,");
    }

    /** Says what is being done from now on. */
    void task(String text) {
        task = text;
    }

    /** Wipes the line until the next step of time, so that a result can be printed. */
    synchronized void pause() {
        if (shown) {
            terminal.err().print("\r\033[K");
            terminal.err().flush();
            shown = false;
        }
    }

    private void tell() {
        long start = System.nanoTime();
        try {
            Thread.sleep(PATIENCE_MILLIS);
            while (!done) {
                synchronized (this) {
                    if (!done) {
                        terminal.err()
                                .printf(
                                        Locale.ROOT,
                                        "\r\033[K%s %d s",
                                        task,
                                        (System.nanoTime() - start) / 1_000_000_000);
                        terminal.err().flush();
                        shown = true;
                    }
                }
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        done = true;
        pause();
    }
}
