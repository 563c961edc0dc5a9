package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real shared library for Linux on x86-64, made byte by byte (no compiler need be there). Its
 * initialiser, which the dynamic linker runs, makes one file by system calls; so whoever loads it,
 * by whatever door and whatever it expected to find inside, leaves the proof.
 */
final class MarkerLibrary {
    private static final int PAGE = 0x1000;
    private static final int CODE = 0x200;
    private static final int PATH = 0x300;
    private static final int TABLES = 0xf00;

    /** {@code openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600)}, then {@code close}. */
    private static final int[] INSTRUCTIONS = {
        0x48,
        0x8d,
        0x35,
        (PATH - CODE - 7) & 0xff,
        0,
        0,
        0, // lea rsi, [rip + path]
        0xbf,
        0x9c,
        0xff,
        0xff,
        0xff, // mov edi, -100
        0xba,
        0x41,
        0x02,
        0,
        0, // mov edx, flags
        0x41,
        0xba,
        0x80,
        0x01,
        0,
        0, // mov r10d, 0600
        0xb8,
        0x01,
        0x01,
        0,
        0, // mov eax, openat
        0x0f,
        0x05, // syscall
        0x89,
        0xc7, // mov edi, eax
        0xb8,
        0x03,
        0,
        0,
        0, // mov eax, close
        0x0f,
        0x05, // syscall
        0xc3 // ret
    };

    private MarkerLibrary() {}

    static boolean canBeMade() {
        return System.getProperty("os.arch").equals("amd64")
                && System.getProperty("os.name").equals("Linux");
    }

    static void write(Path library, Path marker) throws IOException {
        byte[] path = marker.toString().getBytes(StandardCharsets.UTF_8);
        if (PATH + path.length >= TABLES) {
            throw new IOException("too long a path: " + marker);
        }
        ByteBuffer file = ByteBuffer.allocate(PAGE + 0x100).order(ByteOrder.LITTLE_ENDIAN);
        header(file);
        program(file, 1, 5, 0, PAGE, PAGE); // PT_LOAD, read and execute
        program(file, 1, 6, PAGE, 0x100, PAGE); // PT_LOAD, read and write
        program(file, 2, 6, PAGE, 0x100, 8); // PT_DYNAMIC
        program(file, 0x6474e551, 6, 0, 0, 16); // PT_GNU_STACK, not executable
        file.position(CODE);
        for (int instruction : INSTRUCTIONS) {
            file.put((byte) instruction);
        }
        file.position(PATH).put(path).put((byte) 0);
        // One hash bucket, the null symbol, an empty string.
        file.position(TABLES).putInt(1).putInt(1).putInt(0).putInt(0);
        file.position(PAGE);
        dynamic(file, 4, TABLES); // DT_HASH
        dynamic(file, 5, TABLES + 0x80); // DT_STRTAB
        dynamic(file, 6, TABLES + 0x40); // DT_SYMTAB
        dynamic(file, 10, 1); // DT_STRSZ
        dynamic(file, 11, 24); // DT_SYMENT
        dynamic(file, 12, CODE); // DT_INIT
        dynamic(file, 0, 0);
        Files.write(library, file.array());
    }

    private static void header(ByteBuffer file) {
        file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1);
        file.position(16);
        file.putShort((short) 3).putShort((short) 62).putInt(1);
        file.putLong(0).putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 4);
        file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private static void program(
            ByteBuffer file, int type, int flags, long offset, long size, long alignment) {
        file.putInt(type).putInt(flags).putLong(offset).putLong(offset).putLong(offset);
        file.putLong(size).putLong(size).putLong(alignment);
    }

    private static void dynamic(ByteBuffer file, long tag, long value) {
        file.putLong(tag).putLong(value);
    }
}
