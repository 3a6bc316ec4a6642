package dragoman.channel.web;

import dragoman.answer.Answer;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// The picture of an answer that other sites show beside a link to it: the question and how the answer begins.
@ApplicationScoped
class SocialCard {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 630;
    private static final int MARGIN = 80;
    private static final Color PAPER = new Color(0xFBFAF7);
    private static final Color INK = new Color(0x1D1C1A);
    private static final Color QUIET = new Color(0x5C5850);
    private static final Color ACCENT = new Color(0x14507A);

    /// Machines without any font can draw no words.
    private final boolean possible = canDraw();

    boolean isPossible() {
        return possible;
    }

    /// As PNG.
    byte[] of(Answer answer) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            graphics.setColor(ACCENT);
            graphics.fillRect(0, 0, WIDTH, 12);
            int y = write(graphics, "Dragoman", new Font(Font.SERIF, Font.BOLD, 34), ACCENT, 110, 1);
            y = write(graphics, answer.heading().standalone(), new Font(Font.SERIF, Font.BOLD, 54), INK, y + 40, 3);
            String said = answer.statements().isEmpty() ? "The articles do not answer this." : answer.statements().getFirst().text();
            write(graphics, said, new Font(Font.SERIF, Font.PLAIN, 34), QUIET, y + 24, 4);
            write(graphics, "As of " + answer.asOf() + ". Every statement cites an article.", new Font(Font.SANS_SERIF, Font.PLAIN, 24), QUIET, HEIGHT - 48, 1);
        } finally {
            graphics.dispose();
        }
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return the line below what was written
    private static int write(Graphics2D graphics, String text, Font font, Color color, int y, int most) {
        graphics.setFont(font);
        graphics.setColor(color);
        FontMetrics metrics = graphics.getFontMetrics();
        int at = y;
        for (String line : lines(text, metrics, most)) {
            graphics.drawString(line, MARGIN, at);
            at += metrics.getHeight();
        }
        return at;
    }

    private static List<String> lines(String text, FontMetrics metrics, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > WIDTH - 2 * MARGIN) {
                lines.add(line.toString());
                line.setLength(0);
                if (lines.size() == most) {
                    lines.set(most - 1, lines.getLast() + " …");
                    return lines;
                }
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static boolean canDraw() {
        try {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.getFontMetrics(new Font(Font.SERIF, Font.PLAIN, 12)).stringWidth("a");
            graphics.dispose();
            return true;
        } catch (RuntimeException | Error e) {
            // the platform says so in many ways
            Log.info("no pictures of answers can be drawn, because this machine has no fonts");
            return false;
        }
    }
}
