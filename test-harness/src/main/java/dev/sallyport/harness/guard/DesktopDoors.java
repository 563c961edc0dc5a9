package dev.sallyport.harness.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.print.PrintServiceLookup;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * Ways out through libraries of the desktop, which do what a file in the user's home tells them.
 *
 * <pre>
 *   sound FILE   ALSA runs a command that makes the file
 *   print PORT   CUPS connects to that port of 127.0.0.1
 * </pre>
 */
public final class DesktopDoors {
    private DesktopDoors() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getenv("HOME"));
        if (arguments[0].equals("sound")) {
            Files.writeString(home.resolve(".asoundrc"), alsaRuns("touch " + arguments[1]));
            play();
        } else {
            Path folder = Files.createDirectories(home.resolve(".cups"));
            Files.writeString(
                    folder.resolve("client.conf"), "ServerName 127.0.0.1:" + arguments[1] + "\n");
            PrintServiceLookup.lookupPrintServices(null, null);
        }
    }

    private static String alsaRuns(String command) {
        return "pcm.!default { type file\n slave.pcm null\n file \"| sh -c '"
                + command
                + "; cat > /dev/null'\"\n format raw }\n";
    }

    private static void play() {
        AudioFormat format = new AudioFormat(44_100, 16, 2, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            line.write(new byte[4096], 0, 4096);
        } catch (LineUnavailableException | IllegalArgumentException silent) {
            System.out.println("no sound: " + silent.getMessage());
        }
    }
}
