package org.stockpot.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NameSuggestionTest {

  private static final List<String> KNOWN = List.of("barrier", "imp", "instability", "soup");

  @Test
  void fewEditsAreForgiven() {
    assertEquals(Optional.of("barrier"), NameSuggestion.to("barier", KNOWN));
    assertEquals(Optional.of("imp"), NameSuggestion.to("inp", KNOWN));
    assertEquals(Optional.of("soup"), NameSuggestion.to("soups", KNOWN));
  }

  @Test
  void othersAreNotGuessed() {
    assertEquals(Optional.empty(), NameSuggestion.to("matplotlib", KNOWN));
    assertEquals(Optional.empty(), NameSuggestion.to("", KNOWN));
  }
}
