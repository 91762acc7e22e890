package dev.markhor.benchmarks.suite;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.benchmarks.worker.Reply;
import dev.markhor.benchmarks.worker.Request;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with one engine that does what it is asked, and waits otherwise. */
final class WorkerProcess implements AutoCloseable {
    /** The engine cannot do what it was asked. */
    static final class Failure extends Exception {
        Failure(String message) {
            super(message);
        }
    }

    private static final JsonMapper MAPPER = new JsonMapper();
    /** Characters of an engine's message: some tell the whole model. */
    private static final int MOST_WORDS = 400;
    /** For one answer. DL4J initialises an LSTM of 256 units for more than nine minutes before it takes the stored weights. */
    private static final int MOST_SECONDS = 120;

    private final Process process;
    private final BufferedReader replies;
    private final BufferedWriter requests;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        replies = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param threads that one call may use, for engines that only their environment tells */
    static WorkerProcess start(List<String> command, int threads) throws IOException {
        Path log = Files.createTempFile("worker", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        return new WorkerProcess(builder.start(), log);
    }

    /** @throws Failure if the engine fails, does not answer in two minutes, or its process ends */
    Reply ask(Request request) throws Failure {
        try {
            requests.write(MAPPER.writeValueAsString(request));
            requests.newLine();
            requests.flush();
            String line = answer();
            if (line == null) {
                throw new Failure("its process ended: " + lastWords());
            }
            Reply reply = MAPPER.readValue(line, Reply.class);
            if (reply.error() != null) {
                throw new Failure(shortened(reply.error()));
            }
            return reply;
        } catch (IOException e) {
            throw new Failure("its process is gone (" + e.getMessage() + "): " + lastWords());
        }
    }

    private String answer() throws IOException, Failure {
        FutureTask<String> line = new FutureTask<>(replies::readLine);
        Thread reader = new Thread(line, "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new Failure("no answer in " + MOST_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String shortened(String message) {
        return message.length() <= MOST_WORDS ? message : message.substring(0, MOST_WORDS) + " ...";
    }

    private String lastWords() {
        try {
            String code = process.waitFor(1, TimeUnit.SECONDS) ? "exit code " + process.exitValue() : "still there";
            String text = Files.readString(log).strip();
            return code + (text.isEmpty() ? "" : ", " + text.substring(Math.max(0, text.length() - MOST_WORDS)));
        } catch (IOException e) {
            return "and it left nothing to read";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() throws IOException {
        try {
            requests.close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
