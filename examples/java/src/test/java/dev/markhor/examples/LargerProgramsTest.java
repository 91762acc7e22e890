package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.examples.dtln.SpeechDenoiser;
import dev.markhor.examples.textgenrnn.TextGenerator;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text generator and the denoiser do what they are for. */
class LargerProgramsTest {
    private static String generated(String... args) {
        return String.join("\n", Printed.by(() -> TextGenerator.main(args)));
    }

    @Test
    void aTextGoesOnForAsLongAsAsked() {
        String text = generated("My dog ", "--seed", "1");
        assertTrue(text.startsWith("My dog "), text);
        assertEquals("My dog ".length() + 200, text.codePointCount(0, text.length()));
        assertEquals(text, generated("My dog ", "--seed", "1"));
        assertNotEquals(text, generated("My dog ", "--seed", "2"));
    }

    /** Without chance the seed is no matter; and the words are English. */
    @Test
    void theLikeliestTextIsOne() {
        String text = generated("My dog ", "--temperature", "0", "--seed", "1", "--length", "60");
        assertEquals(text, generated("My dog ", "--temperature", "0", "--seed", "2", "--length", "60"));
        assertTrue(text.matches("(?s).*\\b(the|a|to|and|my|is|in)\\b.*"), text);
    }

    @Test
    void anOptionWithoutValueIsTold() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> TextGenerator.main(new String[] {"--seed"}));
        assertTrue(e.getMessage().startsWith("--seed needs a value"), e.getMessage());
    }

    @Test
    void noiseGetsLess(@TempDir Path folder) throws Exception {
        String line = Printed.by(() -> SpeechDenoiser.main(new String[] {folder.toString()}))
                .get(0);
        Matcher gain = Pattern.compile("([\\d.]+) dB better").matcher(line);
        assertTrue(gain.find() && Double.parseDouble(gain.group(1)) > 5, line);
        for (String name : new String[] {"noisy.wav", "clean.wav"}) {
            try (AudioInputStream audio =
                    AudioSystem.getAudioInputStream(folder.resolve(name).toFile())) {
                assertEquals(16000, audio.getFormat().getSampleRate());
                assertEquals(8 * 16000, audio.getFrameLength());
            }
        }
    }
}
