package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate leaves to nobody: bytes that no structure owns, checksums that nobody compares. */
class OwnershipTest {
    private static final List<String> CHECKED = List.of(
            "\u0089HDF",
            "OHDR",
            "OCHK",
            "BTHD",
            "BTIN",
            "BTLF",
            "FRHP",
            "FHIB",
            "FAHD",
            "FADB",
            "EAHD",
            "EAIB",
            "EASB",
            "EADB");

    @TempDir
    private Path folder;

    private static Path file(String name) {
        return List.of("", "rewrites", "rare").stream()
                .map(inside -> TestFiles.HDF5.resolve(inside).resolve(name + ".h5"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The bytes of a file that nothing claims are those that its writer left unused, the root's symbol cache, and tables of free space: a
     * structure that was read without a claim could be read again and again.
     */
    @ParameterizedTest
    @CsvSource({
        "kinds.big_endian, 659",
        "kinds.earliest_lzf, 300",
        "kinds.earliest_many_chunks, 211",
        "kinds.earliest_many_links, 2099",
        "kinds.earliest_track_order, 1042",
        "kinds.latest_fixed_array_in_pages, 679",
        "kinds.latest_growing, 1023",
        "kinds.latest_growing_everywhere, 571",
        "kinds.latest_growing_far, 1388",
        "kinds.latest_large_attributes, 4987",
        "kinds.latest_lzf, 1043",
        "kinds.latest_many_links, 1722",
        "kinds.latest_one_chunk, 1270",
        "kinds.latest_one_filtered_chunk, 507",
        "kinds.latest_track_order, 1118",
        "kinds.latest_user_block_filtered, 751",
        "kinds.latest_v110, 796",
        "kinds.latest_v114, 796",
        "kinds.repack_latest_compact, 2599",
        "kinds.repack_latest_filtered, 1976",
        "multiplier_k2.earliest_filtered, 872",
        "multiplier_k2.earliest_many_attributes, 1740",
        "multiplier_k2.latest, 1721",
        "multiplier_k2.latest_filtered, 893",
        "multiplier_k2.latest_fixed_array, 1679",
        "multiplier_k2.latest_growing_everywhere_filtered, 875",
        "multiplier_k2.latest_growing_filtered, 906",
        "multiplier_k2.latest_many_attributes, 2924",
        "multiplier_k2.repack_filtered, 1677",
        "multiplier_k2.user_block, 1692",
        "backslashes, 435",
        "checksum_before_compression, 1467",
        "every_filter, 1467",
        "implicit_chunks, 1569",
        "large_unsigned, 1585",
        "nothing, 0",
        "opaque, 1585",
        "pages_of_a_growing_array, 2142",
        "space_in_pages, 901",
        "kinds, 763"
    })
    void allButUnusedBytesAreClaimed(String name, int unused) {
        try (FileBytes file = FileBytes.open(file(name))) {
            Claims claims = new Claims(file);
            Gate.check(file, claims);
            assertEquals(unused, file.limit() - claims.bytes());
        }
    }

    /** The first structures of each kind in a file. */
    @ParameterizedTest
    @CsvSource({
        "kinds.latest_v114, 8",
        "kinds.latest_many_links, 8",
        "kinds.latest_track_order, 6",
        "kinds.latest_large_attributes, 6",
        "kinds.latest_fixed_array_in_pages, 8",
        "kinds.latest_growing, 9",
        "kinds.latest_growing_far, 10",
        "kinds.latest_growing_everywhere, 10",
        "multiplier_k2.latest_many_attributes, 8",
        "pages_of_a_growing_array, 6",
    })
    void everyChecksumIsCompared(String name, int kinds) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int found = 0;
        for (String signature : CHECKED) {
            int at = text.indexOf(signature);
            int covered = at < 0 ? 0 : Checksums.covered(bytes, at);
            if (covered > 0) {
                found++;
                byte[] damaged = bytes.clone();
                damaged[at + covered] ^= 1;
                Path file = Files.write(folder.resolve("damaged.h5"), damaged);
                String message = assertThrows(MalformedFileException.class, () -> Hdf5File.openWithoutLibrary(file))
                        .getMessage();
                assertTrue(message.contains("checksum error"), () -> signature + ": " + message);
            }
        }
        assertEquals(kinds, found);
    }
}
