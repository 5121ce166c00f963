package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.stockpot.kernel.SilentNotebook;
import org.stockpot.kernel.Unshowable;
import org.stockpot.magic.Stockpot;

final class RenderingTest {

  private final Stockpot stockpot = new Stockpot(new SilentNotebook());

  @Test
  void unknownValuesAreText() {
    assertEquals("7", Rendering.of(stockpot, 7).text());
  }

  @Test
  void errorsBecomeText() {
    assertEquals(
        Unshowable.class.getName() + " cannot be shown: java.lang.NoClassDefFoundError: missing",
        Rendering.of(stockpot, new Unshowable()).text());
  }
}
