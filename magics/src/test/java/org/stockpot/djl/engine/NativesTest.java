package org.stockpot.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativesTest {

  @TempDir private Path cache;

  private Natives natives() {
    return new Natives(cache.resolve("2.7"), Map.of("a.so", 3_000_000L, "b.so", 2L));
  }

  @Test
  void whatIsNotThereWillBeUnpacked() {
    assertEquals(Optional.empty(), natives().fault());
    assertEquals(
        "PyTorch's native libraries, 3 MB, are unpacked into " + cache.resolve("2.7") + ", once",
        natives().notice().orElseThrow());
  }

  @Test
  void whatIsCutOrMissingIsNamed() throws IOException {
    Path folder = Files.createDirectory(cache.resolve("2.7"));
    Files.write(folder.resolve("a.so"), new byte[3_000_000]);
    assertEquals(Optional.empty(), natives().notice());
    assertTrue(natives().fault().orElseThrow().contains("b.so must have 2 bytes, got 0: delete"));
    Files.write(folder.resolve("b.so"), new byte[2]);
    assertEquals(Optional.empty(), natives().fault());
    Files.write(folder.resolve("a.so"), new byte[5]);
    assertTrue(natives().fault().orElseThrow().contains("a.so must have 3000000 bytes, got 5"));
  }

  @Test
  void thoseOfThisJvmAreFoundWhereTheEngineUnpacksThem() {
    Engines.version();
    Natives found = Natives.find().orElseThrow();
    assertEquals(Optional.empty(), found.notice());
    assertEquals(Optional.empty(), found.fault());
    assertTrue(found.bytes().containsKey("libtorch_cpu.so") || found.bytes().size() > 1);
  }
}
