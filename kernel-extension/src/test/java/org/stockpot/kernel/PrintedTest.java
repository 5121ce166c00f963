package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PrintedTest {

  private final ByteArrayOutputStream process = new ByteArrayOutputStream();
  private final Printed printed =
      new Printed(new PrintStream(process, true, StandardCharsets.UTF_8));
  private final PrintStream out = printed.stream(StreamType.OUT);
  private final PrintStream err = printed.stream(StreamType.ERR);
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

  private void attach() {
    printed.attach((type, text) -> sent.add(type + " " + text));
  }

  @Test
  void printsAreCollected() {
    attach();
    out.print("a");
    out.println("ä€😀");
    out.flush();
    printed.detach();
    assertEquals(List.of("OUT aä€😀\n"), List.copyOf(sent));
  }

  @Test
  void theClockSendsWhatIsThere() throws InterruptedException {
    attach();
    out.print("early");
    assertEquals("OUT early", sent.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void bothStreamsKeepTheirOrder() {
    attach();
    err.print("1");
    out.print("2");
    err.print("3");
    printed.detach();
    assertEquals(List.of("ERR 1", "OUT 2", "ERR 3"), List.copyOf(sent));
  }

  @Test
  void muchTextIsFewMessages() {
    attach();
    String line = "0123456789ä\n".repeat(100);
    for (int i = 0; i < 100; i++) {
      out.print(line);
    }
    printed.detach();
    String all = sent.stream().map(text -> text.substring(4)).collect(Collectors.joining());
    assertEquals(line.repeat(100), all);
    assertTrue(sent.size() < 30, () -> sent.size() + " messages");
  }

  @Test
  void nothingIsLostBetweenCells() {
    out.print("before ");
    attach();
    printed.detach();
    err.print("after");
    assertEquals(List.of(), List.copyOf(sent));
    assertEquals("before after", process.toString(StandardCharsets.UTF_8));
  }
}
