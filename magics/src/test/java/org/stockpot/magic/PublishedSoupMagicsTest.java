package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.Checkpoint;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.weights.Point;

/**
 * The table of Dansereau et al., 2023: checkpoints of ResNet-20 with padded shortcuts, as files.
 */
final class PublishedSoupMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);
  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void soupsOfCheckpointsOfResnetsByAPattern() throws IOException {
    images(60);
    magic("task idx:DIR resnet20a --test 0.3 -q");
    for (String name : List.of("a", "b", "c")) {
      magic("train --for 2it --batch 20 --seed " + (int) name.charAt(0) + " --as " + name + " -q");
      magic("save " + name + " DIR/" + name + ".pth");
      Files.move(directory.resolve(name + ".pth"), directory.resolve(name + ".th"));
    }
    SoupComparison table =
        (SoupComparison)
            magic(
                "soup uniform,greedy,pruned DIR/*.th --recalibrate none --floor 0.1%"
                    + " --repeat-members --order random --seed 2 --passes 2");
    assertTrue(notebook.text().contains("--repeat-members"), notebook.text());
    for (SoupResult soup : table.soups()) {
      assertEquals(3, soup.ingredients().size());
      Point best = point(soup.ingredients().get(0).name());
      assertEquals(soup.soup(), soup.soup().withStatisticsOf(best));
      assertTrue(soup.members().contains(soup.ingredients().get(0).name()), "the best stays");
    }
    assertTrue(table.soups().get(1).ledger().stream().anyMatch(t -> t.pass() == 2));
  }

  /** Writes images of 8 x 8 whose brightness tells their class. */
  private void images(int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 64 * count);
    images.putInt(0x803).putInt(count).putInt(8).putInt(8);
    ByteBuffer labels = ByteBuffer.allocate(8 + count);
    labels.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 4));
      for (int j = 0; j < 64; j++) {
        images.put((byte) (60 * (i % 4) + (i + j * 7) % 60));
      }
    }
    Files.write(directory.resolve("train-images.idx3-ubyte"), images.array());
    Files.write(directory.resolve("train-labels.idx1-ubyte"), labels.array());
  }

  private Point point(String file) {
    return Checkpoint.load(Path.of(file), Stockpot.task().layout()).point();
  }
}
