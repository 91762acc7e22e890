package dev.markhor.fuzz.mutation;

import dev.markhor.formats.hdf5.io.Lookup3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Where the structures of an HDF5 file are: found by their signatures, so that no reader's opinion of the file matters. */
final class HdfMap {
    private static final Set<String> PLAIN = Set.of("TREE", "HEAP", "SNOD", "GCOL");
    private static final Set<String> CHECKED = Set.of(
            "OHDR", "OCHK", "BTHD", "BTLF", "BTIN", "FRHP", "FHDB", "FHIB", "FSHD", "FSSE", "FAHD", "FADB", "EAHD",
            "EAIB", "EASB", "EADB", "SMTB", "SMLI");
    private static final int LONGEST = 1200;

    /** The checksum that follows. */
    enum Seal {
        NONE,
        LOOKUP3,
        FLETCHER32
    }

    /** Bytes that belong together. */
    record Part(String name, int from, int to, Seal seal) {
        boolean checked() {
            return seal != Seal.NONE;
        }
    }

    private final byte[] file;
    private final List<Part> parts = new ArrayList<>();
    private int base;

    private HdfMap(byte[] file) {
        this.file = file;
    }

    static List<Part> of(byte[] file) {
        HdfMap map = new HdfMap(file);
        map.superblock();
        for (int at = 0; at + 8 <= file.length; at++) {
            if (file[at] == 1 && at % 8 == 0) {
                map.header1(at);
            } else if (file[at] >= 'B' && file[at] <= 'T') {
                map.signature(at);
            }
        }
        HdfChunks.find(file, map.base, map.parts);
        return map.parts;
    }

    private void superblock() {
        for (int at = 0; at + 48 <= file.length; at = at == 0 ? 512 : at * 2) {
            if (Image.has(file, at, "\u0089HDF\r\n")) {
                boolean checked = file[at + 8] >= 2;
                parts.add(new Part("superblock", at + 8, at + (checked ? 44 : 96), checked ? Seal.LOOKUP3 : Seal.NONE));
                base = at;
                return;
            }
        }
    }

    private void signature(int at) {
        String name = new String(file, at, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (PLAIN.contains(name)) {
            parts.add(new Part(name, at + 4, Math.min(file.length, at + (name.equals("HEAP") ? 32 : 160)), Seal.NONE));
        } else if (CHECKED.contains(name)) {
            int end = checksum(at);
            if (end > 0) {
                parts.add(new Part(name, at, end, Seal.LOOKUP3));
            } else {
                parts.add(new Part(name, at + 4, Math.min(file.length, at + 64), Seal.NONE));
            }
        }
    }

    /** Where the checksum of what begins here stands, or 0. */
    private int checksum(int at) {
        for (int end = at + 6; end + 4 <= file.length && end - at < LONGEST; end++) {
            if (Lookup3.hash(Arrays.copyOfRange(file, at, end)) == (int) Image.get(file, end, 4)) {
                return end;
            }
        }
        return 0;
    }

    /** Object headers of version 1 have no signature: a version, a zero, counts that fit, and messages that fill it. */
    private void header1(int at) {
        int messages = (int) Image.get(file, at + 2, 2);
        long references = Image.get(file, at + 4, 4);
        long length = Image.get(file, at + 8, 4);
        if (at + 16 > file.length
                || file[at + 1] != 0
                || messages < 1
                || messages > 1000
                || references < 1
                || references > 100
                || length < 8
                || length > file.length - at - 16) {
            return;
        }
        int end = at + 16 + (int) length;
        List<Part> found = new ArrayList<>();
        for (int message = at + 16; message + 8 <= end; ) {
            int type = (int) Image.get(file, message, 2);
            int body = (int) Image.get(file, message + 2, 2);
            if (type > 0x18 || body % 8 != 0 || message + 8 + body > end) {
                return;
            }
            found.add(new Part("message " + type, message, message + 8 + body, Seal.NONE));
            message += 8 + body;
        }
        parts.add(new Part("header", at, at + 16, Seal.NONE));
        parts.addAll(found);
    }

    /** Makes all checksums that held before right again. */
    static void mend(Image image, List<Part> parts) {
        for (Part part : parts) {
            if (part.checked() && part.to() + 4 <= image.size()) {
                int from = part.name().equals("superblock") ? part.from() - 8 : part.from();
                byte[] bytes = Arrays.copyOfRange(image.bytes(), from, part.to());
                image.put(
                        part.to(), 4, part.seal() == Seal.LOOKUP3 ? Lookup3.hash(bytes) : HdfChunks.fletcher32(bytes));
            }
        }
    }
}
