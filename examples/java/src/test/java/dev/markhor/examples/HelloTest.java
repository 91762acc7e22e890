package dev.markhor.examples;

import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void runs() {
        Hello.main(new String[0]);
    }
}
