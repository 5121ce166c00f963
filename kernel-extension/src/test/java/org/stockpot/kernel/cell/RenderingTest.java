package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.stockpot.kernel.SilentNotebook;
import org.stockpot.magic.Stockpot;

final class RenderingTest {

  private final Stockpot stockpot = new Stockpot(new SilentNotebook());

  private static final class Broken {
    @Override
    public String toString() {
      throw new NoClassDefFoundError("missing");
    }
  }

  @Test
  void unknownValuesAreText() {
    assertEquals("7", Rendering.of(stockpot, 7).text());
  }

  @Test
  void errorsBecomeText() {
    assertEquals(
        Broken.class.getName() + " cannot be shown: java.lang.NoClassDefFoundError: missing",
        Rendering.of(stockpot, new Broken()).text());
  }
}
