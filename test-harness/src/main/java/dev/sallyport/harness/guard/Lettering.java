package dev.sallyport.harness.guard;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;

/** Writes on an image, as servers that make charts do; since JDK 22 by foreign functions. */
public final class Lettering {
    private Lettering() {}

    public static void main(String[] arguments) {
        BufferedImage image = new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Font font = new Font(Font.DIALOG, Font.PLAIN, 12);
        TextLayout layout =
                new TextLayout("\u0627\u0644\u0639 fi", font, graphics.getFontRenderContext());
        layout.draw(graphics, 10, 20);
        System.out.println("drawn, " + layout.getAdvance() + " wide");
    }
}
