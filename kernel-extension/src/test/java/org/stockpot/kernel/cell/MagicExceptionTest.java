package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.stockpot.magic.UsageException;

final class MagicExceptionTest {

  @Test
  void namesTheRootCause() {
    Throwable failure = new IllegalStateException("wrapper", new IOException("disk is full"));
    assertEquals("IOException: disk is full", MagicException.of(failure).getMessage());
    assertEquals("StackOverflowError", MagicException.of(new StackOverflowError()).getMessage());
  }

  @Test
  void leavesTheUsersMistakesAlone() {
    UsageException mistake = new UsageException("unknown option --x");
    assertSame(mistake, MagicException.of(mistake));
  }

  @Test
  void survivesCircularCauses() {
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    assertEquals("first", MagicException.of(first).getMessage().replaceFirst(".*: ", ""));
  }
}
