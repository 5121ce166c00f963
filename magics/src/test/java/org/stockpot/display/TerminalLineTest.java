package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TerminalLineTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachFrameIsWrittenOverTheOneBefore() {
    TerminalLine line = new TerminalLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    line.accept(Display.text("imp: 10% of all"));
    line.accept(Display.text("imp: 20%"));
    assertEquals("\rimp: 10% of all\rimp: 20%       ", printed());
    line.accept(Display.text("✓ imp: " + "done ".repeat(30)));
    assertTrue(printed().lines().noneMatch(shown -> shown.length() > 80), printed());
    line.end();
    assertTrue(printed().endsWith("\r✓ imp: " + "done ".repeat(30) + System.lineSeparator()));
  }

  @Test
  void withoutAFrameThereIsNoLine() {
    new TerminalLine(new PrintStream(bytes, true, StandardCharsets.UTF_8)).end();
    assertEquals("", printed());
  }
}
