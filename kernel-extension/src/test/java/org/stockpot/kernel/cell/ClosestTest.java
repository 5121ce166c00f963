package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClosestTest {

  private static final List<String> KNOWN = List.of("barrier", "imp", "instability", "soup");

  @Test
  void fewEditsAreForgiven() {
    assertEquals(Optional.of("barrier"), Closest.to("barier", KNOWN));
    assertEquals(Optional.of("imp"), Closest.to("inp", KNOWN));
    assertEquals(Optional.of("soup"), Closest.to("soups", KNOWN));
  }

  @Test
  void othersAreNotGuessed() {
    assertEquals(Optional.empty(), Closest.to("matplotlib", KNOWN));
    assertEquals(Optional.empty(), Closest.to("", KNOWN));
  }
}
