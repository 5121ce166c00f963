package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of magics names those that there are. */
final class ReadmeMagicsTest {

  private static final Pattern MAGIC = Pattern.compile("%{1,2}([a-z]+(?:-[a-z]+)*)");

  @Test
  void theTableHasEachMagic() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      String cell = line.startsWith("| `%") ? line.split("\\|", -1)[1] : "";
      Matcher magics = MAGIC.matcher(cell);
      while (magics.find()) {
        named.add(magics.group(1));
      }
    }
    assertEquals(new TreeSet<>(new Stockpot(new PlainNotebook()).names()), named);
  }
}
